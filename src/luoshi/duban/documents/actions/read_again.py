"""Read a document once more: after a failure, or with another date of issue."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.models import Document, DocumentState
from luoshi.duban.documents.reading_job import queue_reading

_AT_REST = (DocumentState.READY, DocumentState.FAILED)


@transaction.atomic
def read_again(document: Document, *, actor: User) -> bool:
    """Queue another reading; false where one is under way.  What was read before is kept, and plans keep theirs."""
    require(actor, Right.TAKE_IN_DOCUMENTS)
    rows = Document.objects.filter(pk=document.pk, state__in=_AT_REST).update(
        state=DocumentState.QUEUED, progress=0, problem=""
    )
    if not rows:
        return False
    record("document.read-again", document, office=document.office.key, actor=actor.actor)
    queue_reading(document)
    document.refresh_from_db()
    return True
