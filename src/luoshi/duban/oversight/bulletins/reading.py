"""A bulletin as it is read: its figures at hand, its text with numbers, links and numbered headings; few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from django.db.models import F, QuerySet

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.bulletins.figures import RULES
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinRow, Kind
from luoshi.duban.oversight.bulletins.rates import NONE, rate_words
from luoshi.duban.oversight.bulletins.text import Block, Reference, heading_parts, numbered, parse

#: So many tasks a list in the text spells out; the others stand in the annex.  A 专报 has one page.
SPELT: Mapping[str, int] = {Kind.BULLETIN: 8, Kind.SPECIAL: 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph: words, and for a figure the key and the unit of the list behind it."""

    words: str
    key: str = ""
    unit: int | None = None
    token: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it reads: ``head`` is set in the face of its level, ``running`` as plain text.

    ``named`` are the units that it names for problems.
    """

    level: int
    head: tuple[Piece, ...]
    running: tuple[Piece, ...]
    named: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """All of it."""
        return "".join(piece.words for piece in (*self.head, *self.running))

    @property
    def head_words(self) -> str:
        """The head alone."""
        return "".join(piece.words for piece in self.head)

    @property
    def running_words(self) -> str:
        """What goes on behind a heading."""
        return "".join(piece.words for piece in self.running)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure without its tasks."""

    value: int
    by_unit: Mapping[int, int] = field(default_factory=dict)

    def of(self, unit: int | None) -> int:
        """The number, or that of one unit."""
        return self.value if unit is None else self.by_unit.get(unit, 0)


@dataclass
class Reading:
    """*bulletin* with its numbers by their keys, and the first rows of the lists that were asked for by their keys."""

    bulletin: Bulletin
    numbers: Mapping[str, Number]
    first: Mapping[str, Sequence[BulletinRow]]

    @classmethod
    def of(cls, bulletin: Bulletin, lists: Collection[str] = ()) -> Self:
        """Read in two queries, with the first rows of what the text spells out and of *lists*."""
        wanted = {one.key for block in parse(bulletin.body) for one in block.references if one.kind == "l"}
        numbers: dict[str, Number] = {}
        first: dict[str, list[int]] = {}
        for key, value, by_unit, tasks in bulletin.figures.values_list("key", "value", "by_unit", "first"):
            numbers[key] = Number(value, {int(unit): count for unit, count in by_unit.items()})
            if key in wanted or key in lists:
                first[key] = tasks
        keys = {task for tasks in first.values() for task in tasks}
        rows = {row.task_id: row for row in bulletin.rows.filter(task__in=keys)} if keys else {}
        return cls(bulletin, numbers, {key: [rows[task] for task in tasks] for key, tasks in first.items()})

    def spelt(self, key: str) -> Sequence[BulletinRow]:
        """The tasks that the text names of a list."""
        return self.first.get(key, ())[: SPELT[self.bulletin.kind]]

    @cached_property
    def blocks(self) -> list[Block]:
        """The paragraphs as they are kept."""
        return parse(self.bulletin.body)

    @cached_property
    @in_chinese
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs as they read."""
        return [self._paragraph(number, block) for number, block in numbered(self.blocks)]

    def named_rows(self, block: Block) -> Iterator[BulletinRow]:
        """The tasks that *block* spells out as a reproach to their units."""
        for one in block.references:
            if one.kind == "l" and RULES[one.key].is_reproach:
                yield from self.spelt(one.key)

    def named_by(self, block: Block) -> tuple[int, ...]:
        """The units that *block* names for problems: those that a person marked, and those of its lists."""
        listed = (row.lead_id for row in self.named_rows(block) if row.lead_id is not None)
        return tuple(dict.fromkeys([*block.named, *listed]))

    def words_of(self, reference: Reference) -> str:
        """What stands for *reference* on paper."""
        number = self.numbers.get(reference.key, Number(0))
        if reference.kind == "n":
            return str(number.of(reference.unit))
        if reference.kind == "u":
            return str(len(number.by_unit))
        if reference.kind == "l":
            return self._listed(reference.key, number.value)
        whole = self.numbers.get(reference.whole, Number(0)).of(reference.unit)
        part = number.of(reference.unit)
        return rate_words(part, whole) if part <= whole else NONE

    def item_words(self, row: BulletinRow, key: str) -> str:
        """A task of a list as this text spells it out; on the one page of a 专报 without its number."""
        return item_words(row, key, with_number=self.bulletin.kind != Kind.SPECIAL)

    def _listed(self, key: str, count: int) -> str:
        rows = self.spelt(key)
        words = "；".join(self.item_words(row, key) for row in rows)
        return f"{words}，等{count}项" if count > len(rows) > 0 else words or "无"

    def _paragraph(self, number: str, block: Block) -> Paragraph:
        named = self.named_by(block)
        if not block.level:
            return Paragraph(0, (), tuple(self._pieces(block)), named)
        head, rest = heading_parts(block.text)
        first = [Piece(number), *self._pieces(Block(block.level, head))]
        return Paragraph(block.level, tuple(first), tuple(self._pieces(Block(0, rest))), named)

    def _pieces(self, block: Block) -> Iterator[Piece]:
        for piece in block.pieces:
            if isinstance(piece, str):
                yield Piece(piece)
            else:
                yield Piece(self.words_of(piece), piece.whole or piece.key, piece.unit, str(piece))


def item_words(row: BulletinRow, key: str, *, with_number: bool = True) -> str:
    """A task of a list as the text spells it out: whose it is, what, and what is wrong with it."""
    about = [row.number] if row.number and with_number else []
    if key == "overdue":
        about.append(f"逾期{row.overdue_days}天")
    elif key == "behind":
        about.append(f"进度{percent_words(row.percent)}，应达{percent_words(row.expected)}")
    elif row.due is not None:
        about.append(f"{row.due.month}月{row.due.day}日到期")
    return f"{row.lead_name or '牵头单位待明确'}“{row.title}”（{'，'.join(about)}）"


def percent_words(value: object) -> str:
    """A figure in per cent as it is printed, without a zero behind the point."""
    return "" if value is None else f"{float(str(value)):g}%"


def rows_of(bulletin: Bulletin, key: str, unit: int | None = None) -> QuerySet[BulletinRow]:
    """The rows that the figure *key* counts, the worst first where that is a reproach; those of one unit's tasks."""
    rows = bulletin.rows.filter(marks__contains=f",{key},")
    rows = rows if unit is None else rows.filter(lead=unit)
    return rows.order_by(*_ORDERS.get(key, ("position",)))


_LATEST = ("-overdue_days", "position")
_ORDERS: Mapping[str, Sequence[Any]] = {
    "overdue": _LATEST,
    "slow": _LATEST,
    "was-late": ("-late_days", "position"),
    "behind": ((F("percent") - F("expected")).asc(), "position"),
}
