"""What an official document must have, and how its elements are worded."""

import datetime
from dataclasses import replace

import pytest

from luoshi.errors import LuoshiError
from luoshi.layout.official import OfficialDocument, Paragraph, SignOff, check, date_words, mark_size
from luoshi.layout.page import OFFICIAL, points
from tests.layout.documents import LETTER, decomposition


def refused(**changes):
    with pytest.raises(LuoshiError) as caught:
        check(replace(LETTER, **changes))
    assert caught.value.chinese
    assert caught.value.english
    return caught.value


def test_a_complete_document_passes():
    check(LETTER)


def test_a_draft_needs_no_number_yet():
    check(replace(LETTER, number=""))


@pytest.mark.parametrize("number", ["青政办发〔2026〕1号", "青委督〔2026〕120号", "青政办函〔2026〕7号"])
def test_7_2_5_a_number_has_hexagonal_brackets_and_a_full_year(number):
    check(replace(LETTER, number=number))


@pytest.mark.parametrize(
    "number",
    [
        "青政办发[2026]1号",
        "青政办发（2026）1号",
        "青政办发〔26〕1号",
        "青政办发〔2026〕01号",
        "青政办发〔2026〕第1号",
        "〔2026〕1号",
        "青政办发〔2026〕1",
    ],
)
def test_7_2_5_any_other_number_is_refused_and_shown(number):
    error = refused(number=number)
    assert (error.code, number in error.chinese, number in error.english) == ("layout.number", True, True)


def test_7_2_3_the_urgency_is_one_of_two():
    check(replace(LETTER, urgency="加急"))
    assert refused(urgency="火急").code == "layout.urgency"


def test_there_is_no_place_for_a_secrecy_mark():
    fields = OfficialDocument.__dataclass_fields__
    assert not [name for name in fields if "secre" in name or "classif" in name or "copy_number" in name]


@pytest.mark.parametrize("name", ["issuer_mark", "title", "signature"])
def test_what_every_document_has_may_not_be_empty(name):
    assert refused(**{name: " "}).code == "layout.empty"


def test_7_3_3_a_document_has_a_body_of_at_most_four_levels():
    assert refused(body=()).code == "layout.empty"
    assert refused(body=(Paragraph("甲"), Paragraph("乙", 5))).chinese.startswith("正文第2段")


def test_7_3_4_the_annexes_titles_are_listed_where_none_are_named():
    assert LETTER.attachment_names == ("2026年青禾县重点工作任务分解表",)


def test_7_3_7_an_annex_is_titled_as_the_body_calls_it():
    assert refused(attachments=("任务分解表",)).code == "layout.annex"
    assert (
        refused(annexes=(decomposition(1), decomposition(2)), attachments=(decomposition(1).title,)).code
        == "layout.annex"
    )


def test_7_3_7_annexes_that_are_kept_elsewhere_are_named_behind():
    named = replace(LETTER, attachments=(decomposition(1).title, "填报说明"))
    check(named)
    assert [named.annex_label(0), LETTER.annex_label(0)] == ["附件1", "附件"]


@pytest.mark.parametrize("words", ["各乡镇人民政府", "各乡镇人民政府：", "各乡镇人民政府:"])
def test_7_3_2_the_addressee_ends_with_one_full_width_colon(words):
    assert replace(LETTER, addressee=words).addressee_line == "各乡镇人民政府："


def test_7_3_5_4_a_date_has_arabic_figures_without_leading_zeros():
    assert date_words(datetime.date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize("note", ["此件公开发布", "（此件公开发布）"])
def test_7_3_6_a_note_has_one_pair_of_brackets(note):
    assert replace(LETTER, note=note).note_line == "（此件公开发布）"


def test_7_4_2_copies_end_with_a_full_stop():
    assert replace(LETTER, copies_to=("县委办公室", "县政协办公室。")).copies_line == "县委办公室，县政协办公室。"


def test_a_mark_is_as_large_as_its_line_allows():
    assert mark_size("青禾县人民政府文件") > mark_size("青禾县人民政府办公室文件")
    for count in (2, 9, 12, 25):
        assert mark_size("府" * count) * count <= points(OFFICIAL.text_width)


def test_a_unit_signs_on_lines_of_its_own():
    labels = [label for label, _ in SignOff(unit="县水利局").lines]
    assert labels == ["单位（盖章）", "负责人签字", "联系人及电话", "日期"]
    assert dict(SignOff(unit="县水利局").lines)["单位（盖章）"] == "县水利局"


def test_7_2_5_a_bulletin_has_its_serial_where_the_number_stands():
    serial = replace(LETTER, number="", issue="第12期")
    check(serial)
    assert (serial.number_line, LETTER.number_line) == ("第12期", LETTER.number)


@pytest.mark.parametrize("issue", ["12期", "第012期", "第十二期", "第0期", "第12期。"])
def test_7_2_5_any_other_serial_is_refused_and_shown(issue):
    error = refused(number="", issue=issue)
    assert (error.code, issue in error.chinese, issue in error.english) == ("layout.number", True, True)
