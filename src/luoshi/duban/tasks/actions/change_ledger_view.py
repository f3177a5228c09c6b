"""修改视图: another name, other filters, columns and order, shared or not."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.tasks.actions.save_ledger_view import check_name, what
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.saved import may_change
from luoshi.duban.tasks.models import LedgerView


@transaction.atomic
def change_ledger_view(  # noqa: PLR0913 -- a view has that many sides
    view: LedgerView,
    *,
    actor: User,
    version: int,
    name: str | None = None,
    is_shared: bool | None = None,
    asked: Asked | None = None,
) -> LedgerView:
    """Change *view*; what is ``None`` stays.  Raises :class:`ChangedMeanwhile` where *version* is an older one."""
    require_owner(actor, view)
    before = _told(view)
    values: dict[str, object] = {} if asked is None else what(asked)
    if name is not None:
        check_name(actor, name, view)
        values["name"] = name.strip()
    if is_shared is not None and is_shared != view.is_shared:
        require(actor, Right.SUPERVISE)
        values["is_shared"] = is_shared
    change_seen(view, version, **values)
    record("ledger-view.changed", view, office=actor.office_key, actor=actor.actor, before=before, after=_told(view))
    return view


def require_owner(actor: User, view: LedgerView) -> None:
    """Raise :class:`PermissionDenied` where *actor* may not change *view*."""
    require(actor, Right.SEE_TASKS)
    if view.office_id != actor.office_id or not may_change(actor, view):
        raise PermissionDenied(_("只能修改自己保存的视图。"))


def _told(view: LedgerView) -> dict[str, object]:
    return {"name": view.name, "query": view.query, "columns": view.columns, "shared": view.is_shared}
