"""The rows that belong to a row, gathered into one value of it by the database: no query of their own, few objects."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, QuerySet, Subquery


class _Exact(json.JSONDecoder):
    """Figures keep every decimal."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- the decoder's own
        super().__init__(parse_float=Decimal, **options)


class Gathered(Subquery):
    """The rows of a subquery as a list of objects with these *names*, in the order of the subquery."""

    def __init__(self, rows: QuerySet[Any], names: Sequence[str]) -> None:
        super().__init__(rows.values(*names), output_field=JSONField(decoder=_Exact))
        self.names = tuple(names)

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 -- Django's types
        """SQLite is told each name."""
        pairs = ", ".join(f"'{name}', found.\"{name}\"" for name in self.names)
        template = f"(SELECT json_group_array(json_object({pairs})) FROM (%(subquery)s) found)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:  # noqa: ANN401 -- Django's types
        """PostgreSQL takes a row as it is."""
        template = "(SELECT coalesce(jsonb_agg(to_jsonb(found)), '[]') FROM (%(subquery)s) found)"
        return self.as_sql(compiler, connection, template=template)
