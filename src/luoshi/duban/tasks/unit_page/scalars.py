"""Many counts in one question: each a column of the unit's own row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.duban.organisations.models import Unit


def counts(unit: Unit, wanted: Mapping[str, QuerySet[Any]]) -> Mapping[str, int]:
    """How many rows each of *wanted* has, by its name: one question to the database."""
    columns = {name: _number(rows) for name, rows in wanted.items()}
    found: Mapping[str, int] = Unit.objects.filter(pk=unit.pk).annotate(**columns).values(*columns).get()
    return found


def _number(rows: QuerySet[Any]) -> Coalesce:
    one = rows.order_by().annotate(one=F("pk") - F("pk")).values("one")
    return Coalesce(Subquery(one.annotate(rows=Count("pk")).values("rows"), output_field=IntegerField()), 0)
