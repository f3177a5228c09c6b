"""The units that a cell names, with what each is for the task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.duban.organisations.lookup import Lookup
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.names import tidy
from luoshi.duban.tasks.models import AssignmentRole
from luoshi.duban.tasks.takeover.reading import NOTHING

#: The longest name that the register of units can keep.
LONGEST = 100
_SEPARATOR = re.compile(r"[、，,；;\n|]+")
_JOINT = re.compile(r"[/／和与及+＋]|以及")
_LABEL = re.compile(r"(?:由)?(牵头|主办|责任|主责|承办|配合|协办|协助)(?:单位|部门)?[:：]")
_BRACKET = re.compile(r"[（(](牵头|主办|责任|配合|协办)(?:单位|部门)?[)）]$")
_TAIL = re.compile(r"(?:等(?:有关|相关)?(?:单位|部门)?|牵头|配合)$")
_ROLES = {
    **dict.fromkeys(("牵头", "主办"), AssignmentRole.LEAD),
    **dict.fromkeys(("责任", "主责", "承办"), AssignmentRole.RESPONSIBLE),
    **dict.fromkeys(("配合", "协办", "协助"), AssignmentRole.SUPPORTING),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as a cell names it; ``unit`` is empty where the register of units does not know the name."""

    name: str
    role: AssignmentRole
    unit: Unit | None
    field: str


def read_units(words: str, role: AssignmentRole, lookup: Lookup, field: str) -> Iterator[Named]:
    """The units in a cell of the column *field*, whose units are *role* where the cell itself says nothing else.

    ``县住建局（牵头）、财政局`` and ``牵头：县住建局`` say it; a label holds until the next one.
    """
    now = role
    for part in _SEPARATOR.split(words):
        label = _LABEL.match(part.strip())
        now = _ROLES[label[1]] if label else now
        for name, said in _names(part.strip()[label.end() :] if label else part, lookup):
            yield Named(name, said or now, lookup.resolve(name), field)


def _names(part: str, lookup: Lookup) -> Iterator[tuple[str, AssignmentRole | None]]:
    """The names in a part: one that is known as a whole, else what blanks or 和 hold apart if all of it is known."""
    whole, role = _bare(tidy(part), lookup)
    if whole in NOTHING:
        return
    if lookup.resolve(whole) is None:
        for pieces in (part.split(), _JOINT.split(tidy(part))):
            found = [_bare(tidy(piece), lookup) for piece in pieces if tidy(piece)]
            if len(found) > 1 and all(lookup.resolve(name) for name, _said in found):
                yield from found
                return
    yield whole, role


def _bare(name: str, lookup: Lookup) -> tuple[str, AssignmentRole | None]:
    """A name without （牵头） and 等, unless it is known with them; and the role that it said."""
    if lookup.resolve(name) is not None:
        return name, None
    bracket = _BRACKET.search(name)
    if bracket is not None:
        return _TAIL.sub("", name[: bracket.start()]), _ROLES[bracket[1]]
    shorter = _TAIL.sub("", name)
    return shorter or name, None
