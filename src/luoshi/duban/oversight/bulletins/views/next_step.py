"""What a person can do with a bulletin now."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.bulletins.actions.issue_bulletin import next_serial
from luoshi.duban.oversight.bulletins.criticism import waiting
from luoshi.duban.oversight.bulletins.forms.course import IssueForm, ReasonForm
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState, Naming


def next_step(user: User, bulletin: Bulletin, namings: Sequence[Naming]) -> dict[str, object]:
    """The one thing to go on with, and what else is open to *user*."""
    state = bulletin.state
    is_proposed, is_approved = state == BulletinState.PROPOSED, state == BulletinState.APPROVED
    drafts, approves = may(user, Right.DRAFT_BULLETIN), may(user, Right.APPROVE_BULLETIN)
    is_own = bulletin.proposed_by_id == user.pk
    still = list(waiting(namings, clock.today()))
    needs_principal = bool(namings) and bulletin.criticism_approved_at is None and (is_proposed or is_approved)
    issue = None
    if is_approved and not needs_principal and may(user, Right.ISSUE_BULLETIN):
        today = clock.today()
        serial = next_serial(bulletin.office, bulletin.kind, today.year)
        issue = IssueForm(initial={"serial": serial, "issued_on": today})
    may_name = needs_principal and may(user, Right.APPROVE_CRITICISM)
    return {
        "may_edit": bulletin.is_draft and drafts,
        "may_propose": bulletin.is_draft and drafts,
        "is_own": is_proposed and is_own,
        "may_approve": is_proposed and approves and not is_own,
        "needs_principal": needs_principal,
        "may_approve_criticism": may_name and not is_own and not still,
        "still_waiting": still,
        "issue_form": issue,
        "may_send_back": (is_proposed or is_approved) and (drafts or approves),
        "reason_form": ReasonForm(),
        "may_withdraw": _may_withdraw(user, bulletin),
        "may_enter": may(user, Right.ENTER_REPORT) and state in (BulletinState.PROPOSED, BulletinState.APPROVED),
        "may_decide": may(user, Right.DECIDE_REVIEW),
        "today": clock.today(),
    }


def _may_withdraw(user: User, bulletin: Bulletin) -> bool:
    if bulletin.state == BulletinState.WITHDRAWN:
        return False
    return may(user, Right.ISSUE_BULLETIN if bulletin.state == BulletinState.ISSUED else Right.DRAFT_BULLETIN)
