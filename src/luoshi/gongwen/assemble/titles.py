"""A short title for a directive, in the source's own words.

What stands before the task itself is passed over: the number, the actor, the modal verb, the
time limit, and clauses that only say by what or how (按照…要求，通过…途径，集中力量，).  Then
whole clauses are taken as long as they fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.gongwen.model import Span

LONGEST = 30
_ENOUGH = 12
_LEAD_IN = re.compile(
    r"(?:等(?:有关|相关|责任)?(?:部门|单位)|部门|单位)?(?:牵头|负责|配合|全力配合)?[，,、：:]|等(?:有关|相关|责任)?(?:部门|单位)|(?:部门|单位)(?=要|牵头)"
    r"|[^，,。；、]{2,16}方面[，,]|(?:会同|联合|和|及)(?=[^，。]{2,10}(?:尽|抓|做|开|建|完|组|研|制))"
    r"|(?:一定|切实|都|也|还|再|务必)?(?:要|须|必须|应当|应|务必|需要|需)(?![求素点害务件闻])(?:把|将(?=来))?|同时|其中|此外|另外|特别是|确保(?=在)"
)
_CLAUSE = re.compile(r"[^，,。；;：:！？\n]+")
_MANNER = re.compile(
    r"(?:(?:要|积极|严格|认真|坚决|切实|特别|进一步|充分|紧紧|牢牢|主动|全面)?"
    r"(?:按照|按|根据|围绕|通过|结合|依托|针对|对照|聚焦|立足|坚持|遵循|本着|依据|借助|抓住|紧扣|对标|以(?!旧换新)|在(?!全)|从|为(?!.{0,8}(?:提供|配备|发放|建))|特别在|当前|今年以来|力争|到|于)"
    r"|凡是|对[^，,。；]{1,40}的$|待[^，,。；]{1,30}后$|近日|日前|前面|强调一下|同时$|高度重视|提高认识|集中力量|加强领导|明确责任|统一思想|提高站位|主动作为|主动谋划|压实责任|保质保量|因地制宜|统筹(?:兼顾|推进)?$|科学谋划$)"
)
_BRACKET = re.compile(r"[（(][^（）()]{0,300}[）)][。；]?$")
_JOINTS = "、和与及的在对把将，,"


def title(text: str, words: Span, before: Iterable[Span]) -> str:
    """A title of at most about :data:`LONGEST` characters; *before* are the actors' and limits' spans."""
    start, end = words.start, words.end
    bracket = _BRACKET.search(text, max(start, end - 320), end)
    if bracket is not None and bracket.start() > start:
        end = bracket.start()
    known = {span.start: span.end for span in before}
    while start < end:
        skipped = known.get(start) or _skip(text, start, end)
        if skipped is None or skipped >= end:
            break
        start = skipped
    clauses = [(found.start(), found.end()) for found in _CLAUSE.finditer(text, start, end)]
    while len(clauses) > 1 and _MANNER.match(text[slice(*clauses[0])]):
        del clauses[0]
    return _fit(text, clauses) or text[words.start : words.end].strip("，。；：、 ")[:LONGEST]


def _skip(text: str, start: int, end: int) -> int | None:
    found = _LEAD_IN.match(text, start, end)
    return found.end() if found is not None and found.end() > start else None


def _fit(text: str, clauses: list[tuple[int, int]]) -> str:
    if not clauses:
        return ""
    first, last = clauses[0]
    for _, end in clauses[1:]:
        if last - first >= _ENOUGH or end - first > LONGEST:
            break
        last = end
    if last - first <= LONGEST + 8:
        return text[first:last].strip()
    # A long clause is cut at the last list mark that fits, else where the room ends.
    cut = text.rfind("、", first + _ENOUGH, first + LONGEST)
    return text[first : cut if cut > 0 else first + LONGEST].strip().rstrip(_JOINTS) + "…"
