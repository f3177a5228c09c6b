"""Rows as plain JSON and back.  A column that holds nothing is left out: most columns of a draft do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Any

from django.db import models

from luoshi.duban.tasks.inserting import Inserted

#: A plain JSON value.
Json = Any

#: The value of a column that always holds something.
_NEVER = object()


@dataclass(frozen=True, slots=True)
class _Column:
    """``empty`` is what it holds where it holds nothing; ``write`` makes a value plain, ``read`` takes it back."""

    name: str
    empty: object
    write: Callable[[Any], Json] | None = None
    read: Callable[[Json], Any] | None = None


@cache
def _columns(model: type[models.Model]) -> tuple[_Column, ...]:
    return tuple(_column(field) for field in model._meta.concrete_fields)


def _column(field: models.Field[Any, Any]) -> _Column:
    empty: object = _NEVER
    if field.null:
        empty = None
    elif isinstance(field, models.CharField | models.TextField):
        empty = ""
    elif isinstance(field, models.BooleanField):
        empty = False
    elif isinstance(field, models.JSONField):
        empty = {}
    elif isinstance(field, models.IntegerField) and not field.primary_key:
        empty = 0
    if isinstance(field, models.DateTimeField):
        return _Column(field.attname, empty, lambda value: value.astimezone(UTC).isoformat(), field.to_python)
    if isinstance(field, models.DateField):
        return _Column(field.attname, empty, lambda value: value.isoformat(), field.to_python)
    if isinstance(field, models.DecimalField):
        return _Column(field.attname, empty, str, field.to_python)
    return _Column(field.attname, empty)


@cache
def may_hold_fractions(model: type[models.Model]) -> frozenset[str]:
    """The columns whose plain values may hold a fraction that is no text."""
    fields = model._meta.concrete_fields
    return frozenset(one.attname for one in fields if isinstance(one, models.JSONField | models.FloatField))


def plain_rows(rows: models.QuerySet[Any]) -> Iterator[dict[str, Json]]:
    """Each of *rows*, by the names of its columns."""
    model: type[models.Model] = rows.model
    columns = _columns(model)
    names, empties = [column.name for column in columns], [column.empty for column in columns]
    writing = [(column.name, column.write) for column in columns if column.write is not None]
    for values in rows.values_list(*names):
        row = {name: value for name, value, empty in zip(names, values, empties, strict=True) if value != empty}
        for name, write in writing:
            if name in row:
                row[name] = write(row[name])
        yield row


def written_rows(model: type[models.Model], rows: Inserted) -> Iterator[dict[str, Json]]:
    """Each of *rows*, which were just written, as :func:`plain_rows` would read it."""
    if not rows.named:
        return
    columns = {column.name: column for column in _columns(model)}
    common = {name: _plain(columns[name], value) for name, value in rows.usual.items() if value != columns[name].empty}
    empties = {name: columns[name].empty for name in rows.named[0]}
    writing = [(name, write) for name in empties if (write := columns[name].write) is not None]
    key = model._meta.pk.attname
    for own, values in zip(rows.keys, rows.named, strict=True):
        row = {key: own, **common, **{name: value for name, value in values.items() if value != empties[name]}}
        for name, write in writing:
            if name in row:
                row[name] = write(row[name])
        yield row


def from_plain(model: type[models.Model], row: Mapping[str, Json], names: Collection[str] = ()) -> dict[str, Any]:
    """The values of a row, by column, as the model takes them; only the columns *names*, if any are named."""
    return {column.name: _value(column, row) for column in _columns(model) if not names or column.name in names}


def values_of(
    model: type[models.Model], rows: Sequence[Mapping[str, Json]]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The values of many rows as the model takes them: by the columns that hold something in one of them, and what
    all other columns hold in each of them."""
    held = set().union(*rows)
    columns = [column for column in _columns(model) if column.name in held]
    others = {column.name: column.empty for column in _columns(model) if column.name not in held}
    return [{column.name: _value(column, row) for column in columns} for row in rows], others


def _plain(column: _Column, value: Any) -> Json:  # noqa: ANN401 -- whatever a column holds
    return value if column.write is None else column.write(value)


def _value(column: _Column, row: Mapping[str, Json]) -> object:
    if column.name not in row:
        return {} if column.empty == {} else column.empty  # nobody shares one dict
    value = row[column.name]
    return value if column.read is None else column.read(value)
