"""What stands around a figure: how it compares, the verb it hangs on, what is measured.

All of it is read from the clause before the figure (back to a punctuation mark, at most
:data:`REACH` characters) and a few words behind it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives, words
from luoshi.gongwen.model import Comparator, Phrase, Span
from luoshi.gongwen.quantities.pattern import grouped

REACH = 40
"""How many characters before a figure are looked at."""

_BREAK = compile_later(r".*[，。；：、！？,;:!?\n\r\t\v（）()“”]", re.DOTALL)


def _chain(*names: str) -> str:
    return "|".join(f"(?P<{name}>{alternatives('quantities', 'word-' + name.replace('_', '-'))})" for name in names)


# The words that lead up to a figure, as one run that ends where the figure begins; not the
# tail of 节约, 附近, 通过, 下达.  Bounded instead of possessive: CPython raises SystemError where a
# group is captured inside a possessive repeat.
_WORDS = _chain("at_least", "at_most", "more_than", "less_than", "about", "aim")
_LEAD = compile_later(f"(?<![节集制条简附邻通经发传直下表抵])(?:{_WORDS}){{1,6}}$")
_LEADING = ("at-least", "at-most", "more-than", "less-than", "about", "aim")
_LEAD_ENDS = frozenset(word[-1] for name in _LEADING for word in words("quantities", f"word-{name}"))
_COMPARATORS = (
    ("at_least", Comparator.AT_LEAST),
    ("at_most", Comparator.AT_MOST),
    ("more_than", Comparator.MORE_THAN),
    ("less_than", Comparator.LESS_THAN),
    ("about", Comparator.ABOUT),
)
_CHANGE = frozenset(words("quantities", "word-change"))
_REACH = frozenset(words("quantities", "word-reach"))
_VERBS = [word for name in ("change", "reach", "make") for word in words("quantities", f"word-{name}")]
_VERB = compile_later(f"(?=[{''.join(sorted({word[0] for word in _VERBS}))}])(?:{grouped(_VERBS)})")
_OPENERS = compile_later(
    r"^(?:其中|力争|争取|努力|确保|预计|推动|推进|实现|使|将|对|把|年内|全年|今年|明年|新|全面|加快|继续|再|到|[到至]?\d{4}年(?:底前?|末)?|年底前?|"
    r"\d{1,2}月底前?|并|要(?!求)|的)+"
)
# 县水利局要, 入冬前, 6月底前 come before what is measured; 投资2000万元以上 holds another figure.
_TOLD = compile_later(
    r"(?P<who>[^，。；]{0,30})(?:(?<![主重需只])要(?![求素点件闻害务领])|应当|必须|务必)(?:在|于|分别|均|都|再|各|力争|争取|确保)*"
)
_AGENT = compile_later(
    r"(?:[局委办厅署院会府站所司县市区镇乡省村]|部门?|单位|街道|企业|公司|学校|干部|各地|地方|我们|大家)$|^各"
)
_BEFORE = "[之以]?前(?![期往列沿景提置端后段间代装的0-9０-９一二三四五六七八九十两几])|期间|前后"
_WHEN = compile_later(
    r"(?:[0-9０-９xX]{1,2}[.．、]){0,2}(?:在|于|到|至)?"
    r"(?:(?:(?:(?:19|2[01]|１９|２[０１])[0-9０-９]{2}|[xX]{1,4})年(?:底|末|初|内)?|(?:[0-9０-９xX]{1,2}[月日号]){1,2}(?:底|末|内|初|中旬)?"
    rf"|[今明后本当]?[年月季](?:底|末|内))(?:{_BEFORE})?|[一-龥]{{1,5}}?[^孕产婚学贷赛课会岁年](?:{_BEFORE}))"
)
_HOLDS_ORDER = compile_later("[要应必务]")
_HOLDS_TIME = compile_later("[年月日号季前间]")
_NO_NOUN = compile_later(r"[0-9０-９xX]++(?![岁周])[^，。；]{0,6}以[上下]|[前内]$|^各[派选推]")
_NOUN_BEHIND = compile_later(r"的?([^，。；：、！？,;:!?\s（）()“”《》和及并的]{1,24})")


class Lead(NamedTuple):
    """What leads up to a figure: where its clause and the words that compare it begin, and how they do."""

    clause: int
    lead: int
    comparator: Comparator | None


class Context(NamedTuple):
    """What stands around a figure: what leads up to it, the verb that it hangs on, what is measured."""

    clause: int
    lead: int
    comparator: Comparator | None
    verb: Phrase | None
    of: Phrase | None


def look_before(text: str, start: int) -> Lead:
    """Read what leads up to the figure at *start* of *text*."""
    window = max(0, start - REACH)
    broken = _BREAK.match(text, window, start)
    clause = broken.end() if broken else window
    led = start > clause and text[start - 1] in _LEAD_ENDS
    found = _LEAD.search(text[max(clause, start - 16) : start]) if led else None
    if found is None:
        return Lead(clause, start, None)
    comparator = next((sign for name, sign in _COMPARATORS if found[name]), None)
    return Lead(clause, max(clause, start - 16) + found.start(), comparator)


def look_around(text: str, start: int, end: int) -> Context:
    """Read the surroundings of the figure ``[start, end)`` of *text*."""
    clause, lead, comparator = look_before(text, start)
    verbs = list(_VERB.finditer(text, clause, start))
    verb = verbs[-1] if verbs else None
    if verb is None:
        return Context(clause, lead, comparator, None, _noun(text, clause, lead) or _behind(text, end))
    hinge = _phrase(text, verb.start(), verb.end())
    return Context(clause, lead, comparator, hinge, _measured(text, clause, lead, verb, end))


def _measured(text: str, clause: int, lead: int, verb: re.Match[str], end: int) -> Phrase | None:
    """新建[高标准农田]3万亩; [产值]达到8亿元; 新建3所[学校]."""
    between = _noun(text, verb.end(), lead)
    if between is not None:
        return between
    before = _noun(text, clause, verb.start())
    makes = verb.group() not in _CHANGE and verb.group() not in _REACH
    if makes:
        return _behind(text, end) or before
    return before or _behind(text, end)


def _noun(text: str, start: int, end: int) -> Phrase | None:
    """The words of ``text[start:end]`` without subject, time and opening words, if a noun is left."""
    told = _TOLD.match(text, start, end) if _HOLDS_ORDER.search(text, start, end) else None
    if told:
        start, end = _after_order(text, told, end)
    when = _WHEN.match(text, start, end) if _HOLDS_TIME.search(text, start, end) else None
    if when:
        start = when.end()
    opener = _OPENERS.match(text[start:end])
    if opener:
        start += opener.end()
    if end - start < 2 or _NO_NOUN.search(text, start, end):
        return None
    return _phrase(text, start, end)


def _after_order(text: str, told: re.Match[str], end: int) -> tuple[int, int]:
    """The words behind 要, or the subject before it where nothing is behind and it is no actor.

    粮食产量要达到8万吨 measures the 粮食产量, 县水利局要完成3亿元 not the 县水利局.
    """
    if end - told.end() >= 2 or _AGENT.search(text, told.start(), told.end("who")):
        return told.end(), end
    return told.start(), told.end("who")


def _behind(text: str, end: int) -> Phrase | None:
    noun = _NOUN_BEHIND.match(text, end)
    return _phrase(text, noun.start(1), noun.end(1)) if noun and noun.end(1) - noun.start(1) >= 2 else None


def _phrase(text: str, start: int, end: int) -> Phrase:
    return Phrase(Span(start, end), text[start:end])
