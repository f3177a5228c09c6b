"""Who issued a document: the signature above the date, else the name that opens the title."""

from __future__ import annotations

import re

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Phrase
from luoshi.gongwen.outline.facts_lines import ORGANISATION_END, Head, phrase

_NAME = compile_later(
    rf"(?P<name>[\u4e00-\u9fff（）()、·\s　]{{0,60}}(?:{ORGANISATION_END}))"
    r"(?:\s?[（(][^（）()]{1,4}[）)])?(?:\s?&\w{1,6};)?"
)
_OPENS_TITLE = compile_later(
    rf"(?P<name>[\u4e00-\u9fff、·\s　（）()]{{1,60}}?(?:{ORGANISATION_END}))"
    r"(?:等[一二三四五六七八九十\d]{1,3}(?:个?部门|单位))?\s*(?:关于|印发|转发|批转|对)"
)
_LETTERHEAD = compile_later(rf"(?P<name>[\u4e00-\u9fff、\s　]{{1,40}}(?:{ORGANISATION_END}))\s*(?:文件|令|公告|通告)")
# A long name breaks into two lines; its second half cannot stand alone.
_HALF_NAME = compile_later(r"(?:领导小组|协调小组|工作小组|联席会议|指挥部|委员会|专班)")
_FIRST_HALF = compile_later(r"[\u4e00-\u9fff（）()、]{4,30}")
_MOST_SIGNERS = 20
_SIGNATURE_WINDOW = 400


def find_issuer(text: str, head: Head, title: Phrase | None, signed: int | None) -> Phrase | None:
    """The issuing organisations; *signed* is where the line of the signature's date begins."""
    if signed is not None:
        found = _signers(text, signed)
        if found is not None:
            return found
    if title is not None:
        opening = _OPENS_TITLE.match(title.text)
        if opening is not None:
            return phrase(text, title.span.start, title.span.start + opening.end("name"))
    for line in head.zone:
        letterhead = _LETTERHEAD.fullmatch(line.text)
        if letterhead is not None:
            return phrase(text, line.start, line.start + letterhead.end("name"))
    return None


def _signers(text: str, signed: int) -> Phrase | None:
    """The lines of names directly above the date at *signed*, or before it on the same line."""
    same = re.match(rf"[\u4e00-\u9fff（）()、]{{2,40}}?(?:{ORGANISATION_END})(?=\s)", text[signed : signed + 60])
    if same is not None:
        return phrase(text, signed, signed + same.end())
    window = max(0, signed - _SIGNATURE_WINDOW)
    rows = [row for row in re.finditer(r"[^\n\r\v\f]+", text[window:signed]) if row.group().strip()][-_MOST_SIGNERS:]
    start = end = None
    for row in reversed(rows):
        words = row.group().strip()
        found = _NAME.fullmatch(words)
        if found is None and not (start is not None and _HALF_NAME.match(text, start) and _FIRST_HALF.fullmatch(words)):
            break
        lead = len(row.group()) - len(row.group().lstrip())
        start = window + row.start() + lead
        end = start + found.end("name") if end is None and found is not None else end
    return phrase(text, start, end) if start is not None and end is not None else None
