"""Queue the reading of a document."""

from __future__ import annotations

from datetime import timedelta

from luoshi.duban import clock
from luoshi.duban.documents.models import Document
from luoshi.duban.jobs.models import Job
from luoshi.duban.jobs.queue import enqueue, waiting

READ = "documents.read"
#: A worker looks into the queue five times a second; after this nobody may be looking.
_LONG = timedelta(seconds=15)


def queue_reading(document: Document) -> Job:
    """Queue it in the caller's transaction; a document is queued once at a time."""
    return enqueue(READ, key=_key(document), document=document.pk)


def is_waiting_long(document: Document) -> bool:
    """Whether its reading has been due for longer than a running worker lets a job wait."""
    job = waiting(_key(document))
    return job is not None and clock.now() - job.run_at > _LONG


def _key(document: Document) -> str:
    return f"{READ} {document.pk}"
