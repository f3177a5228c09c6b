"""A possessive group says the same as an atomic one, on whatever Python 3.11 the text is read."""

import re

import pytest

from luoshi.gongwen.possessive import atomic
from luoshi.gongwen.quantities.find import find_quantities


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (r"(?:a|ab){1,3}+c", r"(?>(?:a|ab){1,3})c"),
        (r"(?:a(?:b|c)?+)*+", r"(?>(?:a(?>(?:b|c)?))*)"),
        (r"a++[)(]?+", r"a++[)(]?+"),
        (r"\)(?:x)++", r"\)(?>(?:x)+)"),
        (r"[]()](?P<n>[^]])?+", r"[]()](?>(?P<n>[^]])?)"),
        (r"(?:a){2}", r"(?:a){2}"),
    ],
)
def test_only_groups_are_said_otherwise(source, said):
    assert atomic(source) == said


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"(?:ab?c|a){1,2}+d", "acad", "acad"),
        (r"(?:a|ab)?+c", "abc", None),
        (r"(?:[一二]十|[一二]){0,3}+年", "二十一年", "二十一年"),
    ],
)
def test_it_matches_as_a_possessive_group_does(source, text, found):
    match = re.match(atomic(source), text)
    assert (match and match.group()) == found


def test_figures_with_a_part_behind_the_point_are_whole():
    text = "托位达到4.8个，森林覆盖率提高到42%，出生人口1.6万人。"
    assert [one.text for one in find_quantities(text)] == ["4.8个", "42%", "1.6万人"]
