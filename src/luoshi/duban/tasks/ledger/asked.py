"""What is asked of the ledger: filters, order and columns, as they stand in an address and in a saved view."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.tasks.models import AssignmentRole, State

#: The states that a task can be narrowed to, with those that are still under way as one.
OPEN = "open"
STATES: dict[str, str | Promise] = {OPEN: _("未办结"), **{state.value: state.label for state in State}}
#: What a unit can be for a task; who leads and who answers are asked for together.
ANSWERING = "answering"
ROLES: dict[str, str | Promise] = {
    ANSWERING: _("牵头或责任"),
    **{role.value: role.label for role in AssignmentRole},
}
#: What can be asked of a task's limit.
LIMITS: dict[str, str | Promise] = {
    "overdue": _("已过时限"),
    "7": _("7日内到期"),
    "30": _("30日内到期"),
    "none": _("时限待明确"),
    "long-term": _("长期坚持"),
    "was-late": _("曾逾期"),
    "suspended": _("已中止"),
}
_LONGEST = 100
_MOST_COLUMNS = 100
_COLUMN = re.compile("[a-z][a-z0-9_-]{0,40}")


def _text(value: str) -> str:
    return value.strip()[:_LONGEST]


def _columns(value: str) -> str:
    """Keys of columns parted by dots; which there are says :mod:`.columns`."""
    return ".".join(part for part in value.split(".")[:_MOST_COLUMNS] if _COLUMN.fullmatch(part))


def _key(value: str) -> str:
    """The key of a row, as every database takes it."""
    return str(int(value)) if value.isascii() and value.isdigit() and len(value) < 19 else ""


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        return ""


def _one_of(known: Mapping[str, object]) -> Callable[[str], str]:
    return lambda value: value if value in known else ""


#: Each key of an address with what makes its value usable, or empty; in the order in which they are written.
KEYS: dict[str, Callable[[str], str]] = {
    "q": _text,
    "unit": _key,
    "below": _one_of({"1": 1}),
    "role": _one_of(ROLES),
    "post": _key,
    "register": _key,
    "state": _one_of(STATES),
    "due": _one_of(LIMITS),
    "from": _day,
    "to": _day,
    "campaign": _text,
    "document": _key,
    "sort": _text,
    "columns": _columns,
}
#: Those that say how it is shown and not what.
SHOWN = ("sort", "columns")
_SEVERAL = {"unit", "state"}


def offer(key: str, known: Mapping[str, object]) -> None:
    """Let a key of an app above be asked for, with any of the values *known*."""
    KEYS[key] = _one_of(known)
    _SEVERAL.add(key)


@dataclass(frozen=True, slots=True)
class Asked:
    """The values of each key that was given; what no filter understands is left out, and so narrows nothing."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: QueryDict) -> Self:
        """What an address, a form or a saved view asks for."""
        found: dict[str, tuple[str, ...]] = {}
        for key, clean in KEYS.items():
            given = (clean(value) for value in data.getlist(key))
            usable = tuple(dict.fromkeys(value for value in given if value))
            if usable:
                found[key] = usable if key in _SEVERAL else usable[-1:]
        return cls(found)

    @classmethod
    def parse(cls, query: str) -> Self:
        """The same from the words of a query."""
        return cls.of(QueryDict(query))

    def __getitem__(self, key: str) -> str:
        """The value of *key*, or empty."""
        return self.values.get(key, ("",))[0]

    def all(self, key: str) -> tuple[str, ...]:
        """Every value of *key*."""
        return self.values.get(key, ())

    def keys_of(self, key: str) -> tuple[int, ...]:
        """The values of *key* as keys of rows."""
        return tuple(int(value) for value in self.all(key))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are asked for; none where the person's own are meant."""
        return tuple(part for part in self["columns"].split(".") if part)

    @property
    def filters(self) -> Self:
        """What narrows, without order and columns."""
        return self.without(*SHOWN)

    def without(self, *keys: str) -> Self:
        """The same with these keys left out."""
        return type(self)({key: values for key, values in self.values.items() if key not in keys})

    def without_value(self, key: str, value: str) -> Self:
        """The same with one value less."""
        left = tuple(one for one in self.all(key) if one != value)
        return self.with_values(key, *left)

    def with_values(self, key: str, *values: str) -> Self:
        """The same with other values for *key*; none takes it away."""
        merged = {**self.values, key: values}
        return type(self)({name: merged[name] for name in KEYS if merged.get(name)})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every key with each of its values, as a form sends them."""
        return [(key, value) for key, values in self.values.items() for value in values]

    @property
    def query(self) -> str:
        """What stands in an address; the same asked in another order of keys gives the same."""
        return urlencode(self.pairs)
