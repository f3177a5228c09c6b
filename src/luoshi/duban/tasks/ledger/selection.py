"""Which tasks a person means: those of the ledger as it is filtered, or the selected ones among them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import QueryDict

from luoshi.duban.accounts.models import User
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.filters import Scope, narrowed
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.models import Task
from luoshi.duban.tasks.queries import tasks_visible_to

#: So many tasks can be ticked one by one.
MOST = 1_000


def in_ledger(user: User) -> QuerySet[Task]:
    """The issued tasks that *user* may see."""
    return tasks_visible_to(user).filter(issued_at__isnull=False)


def matching(user: User, asked: Asked, today: date) -> QuerySet[Task]:
    """Those that every filter of *asked* lets through."""
    scope = Scope(user.office_id or 0, today, Names.asked(asked, user))
    return narrowed(in_ledger(user), asked, scope)


def selected(user: User, asked: Asked, form: QueryDict, today: date) -> QuerySet[Task]:
    """What a form of the ledger selects: all that match with ``all=1``, else those whose keys are its ``task``."""
    if form.get("all") == "1":
        return matching(user, asked, today)
    keys = [int(key) for key in form.getlist("task")[:MOST] if key.isascii() and key.isdigit() and len(key) < 19]
    return in_ledger(user).filter(pk__in=keys)
