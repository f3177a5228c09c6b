"""Rows by their keys, however many: hundreds of keys are dear to write, and for the database to look through."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

#: So few are named one by one.
_FEW = 8


def among(column: str, keys: Iterable[int]) -> Q:
    """That *column* holds one of *keys*: their range, where they follow one another without a gap."""
    found = sorted(set(keys))
    if len(found) > _FEW and found[-1] - found[0] == len(found) - 1:
        return Q((f"{column}__gte", found[0]), (f"{column}__lte", found[-1]))
    return Q((f"{column}__in", found))
