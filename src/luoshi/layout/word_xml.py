"""WordprocessingML elements, written straight: cell by cell through python-docx is quadratic."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from luoshi.layout.fonts import LATIN, Face

Element = etree._Element


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """The element ``w:tag`` with its attributes (each in the ``w`` name space) and children."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def fonts(face: Face) -> Element:
    """``w:rFonts`` for Chinese in *face* and Latin letters in the Latin one."""
    return element("rFonts", ascii=LATIN.name, hAnsi=LATIN.name, eastAsia=face.name, cs=LATIN.name, hint="eastAsia")


def set_fonts(properties: Element, face: Face) -> None:
    """Put *face* into run properties that exist, in place of what they name."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, fonts(face))


def run(text: str, face: Face, size: float, *, bold: bool = False) -> Element:
    """A run of *text* (already cleaned); ``\\n`` becomes a line break; *size* in points."""
    made = element("r", deepcopy(_run_properties(face, size, bold)))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


@cache
def _run_properties(face: Face, size: float, bold: bool) -> Element:
    """Copied for each run: a copy costs a fraction of building it anew."""
    properties = element("rPr", fonts(face))
    if bold:
        properties.append(element("b"))
    properties.append(element("sz", val=round(size * 2)))
    properties.append(element("szCs", val=round(size * 2)))
    return properties


def field(instruction: str, face: Face, size: float) -> list[Element]:
    """The runs of a field, such as ``PAGE``, that the word processor fills in."""
    parts = (
        element("fldChar", fldCharType="begin"),
        element("instrText"),
        element("fldChar", fldCharType="separate"),
        element("t"),
        element("fldChar", fldCharType="end"),
    )
    parts[1].text = f" {instruction} "
    parts[3].text = "1"
    runs = [run("", face, size) for _ in parts]
    for holder, part in zip(runs, parts, strict=True):
        holder.remove(holder[-1])
        holder.append(part)
    return runs
