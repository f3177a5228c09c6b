"""What the statement model looks at."""

import pytest

from luoshi.gongwen.statements import features
from tests.gongwen.statements.pieces import place_of, read, setting_of


def groups_of(text, words):
    """The groups of the statement that holds *words*, by their name."""
    setting = setting_of(text)
    return {group[0]: group for group in features.place_groups(setting, place_of(text, setting.pieces, words))}


def features_of(text, words):
    return {one for group in groups_of(text, words).values() for one in features.features_of(group)}


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青禾县人民政府工作报告", "report"),
        ("在全县春耕动员会上的讲话", "speech"),
        ("青禾县水利专题会议纪要", "minutes"),
        ("关于春耕督查情况的通报", "bulletin"),
        ("关于第3号提案的答复", "letter"),
        ("青禾县渠道管护办法", "regulation"),
        ("关于印发青禾县渠道管护办法的通知", "regulation"),
        ("青禾县人民政府关于表彰的决定", "decision"),
        ("关于加强渠道管护的意见", "opinion"),
        ("青禾县春耕工作实施方案", "plan"),
        ("关于报送春耕进度的通知", "notice"),
        ("青禾县概况", "other"),
        ("", "other"),
    ],
)
def test_a_title_names_its_genre(title, genre):
    assert features.genre_of(title) == genre


def test_pairs_know_the_ends():
    assert list(features.pairs("清淤")) == ["^清", "清淤", "淤$"]
    assert list(features.pairs("")) == ["^$"]


def test_the_first_and_last_characters_count_more_than_once():
    assert features.end_features("要疏通渠道。") == ("<要疏", "<要疏通", "<要疏通渠", ">渠道。", ">通渠道。")


def path_features(text, words):
    pieces, outline = read(text)
    return features.heading_features(outline.path(pieces[place_of(text, pieces, words)].node))


def test_a_heading_says_whether_one_looks_back_or_ahead():
    assert "@direction=b" in path_features("一、工作回顾\n疏通渠道18公里。", "18")
    assert "@direction=a" in path_features("一、主要任务\n疏通渠道18公里。", "18")
    assert "@direction=-" in path_features("一、春灌\n疏通渠道18公里。", "18")
    assert path_features("疏通渠道18公里。", "18") == ["@depth=0", "@direction=none"]


def test_the_widest_plain_heading_decides_the_direction():
    found = path_features("一、工作回顾\n（一）渠道管护措施\n疏通渠道18公里。", "18")
    assert {"@depth=2", "@direction=b", "@directions=b/a"} <= set(found)


def test_items_lend_nothing():
    text = "一、主要任务\n抓好三件事。一是疏通渠道。建立台账。"
    assert path_features(text, "台账") == path_features(text, "三件事")


def test_the_place_in_the_line_is_seen():
    text = "疏通渠道。修好泵站。建立台账。\n备足种子。"
    assert groups_of(text, "疏通")["place"][3] == "fn"
    assert groups_of(text, "泵站")["place"][3] == "mn"
    assert groups_of(text, "台账")["place"][3] == "ml"
    assert groups_of(text, "种子")["place"][3] == "fl"


def test_a_colon_before_is_seen():
    text = "抓好以下工作：一是疏通渠道。二是修好泵站。"
    assert "@opened=True" in features_of(text, "疏通")
    assert "@opened=False" in features_of(text, "泵站")


def test_the_items_of_a_list_are_told_apart():
    text = "抓好以下工作：一是疏通渠道。二是修好泵站。\n备足种子。"
    assert "@listed=True" in features_of(text, "泵站")
    assert "@listed=False" in features_of(text, "种子")
    assert features.opener_features("抓好2项工作：")[0] == "O^抓"


def test_how_the_document_opens_its_paragraphs_is_seen():
    text = "疏通渠道。全面疏通石桥灌区的渠道。\n备足种子。把过冬种子运到临川镇。"
    assert groups_of(text, "备足种子")["opening"][1] == 4
    assert "opening" not in groups_of(text, "临川镇")


def test_the_number_and_the_mark_are_seen():
    found = features_of("一是疏通渠道18公里。建立台账。", "疏通")
    assert {"@mark=ordinal-is", "@number=True", "@bias", "@genre=plan"} <= found


def test_only_a_short_statement_before_others_may_be_a_title():
    text = "疏通渠道。疏通石桥灌区的渠道十八公里。"
    assert "title" in groups_of(text, "疏通渠道。")
    assert "title" not in groups_of(text, "石桥")


def test_the_words_that_the_next_sentence_takes_up_are_counted():
    echo = groups_of("疏通石桥渠道。抓紧疏通石桥渠道全线。", "疏通石桥渠道。")["title"][1]
    none = groups_of("疏通石桥渠道。备足化肥和过冬种子。", "疏通石桥渠道。")["title"][1]
    assert echo == 4
    assert none == 0


def test_cues_and_the_mood_of_the_section_are_seen():
    found = features_of("县水务局要在年底前清淤。\n备足种子。", "清淤")
    assert {"@cue=told", "@cue=due", "@here=4/0"} <= found


def test_a_group_always_gives_the_same_features():
    for group in groups_of("疏通渠道。修好泵站18座，建立台账。", "疏通").values():
        assert features.features_of(group) == features.features_of(tuple(group))
        assert all(one.startswith("@") for one in features.features_of(group))
