"""The background work on documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from luoshi.duban.audit.recording import SYSTEM, coming_from, record
from luoshi.duban.documents import storage
from luoshi.duban.documents.actions.store_reading import extract_reading
from luoshi.duban.documents.models import Document, DocumentState
from luoshi.duban.documents.reading_job import READ
from luoshi.duban.jobs.registry import job
from luoshi.errors import LuoshiError


def reading_failed(arguments: Mapping[str, Any], problem: LuoshiError) -> None:
    """Show on the document why it could not be read; the file stays, and reading can be run again."""
    document = Document.objects.select_related("office").filter(pk=arguments["document"]).first()
    if document is None:
        return
    Document.objects.filter(pk=document.pk).update(
        state=DocumentState.FAILED, progress=0, problem=f"{problem.chinese}\n{problem.english}"
    )
    with coming_from("job"):
        record(
            "document.reading-failed",
            document,
            office=document.office.key,
            actor=SYSTEM,
            after={"reason": problem.code},
        )


@job(READ, on_failure=reading_failed)
def read_document(document: int) -> None:
    """Read a document's file and store what was found."""
    found = Document.objects.select_related("office", "source").filter(pk=document).first()
    if found is None:
        return
    _show(found, 10)
    content = storage.content_of(found.source)
    with coming_from("job"):
        extract_reading(found, content, progress=lambda per_cent: _show(found, per_cent))


@transaction.atomic
def _show(document: Document, per_cent: int) -> None:
    Document.objects.filter(pk=document.pk).update(state=DocumentState.READING, progress=per_cent, problem="")
