"""Which view the ledger is opened with, and what is asked of it then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.ledger.asked import KEYS, Asked
from luoshi.duban.tasks.models import LedgerView

#: What an address says where no view is meant, although the person opens the ledger with one.
NO_VIEW = "all"
#: The name of what is no view but a person's habit.
HABIT = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a person sees: what is asked, the view it comes from, and the columns.

    ``default`` is the key of the view that the ledger opens with, as it stands in an address.
    """

    asked: Asked
    columns: tuple[str, ...]
    views: Sequence[LedgerView]
    view: LedgerView | None = None
    default: str = ""

    @classmethod
    def by(cls, user: User, data: QueryDict) -> Self:
        """As an address asks for it: filters of its own, else a view, else the view that the person opens with."""
        seen = list(_seen_by(user))
        views = [view for view in seen if view.name != HABIT]
        habit = next((view for view in seen if view.name == HABIT), None)
        default = QueryDict(habit.query).get("view", "") if habit is not None else ""
        explicit = any(key in data for key in KEYS)
        wanted = data.get("view", "" if explicit else default)
        view = next((one for one in views if str(one.pk) == wanted), None)
        asked = Asked.of(data) if explicit or view is None else stored(view)
        columns = asked.columns or (tuple(habit.columns) if habit is not None else ())
        return cls(asked, columns, views, view, default)

    @property
    def is_modified(self) -> bool:
        """Whether something else is asked than the view says."""
        return self.view is not None and self.asked.query != stored(self.view).query

    @property
    def is_default(self) -> bool:
        """Whether the ledger opens with this view."""
        return self.view is not None and str(self.view.pk) == self.default

    def address(self, asked: Asked) -> str:
        """The query that leads to what is *asked* within this view, even where nothing is."""
        if self.view is None:
            return f"?{asked.query or f'view={NO_VIEW}'}"
        return f"?{asked.query or 'q='}&view={self.view.pk}"


def _seen_by(user: User) -> QuerySet[LedgerView]:
    """The person's own views and habit, and what is shared with the office, which comes first."""
    return LedgerView.objects.filter(Q(owner=user) | Q(is_shared=True), office=user.office_id)


def visible_to(user: User) -> QuerySet[LedgerView]:
    """The person's own views, and those that are shared with the office."""
    return _seen_by(user).exclude(name=HABIT)


def view_for(user: User, pk: int) -> LedgerView:
    """The view, or 404: never a hint that it exists."""
    view = visible_to(user).filter(pk=pk).first()
    if view is None:
        raise Http404
    return view


def may_change(user: User, view: LedgerView) -> bool:
    """One's own view; one that is shared, also who supervises."""
    return view.owner_id == user.pk or (view.is_shared and may(user, Right.SUPERVISE))


def stored(view: LedgerView) -> Asked:
    """What a view asks for."""
    asked = Asked.parse(view.query)
    return asked.with_values("columns", ".".join(view.columns)) if view.columns else asked


def office_of(user: User) -> Office:
    """The office whose ledger *user* looks at; refused for who belongs to none."""
    if user.office is None:
        raise Refused("no-office", "您不属于任何机构。", "You belong to no office.")
    return user.office
