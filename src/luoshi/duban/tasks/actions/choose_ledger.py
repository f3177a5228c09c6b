"""What a person chooses for the ledger: the columns, and the view it opens with.  Nobody else sees it, so it is no
event of the record."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.ledger.columns import COLUMNS
from luoshi.duban.tasks.ledger.saved import HABIT, office_of
from luoshi.duban.tasks.models import LedgerView


@transaction.atomic
def choose_columns(keys: Sequence[str], *, actor: User) -> None:
    """Show *actor* these columns where no view says otherwise; none stands for the usual ones."""
    require(actor, Right.SEE_TASKS)
    _keep(actor, columns=[key for key in dict.fromkeys(keys) if key in COLUMNS])


@transaction.atomic
def open_with(view: LedgerView | None, *, actor: User) -> None:
    """Open the ledger with *view* from now on, or with all tasks."""
    require(actor, Right.SEE_TASKS)
    _keep(actor, query=f"view={view.pk}" if view is not None else "")


def _keep(actor: User, **habit: object) -> None:
    LedgerView.objects.update_or_create(
        owner=actor, name=HABIT, defaults=habit, create_defaults={"office": office_of(actor), **habit}
    )
