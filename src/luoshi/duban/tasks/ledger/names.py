"""What the filters that narrow lead to: units, posts, registers and documents by their names, in one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import BigIntegerField, CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.models import Document
from luoshi.duban.organisations.models import Post, Unit
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.ledger.asked import Asked

_NOTHING = Value(None, BigIntegerField())
#: Each kind with its name, and the unit that it stands for: an accountable leader for those of their field.
_KINDS: Mapping[str, tuple[type[Any], Any, Any]] = {
    "unit": (Unit, F("name"), _NOTHING),
    "post": (Post, Concat(Coalesce("unit__name", Value("")), Value(" "), "title"), Coalesce("fields", "unit")),
    "register": (Register, Concat("name", Value("（"), Cast("year", CharField()), Value("）")), _NOTHING),
    "document": (Document, Coalesce(NullIf("title", Value("")), "source__name"), _NOTHING),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The name of each row by the filter's key and the row's key, and the units that a post stands for."""

    found: Mapping[tuple[str, int], str] = field(default_factory=dict)
    units: Mapping[int, set[int]] = field(default_factory=dict)

    @classmethod
    def asked(cls, asked: Asked, user: User, register: Register | None = None) -> Self:
        """What *asked* narrows to in the person's office; documents for who may see them.

        *register* is the one that is narrowed to, where a page has read it already.
        """
        found = {("register", register.pk): str(register)} if register is not None else {}
        units: dict[int, set[int]] = {}
        wanted: list[QuerySet[Any, Any]] = []
        for kind, (model, words, leads_to) in _KINDS.items():
            keys = [key for key in asked.keys_of(kind) if (kind, key) not in found]
            if keys and (kind != "document" or may(user, Right.SEE_DOCUMENTS)):
                rows = model.objects.filter(office=user.office_id, pk__in=keys).order_by()
                named = Value(kind, CharField()), "pk", Cast(words, CharField()), Cast(leads_to, BigIntegerField())
                wanted.append(rows.values_list(*named))
        for kind, key, words, unit in wanted[0].union(*wanted[1:], all=True) if wanted else ():
            found[kind, key] = str(words).strip()
            if unit is not None:
                units.setdefault(key, set()).add(unit)
        return cls(found, units)

    def of(self, kind: str, key: str) -> str:
        """The name of a row; of one that is not there, or not for this person, its number."""
        return self.found.get((kind, int(key)), f"#{key}")
