"""Where two wordings differ."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.duban.tasks.circulation.wording import means_the_same
from luoshi.duban.tasks.returning.differences import differences, is_like

WORDS = st.text(alphabet="完成水库除险加固3座2，。", max_size=60)


def test_what_changed_is_shown_by_characters():
    pieces = [(one.kind, one.text) for one in differences("完成3座水库除险加固。", "完成2座水库除险加固。")]
    assert pieces == [("same", "完成"), ("gone", "3"), ("new", "2"), ("same", "座水库除险加固。")]


def test_a_single_character_between_two_changes_is_drawn_into_them():
    pieces = [one.kind for one in differences("甲乙丙丁", "子乙丑丁")]
    assert pieces == ["gone", "new", "same"]


@given(WORDS, WORDS)
@settings(max_examples=200)
def test_the_pieces_put_together_give_both_wordings(before, after):
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after


def test_long_wordings_are_shown_one_after_the_other():
    assert [one.kind for one in differences("甲" * 3000, "乙")] == ["gone", "new"]


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        ("text", "完成3座。", "完成 3座", True),
        ("text", "（一）完成,", "(一)完成，", True),
        ("text", "完成3座", "完成2座", False),
        ("lead", "县水利局、县财政局", "县水利局，县财政局", True),
        ("lead", "县水利局、县财政局", "县财政局、县水利局", False),
        ("supporting", "县水利局", "", False),
        ("steps", "甲\n乙", "甲\r\n乙 ", True),
    ],
)
def test_white_space_and_marks_are_no_difference(field, one, other, same):
    assert means_the_same(field, one, other) is same


@pytest.mark.parametrize(
    ("words", "like"), [("完成2座水库除险加固", True), ("牵头单位改为县应急局", False), ("同意，但经费不足", False)]
)
def test_a_wording_is_told_from_words_about_it(words, like):
    assert is_like(words, "完成3座水库除险加固。") is like
