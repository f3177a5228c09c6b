"""Units read from where they begin: 由X、Y发放, 会同X、Y制定, X局：排查….

Most subjects are found from the words behind them; here a word before them says that units
follow, so that any verb may end their list.
"""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives, words
from luoshi.gongwen.model import UnitKind, UnitMention
from luoshi.gongwen.units.clauses import CONDITION, FRAME, clause_end
from luoshi.gongwen.units.cues import CANDIDATE, charges_nobody
from luoshi.gongwen.units.lists import read_list
from luoshi.gongwen.units.names import LAST, may_end_a_list, opens_with_verb

_ENDS = frozenset(LAST + "等）)”")
_AFTER_LIST = compile_later(r"[，,。；;、：:）)！\s]|$")
_BY = compile_later(r"(?<![理自缘事经])由(?![于此来衷])|(?<![提申邀聘报商敬恳呈])请(?![求示假教])")
_CHARGED = compile_later(
    r"(?:直接|统一|分别|具体|依法|按规定|按月|及时)?"
    rf"(?=[{''.join(sorted({word[0] for word in words('roles', 'charged')}))}])"
    rf"(?:{alternatives('roles', 'charged')})(?!的|[局部委办厅站中])"
)
_EDGE = "，。；：！？,;:!? \t\n\r\v　（(“"
# 县教育局：县政府大院2号, 县教育局：张三 and 县教育局：你局来文收悉 tell nobody to act.
_NO_DUTY = compile_later(
    r"[0-9０-９“《〈‘\s]|[你我您贵现兹]|根据|按照|经[^济]|为[了进全切加贯]|关于|收悉"
    r"|[一-龥]{2,4}(?:[、，\s（(]|[。；]?$)|[^，。；]{0,12}[0-9０-９][号室楼]"
)
# 建设单位：, 申请人： are labels of a form, no names.
_LABEL_LIKE = compile_later(r"(?:单位|机构|组织|主体|对象|企业|[者人方])$")
_LONGEST_HEAD = 60
_CLOSING = ("等部门", "等单位", "有关部门", "相关部门", "有关单位", "相关单位")


def read_forward(text: str, start: int, end: int) -> tuple[UnitMention, ...]:
    """The list of units that begins at *start*, up to the verb that follows it."""
    stop = clause_end(text, start, min(end, start + 300))
    for at in range(start + 2, stop + 1):
        if text[at - 1] not in _ENDS:
            continue
        # What tells a name that begins a clause tells one that ends here, too.
        if at < stop and not (
            (text.endswith(_CLOSING, start, at) and text[at] not in "、和及与（(")
            or _AFTER_LIST.match(text, at, end)
            or CANDIDATE.match(text, at - 1, end)
            or _CHARGED.match(text, at, end)
        ):
            continue
        if at < stop and text[at] == "、":
            continue
        found = read_list(text, start, at)
        if found:
            return found
    return _read_longest(text, start, min(stop, start + _LONGEST_HEAD))


def _read_longest(text: str, start: int, stop: int) -> tuple[UnitMention, ...]:
    """The longest list of units from *start* on, where no word that is known ends it."""
    for at in range(stop, start + 1, -1):
        if text[at - 1] in _ENDS and may_end_a_list(text, at):
            found = read_list(text, start, at)
            if found and found[-1].kind is not UnitKind.ENTERPRISE:
                return found
    return ()


def find_charged(text: str, start: int, end: int) -> Iterator[tuple[UnitMention, ...]]:
    """The units behind 由 or 请 whose verb charges only there: 由临川镇发放, 由县残联包保."""
    for by in _BY.finditer(text, start, end):
        if _in_frame(text, start, by.start()):
            continue
        stop = clause_end(text, by.end(), min(end, by.end() + 120))
        for at in range(by.end() + 2, stop):
            if text[at - 1] not in _ENDS or _CHARGED.match(text, at, end) is None or charges_nobody(text, at, end):
                continue
            units = read_list(text, by.end(), at)
            if units is not None:
                if not text.endswith("基金", 0, at):  # 由保险基金支付 names the purse, no office
                    yield units
                break


def _in_frame(text: str, start: int, at: int) -> bool:
    """Whether the clause before *at* says what is made or changed: 完善由县残联发放…的办法."""
    first = at
    while first > max(start, at - _LONGEST_HEAD) and text[first - 1] not in _EDGE:
        first -= 1
    if first == at:
        return False
    return FRAME.match(text, first, at) is not None or (
        opens_with_verb(text[first:at]) and CONDITION.match(text, first, at) is None
    )


def read_headed(text: str, start: int, end: int) -> tuple[UnitMention, ...]:
    """The units that open a statement with a colon: 县水利局：排查病险水库."""
    colon = _colon(text, start, end)
    if colon < 0 or end - colon < 7 or _NO_DUTY.match(text, colon + 1, end):
        return ()
    units = read_list(text, start, colon)
    if units is None or any(unit.kind is UnitKind.POST for unit in units) or _LABEL_LIKE.search(text, start, colon):
        return ()
    # A list behind the colon names the members of the unit, no duty.
    stop = end - 1 if text[end - 1] in "。；;" else end
    return () if read_list(text, colon + 1, stop) else units


def _colon(text: str, start: int, end: int) -> int:
    near = min(end, start + _LONGEST_HEAD)
    colon = text.find("：", start, near)
    return colon if colon >= 0 else text.find(":", start, near)
