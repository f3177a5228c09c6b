"""What a list of documents shows beside each: two queries for a page, whatever its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from luoshi.duban.documents.models import Directive, Document, Statement
from luoshi.duban.documents.undecided import undecided_of


@dataclass(frozen=True, slots=True)
class Line:
    """A document in a list.  ``undecided`` is empty while nobody decomposes it."""

    document: Document
    statements: int
    directives: int
    undecided: int | None


def lines(documents: Sequence[Document]) -> list[Line]:
    """The documents with their counts, in the order given."""
    statements, directives = (_counts(model, documents) for model in (Statement, Directive))
    undecided = undecided_of(documents)
    return [Line(one, statements.get(one.pk, 0), directives.get(one.pk, 0), undecided.get(one.pk)) for one in documents]


def _counts(model: type[Statement] | type[Directive], documents: Sequence[Document]) -> dict[int, int]:
    rows = model._default_manager.filter(reading__document__in=[one.pk for one in documents], reading__is_current=True)
    counted = rows.order_by().values_list("reading__document").annotate(count=Count("pk"))
    return dict(counted)
