"""Store what a reading of a document found."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.audit.recording import SYSTEM, Actor, record
from luoshi.duban.documents.extraction import Extract, Facts, extract_rows, facts_of, read_bytes, register_of
from luoshi.duban.documents.models import Directive, Document, DocumentState, Reading, Statement

FACTS = ("title", "number", "issuer", "issued_on")


def extract_reading(
    document: Document, content: bytes, *, actor: Actor = SYSTEM, progress: Callable[[int], None] | None = None
) -> Reading:
    """Read *content*, the bytes of *document*, and store what was found as its current reading.

    Relative limits count from the date that a person gave, else from the one that the document carries.
    *progress* is told in per cent how far it has come.
    Raises :class:`~luoshi.errors.LuoshiError` for a file that cannot be used.
    """
    found = read_bytes(content, document.source.name, declassified=document.declassified)
    issued_on = document.issued_on if "issued_on" in document.corrected else facts_of(found).issued_on
    tell = progress or _tell_nobody
    tell(30)
    rows = extract_rows(found, issued_on=issued_on, units=register_of(document.office, clock.today()))
    tell(70)
    return store_reading(document, rows, actor=actor)


def _tell_nobody(_per_cent: int) -> None:
    """Nobody asked."""


@transaction.atomic
def store_reading(document: Document, found: Extract, *, actor: Actor = SYSTEM) -> Reading:
    """Keep *found* as the current reading of *document*; what was read before stays, and plans keep theirs.

    Nothing new is stored where the current reading says the same already, as after a job that was delivered twice.
    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    reading = _same(locked, found)
    if reading is None:
        locked.readings.filter(is_current=True).update(is_current=False)
        reading = _save(locked, found)
    before = _adopt(locked, found.facts)
    locked.state, locked.progress, locked.problem = DocumentState.READY, 100, ""
    if facts_as_json(locked) != before:
        locked.version += 1
    locked.save(update_fields=("state", "progress", "problem", "version", *FACTS))
    record(
        "document.read",
        locked,
        office=locked.office.key,
        actor=actor,
        before=before,
        after={
            **facts_as_json(locked),
            "reading": reading.pk,
            "reader": reading.reader,
            "engine": reading.engine,
            "statements": len(found.statements),
            "directives": len(found.directives),
        },
    )
    document.refresh_from_db()
    return reading


def facts_as_json(document: Document) -> dict[str, str | None]:
    """The facts as the record keeps them."""
    day = document.issued_on
    return {
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "issued_on": day.isoformat() if day else None,
    }


def _adopt(document: Document, facts: Facts) -> dict[str, str | None]:
    """Take over the facts that no person corrected; returns those of before."""
    before = facts_as_json(document)
    for name in FACTS:
        if name not in document.corrected:
            setattr(document, name, getattr(facts, name))
    return before


def _same(document: Document, found: Extract) -> Reading | None:
    """The current reading, where it holds what *found* holds."""
    reading = document.readings.filter(is_current=True).first()
    if reading is None or (reading.reader, reading.engine, reading.issued_on) != (
        found.reader,
        found.engine,
        found.issued_on,
    ):
        return None
    kept = list(reading.directives.values_list("index", "title", "content"))
    return reading if kept == [(one.index, one.title, one.content) for one in found.directives] else None


def _save(document: Document, found: Extract) -> Reading:
    reading = Reading.objects.create(
        document=document,
        reader=found.reader,
        engine=found.engine,
        text=found.text,
        issued_on=found.issued_on,
        outline=found.outline,
    )
    for statement in found.statements:
        statement.reading = reading
    for directive in found.directives:
        directive.reading = reading
    Statement.objects.bulk_create(found.statements, batch_size=500)
    Directive.objects.bulk_create(found.directives, batch_size=200)
    return reading
