"""Tables of plain text from a file that came back: .xlsx, .docx and .xls.  Formulas are text, macros are ignored."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError

from luoshi.duban.problems import Refused
from luoshi.duban.tasks.circulation.returned import excel, legacy_excel, word
from luoshi.duban.tasks.circulation.returned.sheet import Contents

#: The largest file that is taken, and what it may unpack to, in bytes.
LARGEST = 8 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What the readers raise over damaged files.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    InvalidFileException,
    CalamineError,
    SyntaxError,  # of XML, in the standard library
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
)


def read_tables(name: str, content: bytes) -> Contents:
    """What the file holds; its kind is told by its content.  :class:`Refused` says why one cannot be read."""
    if not content:
        raise _refused(name, "empty", "是空文件。", "is empty.")
    if len(content) > LARGEST:
        size = LARGEST // (1024 * 1024)
        raise _refused(
            name, "too-large", f"超过{size}兆，请只保留表格。", f"is larger than {size} MB; keep the table only."
        )
    if content.startswith(_OLE):
        return _read_ole(name, content)
    if content.startswith(b"PK"):
        return _read_package(name, content)
    if content.startswith(b"%PDF"):
        raise _refused(
            name,
            "is-pdf",
            "是 PDF，无法按编号对应；请让单位发回 Excel 或 Word，或在“代录意见”中录入。",
            "is a PDF, whose rows cannot be matched; ask for the Excel or Word file, or type the answer in.",
        )
    raise _refused(
        name,
        "other-kind",
        "不是 Excel（.xlsx、.xls）或 Word（.docx）文件。",
        "is neither an Excel (.xlsx, .xls) nor a Word (.docx) file.",
    )


def _read_package(name: str, content: bytes) -> Contents:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(one.file_size for one in package.infolist())
            names = set(package.namelist())
    except _DAMAGED:
        raise _damaged(name) from None
    if unpacked > LARGEST_UNPACKED:
        raise _refused(
            name, "bomb", "展开后过大，没有读取。", "unpacks to far more than a table needs and was not read."
        )
    if "word/document.xml" in names:
        read = word.read
    elif any(one.startswith("xl/") for one in names):
        read = excel.read
    else:
        raise _refused(
            name,
            "other-package",
            "是压缩包或其他文件，请直接拖入其中的 Excel 或 Word 文件。",
            "is an archive or another kind of file; drop the Excel or Word files themselves.",
        )
    try:
        return read(content)
    except _DAMAGED:
        raise _damaged(name) from None


def _read_ole(name: str, content: bytes) -> Contents:
    try:
        return legacy_excel.read(content)
    except _DAMAGED:
        raise _refused(
            name,
            "old-or-locked",
            "是旧版 Word（.doc）、WPS 文件或带密码的文件，请另存为不带密码的 .docx 或 .xlsx 后再拖入。",
            "is an old Word (.doc) or WPS file, or has a password; save it as .docx or .xlsx without one.",
        ) from None


def _damaged(name: str) -> Refused:
    return _refused(
        name, "damaged", "已损坏或带有密码，无法打开。", "is damaged or has a password and cannot be opened."
    )


def _refused(name: str, code: str, chinese: str, english: str) -> Refused:
    return Refused(code, f"“{name}”{chinese}", f"“{name}” {english}")
