"""Many rows at once, known by their values, at a seventh of what Django's ``bulk_create`` costs.

Django makes a model of each row, asks each value through six calls what the database takes, and sends every column of
every row.  When a report's 400 proposals are accepted these are 45,000 values; fewer than half differ from row to row,
and most are words, numbers and keys, which need no preparing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models, transaction

from luoshi.duban.audit.plain_values import PlainValuesField

#: Types that the database takes as they are from columns of these kinds; a choice is a string of a type of its own.
_TAKEN = frozenset({str, int, bool})
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.ForeignKey)
#: Values in one statement, below what SQLite bears.
_MOST = 30_000


@dataclass(frozen=True, slots=True)
class Inserted:
    """Rows as they were written: the ``keys``, the values that were ``named`` row by row, and the ``usual`` ones, which
    the other columns of all rows hold."""

    keys: list[Any] = field(default_factory=list)
    named: list[Mapping[str, Any]] = field(default_factory=list)
    usual: Mapping[str, Any] = field(default_factory=dict)


def insert_values(
    model: type[models.Model], rows: Iterable[Mapping[str, Any]], usual: Mapping[str, Any] | None = None
) -> Inserted:
    """Insert rows that are known by the values of their columns, all of the same columns.

    A column that is not named holds what *usual* says, or else its default, one moment for all of the rows.  As with
    ``bulk_create``, ``save`` is not called and no signal is sent.  Raises what the database raises, and
    :class:`TypeError` for a table with a column that sets itself whenever a row is saved.
    """
    found = list(rows)
    if not found:
        return Inserted()
    return _insert(model, _rounded(model, found), usual or {}, has_keys=False)


def reserve_keys(counts: Mapping[type[models.Model], int]) -> dict[type[models.Model], list[int]]:
    """So many keys of each table that no row has or will have, in one question; for rows that are still to be made.

    Must be within a transaction that writes: on SQLite the keys are its own only as long as nobody else may write.
    """
    wanted = {model: count for model, count in counts.items() if count}
    found: dict[type[models.Model], list[int]] = {model: [] for model in counts}
    connection = transaction.get_connection()
    if not wanted:
        return found
    if connection.vendor == "postgresql":
        sql, values = _next_of_sequences(wanted, connection)
    else:
        sql, values = _next_on_sqlite(wanted)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        answer = cursor.fetchone()
    for (model, count), own in zip(wanted.items(), answer, strict=True):
        found[model] = own if isinstance(own, list) else list(range(own + 1, own + 1 + count))
    return found


def _next_of_sequences(wanted: Mapping[type[models.Model], int], connection: Any) -> tuple[str, list[Any]]:  # noqa: ANN401
    # A subquery by itself: PostgreSQL looks the sequence up once, not for each key.
    sequence = "(SELECT CAST(pg_get_serial_sequence(%s, %s) AS regclass))"
    each = f"ARRAY(SELECT nextval({sequence}) FROM generate_series(1, %s))"
    quote = connection.ops.quote_name
    values = [(quote(model._meta.db_table), model._meta.pk.column, count) for model, count in wanted.items()]
    return f"SELECT {', '.join([each] * len(wanted))}", [one for row in values for one in row]


def _next_on_sqlite(wanted: Mapping[type[models.Model], int]) -> tuple[str, list[Any]]:
    each = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)"
    return f"SELECT {', '.join([each] * len(wanted))}", [model._meta.db_table for model in wanted]


def insert_with_keys(model: type[models.Model], keys: Sequence[int], rows: Iterable[Mapping[str, Any]]) -> Inserted:
    """Insert rows as :func:`insert_values` does, with *keys* that were reserved, so that no answer is needed: within
    :func:`~luoshi.duban.tasks.sending.sent_ahead` PostgreSQL writes them while the application goes on."""
    name = str(model._meta.pk.attname)
    found: list[Mapping[str, Any]] = [{name: key, **row} for key, row in zip(keys, rows, strict=True)]
    return _insert(model, _rounded(model, found), {}, has_keys=True) if found else Inserted()


def _insert(
    model: type[models.Model], found: list[Mapping[str, Any]], usual: Mapping[str, Any], *, has_keys: bool
) -> Inserted:
    """Insert *found*; of rows that have their keys already no answer is waited for."""
    columns = model._meta.concrete_fields
    if any(getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False) for one in columns):
        raise TypeError(f"{model._meta.label} has a column that sets itself when its row is saved")
    named = [one for one in columns if one.attname in found[0]]
    others = [one for one in columns if one.attname not in found[0] and not one.primary_key]
    same = {one.attname: usual[one.attname] if one.attname in usual else one.get_default() for one in others}
    key = str(model._meta.pk.attname)
    keys: list[Any] = [row[key] for row in found] if has_keys else []
    size = max(1, _MOST // len(named))
    for start in range(0, len(found), size):
        common = [(one, same[one.attname]) for one in others]
        keys += _write(model, named, found[start : start + size], common, answered=not has_keys)
    return Inserted(keys, found, same)


def _rounded(model: type[models.Model], rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """*rows* with their figures as the database will keep them."""
    figures = [one for one in model._meta.concrete_fields if isinstance(one, models.DecimalField)]
    figures = [one for one in figures if one.attname in rows[0]]
    if not figures:
        return rows
    return [{**row, **{one.attname: _figure(one, row[one.attname]) for one in figures}} for row in rows]


def _figure(column: models.DecimalField[Any, Any], value: Any) -> Any:  # noqa: ANN401 -- whatever was given
    """*value* with the places of *column*; what has no room there is left for the database to refuse."""
    if value is None:
        return None
    try:
        return Decimal(value).quantize(Decimal(1).scaleb(-column.decimal_places), context=column.context)
    except InvalidOperation:
        return value


def _write(
    model: type[models.Model],
    named: Sequence[models.Field[Any, Any]],
    rows: Sequence[Mapping[str, Any]],
    usual: Sequence[tuple[models.Field[Any, Any], Any]],
    *,
    answered: bool,
) -> list[Any]:
    """Write *rows* in one statement, what all of them have in common once, and give their keys if it is *answered*."""
    connection = transaction.get_connection()
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        source, values = _as_json(named, rows, connection)
        same = [f"CAST(%s AS {one.cast_db_type(connection)})" for one, _value in usual]
    else:
        source, values = _as_values(named, rows, connection)
        same = ["%s"] * len(usual)
    columns = ", ".join(quote(str(one.column)) for one in (*named, *(one for one, _value in usual)))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {', '.join(['sent.*', *same])} FROM {source}"
    if answered:
        sql += f" RETURNING {quote(str(model._meta.pk.column))}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(one.get_db_prep_save(value, connection) for one, value in usual), *values])
        return [key for (key,) in cursor.fetchall()] if answered else []


def _as_values(
    named: Sequence[models.Field[Any, Any]],
    rows: Sequence[Mapping[str, Any]],
    connection: Any,  # noqa: ANN401 -- as Django declares it
) -> tuple[str, list[Any]]:
    """Value by value."""
    prepared = [(one.attname, isinstance(one, _PLAIN), _preparing(one, connection)) for one in named]
    values = [
        value if (value := row[name]) is None or (plain and type(value) in _TAKEN) else prepare(value)
        for row in rows
        for name, plain, prepare in prepared
    ]
    place = f"({', '.join(['%s'] * len(named))})"
    return f"(VALUES {', '.join([place] * len(rows))}) AS sent", values


def _preparing(column: models.Field[Any, Any], connection: Any) -> Callable[[Any], Any]:  # noqa: ANN401
    """What makes a value of *column* one that the database takes."""

    def prepare(value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str) and isinstance(column, _PLAIN):
            return str(value)
        return column.get_db_prep_save(value, connection)

    return prepare


def _as_json(
    named: Sequence[models.Field[Any, Any]],
    rows: Sequence[Mapping[str, Any]],
    connection: Any,  # noqa: ANN401
) -> tuple[str, list[Any]]:
    """All values in one text: the driver of PostgreSQL would write each of them into the statement, and PostgreSQL look
    at each as an expression of its own."""
    names = [(one.attname, str(one.column)) for one in named]
    sent = [{column: row[name] for name, column in names} for row in rows]
    texts = {str(one.column): one.get_prep_value for one in named if isinstance(one, PlainValuesField)}
    for column, text_of in texts.items():
        for row in sent:
            row[column] = text_of(row[column])
    types = ", ".join(f"{connection.ops.quote_name(str(one.column))} {one.cast_db_type(connection)}" for one in named)
    text = json.dumps(sent, ensure_ascii=False, default=_plain)
    return f"json_to_recordset(CAST(%s AS json)) AS sent({types})", [text]


def _plain(value: object) -> str:
    """A value that JSON does not know, as PostgreSQL reads it: a day, a moment, a figure, words to be translated."""
    return value.isoformat() if isinstance(value, date) else str(value)
