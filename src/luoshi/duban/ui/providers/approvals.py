"""督办函 and 督查: what waits for another person's approval, and reviews that are to be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.inspections.queries import conclusions_to_issue, plans_to_approve, reviews_to_decide
from luoshi.duban.oversight.letters.models import Letter, LetterState
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address

#: So much is fetched at most: the lists have all of it.
_MOST = 100
_COLUMNS = ("kind", "key", "called", "unit_name", "who")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One matter: what it is, where it leads, its title, the unit, and who prepared it."""

    kind: str
    key: int
    called: str
    unit_name: str
    who: str


def approvals(user: User) -> Iterator[Awaiting]:
    """What each has to decide about letters and inspections: one query, whatever there is."""
    parts = list(_parts(user))
    if not parts:
        return
    rows = parts[0].union(*parts[1:], all=True).order_by("kind", "key")[:_MOST]
    found = [_Waiting(*row) for row in rows]
    letters = [one for one in found if one.kind == "letter"]
    items = tuple(Item(one.called, address("letters:letter", one.key), _prepared(one)) for one in letters[:SHOWN])
    yield Awaiting(_("待审批的督办函"), len(letters), address("letters:list"), Right.APPROVE_PLAN, items, "checks")
    others = [one for one in found if one.kind != "letter"]
    items = tuple(_of_inspection(one) for one in others[:SHOWN])
    url = address("inspections:list")
    yield Awaiting(_("督查待审批"), len(others), url, Right.SEE_INSPECTIONS, items, "clipboard-list")


def _parts(user: User) -> Iterator[QuerySet[Any, Any]]:
    if may(user, Right.APPROVE_PLAN):
        waiting = Letter.objects.filter(office=user.office_id, state=LetterState.PREPARED).exclude(prepared_by=user)
        yield _columns("letter", waiting, ("pk", "title", "unit__name", "prepared_by__name"))
    if may(user, Right.APPROVE_INSPECTION):
        own = Q(made_by=user) | Q(proposed_by=user)
        yield _columns("plan", plans_to_approve(user).exclude(own), ("pk", "title", "", "proposed_by__name"))
        written = conclusions_to_issue(user).exclude(drafted_by=user)
        names = ("stop", "stop__inspection__title", "stop__unit__name", "drafted_by__name")
        yield _columns("conclusion", written, names)
    if may(user, Right.DECIDE_CONCLUSION_REVIEW):
        stop = "conclusion__stop"
        names = (stop, f"{stop}__inspection__title", f"{stop}__unit__name", "asked_by__name")
        yield _columns("review", reviews_to_decide(user), names)


def _columns(kind: str, rows: QuerySet[Any, Any], names: Sequence[str]) -> QuerySet[Any, Any]:
    """*rows* as :class:`_Waiting` takes them, from the columns *names*; an empty one is empty words."""
    words = {
        name: F(column) if column else Value("", output_field=CharField())
        for name, column in zip(_COLUMNS[1:], names, strict=True)
    }
    found: QuerySet[Any, Any] = rows.order_by().annotate(kind=Value(kind, output_field=CharField()), **words)
    return found.values_list(*_COLUMNS)


def _prepared(one: _Waiting) -> str:
    prepared = gettext("%(name)s拟制") % {"name": one.who}
    return f"{one.unit_name} · {prepared}"


def _of_inspection(one: _Waiting) -> Item:
    names = {
        "plan": pgettext("to be approved", "督查方案"),
        "conclusion": pgettext("to be approved", "督查结论"),
        "review": gettext("督查结论复核"),
    }
    page = "inspections:inspection" if one.kind == "plan" else "inspections:stop"
    words = (names[one.kind], one.unit_name, one.who)
    return Item(one.called, address(page, one.key), " · ".join(word for word in words if word))
