"""Small office files made of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Raw(str):
    """A number as it is stored in a cell."""

    __slots__ = ()


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return memory.getvalue()


def relations(rows: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, (kind, target) in rows.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def paragraph(words: str = "", properties: str = "", run: str = "") -> str:
    inner = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(words: str, num: int, level: int = 0) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(index: int, style: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def word(body: str, **parts: str) -> bytes:
    """A .docx; *parts* are the inner XML of styles, numbering, footnotes, header."""
    tags = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}
    names = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({f"r{kind}": (kind, f"{kind}.xml") for kind in parts}),
    }
    for kind, inner in parts.items():
        made[f"word/{kind}.xml"] = f"<w:{tags[kind]} {names}>{inner}</w:{tags[kind]}>"
    return zipped(made)


def workbook(
    *sheets: tuple[str, str],
    styles: str = "",
    states: dict[str, str] | None = None,
    shared: str = "",
    settings: str = "",
) -> bytes:
    """An .xlsx; each sheet is its name and the XML inside its root element."""
    rows = "".join(
        f'<sheet name="{name}" sheetId="{place}" state="{(states or {}).get(name, "visible")}" r:id="s{place}"/>'
        for place, (name, _) in enumerate(sheets, 1)
    )
    related = {f"s{place}": ("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(sheets) + 1)}
    made: dict[str, str | bytes] = {
        "_rels/.rels": relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{settings}<sheets>{rows}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            related | {"st": ("styles", "styles.xml"), "sh": ("sharedStrings", "sharedStrings.xml")}
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">{shared}</sst>',
    }
    for place, (_, inner) in enumerate(sheets, 1):
        made[f"xl/worksheets/sheet{place}.xml"] = f'<worksheet xmlns="{S}">{inner}</worksheet>'
    return zipped(made)


def cells(*rows: list[str | float | None], merges: tuple[str, ...] = (), style: int = 0) -> str:
    inner = ""
    for number, row in enumerate(rows, 1):
        inner += f'<row r="{number}">'
        for column, value in enumerate(row):
            place = f"{chr(ord('A') + column)}{number}"
            if isinstance(value, str) and not isinstance(value, Raw):
                inner += f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            elif value is not None:
                inner += f'<c r="{place}" s="{style}"><v>{value}</v></c>'
        inner += "</row>"
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return f"<sheetData>{inner}</sheetData><mergeCells>{merged}</mergeCells>"
