"""The parts of a bracket or label line, each a list of units with what it says they do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.lexicon import alternatives
from luoshi.gongwen.model import Phrase, Span, UnitMention
from luoshi.gongwen.units.lists import read_list

_WHOLE = ("leader", "other")
_NOUN = "(?:单位|部门|机构|科室|处室|主体|股室|方)"
_COLON = r"[】\]]?[：:]"
# The stems that do without 单位 before the colon (牵头：X；配合：Y); 成员：X is no label of a duty.
_STEMS = {"lead": "牵头|主办|主责", "responsible": "责任|负责|承办|责任分工|分工", "supporting": "配合|协办|协同"}
_STEM_LABELS = {kind: f"(?:{alternatives('roles', f'label-{kind}')}){_NOUN}|{short}" for kind, short in _STEMS.items()}
_NAMED_LABELS = "|".join(
    [
        *(f"(?P<{kind}>(?:{label})(?={_COLON}))" for kind, label in _STEM_LABELS.items()),
        *(f"(?P<{kind}>(?:{alternatives('roles', f'label-{kind}')})(?={_COLON}))" for kind in _WHOLE),
    ]
)
LABEL = compile_later(rf"[\s　]*+(?:[0-9０-９]{{1,2}}[.．、])?[【\[]?(?:{_NAMED_LABELS}){_COLON}[\s　]*+")
ANY_LABEL = compile_later(
    f"(?:{'|'.join(_STEM_LABELS.values())}|{alternatives('roles', *(f'label-{kind}' for kind in _WHOLE))}){_COLON}"
)

_DUTY = (
    r"(?:按(?:照)?(?:各自)?(?:的)?(?:职责|职能|权限|分工|任务)+(?:分工)?(?:范围)?"
    r"|依(?:据|照)?(?:各自)?(?:职责|职能|分工)+|分别|共同|分工|各负其责|具体|统筹|主要|组织|牵头|全面|分头"
    r"|全程|联合|根据职责(?:分工)?|均|都|要|等){0,4}"
)
_END_CUE = compile_later(
    rf"{_DUTY}(?:"
    r"(?P<lead>牵头(?:负责|组织|落实|实施|推进|抓总|总抓|办理|制定|开展|承办)?|为牵头(?:单位|部门)|总牵头|主责|主办|抓总)"
    r"|(?P<assist>(?:积极|密切|协同|支持|予以)?(?:配合|参与|参加|协助|协办|协同|支持)(?:落实|实施|推进|配合)?)"
    r"|(?P<guide>(?:业务)?(?:指导|督促|督导|督促指导|监督|督查|督促落实|指导督促))"
    r"|(?P<duty>(?:组织|抓好)?(?:负责|承办|落实|推进|实施|办理|承担)"
    r"(?:组织)?(?:落实|实施|推进|办理|组织实施|抓好落实|完成)?|分工负责|为责任(?:单位|部门)|各负其责))$"
)
# Words that speak of units only; before the others a name must be built like one.
_PLAIN_CUE = compile_later("牵头|负责|配合|主责|责任")
_WITH = compile_later(r"牵头[，,、]?会同|牵头[，,、]?联合|会同")
_PARTNERS = compile_later(r"(?:并|要)?(?:会同|联合|商)(?!务)")
_CHAIN = compile_later(r"(?:牵头|负责|指导)(?:负责)?[、和及]")
# 党委领导、政府负责、社会协同 names a principle, no office.
PRINCIPLE = compile_later(
    r"社会(?:协同|参与|监督|共治)|公众(?:参与|监督)|[全群][民众]参与|政府(?:主导|引导)|市场(?:主导|运作)"
    r"|部门联动|企业主体|谁[一-龥]{1,4}谁|各负其责、"
)
_SEGMENT = compile_later(
    r"(?:[^，,；;。（(〔]|[（(〔](?:[^（(）)〔〕]|[（(〔][^（(）)〔〕]{0,40}[）)〕]){0,80}[）)〕])++"
)
FIRST_LEADS = compile_later(
    r"(?:列|排)(?:在|名)?(?:第一位?|首位|最前|前列|第1位?)(?:位)?(?:的|者)?[^，。；）〕]{0,8}?(?:牵头|主责|总牵头)"
)
_STANDING = compile_later(
    r"(?:以下|下面|后续|其他)(?:各项|各条|所有|任务|工作|条款|各)?(?:工作|任务|条款|项)?(?:均|都|各项|皆)?(?:需|须|由|要)"
    r"(?:相关|各有关)?(?P<who>[^，。；]{2,40}?)(?:推进|落实|负责|实施|配合|参与|组织)"
)
_ASIDE = compile_later(
    r"下同|不再(?:单独|重复|一一|逐一)?列出|以下(?:不再|均|各)|列第|排第|排在|列在|分工负责$|以下简称|持续推进|长期|\d|年|月|季度|完成$"
)
_NOTE = compile_later(r"[〔（(\[](?:[^（(）)〔〕\[\]]{0,30})(?:牵头|主责)[^（(）)〔〕\[\]]{0,12}[〕）)\]]")


class Duty(Enum):
    """What a list of units in a bracket is to do; ``PENDING`` until a word says it."""

    LEAD = auto()
    RESPONSIBLE = auto()
    SUPPORTING = auto()
    GUIDE = auto()
    TIME = auto()
    PENDING = auto()


class Listed(NamedTuple):
    """A list of units with its duty; ``labelled`` where a label (责任单位：) stood before it."""

    duty: Duty
    units: tuple[UnitMention, ...] = ()
    labelled: bool = False


@dataclass(slots=True)
class Duties:
    """What the parts of a bracket say, in their order."""

    lists: list[Listed] = field(default_factory=list)
    leaders: list[Phrase] = field(default_factory=list)
    standing: tuple[UnitMention, ...] = ()

    def add(self, duty: Duty, units: tuple[UnitMention, ...] | None, *, labelled: bool = False) -> bool:
        """Keep a list; ``False`` where there is none to keep."""
        if units is None:
            return False
        self.lists.append(Listed(duty, units, labelled))
        return True

    def settle(self, duty: Duty) -> None:
        """Give the lists that still wait for their word the word that came: A、B，C负责."""
        self.lists = [
            Listed(duty, listed.units, listed.labelled) if listed.duty is Duty.PENDING else listed
            for listed in self.lists
        ]


def read_duties(text: str, start: int, end: int) -> Duties | None:
    """The lists of units in the words of a bracket, or ``None`` where the words are not about units."""
    if PRINCIPLE.search(text, start, end):
        return None
    duties = Duties()
    for first, last in _segments(text, start, end):
        if not _read_segment(text, first, last, duties):
            return None
    return duties


def _segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts between commas; a label also begins one (牵头单位：A 配合单位：B)."""
    parts: list[tuple[int, int]] = []
    for found in _SEGMENT.finditer(text, start, end):
        first = found.start()
        for label in ANY_LABEL.finditer(text, found.start() + 1, found.end()):
            if text[label.start() - 1] in " 　\t、":
                parts.append((first, label.start()))
                first = label.start()
        parts.append((first, found.end()))
    return parts


def _read_segment(text: str, first: int, last: int, duties: Duties) -> bool:
    """Read one part into *duties*; ``False`` where it shows that no units are meant."""
    label = LABEL.match(text, first, last)
    if label is not None:
        return _read_label(text, label, last, duties)
    note = _NOTE.search(text, first, last)
    last = note.start() if note is not None else last
    standing = _STANDING.search(text, first, last)
    if standing is not None:
        duties.standing = read_list(text, *standing.span("who"), liberal=True) or ()
        return True
    first, last = _strip(text, first, last)
    if first >= last or FIRST_LEADS.search(text, first, last):
        return True
    return _read_units(text, first, last, duties) or _ASIDE.search(text, first, last) is not None or _timed(duties)


def _timed(duties: Duties) -> bool:
    return any(listed.duty is Duty.TIME for listed in duties.lists)


def _read_units(text: str, first: int, last: int, duties: Duties) -> bool:
    partners = _PARTNERS.match(text, first, last)
    if partners is not None and duties.lists:
        return _read_partners(text, partners.end(), last, duties)
    cue = _END_CUE.search(text, first, last)
    if cue is None:
        return _read_bare(text, first, last, duties)
    if cue.start() > first:
        return _read_cue(text, first, cue, duties)
    duties.settle(_duty_of(cue))
    return bool(duties.lists)


def _read_bare(text: str, first: int, last: int, duties: Duties) -> bool:
    """A list without a word of its own; after a label it goes on with the label's list."""
    units = read_list(text, first, last)
    if units is not None and duties.lists and duties.lists[-1].labelled:
        return duties.add(duties.lists[-1].duty, units, labelled=True)
    return duties.add(Duty.PENDING, units)


def _read_partners(text: str, first: int, last: int, duties: Duties) -> bool:
    """Read 会同Y、Z落实 after a comma: its units assist."""
    cue = _END_CUE.search(text, first, last)
    units = read_list(text, first, cue.start() if cue is not None else last, liberal=True)
    duties.settle(Duty.LEAD)
    return duties.add(Duty.SUPPORTING, units)


def _read_label(text: str, label: re.Match[str], last: int, duties: Duties) -> bool:
    first, last = _strip(text, label.end(), last)
    if label["other"]:
        return duties.add(Duty.TIME, ())
    if label["leader"]:
        if first < last:
            duties.leaders.append(Phrase(Span(first, last), text[first:last]))
        return True
    note = _NOTE.search(text, first, last)
    first, last = _strip(text, first, note.start() if note is not None else last)
    duty = Duty.LEAD if label["lead"] else Duty.RESPONSIBLE if label["responsible"] else Duty.SUPPORTING
    return duties.add(duty, read_list(text, first, last, liberal=True) if first < last else (), labelled=True)


def _read_cue(text: str, first: int, cue: re.Match[str], duties: Duties) -> bool:
    """Read X、Y负责, X会同Y负责, X牵头、Y配合."""
    start, end = first, cue.start()
    while start < end and text[start] in "由请并和及":
        start += 1
    liberal = _PLAIN_CUE.search(cue.group()) is not None
    partner = _WITH.search(text, start, end)
    if partner is not None and partner.start() > start:
        head = read_list(text, start, partner.start(), liberal=True)
        return duties.add(Duty.LEAD, head) and duties.add(
            Duty.SUPPORTING, read_list(text, partner.end(), end, liberal=True)
        )
    for link in _CHAIN.finditer(text, start, end):
        duty = Duty.LEAD if text[link.start()] == "牵" else Duty.RESPONSIBLE
        if not duties.add(duty, read_list(text, start, link.start(), liberal=True)):
            return False
        start = link.end()
    duties.settle(_duty_of(cue))
    return duties.add(_duty_of(cue), read_list(text, start, end, liberal=liberal))


def _duty_of(cue: re.Match[str]) -> Duty:
    if cue["lead"] or "牵头" in cue.group():
        return Duty.LEAD
    if cue["assist"]:
        return Duty.SUPPORTING
    return Duty.GUIDE if cue["guide"] else Duty.RESPONSIBLE


def _strip(text: str, first: int, last: int) -> tuple[int, int]:
    while first < last and text[first] in " 　\t\v。、：:":
        first += 1
    while last > first and text[last - 1] in " 　\t\v。、；;":
        last -= 1
    return first, last
