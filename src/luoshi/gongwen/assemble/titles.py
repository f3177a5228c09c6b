"""A short title for a directive, in the source's own words.

What stands before the task itself is passed over: the number, the actors, the modal verb, the
time limit, and clauses that only say on what occasion or how (按照…要求，面向企业，集中力量，).
Then whole clauses are taken as long as they fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from luoshi.gongwen.model import Span

LONGEST = 30
_ENOUGH = 12
_NUMBER = r"0-9０-９"
#: What joins actors to each other and to what they are told.
_JOINT = re.compile(
    r"(?:等)?(?:有关|相关|责任|各|其他|职能|成员|主管)*(?:部门|单位|地区|地方|机构|方面)?(?:和|及|与|以及|、|会同|联合)*"
)
_TOLD = re.compile(
    r"(?:等)?(?:有关|相关|责任|各)*(?:部门|单位|地区|地方|机构)?(?:共同|分别|按职责|按照职责分工|全力|积极)?(?:总?牵头|负责(?!人)|配合|做好配合)?[，,、：:]?"
)
_OPENING = re.compile(
    r"[^，,。；、：]{2,18}方面[，,：:]|(?:请|由|责成|要求)(?=[^，。]{2,20}[局委办厅部镇乡院会司府位门心])|(?:会同|联合|商)(?=[^，。]{2,12}[局委办厅部镇乡院会司府位门心校])"
    r"|(?:会议)?(?:要求|强调|议定|决定|明确|指出)[，,：:]|同时[，,]|其中[，,]|此外[，,]|另外[，,]|因此[，,]|为此[，,]|特别是"
)
#: What :data:`_OPENING` begins with, but for X方面, and :data:`_MODAL`: asked before they are tried.
_OPENING_STARTS = frozenset("请由责要会联商强议决明指同其此另因为特")
_MODAL_STARTS = frozenset("一切都也还再务均要须必应需确拟")
# 应 opens a modal, but also 应急, 应用, 应对.
_MODAL = re.compile(
    r"(?:一定|切实|都|也|还|再|务必|均)?(?:要|须|必须|应当|应(?![急用对收届邀聘付变])|务必|需要|需)(?![求素点害件闻])(?:把|将(?=来))?|确保(?=在)|拟(?=[于在定])"
)
_CLAUSE = re.compile(rf"(?:[^，,。；;：:！？\n\v\t]++|(?<=[{_NUMBER}])[，,](?=[{_NUMBER}]))+")
_MANNER = re.compile(
    r"(?:(?:要|积极|严格|认真|坚决|切实|特别|进一步|充分|紧紧|牢牢|主动|全面|着眼|重点)?"
    r"(?:按照|按|根据|围绕|通过|结合|依托|针对|对照|聚焦|立足|坚持|遵循|本着|依据|借助|抓住|紧扣|对标|面向|面对|基于|由于|随着|除|经过|鉴于"
    r"|以(?!旧换新)|在(?!全)|从|为(?!.{0,8}(?:提供|配备|发放|建))|特别在|当前|今年以来|力争|到|于)"
    r"|凡是?|对于?[^，,。；]{1,40}的$|待[^，,。；]{1,30}后$|近日|日前|前面|现在|今后|因此|强调一下|同时$|高度重视|提高认识|集中力量|加强领导|明确责任"
    r"|统一思想|提高站位|主动作为|主动谋划|压实责任|保质保量|因地制宜$|统筹(?:兼顾|推进)?$|科学谋划$)"
)
# What a clause ends with that only says when or how: asked before the pattern is tried.
_HOW_ENDS = ("的", "时", "后", "之前", "以外", "之外", "以来", "之际", "过程中", "基础上", "前提下", "情况下", "期间")
_HOW = re.compile(rf"[^，,]{{1,30}}(?:{'|'.join(_HOW_ENDS)})$")
#: Only how often or how much: it needs what stands before it (坚持巡查，每周不少于两次).
_MEASURE = re.compile(
    r"(?:每(?:个?工作日|半?年|季度?|个?月|旬|周|天|日|次|批)[^，,]{0,4})?(?:原则上|均|应)?"
    rf"(?:不少于|不低于|不超过|不多于|不高于|至少|最多|达到?|控制在)[{_NUMBER}.一二两三四五六七八九十百千万亿]+[^，,]{{0,3}}$"
)
_BRACKET = re.compile(r"[（(][^（）()]{0,300}[）)][。；]?$")
_CLOSING = frozenset("）)")
_SPACE = re.compile(r"[\v\t\n\r\f]")
_JOINTS = "、和与及的在对把将，,"


def title(text: str, words: Span, actors: Iterable[Span], limits: Iterable[Span]) -> str:
    """A title of at most about :data:`LONGEST` characters; *actors* and *limits* are passed over."""
    end = words.end
    closed = text[end - 1] in _CLOSING or text[end - 2 : end - 1] in _CLOSING
    bracket = _BRACKET.search(text, max(words.start, end - 320), end) if closed else None
    if bracket is not None and bracket.start() > words.start:
        end = bracket.start()
    start = _after_lead_in(text, words.start, end, list(actors), {span.start: span.end for span in limits})
    return _fit(text, _clauses(text, start, end)) or text[words.start : words.end].strip("，。；：、 ")[:LONGEST]


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses from the first on that says more than how or when; the last one in any case, and one before a mere
    measure."""
    waiting = None
    for found in _CLAUSE.finditer(text, start, end):
        if waiting is not None and _says_how(text[slice(*waiting)]) and not _MEASURE.match(found.group()):
            waiting = None
        if waiting is not None:
            yield waiting
            break
        waiting = found.span()
    else:
        if waiting is not None:
            yield waiting
        return
    yield from (found.span() for found in _CLAUSE.finditer(text, waiting[1], end))


def _says_how(clause: str) -> bool:
    """Whether a clause only says how or when: 按照县委要求, 工作开展时."""
    return _MANNER.match(clause) is not None or (clause.endswith(_HOW_ENDS) and _HOW.match(clause) is not None)


def _after_lead_in(text: str, start: int, end: int, actors: list[Span], limits: dict[int, int]) -> int:
    """Where the task itself begins, behind actors, modal verbs and time limits."""
    ends = {span.start: span.end for span in actors}
    after_actor = False
    while start < end:
        if start in ends:
            step, after_actor = ends[start], True
            joint = _end(_JOINT, text, step, end)
            start = joint if joint in ends else step
            continue
        skipped = _end_of_limit(text, start, limits) or _end_of_opening(text, start, end)
        if skipped == start and after_actor:
            skipped = _end(_TOLD, text, start, end)
        if skipped == start:
            skipped = _end_of_modal(text, start, end)
        if skipped == start or skipped >= end:
            break
        start, after_actor = skipped, False
    return start


def _end_of_limit(text: str, start: int, limits: dict[int, int]) -> int | None:
    """The end of a time limit that begins here (在6月底前，), with the comma after it."""
    found = limits.get(start) or (limits.get(start + 1) if text[start] in "在于到" else None)
    if found is not None and found < len(text) and text[found] in "，,、":
        return found + 1
    return found


def _end_of_opening(text: str, start: int, end: int) -> int:
    if text[start] in _OPENING_STARTS or "方面" in text[start : start + 20]:
        return _end(_OPENING, text, start, end)
    return start


def _end_of_modal(text: str, start: int, end: int) -> int:
    return _end(_MODAL, text, start, end) if text[start] in _MODAL_STARTS else start


def _end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = pattern.match(text, start, end)
    return found.end() if found is not None else start


def _fit(text: str, clauses: Iterator[tuple[int, int]]) -> str:
    first, last = next(clauses, (0, 0))
    first = _end_of_modal(text, first, last)
    if 0 < last - first < _ENOUGH:
        for _, end in clauses:
            if end - first > LONGEST:
                break
            last = end
            if last - first >= _ENOUGH:
                break
    if last - first <= LONGEST + 8:
        return _on_one_line(text[first:last]).strip()
    # A long clause is cut at the last list mark that fits, else where the room ends.
    cut = text.rfind("、", first + _ENOUGH, first + LONGEST)
    return _on_one_line(text[first : cut if cut > 0 else first + LONGEST]).strip().rstrip(_JOINTS) + "…"


def _on_one_line(words: str) -> str:
    # Nearly all words are printable, which costs a tenth of what the pattern does.
    return words if words.isprintable() else _SPACE.sub(" ", words)
