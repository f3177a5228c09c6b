"""What an action asks the database does not depend on how much it is about, nor on what was done before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.keep_alias import keep_alias
from luoshi.duban.tasks.models import Assignment, Task
from tests.duban.tasks.desk.browser import DeskPage
from tests.duban.tasks.desk.given import LONG, a_desk, everything


def _no_more(large, small):
    """Rows that change alike are written in one statement: a few kinds of change more may come together."""
    return max(small) <= 75 and all(many <= few + 3 for many, few in zip(large, small, strict=True))


def _few_and_many(client, plan, address, few, many, **sent):
    """The queries of one action for a few items and for many, each taken back before the next."""
    counts = []
    for refs in (few, many):
        page = DeskPage(client, plan)
        with CaptureQueriesContext(connection) as queries:
            assert page.press(address, refs, **sent).status_code == 200
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            assert page.press("undo").status_code == 200
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            assert page.press("redo").status_code == 200
        counts.append(len(queries))
        page.press("undo")
    return counts[:3], counts[3:]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("accept", {}),
        ("decide", {"outcome": "context"}),
        ("combine", {}),
        ("limit", {"kind": "year-end"}),
        ("unit", {"role": "supporting"}),
    ],
)
def test_proposals_cost_as_many_queries_as_one_does(client, cast, address, sent):
    plan = a_desk(cast, LONG)
    client.force_login(cast.chen)
    if address == "unit":
        sent = {**sent, "unit": cast.unit("青禾县财政局").pk}
    letter = "s" if address == "decide" else "d"
    few, many = ([f"{letter}{index}" for index in range(3, 3 + size)] for size in (2, 24))
    small, large = _few_and_many(client, plan, address, few, many, **sent)
    assert _no_more(large, small)


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("reopen", {}),
        ("remove", {}),
        ("combine", {}),
        ("limit", {"kind": "year-end"}),
        ("unit", {"role": "supporting"}),
    ],
)
def test_tasks_cost_as_many_queries_as_one_does(client, cast, address, sent):
    plan = a_desk(cast, LONG)
    accept(plan, everything(plan), actor=cast.chen)
    client.force_login(cast.chen)
    if address == "unit":
        sent = {**sent, "unit": cast.unit("青禾县财政局").pk}
    tasks = list(Task.objects.filter(plan=plan))
    few, many = (_refs(address, tasks[:size]) for size in (2, 24))
    small, large = _few_and_many(client, plan, address, few, many, **sent)
    assert _no_more(large, small)


def _refs(address, tasks):
    if address == "reopen":
        return [f"s{source.statement.index}" for task in tasks for source in task.sources.all()]
    return [f"t{task.pk}" for task in tasks]


def test_a_name_that_is_kept_is_written_to_all_tasks_at_once(cast):
    counts = []
    for name, text in (("县民政局", LONG[: LONG.index("3.县水利局")]), ("县林草局", LONG)):
        plan = a_desk(cast, text.replace("县住建局", name))
        accept(plan, everything(plan), actor=cast.chen)
        waiting = Assignment.objects.filter(task__plan=plan, unit=None, name=name)
        with CaptureQueriesContext(connection) as queries:
            keep_alias(plan, name, cast.unit("青禾县财政局"), actor=cast.chen)
        assert not waiting.exists()
        counts.append(len(queries))
    assert counts[1] == counts[0]


def test_what_has_been_done_before_costs_nothing(client, cast):
    """Not even reading it: the changes of a whole document are long."""
    plan = a_desk(cast, LONG)
    client.force_login(cast.chen)
    page = DeskPage(client, plan)
    page.press("decide", ["s0"], outcome="context")
    with CaptureQueriesContext(connection) as first:
        page.press("decide", ["s12"], outcome="context")
    page.press("undo")
    for index in range(1, 12):
        page.press("decide", [f"s{index}"], outcome="context")
    with CaptureQueriesContext(connection) as last:
        page.press("decide", ["s12"], outcome="context")
    assert len(last) <= len(first)
    assert not any('"tasks_deskchange"."before"' in one["sql"] for one in last if one["sql"].startswith("SELECT"))
