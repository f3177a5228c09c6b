"""Secrecy marks in the head of a document (GB/T 9704-2012, 7.2.2).

A mark is a level, 绝密, 机密 or 秘密, in the head, often with a star and a term
(``机密★1年``).  A text that speaks of secrets, and 内部资料, are not marked.
"""

from __future__ import annotations

import re

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.model import Phrase, Span

_HEAD_LINES = 15
_HEAD_LENGTH = 2_000
_LONGEST_LINE = 60  # a longer line is running text
_GAP = r"\s{0,8}"
_LEVEL = rf"(?:绝{_GAP}密|[机機]{_GAP}密|秘{_GAP}密)"
_TERM = rf"(?:[0-9０-９一二三四五六七八九十]{{1,3}}{_GAP}(?:年|个{_GAP}月)|长{_GAP}期|永{_GAP}久)"
_STAR = r"[★☆＊*⭐]"
_URGENCY = rf"(?:特{_GAP}急|加{_GAP}急|平{_GAP}急|特{_GAP}提)"

_LINE = compile_later(r"[^\r\n\v\f]+")
_ALONE = compile_later(
    rf"{_GAP}(?:份{_GAP}号{_GAP}[:：]?{_GAP})?(?:No\.?|№)?[0-9０-９]{{0,8}}{_GAP}{_URGENCY}?{_GAP}[【（(\[]?{_GAP}"
    rf"(?P<mark>{_LEVEL}级?(?:{_GAP}{_STAR})?(?:{_GAP}{_TERM})?)"
    rf"{_GAP}[】）)\]]?{_GAP}{_URGENCY}?{_GAP}"
)
_INSIDE = compile_later(
    rf"(?P<star>{_LEVEL}级?{_GAP}{_STAR}(?:{_GAP}{_TERM})?)|"
    rf"密{_GAP}级{_GAP}[:：]?{_GAP}(?P<level>{_LEVEL}级?(?:{_GAP}{_STAR})?(?:{_GAP}{_TERM})?)(?![\u4e00-\u9fff])"
)


def secrecy_mark(text: str) -> Phrase | None:
    """The secrecy mark in the head of *text*, or ``None``.

    The head is what stands before the first sentence, fifteen lines at most.
    """
    lines = 0
    for line in _LINE.finditer(text[:_HEAD_LENGTH]):
        words = line.group().strip()
        if not words:
            continue
        lines += 1
        if lines > _HEAD_LINES:
            break
        mark = _in_line(text, line.start(), line.end())
        if mark is not None:
            return mark
        if words[-1] in "。！？；" or (len(words) > _LONGEST_LINE and "\t" not in words and "。" in words):
            break
    return None


def _in_line(text: str, start: int, end: int) -> Phrase | None:
    if text.find("密", start, end) < 0:
        return None
    whole = _ALONE.fullmatch(text, start, end)
    if whole is not None:
        return _phrase(text, whole.start("mark"), whole.end("mark"))
    if end - start <= _LONGEST_LINE or "\t" in text[start:end]:
        inside = _INSIDE.search(text, start, end)
        if inside is not None:
            group = "star" if inside.group("star") else "level"
            return _phrase(text, inside.start(group), inside.end(group))
    for cell in re.finditer(r"[^\t]+", text[start:end]):
        alone = _ALONE.fullmatch(text, start + cell.start(), start + cell.end())
        if alone is not None:
            return _phrase(text, alone.start("mark"), alone.end("mark"))
    return None


def _phrase(text: str, start: int, end: int) -> Phrase:
    return Phrase(Span(start, end), text[start:end])
