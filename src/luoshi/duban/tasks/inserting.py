"""Many rows at once, at a quarter of what Django's ``bulk_create`` costs.

Most columns hold words, numbers and keys, which need no preparing; Django asks each of them through six calls all the
same.  When a report's 400 proposals are accepted, 37,000 values are written: that was most of the wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, router

#: Fields whose values are already what the database takes.  A choice is a string of a class of its own.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)
_TAKEN = (str, int, bool, type(None))
#: Values in one statement, below what SQLite and PostgreSQL bear.
_MOST = 30_000
Row = TypeVar("Row", bound=models.Model)


def insert(model: type[Row], rows: Iterable[Row]) -> list[Row]:
    """Insert *rows*, all of which have keys or none, and give them with their keys.

    As with ``bulk_create``, ``save`` is not called and no signal is sent.  Raises what the database raises.
    """
    found = list(rows)
    if not found:
        return found
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if found[0].pk is not None or not field.primary_key]
    read = [_reader(field, connection) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    placeholders = f"({', '.join(['%s'] * len(fields))})"
    key = quote(str(model._meta.pk.column))
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "
    size = max(1, _MOST // len(fields))
    with connection.cursor() as cursor:
        for start in range(0, len(found), size):
            batch = found[start : start + size]
            values = [value(row) for row in batch for value in read]
            cursor.execute(f"{head}{', '.join([placeholders] * len(batch))} RETURNING {key}", values)
            for row, (pk,) in zip(batch, cursor.fetchall(), strict=True):
                row.pk = pk
                row._state.adding, row._state.db = False, connection.alias
    return found


def _reader(field: models.Field[Any, Any], connection: Any) -> Callable[[models.Model], Any]:  # noqa: ANN401 -- as Django declares it
    """What reads the value of *field* as the database takes it."""
    get = attrgetter(field.attname)

    def prepared(row: models.Model) -> Any:  # noqa: ANN401
        return field.get_db_prep_save(field.pre_save(row, add=True), connection)

    def plain(row: models.Model) -> Any:  # noqa: ANN401
        value = get(row)
        if type(value) in _TAKEN:
            return value
        return str(value) if isinstance(value, str) else prepared(row)

    def empty_or_prepared(row: models.Model) -> Any:  # noqa: ANN401
        return None if get(row) is None else prepared(row)

    if isinstance(field, _PLAIN):
        return plain
    return prepared if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) else empty_or_prepared
