"""Whatever bytes come in, a document comes out, or a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import cells, level, numbered, numbering, paragraph, word, workbook, zipped

from luoshi.errors import LuoshiError
from luoshi.gongwen.model import Document
from luoshi.gongwen.outline.facts import read_facts
from luoshi.gongwen.readers import read

WORD = {
    "word/document.xml": "document",
    "word/numbering.xml": "numbering",
}
SAMPLE_WORD = word(
    paragraph("青禾县工作方案")
    + numbered("抓好春耕。", 1)
    + "<w:tbl><w:tr><w:tc>"
    + paragraph("甲")
    + "</w:tc></w:tr></w:tbl>",
    numbering=numbering(level(0, "chineseCounting", "%1、")),
    styles='<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>',
)
SAMPLE_BOOK = workbook(("任务", cells(["序号", "任务"], [1, "修渠"], [0.5, "清淤"], merges=("A1:A2",), style=1)))


def outcome(data, name=""):
    try:
        document = read(data, name=name, limit=200_000)
    except LuoshiError:
        return
    assert isinstance(document, Document)
    for table in document.tables:
        for row in table.grid:
            assert len(row) == len(table.grid[0])
            for cell in row:
                assert table.span.covers(cell.span)
    for hint in document.hints:
        assert hint.span.of(document.text).strip() == hint.span.of(document.text) != ""
    read_facts(document.text, document.hints)


@given(st.binary(max_size=400), st.sampled_from(["", "a.txt", "a.md", "a.html", "a.docx"]))
def test_random_bytes(data, name):
    outcome(data, name)


@given(st.text(max_size=300), st.sampled_from(["", "a.txt", "a.md", "a.html"]))
def test_random_text(text, name):
    outcome(text.encode("utf-8", "replace"), name)


@given(st.text(alphabet="#|-:*_`<>/pbrtdhx甲乙 \t\n1.)[](){}&;=\"'", max_size=200), st.sampled_from(["a.md", "a.html"]))
def test_random_mark_up(text, name):
    outcome(text.encode(), name)


FLIPS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12)


@settings(max_examples=150)
@given(st.sampled_from([SAMPLE_WORD, SAMPLE_BOOK]), FLIPS)
def test_flipped_bytes_in_a_package(data, flips):
    broken = bytearray(data)
    for place, value in flips:
        broken[place % len(broken)] = value
    outcome(bytes(broken))


XML_PIECES = st.sampled_from(
    [
        paragraph("甲"),
        numbered("乙", 1, 3),
        numbered("丙", 9),
        "<w:p/>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="-1"/></w:numPr></w:pPr></w:p>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        "<w:sdt/>",
        "<mc:AlternateContent/>",
        "<w:p><w:r><w:sym/></w:r></w:p>",
        '<w:p><w:pPr><w:outlineLvl w:val="77"/></w:pPr></w:p>',
    ]
)


@settings(max_examples=150)
@given(st.lists(XML_PIECES, max_size=8))
def test_odd_word_mark_up(pieces):
    outcome(word("".join(pieces), numbering=numbering(level(0, "decimal", "%1.%9"), level(3, "nonsense", "%4%5"))))


ODD_CELLS = st.builds(
    '<c r="{}" t="{}" s="{}"><v>{}</v></c>'.format,
    st.sampled_from(["A1", "B2", "", "ZZZZ9", "A0", "a1", "XFD1048576"]),
    st.sampled_from(["s", "n", "b", "e", "str", "inlineStr", "d", "?"]),
    st.sampled_from(["0", "1", "-1", "999", "x"]),
    st.one_of(st.sampled_from(["", "x", "1e400", "-5", "NaN", "46203", "0.1"]), st.floats().map(str)),
)


@settings(max_examples=150)
@given(
    st.lists(ODD_CELLS, max_size=6), st.sampled_from(["yyyy", "0.00", "0%", ";;;", "[", '"', "h:mm", "0E+0", "#.#.#"])
)
def test_odd_cells(odd, code):
    styles = f"<numFmts><numFmt numFmtId='9' formatCode='{code}'/></numFmts><cellXfs><xf/><xf numFmtId='9'/></cellXfs>"
    rows = f'<sheetData><row r="1">{"".join(odd)}</row><row r="x">{"".join(odd)}</row></sheetData>'
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/><mergeCell/></mergeCells>'
    outcome(workbook(("表", rows + merges), styles=styles))


@given(st.dictionaries(st.sampled_from([*WORD, "_rels/.rels", "xl/workbook.xml"]), st.text(max_size=40), max_size=4))
def test_packages_of_odd_parts(parts):
    outcome(zipped({name: content.encode("utf-8", "replace") for name, content in parts.items()}))
