"""Lines end where a printer would end them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from luoshi.cli.wrap import wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("县水利局牵头", 20, ["县水利局牵头"]),
        ("县水利局牵头", 8, ["县水利局", "牵头"]),
        ("县水利局，牵头", 8, ["县水利", "局，牵头"]),  # no line begins with a comma
        ("县水利（牵头）", 8, ["县水利", "（牵头）"]),  # none ends with an opening bracket
        ("时限2026-12-31前", 12, ["时限", "2026-12-31前"]),  # a date stays whole
        ("增长5.5%以上", 8, ["增长5.5%", "以上"]),
        ("第一行\n第二行", 20, ["第一行", "第二行"]),
        ("", 20, [""]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),  # longer than a line: broken anywhere
        ("，，，，，", 4, ["，，", "，，", "，"]),
        ("one two", 4, ["one", "two"]),  # the space that a line ends with is left out
    ],
)
def test_text_is_broken_by_the_rules(text, width, lines):
    assert wrap(text, width).split("\n") == lines


def test_an_indent_stands_before_every_line():
    assert wrap("县水利局牵头", 10, indent=2) == "  县水利局\n  牵头"


@given(st.text(st.sampled_from("县水利局，。（）《》、12.5%- a\n"), max_size=80), st.integers(2, 30))
def test_no_line_is_too_wide_and_no_character_but_spaces_is_lost(text, width):
    wrapped = wrap(text, width)
    assert all(cell_len(line) <= width for line in wrapped.split("\n"))
    assert "".join(wrapped.split()) == "".join(text.split())
