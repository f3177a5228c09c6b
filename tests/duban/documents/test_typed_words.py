"""Words that a person types at the desk are read as those of a document are."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.duban.documents.content import Content
from luoshi.duban.documents.extraction import read_target, resolve_limit, short_title, typed_target
from luoshi.duban.tasks.models import Comparator, LimitKind

ISSUED = date(2026, 3, 18)


@pytest.mark.parametrize(
    ("words", "kind", "due"),
    [
        ("9月底前", "date", date(2026, 9, 30)),
        ("年底前", "year-end", date(2026, 12, 31)),
        (" 年内 ", "year-end", date(2026, 12, 31)),
        ("2026-09-30", "date", date(2026, 9, 30)),
        ("2026年9月30日前", "date", date(2026, 9, 30)),
        ("2026.9.30", "date", date(2026, 9, 30)),
        ("9月30日", "date", date(2026, 9, 30)),
        ("长期坚持", "long-term", None),
        ("每季度末", "recurring", None),
        ("6月底前完成一半，12月底前全部完成", "milestones", date(2026, 12, 31)),
        ("方案印发后30日内", "date", date(2026, 4, 17)),
        ("整改到位前", "milestones", None),
        ("限期", "open", None),
        ("x月底前", "open", None),
        ("2026年2月30日前", "open", None),
    ],
)
def test_a_limit(words, kind, due):
    found = resolve_limit(words, ISSUED)
    assert (found.kind, found.due) == (kind, due)
    assert found.kind in LimitKind.values


@pytest.mark.parametrize("words", ["", "   ", "尽职尽责", "三座"])
def test_words_that_name_no_limit(words):
    assert resolve_limit(words, ISSUED) is None


def test_a_limit_of_several_days_keeps_the_words_that_were_typed():
    assert resolve_limit("6月底前完成一半，12月底前全部完成", ISSUED).text == "6月底前完成一半，12月底前全部完成"


def test_a_rhythm_has_a_rule():
    assert resolve_limit("每季度末", ISSUED).rule.startswith("FREQ=")


def test_without_a_date_of_issue_a_relative_limit_stays_open():
    found = resolve_limit("年底前", None)
    assert (found.kind, found.problem) == ("open", "no-issue-date")


@pytest.mark.parametrize(
    ("words", "value", "unit", "comparator"),
    [
        ("3座", 3, "座", "="),
        ("不少于50公里", 50, "公里", ">="),
        ("12亿元以上", 1_200_000_000, "元", ">="),
        ("95%", 95, "%", "="),
    ],
)
def test_a_figure(words, value, unit, comparator):
    found = read_target(words)
    assert (found.value, found.unit, found.comparator) == (Decimal(value), unit, comparator)
    assert found.comparator in Comparator.values
    assert found.is_figure


def test_a_masked_figure_has_no_value():
    found = read_target("x座")
    assert (found.value, found.masked) == (None, True)


def test_a_target_in_words():
    found = read_target("全部清零")
    assert (found.words, found.is_figure) == ("全部清零", False)


def test_words_without_a_target():
    assert read_target("做好工作") is None


def test_a_title_leaves_the_limit_out():
    assert short_title("9月底前，完成3座水库除险加固，确保安全度汛。") == "完成3座水库除险加固，确保安全度汛"
    assert short_title("  ") == ""


def test_content_without_any_key_is_empty():
    assert Content.from_json({}) == Content()


def test_a_target_that_was_typed_keeps_its_whole_words():
    found = typed_target(" 年内完成危旧房改造不少于300户 ")
    assert (found.words, found.value, found.comparator) == ("年内完成危旧房改造不少于300户", Decimal(300), ">=")
    assert found.is_figure


def test_a_target_that_was_typed_without_a_figure_is_one_in_words():
    found = typed_target("形成长效机制")
    assert (found.words, found.value, found.is_figure) == ("形成长效机制", None, False)
