"""The unit register: official names, their aliases, kinds and parents; what a name resolves to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.errors import LuoshiError
from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import UnitKind
from luoshi.gongwen.units.names import bare

_LEVEL = compile_later(r"^(?:[一-龥]{2,8}?(?:省|自治区|市|县|区|州|盟|旗|镇|乡)|[省市县区州盟旗镇乡])(?=[一-龥]{2})")
_ENDING = compile_later(r"(?:管理局|委员会|行政部门|主管部门|部门|总局|[局委办厅部])$")
_SPACE = compile_later(r"\s+")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the register; ``members`` are the official names that a group stands for."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: UnitKind = UnitKind.ORGANISATION
    parent: str | None = None
    members: tuple[str, ...] = ()


class Register:
    """Units by their names.  Raises :class:`LuoshiError` where two share a name or alias."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.units = tuple(units)
        self._exact: dict[str, Unit] = {}
        self._bare: dict[str, list[Unit]] = {}
        self._loose: dict[str, list[Unit]] = {}
        for row, unit in enumerate(self.units, 1):
            self._add(row, unit)
        self._check_references()

    def __len__(self) -> int:
        return len(self.units)

    def resolve(self, name: str) -> Unit | None:
        """The unit that *name* means, or ``None`` where none or more than one could be meant.

        Tried in turn: the name or alias itself; without 部门 or 等; without the level in front
        and the office's ending behind (财政局, 财政部门, 财政 → 青禾县财政局).
        """
        key = _key(name)
        if not key:
            return None
        found = self._exact.get(key)
        if found is not None:
            return found
        same = self._bare.get(bare(key), [])
        if len(same) == 1:
            return same[0]
        meant = self._loose.get(_core(key), [])
        meant = [unit for unit in meant if _same_level(key, unit)]
        return meant[0] if len({unit.name for unit in meant}) == 1 else None

    def members(self, unit: Unit) -> tuple[Unit, ...]:
        """The units that a group stands for: its members, else the units whose parent it is."""
        if unit.members:
            return tuple(self._exact[_key(name)] for name in unit.members)
        return tuple(other for other in self.units if other.parent == unit.name)

    def _add(self, row: int, unit: Unit) -> None:
        for name in (unit.name, *unit.aliases):
            key = _key(name)
            if not key:
                raise _bad(row, "名称为空", "the name is empty")
            other = self._exact.get(key)
            if other is not None:
                raise _bad(
                    row,
                    f"“{name}”与“{other.name}”的名称或别名重复",
                    f"{name!r} is already a name or alias of {other.name!r}",
                )
            self._exact[key] = unit
        for name in (unit.name, *unit.aliases):
            for index, key in ((self._bare, bare(_key(name))), (self._loose, _core(_key(name)))):
                known = index.setdefault(key, [])
                if unit not in known:
                    known.append(unit)

    def _check_references(self) -> None:
        for row, unit in enumerate(self.units, 1):
            for name in (*((unit.parent,) if unit.parent else ()), *unit.members):
                if _key(name) not in self._exact:
                    raise _bad(
                        row,
                        f"“{unit.name}”引用的单位“{name}”不在名录中",
                        f"{unit.name!r} refers to {name!r}, which is not in the register",
                    )


def _bad(row: int, chinese: str, english: str) -> LuoshiError:
    return LuoshiError("bad-register", f"单位名录第{row}条有误：{chinese}。", f"Unit register, entry {row}: {english}.")


def _key(name: str) -> str:
    return _SPACE.sub("", name)


def _level(name: str) -> str:
    found = _LEVEL.match(name)
    return found.group() if found is not None else ""


def _core(name: str) -> str:
    """The field of work that a name speaks of: 青禾县财政局 → 财政."""
    rest = name[len(_level(name)) :]
    shorter = _ENDING.sub("", rest)
    return shorter if len(shorter) >= 2 else rest


def _same_level(name: str, unit: Unit) -> bool:
    """Whether the level that *name* gives, if any, is that of *unit* (省财政厅 is no 县财政局)."""
    level = _level(name)
    theirs = {_level(other) for other in (unit.name, *unit.aliases)} - {""}
    if not level or not theirs:
        return True
    return any(level == other or (level[-1] == other[-1] and 1 in (len(level), len(other))) for other in theirs)
