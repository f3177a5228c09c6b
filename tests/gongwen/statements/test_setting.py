"""What a statement's surroundings say about it."""

import pytest

from tests.gongwen.statements.pieces import place_of, setting_of


def last_of(text):
    setting = setting_of(text)
    return [text[piece.start : piece.end] for piece, last in zip(setting.pieces, setting.last, strict=True) if last]


def opener_of(text, words):
    setting = setting_of(text)
    opener = setting.opener[place_of(text, setting.pieces, words)]
    return None if opener is None else text[setting.pieces[opener].start : setting.pieces[opener].end]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("疏通渠道。修好泵站。", ["修好泵站。"]),
        ("疏通渠道。\n修好泵站。", ["疏通渠道。", "修好泵站。"]),
        ("疏通渠道。修好泵站。（县水务局负责）", ["修好泵站。", "（县水务局负责）"]),
        ("疏通渠道。（县水务局负责）修好泵站。建台账。", ["建台账。"]),
        ("疏通渠道。（此处鼓掌）", ["（此处鼓掌）"]),
        ("疏通渠道。\n（县水务局负责）", ["疏通渠道。", "（县水务局负责）"]),
        ("", []),
    ],
)
def test_what_only_brackets_follow_ends_its_paragraph(text, last):
    assert last_of(text) == last


@pytest.mark.parametrize(
    ("text", "words", "opener"),
    [
        ("抓好以下工作：一是疏通渠道；二是修好泵站。", "泵站", "抓好以下工作："),
        ("抓好以下工作：\n1.疏通渠道。\n2.修好泵站。", "泵站", "抓好以下工作："),
        ("抓好以下工作：\n疏通渠道；\n修好泵站。", "泵站", "抓好以下工作："),
        ("抓好以下工作：\n疏通渠道。\n修好泵站。", "泵站", None),
        ("抓好以下工作：\n1.疏通渠道。\n二、保障措施\n修好泵站。", "泵站", None),
        ("疏通渠道。修好泵站。", "泵站", None),
    ],
)
def test_items_know_the_sentence_that_opened_their_list(text, words, opener):
    assert opener_of(text, words) == opener


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("", 0),
        ("疏通渠道。", 0),
        ("疏通渠道。全面疏通石桥灌区的渠道。\n备足种子。把种子运到临川镇。", 4),
        ("疏通渠道。全面疏通石桥灌区的渠道。\n" + "把种子运到临川镇，" * 5 + "分到各户。建立台账。", 2),
    ],
)
def test_the_share_of_paragraphs_with_short_openings_is_told_in_quarters(text, quarters):
    assert setting_of(text).titled == quarters


def test_words_are_squeezed_and_without_their_mark():
    assert setting_of("一是疏通渠道18公里。建立台账。").words == ["疏通渠道0公里。", "建立台账。"]


def test_each_statement_knows_the_first_of_its_line():
    assert setting_of("疏通渠道。修好泵站。\n备足种子。").leads == [0, 0, 2]


def test_headings_have_no_cues():
    assert setting_of("一、县水务局要做的事\n县水务局要疏通渠道。").cues == [(), ("told",)]


def test_the_mood_is_that_of_the_section():
    mood = setting_of("一、春灌\n县水务局要清淤。\n二、回顾\n渠道已清淤。").mood
    assert mood[1] == (4, 0)
    assert mood[3] == (0, 4)
    assert len(mood) == 4
