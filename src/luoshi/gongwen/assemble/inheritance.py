"""Pass an actor on to the sentences of its item or list that name none (annotation guide, inherited)."""

from __future__ import annotations

import re

from luoshi.gongwen.assemble.reading import Reading
from luoshi.gongwen.model import Assigned, Kind, Why
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.units.roles import read_heading_units

# A heading that is an office's name, or its duties, ends like one; 城镇小区幼儿园 does not.
_OFFICE = re.compile(
    r"(?:局|委|办|部|厅|署|室|镇|乡|街道|政府|部门|委员会|指挥部|管委会|小组|专班)[）)]?(?:的?(?:主要|工作|具体)?职责(?:分工)?)?$"
)
_CHARGE = re.compile(r"(?:会议)?(?:请|由|要求|责成|委托|要求由)?")
_COMMA = re.compile(r"[，,]")
_SETTING = re.compile(
    r"(?:在|对|按|根据|围绕|以|针对|随着|为|当前|下一步|从|结合|凡|如|特别|同时|此外|会议)|[^，,]{1,14}(?:方面|期间|中|后|前|时|上)[，,]"
)


def inherit(reading: Reading) -> list[tuple[Assigned, ...]]:
    """For each statement the actors that it takes over, if it names none."""
    inherited: list[tuple[Assigned, ...]] = [()] * len(reading.pieces)
    current: tuple[Assigned, ...] = ()
    line_opener: tuple[Assigned, ...] = ()
    list_opener: tuple[Assigned, ...] = ()
    for index, piece in enumerate(reading.pieces):
        roles, kind = reading.roles[index], reading.verdicts[index].kind
        if piece.first:
            list_opener = list_opener if _continues_list(reading, index) else ()
            line_opener = ()
            current = list_opener or _heading_actor(reading, piece)
        elif piece.run_in or (piece.mark is not None and kind is not Kind.HEADING):
            current = line_opener or list_opener
        if kind is Kind.HEADING:
            continue
        if roles.own_subject and not roles.section:
            current = reading.own[index] if _is_theme(reading, index) else ()
        elif current and not roles.only_bracket:
            why = Why.LIST_OPENER if current in (line_opener, list_opener) else Why.PREVIOUS
            inherited[index] = tuple(
                [one if one.why is Why.HEADING else Assigned(one.mention, why, one.statement) for one in current]
            )
        if roles.opens_list:
            opener = reading.own[index] or current
            line_opener = opener
            list_opener = opener if piece.last else list_opener
    return inherited


def _is_theme(reading: Reading, index: int) -> bool:
    """Whether the sentence is about its actor from the start, so that the next one still is.

    In 完善转移支付制度，市县兜住“三保”底线。 the actor only comes in on the way.
    """
    roles = reading.roles[index]
    if not roles.responsible:
        return True
    unit, why = roles.responsible[0]
    before = reading.text[reading.pieces[index].words_start : unit.span.start]
    if why is Why.CHARGED and not _CHARGE.fullmatch(before):
        return False
    return why is Why.LEAD or not _COMMA.search(before) or _SETTING.match(before) is not None


def _continues_list(reading: Reading, index: int) -> bool:
    piece = reading.pieces[index]
    if index == 0 or reading.verdicts[index].kind is Kind.HEADING:
        return False
    return piece.mark is not None or reading.text[reading.pieces[index - 1].end - 1] in "：:；;"


def _heading_actor(reading: Reading, piece: Piece) -> tuple[Assigned, ...]:
    """The units that the heading above is made of, if it is nothing but their names."""
    for heading in reversed(reading.outline.path(piece.node)):
        if not heading.is_item:
            title = heading.title
            if not _OFFICE.search(title.text):
                return ()
            units = read_heading_units(reading.text, title.span.start, title.span.end)
            return tuple(Assigned(unit, Why.HEADING, heading.statement) for unit in units)
    return ()
