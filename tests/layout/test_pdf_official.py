"""GB/T 9704-2012 measured on the printed page, clause by clause."""

from dataclasses import replace

import pytest

from luoshi.layout import pdf
from luoshi.layout.official import Paragraph
from luoshi.layout.page import LINE_PITCH
from tests.layout.documents import LETTER, decomposition
from tests.layout.paper import sheets, words_of

CHINESE_POINT = 25.4 / 72
BODY = 16 * CHINESE_POINT  # 3号 in millimetres
PITCH = LINE_PITCH * CHINESE_POINT
ASCENT = 0.88  # from the base line to the upper edge of a character, of its size
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 184, 262  # the edges of the text area on an odd page


@pytest.fixture(scope="module")
def printed(free_fonts):
    return lambda document: sheets(pdf.render(document, fonts=free_fonts))


@pytest.fixture(scope="module")
def letter(printed):
    return printed(LETTER)


@pytest.fixture(scope="module")
def long(printed):
    """Four pages and more of text without a mark."""
    return printed(replace(LETTER, body=(Paragraph("国" * 2500),), annexes=(), note=""))


def top_of(mark):
    return mark.y - ASCENT * mark.size * CHINESE_POINT


def middle_of(line):
    return (line[0].x + line[-1].x + line[-1].size * CHINESE_POINT) / 2


def test_5_2_1_paper_is_a4(letter):
    assert (letter[0].width, letter[0].height) == pytest.approx((210, 297), abs=0.1)


def test_5_2_1_the_head_margin_is_37_and_the_binding_margin_28_millimetres(long):
    odd = long[2].lines(16)
    assert top_of(odd[0][0]) == pytest.approx(TOP, abs=1)
    assert odd[0][0].x == pytest.approx(LEFT, abs=1)


def test_5_2_1_an_even_page_is_bound_on_its_right(long):
    even = long[1].lines(16)
    assert even[0][0].x == pytest.approx(210 - RIGHT, abs=1)


def test_5_2_1_the_text_area_is_156_by_225_millimetres(long):
    first, last = (long[1].lines(16)[place] for place in (0, -1))
    assert last[-1].x + BODY - first[0].x == pytest.approx(156, abs=1)
    assert top_of(last[0]) + PITCH - top_of(first[0]) == pytest.approx(225, abs=1)


def test_5_2_3_a_page_holds_22_lines_of_28_characters(long):
    for page in long[1:3]:
        assert [len(line) for line in page.lines(16)] == [28] * 22


def test_5_2_4_all_but_the_mark_is_black(letter):
    coloured = [mark for page in letter for mark in page.marks if mark.colour != (0, 0, 0)]
    assert words_of(coloured) == LETTER.issuer_mark


def test_7_2_3_the_urgency_stands_in_the_upper_left_corner_in_heiti(letter):
    urgency = letter[0].lines()[0]
    assert words_of(urgency) == "特急"
    assert (urgency[0].x, top_of(urgency[0])) == pytest.approx((LEFT, TOP), abs=0.5)
    assert "NotoSansSC" in urgency[0].font


def test_7_2_4_the_mark_is_red_centred_and_35_millimetres_below_the_text_area_s_edge(letter):
    mark = letter[0].find(LETTER.issuer_mark)
    red, green, blue = mark[0].colour
    assert red > 200
    assert max(green, blue) < 50
    assert top_of(mark[0]) == pytest.approx(TOP + 35, abs=0.5)
    assert middle_of(mark) == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_7_2_5_the_number_stands_two_empty_lines_below_the_mark_and_is_centred(letter):
    mark, number = letter[0].find(LETTER.issuer_mark), letter[0].find(LETTER.number)
    lower_edge = mark[0].y + 0.12 * mark[0].size * CHINESE_POINT
    assert top_of(number[0]) - lower_edge == pytest.approx(3 * PITCH - BODY, abs=0.5)
    assert middle_of(number) == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def test_7_2_7_a_rule_as_wide_as_the_text_area_stands_4_millimetres_below_the_number(letter):
    (rule,) = letter[0].rules
    number = letter[0].find(LETTER.number)[0]
    assert rule.right - rule.left == pytest.approx(156, abs=1.5)
    assert rule.y - (number.y + 0.12 * BODY) == pytest.approx(4, abs=0.3)


def test_7_3_1_the_title_is_in_2_hao_centred_and_two_lines_below_the_rule(letter):
    title = letter[0].lines(22)
    assert "".join(map(words_of, title)) == LETTER.title
    assert top_of(title[0][0]) - letter[0].rules[0].y == pytest.approx(2 * PITCH, abs=0.5)
    assert [middle_of(line) for line in title] == pytest.approx([(LEFT + RIGHT) / 2] * len(title), abs=1)


def test_7_3_2_the_addressee_stands_a_line_below_the_title_at_the_edge_with_a_full_width_colon(letter):
    title, addressee = letter[0].lines(22)[-1], letter[0].find("各乡镇人民政府，")
    assert addressee[0].x == pytest.approx(LEFT, abs=0.1)
    assert 1 <= (top_of(addressee[0]) - title[0].y) / PITCH < 1.5
    assert "各直属机构：" in letter[0].text


def test_7_3_2_so_many_addressees_that_the_first_page_had_no_body_move_to_the_imprint(printed):
    many = "、".join(f"青禾县第{n}小学" for n in range(60))
    pages = printed(replace(LETTER, addressee=many))
    assert "为确保县委经济工作会议" in pages[0].text
    assert "主送" not in pages[0].text
    assert f"主送：{many}。抄送：" in pages[-1].text
    assert [rule.thickness for rule in pages[-1].rules] == pytest.approx([0.35, 0.25, 0.25, 0.35], abs=0.01)


def test_7_3_2_as_many_addressees_as_the_first_page_holds_stay_there(printed):
    for count in range(5, 45, 3):
        document = replace(LETTER, addressee="、".join(f"青禾县第{n}小学" for n in range(count)))
        assert "为确保" in printed(document)[0].text


def test_7_3_3_the_first_page_shows_body_text(letter):
    assert "为确保县委经济工作会议" in letter[0].text


def test_7_3_3_a_paragraph_begins_two_characters_in_and_goes_on_at_the_edge(letter):
    lines = {words_of(line)[:3]: line[0].x for line in letter[0].lines(16)}
    assert lines["为确保"] - LEFT == pytest.approx(2 * 156 / 28, abs=0.1)
    assert lines["任务落"] == pytest.approx(LEFT, abs=0.1)


def test_7_3_3_the_first_level_is_in_heiti_and_the_third_and_fourth_as_the_body(letter):
    fonts = {
        words: letter[1].find(words)[0].font.partition("+")[2] for words in ("三、工作", "按季", "数据", "县政府督查")
    }
    assert fonts.pop("三、工作") == "NotoSansSC-Regular"
    assert set(fonts.values()) == {"NotoSerifSC-Regular"}


def test_7_3_4_one_annex_is_named_without_a_number_a_line_below_the_body(letter):
    note, body = letter[1].find("附件：2026年")[0], letter[1].find("序提醒")[0]
    assert note.x - 26 == pytest.approx(2 * 156 / 28, abs=0.1)
    assert note.y - body.y == pytest.approx(2 * PITCH, abs=0.1)


def test_7_3_4_several_annexes_are_numbered_and_their_names_stand_under_one_another(printed):
    names = ("任务分解表", "季度进展报告表及其填报说明，名称较长时回行应当与上一行的首字对齐")
    page = next(
        sheet for sheet in printed(replace(LETTER, annexes=(), attachments=names)) if "附件：1.任务" in sheet.text
    )
    first, second = page.find("1.任务分解表"), page.find("2.季度")
    following = next(line for line in page.lines(16) if line[0].y > second[0].y + 1)
    assert first[0].x == second[0].x
    assert first[2].x == second[2].x == pytest.approx(following[0].x, abs=0.1)


def test_7_3_5_1_the_date_stands_four_characters_in_and_the_signature_is_centred_over_it(letter):
    date, signature = letter[1].find("2026年3月18日"), letter[1].find(LETTER.signature)
    right_edge = 210 - LEFT
    assert right_edge - (date[-1].x + BODY) == pytest.approx(4 * 156 / 28, abs=0.5)
    assert middle_of(signature) == pytest.approx(middle_of(date), abs=0.5)
    assert date[0].y - signature[0].y == pytest.approx(PITCH, abs=0.1)


def test_7_3_5_1_a_signature_longer_than_the_room_stays_on_the_page(printed):
    name = "青禾县推进重点工作任务落实和营商环境优化工作领导小组办公室"
    page = next(page for page in printed(replace(LETTER, signature=name)) if name in page.text)
    signature = page.find(name)
    assert signature[0].x > 26
    assert signature[-1].x + BODY < 210 - LEFT + 0.5


def test_7_3_5_1_the_seal_has_its_room_within_a_line_of_the_text(letter):
    last, signature = letter[1].find("附件：")[0], letter[1].find(LETTER.signature)[0]
    assert signature.y - last.y == pytest.approx(3 * PITCH, abs=0.5)


def test_7_3_5_5_the_signature_never_stands_on_a_page_without_text(printed):
    for length in range(440, 900, 28):
        body = (Paragraph("国" * length), Paragraph("请抓好落实。"))
        pages = printed(replace(LETTER, body=body, annexes=(), note="", printed_by=""))
        signed = next(page for page in pages if "2026年3月18日" in page.text)
        assert "请抓好落实。" in signed.text


def test_7_3_6_the_note_stands_in_brackets_on_the_line_below_the_date(letter):
    note, date = letter[1].find("（此件公开发布）"), letter[1].find("2026年3月18日")
    assert note[0].y - date[0].y == pytest.approx(PITCH, abs=0.1)


def test_7_3_7_an_annex_begins_a_page_with_its_word_in_heiti_and_its_title_on_the_third_line(letter):
    word, title = letter[2].lines(16)[0], letter[2].lines(22)[0]
    assert words_of(word) == "附件"
    assert "NotoSansSC" in word[0].font
    assert top_of(title[0]) - top_of(word[0]) == pytest.approx(2 * PITCH, abs=0.2)


def test_7_3_7_several_annexes_bear_their_numbers(printed):
    second = replace(decomposition(3), title="重点项目清单")
    pages = printed(replace(LETTER, annexes=(*LETTER.annexes, second)))
    assert [words_of(page.lines(16)[0]) for page in pages if page.width > 250 and page.lines(16)] == ["附件1", "附件2"]


def test_7_4_1_the_imprint_s_rules_are_thick_thin_thick_and_the_last_is_the_text_area_s_edge(letter):
    rules = letter[-1].rules
    assert [rule.thickness for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.01)
    assert [rule.right - rule.left for rule in rules] == pytest.approx([156] * 3, abs=1)
    assert rules[-1].y == pytest.approx(BOTTOM, abs=0.2)


def test_7_4_2_copies_stand_one_character_in_and_go_on_under_the_first_name(letter):
    first, second = letter[-1].lines(14)[:2]
    assert words_of(first).startswith("抄送：县委各部门，")
    assert first[0].x - 26 == pytest.approx(14 * CHINESE_POINT, abs=0.1)
    assert first[3].x == pytest.approx(second[0].x, abs=0.2)
    assert words_of(second).endswith("各人民团体。")


def test_7_4_3_who_printed_it_stands_left_and_when_right(letter):
    line = letter[-1].lines(14)[2]
    assert words_of(line) == "青禾县人民政府办公室2026年3月18日印发"
    right = 210 - LEFT - (line[-1].x + 14 * CHINESE_POINT)
    assert (line[0].x - 26, right) == pytest.approx((14 * CHINESE_POINT,) * 2, abs=0.3)


def test_7_4_the_imprint_stands_on_the_last_page_of_text_where_there_is_room(printed):
    pages = printed(replace(LETTER, annexes=()))
    assert "抄送" in pages[-1].text
    assert LETTER.signature in pages[-1].text
    assert pages[-1].rules[-1].y == pytest.approx(BOTTOM, abs=0.2)


def test_7_4_behind_an_upright_annex_the_imprint_stands_on_the_annex_s_last_page(printed):
    pages = printed(replace(LETTER, annexes=(upright(3),)))
    assert len(pages) == 3
    assert "抄送" in pages[-1].text
    assert [words_of(number_on(page)) for page in pages] == ["—1—", "—2—", "—3—"]


def upright(rows):
    grid = decomposition(rows)
    return replace(grid, columns=tuple(replace(column, width=25) for column in grid.columns))


def number_on(page):
    return next((line for line in page.lines(14) if words_of(line).startswith("—")), None)


def test_7_5_the_page_number_stands_between_dashes_7_millimetres_below_odd_right_even_left(long):
    odd, even = number_on(long[0]), number_on(long[1])
    assert [words_of(line) for line in (odd, even)] == ["—1—", "—2—"]
    dash = odd[0].y - 0.38 * 14 * CHINESE_POINT
    assert dash - BOTTOM == pytest.approx(7, abs=0.2)
    one = 14 * CHINESE_POINT
    assert RIGHT - (odd[-1].x + one) == pytest.approx(one, abs=1)
    assert even[0].x - 26 == pytest.approx(one, abs=0.2)


def test_7_5_numbers_run_on_through_the_annexes(letter):
    numbers = [words_of(sorted(marks, key=lambda mark: (mark.x, mark.y))) for marks in _dashed(letter)]
    assert numbers == [f"—{place}—" for place in range(1, len(letter) + 1)]


def _dashed(pages):
    for page in pages:
        dashes = [mark for mark in page.marks if mark.character == "—" and abs(mark.size - 14) < 0.1]
        yield [m for m in page.marks if abs(m.size - 14) < 0.1 and any(_near(m, dash) for dash in dashes)]


def _near(mark, dash):
    return abs(mark.x - dash.x) + abs(mark.y - dash.y) < 12 and (mark.character == "—" or mark.character.isdigit())


def test_7_5_a_blank_page_before_the_imprint_and_the_imprint_s_page_bear_no_number(printed):
    pages = next(pages for rows in (1, 14, 30) if (pages := printed(_with_rows(rows))) and not pages[-2].marks)
    assert "印发" in pages[-1].text
    assert number_on(pages[-1]) is None
    assert len(pages) % 2 == 0


def _with_rows(rows):
    return replace(LETTER, annexes=(decomposition(rows),))


def test_8_a_wide_table_lies_across_in_the_text_area_turned_by_a_quarter(letter):
    page = letter[2]
    assert (page.width, page.height) == pytest.approx((297, 210), abs=0.1)
    rules = [rule for rule in page.rules if rule.right - rule.left > 200]
    assert min(rule.left for rule in rules) == pytest.approx(35, abs=0.5)
    assert max(rule.right for rule in rules) == pytest.approx(260, abs=0.5)


@pytest.mark.parametrize("place", [2, 3])
def test_8_its_page_number_stands_where_it_stands_on_every_bound_page(letter, place):
    across = [m for m in letter[place].marks if abs(m.size - 14) < 0.1]
    # Turned back into the bound page: the left edge of the page across is the foot of the bound one.
    upright = [(mark.y, 297 - mark.x) for mark in across]
    same = number_on(letter[place - 2])
    assert [y for _, y in upright] == pytest.approx([mark.y for mark in same], abs=0.2)
    assert [x for x, _ in upright] == pytest.approx([mark.x for mark in same], abs=0.5)


def test_8_a_narrow_table_stands_upright(printed):
    assert printed(replace(LETTER, annexes=(upright(3),)))[2].width == pytest.approx(210, abs=0.1)
