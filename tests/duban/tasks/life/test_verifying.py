"""What was reported beside what was wanted: pure comparison, no database."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from luoshi.duban.tasks.models import Comparator, Target
from luoshi.duban.tasks.verifying import Asked, Reported, as_kept, compare, figures_hold, findings, plain

DUE = date(2026, 9, 30)


def a_target(value=3, comparator=Comparator.EXACTLY, upper=None, **more):
    number = None if value is None else Decimal(value)
    return Target(
        pk=1, words=f"{value}座", measured="水库", value=number, upper=upper, comparator=comparator, unit="座", **more
    )


@pytest.mark.parametrize(
    ("comparator", "reported", "holds"),
    [
        ("=", 3, True),
        ("=", "3.000000", True),
        ("=", 2, False),
        ("=", 4, None),  # more than was wanted is not wrong by itself
        (">=", 3, True),
        (">=", 5, True),
        (">=", "2.99", False),
        ("<=", 3, True),
        ("<=", 4, False),
        (">", 3, False),
        (">", 4, True),
        ("<", 3, False),
        ("<", 2, True),
        ("~", 3, True),
        ("~", 4, None),  # 左右 is for a person to judge
        ("~", 2, None),
    ],
)
def test_a_figure_is_held_against_its_target(comparator, reported, holds):
    assert compare(a_target(comparator=comparator), Decimal(reported)) is holds


@pytest.mark.parametrize(("reported", "holds"), [(2, False), (3, True), (4, True), (5, True), (6, False)])
def test_a_figure_within_a_range(reported, holds):
    assert compare(a_target(3, Comparator.BETWEEN, Decimal(5)), Decimal(reported)) is holds


def test_a_range_without_an_end():
    assert compare(a_target(3, Comparator.BETWEEN), Decimal(900)) is True


def test_a_masked_number_is_not_guessed():
    (found,) = findings([a_target(None, masked=True)], Asked(), Reported({1: Decimal(3)}))
    assert (found.holds, found.note) == (None, "目标数值待明确")


def test_the_figure_is_shown_with_its_unit_beside_the_target():
    (found,) = findings([a_target(comparator=">=")], Asked(), Reported({1: Decimal("2.500000")}))
    assert (found.what, found.wanted, found.reported) == ("水库", "水库不少于3座", "2.5座")
    assert (found.holds, found.note, found.is_figure) == (False, "与目标不符", True)


@pytest.mark.parametrize(("reported", "note"), [(4, "多于目标"), (2, "少于目标")])
def test_what_nobody_can_decide_says_why(reported, note):
    (found,) = findings([a_target(comparator="~")], Asked(), Reported({1: Decimal(reported)}))
    assert found.note == note


def test_a_figure_that_was_not_reported():
    (found,) = findings([a_target()], Asked(), Reported({}))
    assert (found.reported, found.holds, found.note) == ("", None, "没有报数")
    assert not figures_hold([found])


def test_a_target_of_several_units_is_not_held_against_one():
    (short,) = findings([a_target()], Asked(), Reported({1: Decimal(1)}, alone=False))
    assert (short.holds, short.note) == (None, "几家共同的目标")
    (reached,) = findings([a_target()], Asked(), Reported({1: Decimal(3)}, alone=False))
    assert reached.holds is True


def test_a_target_in_words_is_for_a_person():
    target = Target(pk=2, words="安全隐患全部清零", is_figure=False)
    (found,) = findings([target], Asked(), Reported({}))
    assert (found.wanted, found.holds, found.note) == ("安全隐患全部清零", None, "由核查人判断")
    assert figures_hold([found])


@pytest.mark.parametrize(
    ("due", "counts_from", "done_on", "said_on", "shown"),
    [
        (DUE, None, date(2026, 9, 30), date(2026, 9, 30), [("完成日期", True, "")]),
        (DUE, None, date(2026, 10, 12), date(2026, 10, 12), [("完成日期", False, "逾期12天")]),
        (None, None, date(2026, 10, 12), date(2026, 10, 12), [("完成日期", None, "未设时限")]),
        # Who came on after the limit is late from then on.
        (DUE, date(2026, 10, 8), date(2026, 10, 12), date(2026, 10, 12), [("完成日期", False, "逾期4天")]),
        (DUE, date(2026, 10, 12), date(2026, 10, 12), date(2026, 10, 12), [("完成日期", True, "")]),
        # The day is what the unit says: said only after the limit, somebody looks.
        (
            DUE,
            None,
            date(2026, 9, 29),
            date(2026, 10, 15),
            [("完成日期", True, ""), ("反馈日期", None, "时限过后才反馈")],
        ),
        (DUE, None, None, None, []),
    ],
)
def test_the_day_it_was_done_beside_the_limit(due, counts_from, done_on, said_on, shown):
    found = findings([], Asked(due, counts_from), Reported({}, done_on, said_on))
    assert [(one.what, one.holds, one.note) for one in found] == shown


def test_a_late_day_does_not_make_the_figures_wrong():
    found = findings([a_target()], Asked(DUE), Reported({1: Decimal(3)}, date(2026, 10, 12), date(2026, 10, 12)))
    assert figures_hold(found)


def test_what_is_kept_is_plain(db):
    with override("zh-hans"):
        (kept,) = as_kept(findings([a_target()], Asked(), Reported({1: Decimal(3)})))
    wanted = {"what": "水库", "wanted": "水库3座", "reported": "3座", "holds": True, "note": "", "is_figure": True}
    assert kept == wanted


@pytest.mark.parametrize(
    ("value", "shown"), [("3.000000", "3"), ("2.50", "2.5"), ("1200000", "1200000"), ("0", "0"), ("0.05", "0.05")]
)
def test_numbers_without_noughts(value, shown):
    assert plain(Decimal(value)) == shown
