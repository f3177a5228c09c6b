"""A column for plain values that are read and written whole."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from luoshi.duban.audit.canonical import text_of


class PlainValuesField(models.Field):  # type: ignore[type-arg]  # Django takes none when it runs
    """Plain JSON values in the one form that the record signs, kept as the text that they are.

    Nothing is looked for within them, so no database needs to understand them: for 400 kB of a change at the desk
    PostgreSQL takes six milliseconds to make its own form of JSON, and as many to make the text again.
    """

    def get_internal_type(self) -> str:
        """A column of text."""
        return "TextField"

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:  # noqa: ANN401
        """The values; text that is no JSON, which only somebody who tampered can have written, as it stands."""
        del expression, connection  # Django names them, nothing here depends on them
        if value is None:
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value

    def get_prep_value(self, value: Any) -> str | None:  # noqa: ANN401 -- whatever is plain
        """The text of the values."""
        return None if value is None else text_of(value)

    def value_to_string(self, obj: models.Model) -> Any:  # noqa: ANN401
        """The values themselves, as Django's own column of JSON hands them to serializers."""
        return self.value_from_object(obj)
