"""A page knows by one number what has changed since it was drawn."""

from __future__ import annotations

import pytest

from luoshi.duban.tasks.actions.decide import decide
from luoshi.duban.tasks.actions.undo import redo, undo
from luoshi.duban.tasks.desk.news import pile, since
from luoshi.duban.tasks.models import Outcome
from tests.duban.tasks.desk.given import a_desk, statement

FIRST, SECOND, THIRD = "水库", "巡查", "户厕"


@pytest.fixture
def plan(cast):
    return a_desk(cast)


@pytest.fixture
def context(cast, plan):
    """Somebody calls a statement background."""
    return lambda words: decide(plan, [statement(plan, words)], Outcome.CONTEXT, actor=cast.li)


def _labels(changes):
    return None if changes is None else [change.number for change in changes]


def test_nothing_has_happened(plan):
    stands = pile(plan)
    assert (stands.top, stands.can_redo, stands.token) == (0, False, "0")
    assert since(plan, stands.token) == []


def test_what_was_made_since(plan, context):
    first = context(FIRST)
    seen = pile(plan).token
    second, third = context(SECOND), context(THIRD)
    assert since(plan, seen) == [second, third]
    assert since(plan, "0") == [first, second, third]
    assert since(plan, pile(plan).token) == []


def test_what_was_undone_since_and_nothing_below_it(cast, plan, context):
    context(FIRST)
    second, third = context(SECOND), context(THIRD)
    seen = pile(plan).token
    undo(plan, actor=cast.li)
    undo(plan, actor=cast.li)
    assert since(plan, seen) == [second, third]
    assert pile(plan).can_redo


def test_what_was_redone_since(cast, plan, context):
    context(FIRST)
    second = context(SECOND)
    undo(plan, actor=cast.li)
    seen = pile(plan).token
    redo(plan, actor=cast.li)
    assert since(plan, seen) == [second]


def test_what_was_undone_and_made_again_is_news_since_what_it_touched_has_another_version(cast, plan, context):
    first = context(FIRST)
    seen = pile(plan).token
    undo(plan, actor=cast.li)
    redo(plan, actor=cast.li)
    assert since(plan, seen) == [first]


def test_what_was_made_and_undone_since_is_news(cast, plan, context):
    context(FIRST)
    seen = pile(plan).token
    second = context(SECOND)
    undo(plan, actor=cast.li)
    assert since(plan, seen) == [second]


def test_what_was_undone_before_is_no_news_when_it_is_forgotten(cast, plan, context):
    """Only the new change is: it lies on what the page shows."""
    context(FIRST)
    context(SECOND)
    undo(plan, actor=cast.li)
    seen = pile(plan).token
    third = context(THIRD)
    assert since(plan, seen) == [third]


def test_where_the_change_that_was_seen_is_forgotten_all_may_differ(cast, plan, context):
    context(FIRST)
    context(SECOND)
    seen = pile(plan).token
    undo(plan, actor=cast.li)
    context(THIRD)
    assert since(plan, seen) is None


def test_the_own_change_is_told_once(plan, context):
    seen = pile(plan).token
    others, own = context(FIRST), context(SECOND)
    assert since(plan, seen, own) == [others, own]


@pytest.mark.parametrize("seen", ["", "x", "-1", "1-0", "9" * 30, "99", "1rr", "1+"])
def test_a_token_that_nobody_gave_means_that_all_may_differ(plan, context, seen):
    context(FIRST)
    assert since(plan, seen) is None


def test_a_page_that_offers_to_redo_says_so(cast, plan, context):
    context(FIRST)
    undo(plan, actor=cast.li)
    assert pile(plan).token == "2r"
    assert since(plan, "2r") == []
