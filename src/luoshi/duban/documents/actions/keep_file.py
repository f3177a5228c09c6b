"""Keep a file that is not read: the paper that a change rests on, say; unchanged, under its SHA-256."""

from __future__ import annotations

from django.conf import settings

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.documents import storage
from luoshi.duban.documents.actions.take_in import too_large
from luoshi.duban.documents.extraction import read_bytes
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.documents.names import tidy_name
from luoshi.duban.documents.scanning import scan
from luoshi.duban.problems import Refused
from luoshi.errors import LuoshiError

#: What may be kept, by its first bytes, whatever it calls itself: PDF, JPEG, PNG, OOXML and OFD, DOC and WPS.
_BEGINNINGS = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def keep_file(content: bytes, name: str, *, actor: User | None, office: Office | None = None) -> SourceFile:
    """Keep *content* for an office, the person's own where none is named; the same file twice is one row.

    *actor* is empty for what came by a personal link.  Must run in the transaction of what it belongs to.  Raises
    :class:`LuoshiError` for a file that is empty, too large, of a kind that is not kept, marked secret, or that the
    virus scanner does not let pass.
    """
    office = office or (actor.office if actor is not None else None)
    if office is None:
        raise Refused("no-office", "您不属于任何督查机构，不能上传。", "You belong to no office, so you cannot upload.")
    name = tidy_name(name)
    _check(content, name)
    place, is_new = storage.keep(office.key, content)
    try:
        source, _made = SourceFile.objects.get_or_create(
            office=office,
            sha256=storage.digest(content),
            defaults={"name": name, "size": len(content), "stored": place, "taken_by": actor},
        )
    except BaseException:
        if is_new:
            storage.drop(place)
        raise
    return source


def _check(content: bytes, name: str) -> None:
    if not content:
        raise Refused("empty", f"“{name}”是空文件。", f"“{name}” is empty.")
    if len(content) > settings.MAX_UPLOAD:
        raise too_large(name)
    if not content.startswith(_BEGINNINGS):
        raise Refused(
            "kind",
            f"“{name}”的格式不能作为书面材料保存，请上传 PDF、图片、Word、Excel、WPS 或 OFD 文件。",
            f"“{name}” is of a kind that is not kept; upload a PDF, a picture, a Word, Excel, WPS or OFD file.",
        )
    scan(content, name)
    try:
        read_bytes(content, name)
    except LuoshiError as error:
        # Most papers are scans that no reader reads; only a secrecy mark that can be seen keeps one out.
        if error.code == "secret":
            raise
