"""Find the units that a text tells to act or names as answering, where they stand."""

from __future__ import annotations

from dataclasses import replace

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Span, UnitMention
from luoshi.gongwen.units.lists import read_list
from luoshi.gongwen.units.register import Register
from luoshi.gongwen.units.roles import read_roles

_STATEMENT = compile_later(
    r"(?:[^。！？；;\n\r（(〔]|[（(〔](?:[^（(）)〔〕\n\r]|[（(〔][^（(）)〔〕\n\r]{0,80}[）)〕]){0,600}[）)〕]|[（(〔])+[。！？；;]?"
)
_SEPARATED = compile_later(r"[^\s\v/；;，,]+")


def find_units(text: str, register: Register | None = None) -> list[UnitMention]:
    """The units that *text* tells to act, in the order of the text.

    Only places where a unit can act are looked at (subjects, closing brackets, labels);
    with a *register* each name that it knows carries its official name.
    """
    found: dict[Span, UnitMention] = {}
    for part in _STATEMENT.finditer(text):
        start = part.end() - len(part.group().lstrip())
        if start < part.end():
            found.update((unit.span, unit) for unit in _units_of(text, start, part.end()))
    mentions = sorted(found.values(), key=lambda unit: unit.span)
    return mentions if register is None else [resolve(unit, register) for unit in mentions]


def resolve(mention: UnitMention, register: Register) -> UnitMention:
    """*mention* with the official name that *register* gives for it, if it knows one."""
    unit = register.resolve(mention.name)
    return mention if unit is None else replace(mention, unit=unit.name)


def read_unit_list(text: str, start: int, end: int) -> tuple[UnitMention, ...]:
    """The units of a table's cell or a label's value: parted by 、 or by commas, lines, spaces."""
    found: list[UnitMention] = []
    for part in _SEPARATED.finditer(text, start, end):
        found += read_list(text, part.start(), part.end(), liberal=True) or ()
    return tuple(found)


def _units_of(text: str, start: int, end: int) -> list[UnitMention]:
    roles = read_roles(text, start, end)
    units = [unit for unit, _ in (*roles.responsible, *roles.supporting)]
    for bracket in (roles.closing, roles.opening):
        if bracket is not None:
            units += [unit for unit, _ in (*bracket.responsible, *bracket.supporting)]
            units += bracket.standing
    return units
