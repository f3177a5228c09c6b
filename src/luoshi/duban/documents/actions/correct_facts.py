"""Correct what the reader took for a document's title, number, issuer or date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.actions.store_reading import FACTS, facts_as_json
from luoshi.duban.documents.models import Document
from luoshi.duban.problems import ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class Correction:
    """The facts as a person wants them."""

    title: str
    number: str
    issuer: str
    issued_on: date | None


@transaction.atomic
def correct_facts(document: Document, correction: Correction, *, version: int, actor: User) -> Document:
    """Set the facts over *version* of the document; raises :class:`ChangedMeanwhile` where that is stale.

    What a person changed is never taken over from the text again.
    """
    require(actor, Right.TAKE_IN_DOCUMENTS)
    current = Document.objects.select_for_update().get(pk=document.pk)
    if current.version != version:
        raise ChangedMeanwhile(str(document))
    before = facts_as_json(current)
    changed = [name for name in FACTS if getattr(current, name) != getattr(correction, name)]
    if not changed:
        return document
    for name in changed:
        setattr(current, name, getattr(correction, name))
    current.corrected = sorted({*current.corrected, *changed})
    current.facts_by, current.facts_at = actor, clock.now()
    current.version += 1
    current.save(update_fields=(*FACTS, "corrected", "facts_by", "facts_at", "version"))
    record(
        "document.facts-corrected",
        current,
        office=current.office.key,
        actor=actor.actor,
        before=before,
        after=facts_as_json(current),
    )
    document.refresh_from_db()
    return document
