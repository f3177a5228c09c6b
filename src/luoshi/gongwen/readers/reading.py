"""From a file to a :class:`Document`: find the format, read it, refuse what cannot be used."""

from __future__ import annotations

import hashlib
import importlib
import os
import stat
from pathlib import Path

from luoshi.gongwen.model import Document
from luoshi.gongwen.readers.draft import Draft, Source
from luoshi.gongwen.readers.language import is_chinese
from luoshi.gongwen.readers.refusals import refuse
from luoshi.gongwen.readers.registry import Format, find_format
from luoshi.gongwen.secrecy import secrecy_mark

DEFAULT_LIMIT = 20_000_000
_LARGEST_TEXT_FLOOR = 16_000_000  # bytes; mark-up may be far longer than the text it holds
_LARGEST_PACKAGE = 256_000_000  # bytes; pictures may fill an office file


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str = "",
    declassified: bool = False,
    limit: int = DEFAULT_LIMIT,
) -> Document:
    """Read a file (a path, or its bytes) as a document.

    *name* overrides the file's name; *limit* is the most characters of text that are
    accepted.  A file whose head carries a secrecy mark is refused unless *declassified*
    is set, which the document then records.  Raises :class:`luoshi.errors.LuoshiError`
    for everything that cannot be used; its codes are those of
    :mod:`luoshi.gongwen.readers.refusals`.
    """
    if isinstance(source, bytes):
        _check_size(len(source), source[:2], name, limit)
        given = Source(source, name, limit)
    else:
        shown = name or os.path.basename(os.fspath(source)) or os.fspath(source)  # noqa: PTH119
        given = Source(_load(source, shown, limit), shown, limit)
    found = find_format(given)
    draft = _build(found, given)
    text = draft.text
    marked = _check_secrecy(draft, text, given.name, declassified)
    if not text.replace("\ufeff", "").strip():
        raise refuse("empty", given.name)
    if not is_chinese(text):
        raise refuse("not-chinese", given.name)
    return Document(
        text=text,
        name=given.name,
        format=found.name,
        reader=f"{found.name}/{found.version}",
        sha256=hashlib.sha256(given.data).hexdigest(),
        tables=tuple(draft.tables),
        hints=tuple(draft.hints),
        notes=tuple(draft.notes),
        declassified=marked,
    )


def _build(found: Format, given: Source) -> Draft:
    module = importlib.import_module(found.module)
    try:
        draft: Draft = module.build(given)
    except RecursionError:
        raise refuse("bomb", given.name, "嵌套过深", "nested too deeply") from None
    return draft


def _check_secrecy(draft: Draft, text: str, name: str, declassified: bool) -> bool:
    """Whether a mark was found and waived; raises for one that was not waived."""
    for words in (text, *draft.marks):
        mark = secrecy_mark(words)
        if mark is not None:
            if declassified:
                return True
            raise refuse("secret", name, mark.text)
    return False


def _load(source: str | os.PathLike[str], name: str, limit: int) -> bytes:
    try:
        path = Path(source)
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise refuse("directory", name)
        if not stat.S_ISREG(mode.st_mode):
            raise refuse("unreadable", name, "不是普通文件", "it is not a regular file")
        with path.open("rb") as file:
            start = file.read(2)
            _check_size(mode.st_size, start, name, limit)
            # One byte over the bound shows a file that grew after it was measured.
            data = start + file.read(max(mode.st_size, _largest(start, limit)) + 1)
    except PermissionError:
        raise refuse("unreadable", name, "没有读取权限", "no permission") from None
    except (OSError, ValueError) as error:
        raise _io_refusal(error, name) from None
    _check_size(len(data), start, name, limit)
    return data


def _io_refusal(error: OSError | ValueError, name: str) -> Exception:
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return refuse("missing", name)
    reason = error.strerror or type(error).__name__
    return refuse("unreadable", name, f"系统报错（{reason}）", reason)


def _largest(start: bytes, limit: int) -> int:
    return _LARGEST_PACKAGE if start == b"PK" else max(4 * limit, _LARGEST_TEXT_FLOOR)


def _check_size(size: int, start: bytes, name: str, limit: int) -> None:
    # A code point takes at most four bytes in every encoding that is read.
    if size > _largest(start, limit):
        raise refuse("too-large", name, limit=limit)
