"""Take in a file: check it, keep it unchanged, and queue its reading."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents import storage
from luoshi.duban.documents.extraction import read_bytes
from luoshi.duban.documents.models import Document, SourceFile
from luoshi.duban.documents.names import name_of_text, tidy_name
from luoshi.duban.documents.reading_job import queue_reading
from luoshi.duban.documents.scanning import scan
from luoshi.duban.problems import Refused
from luoshi.errors import LuoshiError


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came.  ``title`` is given by the person for a text that was pasted.

    ``declassified`` says that the file was declassified though it carries a mark, ``basis`` on what grounds.
    """

    name: str
    content: bytes
    content_type: str = ""
    title: str = ""
    declassified: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The document, and whether it is new: the same file twice is one document."""

    document: Document
    is_new: bool


def take_in(incoming: Incoming, *, actor: User) -> TakenIn:
    """Take in a file for the person's office.

    Raises :class:`LuoshiError` for one that cannot be used.  It is read before anything is written, so that
    nothing of a refused file stays, not even its name: a name can be secret, too.  The record notes that a file
    was refused, why, its size and SHA-256.
    """
    require(actor, Right.TAKE_IN_DOCUMENTS)
    office = actor.office
    if office is None:
        raise Refused("no-office", "您不属于任何督查机构，不能上传。", "You belong to no office, so you cannot upload.")
    try:
        name = tidy_name(incoming.name)
        _check(incoming, name)
    except LuoshiError as refusal:
        _record_refusal(incoming, refusal, office, actor)
        raise
    place, is_new_file = storage.keep(office.key, incoming.content)
    try:
        taken = _enter(incoming, name, place, office, actor)
    except BaseException:
        if is_new_file:
            storage.drop(place)
        raise
    # Somebody who sent the same file at the same time and failed may have dropped it just now.
    storage.keep(office.key, incoming.content)
    return taken


def take_in_text(text: str, *, title: str, declassified: bool, basis: str, actor: User) -> TakenIn:
    """Take in a text that was pasted; a browser sends its line breaks as CR LF, which it was not pasted with."""
    words = text.replace("\r\n", "\n")
    name = name_of_text(title, words)
    try:
        content = words.encode()
    except UnicodeEncodeError:
        raise Refused(
            "not-text", "粘贴的文字含有无法保存的字符。", "The text holds characters that cannot be stored."
        ) from None
    return take_in(Incoming(name, content, "text/plain", title.strip(), declassified, basis), actor=actor)


def _check(incoming: Incoming, name: str) -> None:
    if len(incoming.content) > settings.MAX_UPLOAD:
        raise too_large(name)
    if incoming.declassified and not incoming.basis.strip():
        raise Refused("no-basis", "声明已解密的，请写明解密依据。", "Say on what basis the file has been declassified.")
    scan(incoming.content, name)
    read_bytes(incoming.content, name, declassified=incoming.declassified)


def too_large(name: str) -> Refused:
    """The refusal of a file over the limit, which need not be read for it."""
    most = settings.MAX_UPLOAD / 1024 / 1024
    return Refused(
        "too-large",
        f"“{name}”超过上限：文件不得大于{most:g} MB。",
        f"“{name}” is too large: the limit is {most:g} MB.",
    )


@transaction.atomic
def _record_refusal(incoming: Incoming, refusal: LuoshiError, office: Office, actor: User) -> None:
    told = {"reason": refusal.code, "sha256": storage.digest(incoming.content), "size": len(incoming.content)}
    record("document.refused", office, office=office.key, actor=actor.actor, after=told)


@transaction.atomic
def _enter(incoming: Incoming, name: str, place: str, office: Office, actor: User) -> TakenIn:
    source, _ = SourceFile.objects.get_or_create(
        office=office,
        sha256=storage.digest(incoming.content),
        defaults={
            "name": name,
            "size": len(incoming.content),
            "content_type": incoming.content_type[:100],
            "stored": place,
            "taken_by": actor,
        },
    )
    known = source.documents.order_by("id").first()
    if known is not None:
        return TakenIn(known, is_new=False)
    document = Document(office=office, source=source, declassified=incoming.declassified, taken_by=actor)
    if incoming.title:
        document.title, document.corrected = incoming.title[:300], ["title"]
        document.facts_by, document.facts_at = actor, clock.now()
    document.save(force_insert=True)
    record(
        "document.taken-in",
        document,
        office=office.key,
        actor=actor.actor,
        after={"name": name, "sha256": source.sha256, "size": source.size, "declassified": incoming.declassified},
        reason=incoming.basis.strip() if incoming.declassified else "",
    )
    queue_reading(document)
    return TakenIn(document, is_new=True)
