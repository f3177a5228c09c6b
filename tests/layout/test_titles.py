"""7.3.1: a title on several lines tears no word and has a pleasant shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.layout.page import OFFICIAL, TABLE
from luoshi.layout.text import clean
from luoshi.layout.titles import room_for, title_lines, width

ROOM = room_for(OFFICIAL.text_width)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好防汛抗旱准备工作的通知", 1),
        ("青禾县人民政府办公室关于进一步加强安全生产大检查工作的紧急通知", 2),
        ("青禾县人民政府办公室关于印发《2026年青禾县重点工作任务分解表》的通知", 3),
    ],
)
def test_a_title_takes_the_lines_that_it_needs(title, lines):
    assert len(title_lines(title, ROOM)) == lines


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "青禾县人民政府办公室关于进一步加强安全生产大检查工作的紧急通知",
            "青禾县人民政府办公室关于进一步/加强安全生产大检查工作的紧急通知",
        ),
        ("青禾县人民政府关于2026年民生实事项目责任分工的通知", "青禾县人民政府关于/2026年民生实事项目责任分工的通知"),
        (
            "中共青禾县委办公室 青禾县人民政府办公室关于印发《青禾县重点项目攻坚年行动方案》的通知",
            "中共青禾县委办公室/青禾县人民政府办公室关于印发《青禾县/重点项目攻坚年行动方案》的通知",
        ),
    ],
)
def test_names_and_words_stay_whole(title, expected):
    assert "/".join(title_lines(title, ROOM)) == expected


def test_breaks_that_are_given_are_kept():
    assert title_lines("青禾县人民政府关于\n做好秋粮收购的通知", ROOM) == ("青禾县人民政府关于", "做好秋粮收购的通知")


def test_a_figure_is_never_torn():
    for length in range(8, 30):
        lines = title_lines("关于" + "农" * length + "2026年至2030年粮食生产的通知", ROOM)
        assert "2026年" in "/".join(lines)
        assert "2030年" in "/".join(lines)


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark():
    for length in range(4, 24):
        for line in title_lines("青禾县人民政府办公室关于印发《" + "农" * length + "（试行）》的通知", ROOM):
            assert line[0] not in "》）的"
            assert line[-1] not in "《（"


def test_a_title_too_long_for_three_lines_is_left_to_the_page():
    assert title_lines("农" * 80, ROOM) == ("农" * 80,)


@given(st.text(alphabet="农业生产的通知关于印发《》、（）2026年 ", max_size=50))
def test_nothing_is_lost(title):
    assert "".join(title_lines(title, ROOM)).replace(" ", "") == clean(title).replace(" ", "")


@given(st.text(alphabet="农业生产通知关于印发", max_size=50))
def test_no_line_is_longer_than_its_room(title):
    assert all(width(line) <= ROOM for line in title_lines(title, ROOM))


def test_a_line_has_the_room_of_its_page_and_size():
    assert (ROOM, room_for(TABLE.text_width, 20)) == (18, 34)
