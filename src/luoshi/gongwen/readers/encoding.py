"""From bytes to text: UTF-8 and UTF-16 with their marks, UTF-8, else GB18030."""

from __future__ import annotations

import codecs

from luoshi.gongwen.lazy import compile_later
from luoshi.gongwen.readers.draft import Source
from luoshi.gongwen.readers.refusals import refuse

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = compile_later("[\x00-\x08\x0e-\x1f\x7f]")
_HAN = compile_later(r"[\u3400-\u9fff\ue000-\uf8ff]")
_SAMPLE = 100_000
# Only these are believed: Python knows codecs that are slow, or no encodings of text at all.
_DECLARABLE = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5", "big5-hkscs": "big5hkscs"} | dict.fromkeys(
    ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"), "gb18030"
)


def decode(source: Source, declared: str = "") -> str:
    """The text of *source*, without its byte order mark, otherwise exactly as encoded.

    *declared* is an encoding that the file itself names; it is tried first.  Raises the
    refusal ``not-text`` for what cannot be decoded or is full of control characters.
    """
    text = _decode(source.data, declared)
    if text is None and _is_cut(source.data):
        raise refuse("damaged", source.name, "末尾不完整", "its end is cut off")
    if text is None or _is_binary(text):
        raise refuse("not-text", source.name)
    return text


def _decode(data: bytes, declared: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    for encoding in dict.fromkeys((_DECLARABLE.get(declared.lower(), "utf-8"), "utf-8", "gb18030")):
        text = _strictly(data, encoding)
        if text is not None and (encoding != "gb18030" or _is_common(text)):
            return text
    return None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return str(data, encoding, "strict")
    except (UnicodeError, LookupError):
        return None


def _is_cut(data: bytes) -> bool:
    """Whether this is UTF-8 that ends in the middle of a character."""
    try:
        str(data, "utf-8", "strict")
    except UnicodeDecodeError as error:
        return len(data) - error.start < 4 < error.start and not _is_binary(str(data[: error.start], "utf-8"))
    return False


def _is_binary(text: str) -> bool:
    """Whether control characters show that this is no text; a stray one in a long text does not."""
    sample = text[:_SAMPLE]
    return "\0" in sample or len(_CONTROLS.findall(sample)) * 500 > len(sample)


def _is_common(text: str) -> bool:
    """Whether a text that was taken for GB18030 consists of characters in daily use.

    Nearly every run of high bytes decodes as GB18030, to rare characters.
    """
    han = "".join(_HAN.findall(text[:_SAMPLE]))
    return len(han.encode("gb2312", "ignore")) >= 2 * len(han) * 0.8
