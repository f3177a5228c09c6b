"""An edit counts only over the version that its author saw."""

from __future__ import annotations

from django.db import models

from luoshi.duban.problems import ChangedMeanwhile


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
