"""What the values of an Excel workbook (.xlsx) do not show: formulas, which are never run, hidden rows, per cents."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORKBOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
#: The formats 0% and 0.00%, which every workbook has.
_PERCENT_FORMATS = frozenset({"9", "10"})
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet's values do not show: the references (``B3``) of formulas and of cells that show their value in per
    cent, the numbers (from 1) of hidden rows."""

    formulas: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    percents: frozenset[str] = frozenset()


def marks_of(content: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name; empty for what is no .xlsx."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        if _WORKBOOK not in names:
            return {}
        targets = _targets(package, names)
        styles = _percent_styles(_root(package.read(_STYLES))) if _STYLES in names else frozenset()
        book = _root(package.read(_WORKBOOK))
        found: dict[str, Marks] = {}
        for sheet in book.iter(_MAIN + "sheet", _STRICT + "sheet"):
            key = next((value for name in _IDS if (value := sheet.get(name))), "")
            part = targets.get(key, "")
            if part in names:
                found[sheet.get("name", "")] = _of(package, part, styles)
        return found


def _targets(package: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    part = "xl/_rels/workbook.xml.rels"
    if part not in names:
        return {}
    found: dict[str, str] = {}
    for row in _root(package.read(part)).iter(_RELATIONSHIP):
        target = row.get("Target", "")
        found[row.get("Id", "")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        )
    return found


def _root(raw: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(raw, parser)


def _percent_styles(styles: etree._Element) -> frozenset[str]:
    """The numbers of the cell styles whose format shows per cent."""
    formats = set(_PERCENT_FORMATS)
    for one in styles.iter(_MAIN + "numFmt", _STRICT + "numFmt"):
        if "%" in one.get("formatCode", ""):
            formats.add(one.get("numFmtId", ""))
    cells = next(styles.iter(_MAIN + "cellXfs", _STRICT + "cellXfs"), None)
    if cells is None:
        return frozenset()
    return frozenset(str(at) for at, one in enumerate(cells) if one.get("numFmtId", "") in formats)


def _of(package: zipfile.ZipFile, part: str, styles: frozenset[str]) -> Marks:
    cells: set[str] = set()
    hidden: set[int] = set()
    percents: set[str] = set()
    tags: tuple[str, ...] = (_MAIN + "f", _STRICT + "f", _MAIN + "row", _STRICT + "row")
    if styles:
        tags = (*tags, _MAIN + "c", _STRICT + "c")
    with package.open(part) as stream:
        for _event, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
            if str(element.tag).endswith("}row"):
                number = element.get("r", "")
                if element.get("hidden") in _TRUE and number.isascii() and number.isdigit():
                    hidden.add(int(number))
                element.clear(keep_tail=False)
                continue
            if str(element.tag).endswith("}c"):
                if element.get("s", "") in styles:
                    percents.add(element.get("r", ""))
                continue
            cell = element.getparent()
            reference = "" if cell is None else cell.get("r", "")
            if reference:
                cells.add(reference)
    return Marks(frozenset(cells), frozenset(hidden), frozenset(percents))
