"""The font table of a Word file: each typeface with the names that may stand in for it."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from luoshi.layout.fonts import FACES, LATIN, Face
from luoshi.layout.word_xml import Element, element

_PART_NAME = PackURI("/word/fontTable.xml")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
_GB2312 = "86"  # the code of the Chinese character set, in hexadecimal
_ANSI = "00"


def name_fonts(document: Document) -> None:
    """Give *document* a font table of our typefaces, in place of the template's."""
    table = element("fonts", *(_font(face) for face in FACES))
    blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
    main = document.part
    for key, relation in list(main.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            del main.rels[key]
    main.relate_to(Part(_PART_NAME, _CONTENT_TYPE, blob, main.package), RELATIONSHIP_TYPE.FONT_TABLE)


def _font(face: Face) -> Element:
    charset = _ANSI if face is LATIN else _GB2312
    made = element("font", name=face.name)
    # altName is a list with commas (ECMA-376, 17.8.3.1).
    made.append(element("altName", val=",".join(face.fallbacks)))
    made.append(element("charset", val=charset))
    made.append(element("family", val=face.family))
    made.append(element("pitch", val="variable" if face is LATIN else "auto"))
    return made
