"""Tell a file's format by its content; the extension only settles what content leaves open."""

from __future__ import annotations

import importlib
import io
import re
import zlib

from luoshi.gongwen.readers.draft import Source
from luoshi.gongwen.readers.refusals import refuse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_MOST_PARTS = 10_000
_FOREIGN = (
    (b"%PDF-", "PDF 文件", "a PDF file"),
    (b"{\\rtf", "RTF 文件", "an RTF file"),
    (b"Rar!\x1a", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive"),
    (b"MIME-Version:", "网页存档或邮件", "a web archive or a mail"),
)
_FOREIGN_PARTS = (
    ("ppt/presentation.xml", "演示文稿", "a presentation"),
    ("OFD.xml", "OFD 版式文件", "an OFD file"),
    ("xl/workbook.bin", "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
    ("content.xml", "OpenDocument 文件", "an OpenDocument file"),
)
_TAG = re.compile(
    rb"\s{0,64}(?:<\?xml[^>]{0,200}>\s{0,64})?(?:<!--.{0,2000}?-->\s{0,64})?"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|div|p|table|h[1-6]|span|section|article|center)[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(rb"^#{1,6} +\S", re.MULTILINE)
_RULE = re.compile(rb"^\|?(?: *:?-{3,}:? *\|)+", re.MULTILINE)
_HEAD = 65_536


def refuse_foreign(source: Source) -> None:
    """Raise the refusal for files that are known to be of no use: programs, archives, PDF…"""
    data, name = source.data, source.name
    if data.startswith(_OLE):
        raise refuse("password" if _ENCRYPTED in data else "old-format", name)
    if data.startswith(_PICTURES) or (data.startswith(_PROGRAMS) and b"\0" in data[:1024]):
        raise refuse("not-text", name)
    for magic, chinese, english in _FOREIGN:
        if data.startswith(magic) or (magic == b"%PDF-" and magic in data[:64]):
            raise refuse("unsupported", name, chinese, english)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        parts = part_names(source)
        if not (is_word(source) or is_sheet(source)):
            known = (row[1:] for row in _FOREIGN_PARTS if row[0] in parts)
            chinese, english = next(known, ("压缩包", "an archive"))
            raise refuse("unsupported", name, chinese, english)


def part_names(source: Source) -> frozenset[str]:
    """The names of the parts of a zip package; refuses broken and overfull ones."""
    # Loaded for packages only: it takes longer than to read a short text.
    zipfile = importlib.import_module("zipfile")
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, UnicodeError):
        raise refuse("damaged", source.name, "压缩结构不完整", "its zip structure is broken") from None
    if len(names) > _MOST_PARTS:
        raise refuse("bomb", source.name, "部件过多", "too many parts")
    return frozenset(names)


def is_word(source: Source) -> bool:
    """Whether it is a Word package."""
    return _is_zip(source) and any(name.startswith("word/document") for name in part_names(source))


def is_sheet(source: Source) -> bool:
    """Whether it is an Excel package."""
    return _is_zip(source) and "xl/workbook.xml" in part_names(source)


def is_web(source: Source) -> bool:
    """Whether its text begins like a web page, or it is called one and holds tags."""
    head = _head(source)
    if _TAG.match(head):
        return True
    named = source.name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    return named and re.search(rb"<[a-zA-Z]+[\s>/]", head) is not None


def is_markdown(source: Source) -> bool:
    """Whether it is called Markdown; a text without any extension needs plain signs of it."""
    name = source.name.lower()
    if name.endswith((".md", ".markdown")):
        return True
    head = _head(source)
    return "." not in name and (len(_HEADING.findall(head)) >= 2 or _RULE.search(head) is not None)


def _is_zip(source: Source) -> bool:
    return source.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _head(source: Source) -> bytes:
    """The first bytes; in UTF-16 those of ASCII characters, for the signs are all ASCII."""
    head = source.data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head
