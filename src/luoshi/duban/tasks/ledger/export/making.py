"""From what a person asks for to the sheet that is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.language import in_chinese
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.issuing.tables import headings
from luoshi.duban.tasks.ledger.columns import chosen
from luoshi.duban.tasks.ledger.export.files import KINDS, Sheet
from luoshi.duban.tasks.ledger.export.tables import TABLES, by_plan
from luoshi.duban.tasks.ledger.filters import chips
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.ordering import NEWEST, Listing, known
from luoshi.duban.tasks.ledger.rows import stream
from luoshi.duban.tasks.ledger.saved import Opened
from luoshi.duban.tasks.models import Task


@in_chinese
def sheet_of(  # noqa: PLR0913 -- an export has that many sides
    tasks: QuerySet[Task],
    opened: Opened,
    *,
    user: User,
    table: str,
    kind: str,
    register: Register | None = None,
    is_selection: bool = False,
) -> Sheet:
    """*tasks* as the table of that name, in the order that is asked for.

    Refused where a table on paper would have more tasks than somebody prints.
    """
    today, asked = clock.today(), opened.asked
    made = TABLES[table](chosen(opened.columns, register))
    keys = list(Listing(tasks, asked["sort"]))
    _check(len(keys), kind)
    if made.above is not None:
        made = replace(made, above=_above(tasks, asked["sort"]))
    filters = (
        []
        if is_selection
        else [{"name": chip.name, "words": chip.words} for chip in chips(asked, Names.asked(asked, user))]
    )
    office = user.office.name if user.office is not None else ""
    title = opened.view.name if opened.view is not None and table == "chosen" else f"{office}{made.title}"
    return Sheet(
        table=made,
        title=title,
        note=_note(office, filters, len(keys), today.isoformat(), is_selection=is_selection),
        lines=lambda: stream(keys, made.needs, today),
        count=len(keys),
        made_at=clock.now(),
        office=office,
        filters=filters,
    )


def _check(count: int, kind: str) -> None:
    most = KINDS[kind].most
    if most is not None and count > most:
        raise Refused(
            "too-many-rows",
            f"共{count}项任务，Word和PDF最多{most}项，请缩小筛选范围，或导出Excel。",
            f"There are {count} tasks; Word and PDF hold {most}. Narrow the filters, or take Excel.",
        )


def _above(tasks: QuerySet[Task], sort: str) -> Callable[[Task], tuple[str, ...]] | None:
    """The headings between the tasks; none where the order has torn them apart."""
    if known(sort) != NEWEST:
        return None
    plans = tasks.order_by().values_list("plan", flat=True).distinct()[:2]
    return by_plan if len(plans) > 1 else headings


def _note(office: str, filters: Sequence[Mapping[str, str]], count: int, day: str, *, is_selection: bool) -> str:
    narrowed = "；".join(f"{one['name']}：{one['words']}" for one in filters)
    parts = [f"单位：{office}" if office else "", f"筛选：{narrowed}" if narrowed else ""]
    parts += ["所选任务" if is_selection else "", f"共{count}项", f"导出日期：{day}"]
    return "　　".join(part for part in parts if part)
