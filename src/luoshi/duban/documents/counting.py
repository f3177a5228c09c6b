"""What a list of documents shows beside each: two queries for a page, whatever its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.duban.documents.models import Directive, Document, Reading, Statement
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
    counts = {
        document: (statements, directives)
        for document, statements, directives in _counted(documents).values_list(
            "document_id", "statement_count", "directive_count"
        )
    }
    undecided = undecided_of(documents)
    return [Line(one, *counts.get(one.pk, (0, 0)), undecided.get(one.pk)) for one in documents]


def _counted(documents: Sequence[Document]) -> QuerySet[Reading, Reading]:
    def count(model: type[Statement] | type[Directive]) -> Coalesce:
        rows = model.objects.filter(reading=OuterRef("pk")).order_by().values("reading")
        return Coalesce(Subquery(rows.annotate(count=Count("pk")).values("count")), 0)

    readings = Reading.objects.filter(document__in=[one.pk for one in documents], is_current=True)
    return readings.annotate(statement_count=count(Statement), directive_count=count(Directive))
