"""Word documents read as they print."""

import pytest
from office_files import W, level, numbered, numbering, paragraph, relations, word, zipped

from luoshi.gongwen.model import NoteKind
from luoshi.gongwen.readers import read


def lines(body, **parts):
    return read(word(body, **parts), name="方案.docx").text.split("\n")


def test_paragraphs_are_lines_and_blank_ones_are_left_out():
    assert lines(paragraph("总体要求") + paragraph() + paragraph("　") + paragraph("抓好春耕。")) == [
        "总体要求",
        "抓好春耕。",
    ]


def test_the_reader_names_itself():
    document = read(word(paragraph("抓好春耕。")), name="方案.docx")
    assert (document.format, document.reader, document.declassified) == ("docx", "docx/1", False)


NESTED = numbering(
    level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)


def test_numbers_print_as_in_word_and_lower_levels_start_again():
    body = "".join(
        numbered(words, 1, depth) for words, depth in [("甲", 0), ("乙", 1), ("丙", 2), ("丁", 1), ("戊", 0), ("己", 1)]
    )
    assert lines(body, numbering=NESTED) == ["一、甲", "（一）乙", "1.丙", "（二）丁", "二、戊", "（一）己"]


@pytest.mark.parametrize(
    ("style", "text", "third"),
    [
        ("decimal", "%1.", "3.抓"),
        ("decimal", "（%1）", "（3）抓"),
        ("chineseCounting", "%1、", "三、抓"),
        ("ideographDigital", "第%1条", "第三条 抓"),
        ("japaneseCounting", "%1、", "三、抓"),
        ("decimalEnclosedCircle", "%1", "③抓"),
        ("decimalEnclosedCircleChinese", "%1", "③抓"),
        ("decimalFullWidth", "%1．", "３．抓"),
        ("decimalZero", "%1.", "03.抓"),
        ("lowerLetter", "%1)", "c)抓"),
        ("upperLetter", "%1.", "C.抓"),
        ("upperRoman", "%1.", "III.抓"),
        ("lowerRoman", "%1.", "iii.抓"),
        ("ideographTraditional", "%1、", "丙、抓"),
        ("chineseLegalSimplified", "%1、", "叁、抓"),
        ("none", "——", "——抓"),
        ("bullet", "■", "■抓"),
        ("bullet", "\uf06c", "•抓"),
    ],
)
def test_a_number_format_prints(style, text, third):
    made = lines("".join(numbered("抓", 1) for _ in range(3)), numbering=numbering(level(0, style, text)))
    assert made[2] == third


def test_a_number_of_several_levels_names_them_all():
    made = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert lines(numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1, 1), numbering=made) == [
        "一、甲",
        "1.1 乙",
        "1.2 丙",
    ]


def test_figures_of_number_and_text_do_not_run_together():
    assert lines(numbered("2026年底前完成。", 1), numbering=numbering(level(0, "decimal", "%1."))) == [
        "1. 2026年底前完成。"
    ]


def test_a_second_list_counts_on_unless_it_starts_again():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(numbered("事", num) for num in (1, 2, 3, 3, 1))
    made = numbering(level(0, "decimal", "%1."), nums=nums)
    assert lines(body, numbering=made) == ["1.事", "2.事", "1.事", "2.事", "3.事"]


def test_numbering_comes_with_a_style_and_can_be_switched_off():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/></w:style>'
    )
    body = (
        paragraph("甲", '<w:pStyle w:val="a"/>')
        + paragraph("乙", '<w:pStyle w:val="b"/>')
        + paragraph("丙", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert lines(body, styles=styles, numbering=numbering(level(0, "chineseCounting", "%1、"))) == [
        "一、甲",
        "二、乙",
        "丙",
    ]


def test_the_level_may_be_linked_to_the_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    made = numbering(level(0, "decimal", "%1."), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="x"/>'))
    assert lines(paragraph("甲", '<w:pStyle w:val="x"/>'), styles=styles, numbering=made) == ["（一）甲"]


def test_titles_and_headings_are_hinted_without_their_numbers_being_lost():
    styles = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
    )
    body = (
        paragraph("青禾县工作方案", '<w:pStyle w:val="t"/>')
        + paragraph("总体要求", '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + paragraph("保障措施", '<w:outlineLvl w:val="1"/>')
        + paragraph("抓好春耕。", '<w:outlineLvl w:val="9"/>')
        + paragraph("长" * 200, '<w:pStyle w:val="2"/>')
    )
    document = read(word(body, styles=styles, numbering=NESTED))
    hinted = [(hint.span.of(document.text), hint.level) for hint in document.hints]
    assert hinted == [("青禾县工作方案", 0), ("一、总体要求", 1), ("保障措施", 2)]


def test_breaks_tabs_and_special_characters():
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="x" w:char="2605"/></w:r></w:p>'
    )
    assert lines(body) == ["甲", "乙\t丙-丁★"]


def test_insertions_count_and_deletions_do_not():
    body = (
        "<w:p><w:r><w:t>由</w:t></w:r><w:ins><w:r><w:t>县教育局</w:t></w:r></w:ins><w:del><w:r><w:delText>县民政局</w:delText>"
        "</w:r></w:del><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>牵头</w:t></w:r></w:moveTo></w:p>"
    )
    assert lines(body) == ["由县教育局牵头"]


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    assert lines(paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半")) == ["前半后半"]


def test_hidden_text_is_left_out_also_by_style():
    styles = '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        paragraph("看得见")
        + paragraph("藏起来", run="<w:vanish/>")
        + paragraph("也藏着", run='<w:rStyle w:val="h"/>')
        + paragraph("又现身", run='<w:rStyle w:val="h"/><w:vanish w:val="0"/>')
    )
    assert lines(body, styles=styles) == ["看得见", "又现身"]


def test_links_fields_controls_and_smart_tags_are_read_through():
    body = (
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>见附件</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>一</w:t></w:r>"
        "</w:smartTag></w:p></w:sdtContent></w:sdt><w:p><w:r><w:instrText>PAGE</w:instrText></w:r>"
        '<w:fldSimple w:instr="DATE"><w:r><w:t>2026年</w:t></w:r></w:fldSimple></w:p>'
    )
    assert lines(body) == ["见附件一", "2026年"]


BOX = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
    ],
    ids=["drawn twice", "old drawing"],
)
def test_a_text_box_stands_once_at_the_end(drawing):
    document = read(word(f"<w:p><w:r><w:t>前</w:t>{drawing}<w:t>后</w:t></w:r></w:p>" + paragraph("第二段")))
    assert document.text == "前后\n第二段\n框内文字"
    assert [(note.span.of(document.text), note.kind) for note in document.notes] == [("框内文字", NoteKind.TEXT_BOX)]


def test_footnotes_stand_at_the_end_without_words_separator():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph("指常住人口。")}</w:footnote>'
    )
    document = read(word(paragraph("城镇化率提高。"), footnotes=notes))
    assert document.text == "城镇化率提高。\n指常住人口。"
    assert [note.kind for note in document.notes] == [NoteKind.FOOTNOTE]


def test_headers_are_left_out():
    assert lines(paragraph("正文。"), header=paragraph("内部资料")) == ["正文。"]


def cell(words, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc>"


def grid(document):
    return [[slot.span.of(document.text) for slot in row] for row in document.tables[0].grid]


def test_a_table_stands_in_its_place_with_merged_cells_in_every_position():
    rows = [
        cell(paragraph("任务"), '<w:gridSpan w:val="2"/>') + cell(paragraph("单位")),
        cell(paragraph("水利"), '<w:vMerge w:val="restart"/>') + cell(paragraph("修渠")) + cell(paragraph("临川镇")),
        cell(paragraph(), "<w:vMerge/>") + cell(paragraph("清淤")) + cell(paragraph("青溪乡")),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    document = read(word(paragraph("前。") + table + paragraph("后。")))
    assert document.text == "前。\n任务\t\t单位\n水利\t修渠\t临川镇\n\t清淤\t青溪乡\n后。"
    assert grid(document) == [["任务", "任务", "单位"], ["水利", "修渠", "临川镇"], ["水利", "清淤", "青溪乡"]]
    merged = document.tables[0].grid[2][0]
    assert (merged.row, merged.column, merged.rows, merged.columns) == (1, 0, 2, 1)


def test_breaks_in_a_cell_are_vertical_tabs_and_inner_tables_are_flattened():
    inner = "<w:tbl><w:tr>" + cell(paragraph("里")) + cell(paragraph("外")) + "</w:tr></w:tbl>"
    table = (
        "<w:tbl><w:tr>" + cell(paragraph("一") + paragraph("二") + inner) + cell(paragraph("三")) + "</w:tr></w:tbl>"
    )
    assert read(word(table)).text == "一\v二\v里 外\t三"


def test_serial_numbers_in_a_column_are_printed():
    row = "<w:tr>" + cell(numbered("", 1)) + cell(paragraph("修渠")) + "</w:tr>"
    assert lines(f"<w:tbl>{row}{row}</w:tbl>", numbering=numbering(level(0, "decimal", "%1"))) == ["1\t修渠", "2\t修渠"]


def test_deleted_rows_are_left_out():
    table = (
        "<w:tbl><w:tr>" + cell(paragraph("留")) + cell(paragraph("下")) + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        + cell(paragraph("删")) + cell(paragraph("去")) + "</w:tr></w:tbl>"
    )  # fmt: skip
    assert lines(table) == ["留\t下"]


def test_the_strict_variant_of_the_format_is_read():
    usual = f'<w:document xmlns:w="{W}"><w:body>{paragraph("抓好春耕。")}</w:body></w:document>'
    strict = usual.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    related = relations({"r1": ("officeDocument", "word/document.xml")})
    assert read(zipped({"_rels/.rels": related, "word/document.xml": strict})).text == "抓好春耕。"
