"""What the ledger is offered for what was found."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.duban.documents.content import Content, LimitFound, MeasureFound, QualityFound
from luoshi.duban.documents.proposals import propose_limit, propose_targets
from luoshi.duban.tasks.models import LimitKind
from luoshi.gongwen.model import LimitKind as Found

JUNE, SEPTEMBER, YEAR_END = date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)


def _limit(text, kind="relative", **more):
    return LimitFound(text, 0, len(text), kind, **more)


@pytest.mark.parametrize(
    ("limits", "kind", "due"),
    [
        ([_limit("9月底前", due=SEPTEMBER)], "date", SEPTEMBER),
        ([_limit("年底前", due=YEAR_END)], "year-end", YEAR_END),
        ([_limit("12月31日前", due=YEAR_END)], "date", YEAR_END),
        ([_limit("6月底前", due=JUNE), _limit("9月底前", due=SEPTEMBER)], "milestones", SEPTEMBER),
        ([_limit("9月底前", due=SEPTEMBER), _limit("9月30日前", due=SEPTEMBER)], "date", SEPTEMBER),
        ([_limit("长期坚持", "long-term")], "long-term", None),
        ([_limit("长期坚持", "long-term"), _limit("9月底前", due=SEPTEMBER)], "date", SEPTEMBER),
        ([_limit("每季度末", "recurring", rule="FREQ=MONTHLY;INTERVAL=3")], "recurring", None),
        ([_limit("整改到位前", "milestone")], "milestones", None),
        ([_limit("x月底前", masked=True, problem="masked")], "open", None),
        ([_limit("9月起", starts=SEPTEMBER)], "open", None),
    ],
)
def test_a_limit(limits, kind, due):
    found = propose_limit(limits)
    assert (found.kind, found.due) == (kind, due)


def test_without_a_limit_nothing_is_proposed():
    assert propose_limit([]) is None


def test_milestones_keep_the_words_of_each():
    assert propose_limit([_limit("6月底前", due=JUNE), _limit("年底前", due=YEAR_END)]).text == "6月底前、年底前"


def test_a_limit_that_is_not_resolved_says_why():
    assert propose_limit([_limit("年底前", problem="no-issue-date")]).problem == "no-issue-date"


@pytest.mark.parametrize("kind", list(Found))
def test_every_kind_of_the_library_has_one_of_the_ledger(kind):
    assert propose_limit([_limit("某时", kind.value)]).kind in LimitKind.values


def test_targets_stand_in_the_order_of_the_text():
    content = Content(
        measures=(MeasureFound("3座", 20, 22, Decimal(3), "座", ">=", of="水库"),),
        targets=(QualityFound("全部清零", 5, 9, Decimal(0), ""),),
    )
    first, second = propose_targets(content)
    assert (first.words, first.is_figure) == ("全部清零", False)
    assert (second.words, second.comparator, second.measured, second.is_figure) == ("3座", ">=", "水库", True)
