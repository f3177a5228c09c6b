"""What can be done with a selection of tasks, as a table; an area adds its line by :func:`offer`.

An action receives by POST either the keys of tasks as ``task``, or ``all=1`` with the filters in its address; its view
asks :func:`~luoshi.duban.tasks.ledger.selection.selected` which tasks are meant, and calls the action that exists for
one task for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right


@dataclass(frozen=True, slots=True)
class BulkAction:
    """An action on a selection: who may, what its button says, and where it is sent."""

    right: Right
    label: str | Promise
    address: str
    arguments: tuple[str, ...] = ()
    icon: str = ""
    #: A question that is asked before.
    question: str | Promise = ""

    @property
    def url(self) -> str:
        """Where the selection is sent."""
        return reverse(self.address, args=self.arguments)


_ACTIONS: list[BulkAction] = [
    BulkAction(Right.SEE_TASKS, _("导出 Excel"), "tasks:ledger-export", ("chosen", "xlsx"), "download"),
    BulkAction(Right.SEE_TASKS, _("任务分解表 Word"), "tasks:ledger-export", ("decomposition", "docx"), "file-text"),
    BulkAction(Right.SEE_TASKS, _("督查台账 Word"), "tasks:ledger-export", ("register", "docx"), "file-text"),
]


def offer(action: BulkAction) -> None:
    """Add an action to the table."""
    if action not in _ACTIONS:
        _ACTIONS.append(action)


def actions_for(user: User) -> Iterator[BulkAction]:
    """What *user* may do with a selection."""
    return (action for action in _ACTIONS if may(user, action.right))
