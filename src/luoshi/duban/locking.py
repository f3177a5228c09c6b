"""An edit counts only over the version that its author saw."""

from __future__ import annotations

from django.db import models
from django.http import QueryDict

from luoshi.duban.problems import ChangedMeanwhile

#: A version has fewer figures than that.
_DIGITS = 10


def change_seen(row: models.Model, version: int, **values: object) -> None:
    """Write *values* into *row* if it still has *version*, and count the change.

    Raises :class:`ChangedMeanwhile` where somebody else was first; nothing was written then.
    """
    table = type(row)._default_manager
    changed = table.filter(pk=row.pk, version=version).update(version=version + 1, **values)
    if changed != 1:
        raise ChangedMeanwhile(str(row))
    for name, value in {**values, "version": version + 1}.items():
        setattr(row, name, value)


def version_sent(data: QueryDict, name: str = "version") -> int:
    """The version that a form carries under *name*; 0, which no row has, where it says none."""
    return version_of(data.get(name, ""))


def version_of(words: str) -> int:
    """The version that *words* are; 0 where they are no number that a version can be."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < _DIGITS else 0
