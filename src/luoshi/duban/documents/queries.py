"""The one door to documents: what a person may see, and what stands in them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.models import Document, Reading
from luoshi.duban.organisations.models import Unit


def visible_to(user: User) -> QuerySet[Document]:
    """The documents of the person's office, where their role may see documents."""
    if user.office_id is None or not may(user, Right.SEE_DOCUMENTS):
        return Document.objects.none()
    return Document.objects.filter(office=user.office_id)


def document_for(user: User, pk: int) -> Document:
    """The document, or 404: never a hint that it exists."""
    return get_object_or_404(visible_to(user).select_related("source", "office", "taken_by"), pk=pk)


def current_reading(document: Document) -> Reading | None:
    """What was read last."""
    return document.readings.filter(is_current=True).first()


def units_named(reading: Reading) -> dict[str, Unit]:
    """The units that the reading's directives name, by their official names."""
    found = [directive.found for directive in reading.directives.all()]
    names = {party.unit for one in found for party in (*one.responsible, *one.supporting) if party.unit}
    units = Unit.objects.filter(office=reading.document.office_id, name__in=names, ends__isnull=True)
    return {unit.name: unit for unit in units}
