"""Whether the first page still shows body text, as it must (GB/T 9704-2012, 7.3.2 and 7.3.3)."""

from __future__ import annotations

from math import ceil

from luoshi.layout.official import OfficialDocument, mark_size
from luoshi.layout.page import CHARACTERS, LINE_PITCH, OFFICIAL, TITLE_PITCH, points
from luoshi.layout.titles import room_for, title_lines, width

#: From the text area's upper edge to the issuer's mark, in millimetres (7.2.4).
MARK_BELOW = 35.0
#: From the number to the rule, in millimetres (7.2.7).
RULE_BELOW = 4.0

_HEAD_LINES = 3  # two empty ones and the number
_TITLE_LINES = 4  # two empty ones before, one behind, and what the title's larger lines leave


def addressee_in_imprint(document: OfficialDocument) -> bool:
    """Whether so many are addressed that their names move to the imprint, or the first page had no body text."""
    if not document.printed_by:
        return False
    title = title_lines(document.title, room_for(OFFICIAL.text_width))
    head = points(MARK_BELOW + RULE_BELOW) + mark_size(document.issuer_mark) + TITLE_PITCH * len(title)
    lines = int((points(OFFICIAL.text_height) - head) / LINE_PITCH) - _HEAD_LINES - _TITLE_LINES
    return ceil(width(document.addressee_line) / CHARACTERS) >= lines
