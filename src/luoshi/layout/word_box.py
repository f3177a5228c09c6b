"""A text box at the foot of the text area (DrawingML), which Word, WPS and LibreOffice place alike."""

from __future__ import annotations

from lxml import etree

from luoshi.layout.word_xml import Element

_EMU_A_POINT = 12_700
_DRAWING = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
  <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="1"
      layoutInCell="1" allowOverlap="0">
    <wp:simplePos x="0" y="0"/>
    <wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
    <wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
    <wp:extent/>
    <wp:effectExtent l="0" t="0" r="0" b="0"/>
    <wp:wrapTopAndBottom/>
    <wp:docPr id="1" name="imprint"/>
    <wp:cNvGraphicFramePr/>
    <a:graphic>
      <a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
        <wps:wsp>
          <wps:cNvSpPr txBox="1"/>
          <wps:spPr>
            <a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
            <a:noFill/>
            <a:ln><a:noFill/></a:ln>
          </wps:spPr>
          <wps:txbx><w:txbxContent/></wps:txbx>
          <wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>
        </wps:wsp>
      </a:graphicData>
    </a:graphic>
  </wp:anchor>
</w:drawing>
"""


def text_box(
    paragraphs: list[Element], width: float, height: float, *, at: tuple[float, float] | None = None
) -> Element:
    """A run's drawing with *paragraphs* in it, *width* and *height* in points; lines of text keep above it.

    *at* is its upper left corner in points, from the left edge of the text area and from the upper one of the paragraph
    that holds it; then text does not make room for it.
    """
    drawing = etree.fromstring(_DRAWING, etree.XMLParser(remove_blank_text=True))
    for node in drawing.iter("{*}extent", "{*}ext"):
        node.set("cx", str(round(width * _EMU_A_POINT)))
        node.set("cy", str(round(height * _EMU_A_POINT)))
    next(drawing.iter("{*}txbxContent")).extend(paragraphs)
    if at is not None:
        _put_at(drawing, at)
    return drawing


def _put_at(drawing: Element, at: tuple[float, float]) -> None:
    for side, origin, points in zip("HV", ("margin", "paragraph"), at, strict=True):
        position = next(drawing.iter(f"{{*}}position{side}"))
        position.set("relativeFrom", origin)
        align = position[0]
        align.tag = str(align.tag).replace("align", "posOffset")
        align.text = str(round(points * _EMU_A_POINT))
    wrap = next(drawing.iter("{*}wrapTopAndBottom"))
    wrap.tag = str(wrap.tag).replace("wrapTopAndBottom", "wrapNone")
    next(drawing.iter("{*}docPr")).set("name", "rule")
