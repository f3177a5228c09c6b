"""Workbooks: an existing ledger, read as it shows on the screen."""

import pytest
from office_files import Raw, cells, workbook

from luoshi.gongwen.readers import read


def grid(document, number=0):
    return [[cell.span.of(document.text) for cell in row] for row in document.tables[number].grid]


def test_a_sheet_is_a_heading_lines_above_the_table_and_a_table():
    rows = cells(
        ["青禾县重点任务台账", None, None],
        ["填报单位：县政府办", None, "单位：万元"],
        ["序号", "任务", "责任单位"],
        [1, "修渠", "临川镇"],
        merges=("A1:C1",),
    )
    document = read(workbook(("任务", rows)), name="台账.xlsx")
    assert document.text.split("\n") == [
        "任务",
        "青禾县重点任务台账",
        "填报单位：县政府办　单位：万元",
        "序号\t任务\t责任单位",
        "1\t修渠\t临川镇",
    ]
    assert [(hint.span.of(document.text), hint.level) for hint in document.hints] == [("任务", 1)]
    assert grid(document)[-1] == ["1", "修渠", "临川镇"]
    assert (document.format, document.reader) == ("xlsx", "xlsx/1")


def test_a_merged_cell_stands_in_every_row_and_its_words_once():
    rows = cells(["类别", "任务"], ["水利", "修渠"], [None, "清淤"], merges=("A2:A3",))
    document = read(workbook(("表", rows)))
    assert document.text == "表\n类别\t任务\n水利\t修渠\n\t清淤"
    assert grid(document) == [["类别", "任务"], ["水利", "修渠"], ["水利", "清淤"]]


def formats(code):
    return (
        f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="14"/><xf numFmtId="9"/>'
        '<xf numFmtId="58"/></cellXfs>'
    )


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (46203, "yyyy/m/d", "2026年6月30日"),
        (46203, "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "2026年6月30日"),
        (46203, "[$-804]yyyy\\-mm\\-dd", "2026年6月30日"),
        (46203, "yyyy&quot;年&quot;m&quot;月&quot;", "2026年6月"),
        (46203, "m&quot;月&quot;d&quot;日&quot;", "6月30日"),
        (46203.5, "yyyy/m/d h:mm", "2026年6月30日 12:00"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (12, "General", "12"),
        (Raw("12.0"), "General", "12"),
        (Raw("0.30000000000000004"), "General", "0.3"),
        (Raw("1E+3"), "General", "1000"),
        (12.5, "0.00", "12.50"),
        (12.5, "0.##", "12.5"),
        (1234567, "#,##0", "1234567"),
        (35, "0&quot;万元&quot;", "35万元"),
        (-3, "0;-0", "-3"),
        (-3, "0;(0)", "(3)"),
        (Raw("1e999"), "0.00", "1e999"),
        (3000000, "yyyy/m/d", "3000000"),
        (0.25, "# ?/?", "0.25"),
    ],
)
def test_a_figure_shows_as_its_format_says(value, code, shown):
    document = read(workbook(("表", cells(["数", "值"], ["甲", value], style=1)), styles=formats(code)))
    assert grid(document)[1][1] == shown


@pytest.mark.parametrize(
    ("style", "value", "shown"), [(2, 46203, "2026年6月30日"), (3, 0.5, "50%"), (4, 46203, "6月30日")]
)
def test_built_in_formats_are_known(style, value, shown):
    document = read(workbook(("表", cells(["数", "值"], ["甲", value], style=style)), styles=formats("0")))
    assert grid(document)[1][1] == shown


def test_hidden_sheets_are_left_out_and_empty_ones_too():
    sheets = (("明", cells(["甲", "乙"], ["丙", "丁"])), ("暗", cells(["戊", "己"])), ("空", cells()))
    assert read(workbook(*sheets, states={"暗": "hidden"})).text == "明\n甲\t乙\n丙\t丁"


def test_formulas_are_read_by_their_stored_values():
    row = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>HACK()</f><v>办结</v></c></row>'
    assert read(workbook(("表", f"<sheetData>{row}</sheetData>"))).text == "表\n2\t办结"


def test_shared_strings_lose_their_phonetic_guides():
    shared = "<si><t>修渠</t><rPh><t>xiu qu</t></rPh></si><si><r><t>清</t></r><r><t>淤</t></r></si>"
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c t="s"><v>99</v></c></row>'
    assert read(workbook(("表", f"<sheetData>{row}</sheetData>"), shared=shared)).text == "表\n修渠\t清淤"


def test_breaks_in_a_cell_are_vertical_tabs():
    assert read(workbook(("表", cells(["甲\n乙", "丙\t丁"])))).text == "表\n甲\v乙\t丙 丁"


def test_blank_rows_and_columns_do_not_count_however_far_away():
    near, far = '<c r="A1" t="str"><v>甲</v></c>', '<c r="XFD1048576" t="str"><v>乙</v></c>'
    rows = f'<sheetData><row r="1">{near}</row><row r="1048576">{far}</row></sheetData>'
    assert read(workbook(("表", rows))).text == "表\n甲\n乙"


def test_escaped_breaks_are_breaks():
    assert read(workbook(("表", cells(["甲_x000D_乙", "丙_x_丁"])))).text == "表\n甲\v乙\t丙_x_丁"


def test_days_may_be_counted_from_1904():
    settings = '<workbookPr date1904="1"/>'
    book = workbook(("表", cells(["甲", 44741], style=2)), styles=formats("0"), settings=settings)
    assert read(book).text == "表\n甲\t2026年6月30日"


def test_a_header_over_two_rows_stays_in_the_table():
    rows = cells(
        ["重点任务台账", None, None, None],
        ["序号", "任务", "责任", None],
        [None, None, "牵头", "配合"],
        [1, "修渠", "水利局", "临川镇"],
        merges=("A1:D1", "A2:A3", "B2:B3", "C2:D2"),
    )
    assert grid(read(workbook(("表", rows)))) == [
        ["序号", "任务", "责任", "责任"],
        ["序号", "任务", "牵头", "配合"],
        ["1", "修渠", "水利局", "临川镇"],
    ]


def test_a_sheet_of_one_column_is_lines():
    document = read(workbook(("表", cells(["抓好春耕。"], ["修好水渠。"]))))
    assert (document.text, document.tables) == ("表\n抓好春耕。\n修好水渠。", ())


def test_a_page_header_is_no_text():
    rows = cells(["甲", "乙"]) + "<headerFooter><oddHeader>&amp;C内部资料</oddHeader></headerFooter>"
    assert read(workbook(("表", rows))).text == "表\n甲\t乙"
