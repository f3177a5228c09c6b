"""In which order the ledger is shown, so that a page costs what a page costs.

No index sorts by the course of states or by the order of units.  Such an order parts the list by that column: one
query counts each part (which a page needs anyway to say how many tasks there are), and the rows of a page come from
the part that it falls into, in the order of an index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.tasks.models import State, Task

PAGE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """Tasks that stand together: the condition they share, and how many there are."""

    shared: Q
    count: int


Parts = Callable[[QuerySet[Task]], list[Part]]
Column = F | Length


def _whole(tasks: QuerySet[Task]) -> list[Part]:
    return [Part(Q(), tasks.order_by().count())]


def _by_value(column: str, *places: str, order: Callable[[Any], int] | None = None) -> Parts:
    """A part for each value of *column*, in the order of the columns *places* of what it leads to, or by *order*."""

    def place(row: tuple[Any, ...]) -> Any:  # noqa: ANN401 -- whatever can be compared
        value, *leads_to, _count = row
        if value is None:
            return (1,)  # what has none stands at the end
        return (0, order(value)) if order is not None else (0, *leads_to, value)

    def parts(tasks: QuerySet[Task]) -> list[Part]:
        rows = tasks.order_by().values_list(column, *places).annotate(count=Count("pk"))
        return [Part(_is(column, row[0]), row[-1]) for row in sorted(rows, key=place)]

    return parts


def _by_having(column: str) -> Parts:
    """Those with a value in *column* before those without, whichever way they are turned."""

    def parts(tasks: QuerySet[Task]) -> list[Part]:
        counts = tasks.order_by().aggregate(every=Count("pk"), having=Count(column))
        return [Part(~_is(column, None), counts["having"]), Part(_is(column, None), counts["every"] - counts["having"])]

    return parts


def _is(column: str, value: object) -> Q:
    return Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})


_STATES = {state.value: place for place, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Order:
    """An order: its name, how it parts the list, and the columns that sort within a part.

    ``turned`` are the columns the other way round, where that is not simply each of them turned.  What lacks a value
    stays at the end whichever way it is, unless ``turns_parts``.
    """

    name: str | Promise
    parts: Parts
    within: tuple[Column, ...]
    turned: tuple[OrderBy, ...] = ()
    turns_parts: bool = True

    def columns(self, *, descending: bool) -> tuple[OrderBy, ...]:
        """What the tasks of one part are sorted by."""
        if descending:
            return self.turned or tuple(column.desc() for column in self.within)
        return tuple(column.asc() for column in self.within)


#: By the key that stands in an address, with a minus before it for the other way round.
ORDERS: dict[str, Order] = {
    # The newest plan first, but each plan from its first task to its last.
    "issued": Order(
        _("交办时间"),
        _whole,
        (F("issued_at"), F("position"), F("id")),
        turned=(F("issued_at").desc(), F("position").asc(), F("id").asc()),
    ),
    "number": Order(
        _("编号"),
        _by_value("register_id", "register__year"),
        (Length("number"), F("number"), F("id")),
    ),
    "unit": Order(_("牵头（责任）单位"), _by_value("lead_id", "lead__position"), (F("due"), F("id"))),
    "due": Order(_("完成时限"), _by_having("due"), (F("due"), F("id")), turns_parts=False),
    "state": Order(_("状态"), _by_value("state", order=_STATES.__getitem__), (F("due"), F("id"))),
    "done": Order(_("实际完成时间"), _by_having("done_on"), (F("done_on"), F("id")), turns_parts=False),
}
NEWEST = "-issued"


def known(sort: str) -> str:
    """*sort* where it names an order, else the newest first."""
    return sort if sort.removeprefix("-") in ORDERS else NEWEST


class Listing(Sequence[int]):
    """The keys of tasks in an order, of which only what is asked for is read."""

    def __init__(self, tasks: QuerySet[Task], sort: str = "") -> None:
        sort = known(sort)
        self._tasks, self._descending = tasks, sort.startswith("-")
        self._order = ORDERS[sort.removeprefix("-")]

    @cached_property
    def parts(self) -> list[Part]:
        """The parts in their order: one query."""
        found = self._order.parts(self._tasks)
        return found[::-1] if self._descending and self._order.turns_parts else found

    @cached_property
    def _count(self) -> int:
        return sum(part.count for part in self.parts)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, wanted: Any) -> Any:  # noqa: ANN401 -- a slice, as a paginator asks for
        """The keys from one place to another: one query."""
        start, stop, _step = wanted.indices(len(self))
        before, touched = self._touched(start, stop)
        return list(self._keys(touched)[start - before : stop - before]) if touched else []

    def __iter__(self) -> Iterator[int]:
        """All keys, part by part."""
        for part in self.parts:
            yield from self._keys([part]).iterator(chunk_size=5_000)

    def _touched(self, start: int, stop: int) -> tuple[int, list[Part]]:
        """The parts with rows from *start* to *stop*, and how many rows stand before them."""
        before, upto = 0, 0
        touched: list[Part] = []
        for part in self.parts:
            first, upto = upto, upto + part.count
            if first < stop and upto > start:
                before = before if touched else first
                touched.append(part)
        return before, touched

    def _keys(self, parts: Sequence[Part]) -> QuerySet[Task, int]:
        columns = self._order.columns(descending=self._descending)
        shared = parts[0].shared
        if len(parts) > 1:
            shared = reduce(or_, (part.shared for part in parts))
            places = (When(part.shared, then=Value(place)) for place, part in enumerate(parts))
            columns = (Case(*places).asc(), *columns)
        return self._tasks.filter(shared).order_by(*columns).values_list("pk", flat=True)


class Pages(Paginator):  # type: ignore[type-arg]  # Django's is generic for the type checker alone
    """Pages of a listing."""

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing, PAGE)
