"""Make the Word file of the county plan from its text: numbered by Word, cells merged as offices do."""

import io
import re
from itertools import groupby

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table

# 一、 and below it （一）, counted by Word itself: the numbers stand in no paragraph's text.
NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
    <w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""
INSTANCE = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
PROPERTIES = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{{}}"/><w:numId w:val="90"/></w:numPr>'
NUMBER = re.compile(r"([一二三四五六七八九十]+、)|（[一二三四五六七八九十]+）")


def build(text: str) -> bytes:
    """A .docx of *text*: lines with tabs become tables, an empty lead cell goes on from the one above."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(INSTANCE))
    title, *lines = text.splitlines()
    document.add_paragraph(title, style="Title")
    for is_table, group in groupby(lines, key=lambda line: "\t" in line):
        if is_table:
            _add_table(document, [line.split("\t") for line in group])
            continue
        for line in group:
            _add_paragraph(document, line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _add_paragraph(document: docx.document.Document, line: str) -> None:
    number = NUMBER.match(line)
    paragraph = document.add_paragraph(line[number.end() :] if number else line)
    if number:
        paragraph._p.get_or_add_pPr().append(parse_xml(PROPERTIES.format(0 if number.group(1) else 1)))


def _add_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words:
                table.cell(row, column).text = words
    for row, cells in enumerate(rows):
        if not any(cells[1:]):
            table.cell(row, 0).merge(table.cell(row, len(cells) - 1))
    if "牵头单位" in rows[0]:
        _merge_leads(table, rows, rows[0].index("牵头单位"))


def _merge_leads(table: Table, rows: list[list[str]], column: int) -> None:
    first = 0
    for row, cells in enumerate(rows):
        if cells[column] or not any(cells[1:]):
            first = row
        else:
            # Merged by hand: python-docx would add the empty paragraphs of the lower cells to the upper one.
            for at, mark in ((first, "restart"), (row, "continue")):
                properties = table.cell(at, column)._tc.get_or_add_tcPr()
                for old in properties.findall(qn("w:vMerge")):
                    properties.remove(old)
                properties.append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{mark}"/>'))
