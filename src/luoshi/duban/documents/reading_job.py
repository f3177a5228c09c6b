"""Queue the reading of a document."""

from __future__ import annotations

from luoshi.duban.documents.models import Document
from luoshi.duban.jobs.models import Job
from luoshi.duban.jobs.queue import enqueue

READ = "documents.read"


def queue_reading(document: Document) -> Job:
    """Queue it in the caller's transaction; a document is queued once at a time."""
    return enqueue(READ, key=f"{READ} {document.pk}", document=document.pk)
