"""Plans at the desk with what is undecided, plans in circulation, plans to approve and to issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.documents.models import Statement
from luoshi.duban.tasks.models import Comment, Invitation, Plan, PlanState, StatementDecision, Verdict
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address


def plans(user: User) -> Iterator[Awaiting]:
    """For the supervision office and those who approve: one query, whatever there is."""
    may_approve, may_issue = may(user, Right.APPROVE_PLAN), may(user, Right.ISSUE_PLAN)
    may_decide = may(user, Right.DECIDE_STATEMENTS)
    states = {
        PlanState.PROPOSED: may_approve,
        PlanState.APPROVED: may_issue,
        PlanState.DRAFTING: may_decide,
        PlanState.CIRCULATING: may_decide,
    }
    asked = [state for state, is_asked in states.items() if is_asked]
    if not asked:
        return
    found = list(_found(user, asked))
    by_state = {state: [plan for plan in found if plan.state == state] for state in asked}
    if may_approve:
        yield _entry(_("待我审批的方案"), by_state[PlanState.PROPOSED], Right.APPROVE_PLAN, "checks")
    if may_issue:
        yield _entry(_("已批准、待印发的方案"), by_state[PlanState.APPROVED], Right.ISSUE_PLAN, "printer")
    if may_decide:
        yield _at_the_desk(by_state[PlanState.DRAFTING])
        yield _in_circulation(by_state[PlanState.CIRCULATING])


def _found(user: User, states: Sequence[PlanState]) -> QuerySet[Any]:
    """The newest plans in each of *states*, with how many there are and what is left to do at them.

    Of proposed ones those of others; where the register wants the principal, the head's approval is not asked for.
    """
    rows = Plan.objects.filter(office=user.office_id, state__in=states)
    rows = rows.exclude(state=PlanState.PROPOSED, proposed_by=user)
    if Role.PRINCIPAL not in roles_of(user):
        rows = rows.exclude(state=PlanState.PROPOSED, register__principal_approves=True)
    invitations = Invitation.objects.filter(circulation__plan=OuterRef("pk"))
    open_comments = Comment.objects.filter(invitation__circulation__plan=OuterRef("pk"), verdict=Verdict.OPEN)
    return (
        rows.annotate(
            place=Window(RowNumber(), partition_by=F("state"), order_by="-id"),
            of_state=Window(Count("pk"), partition_by=F("state")),
            statements=_rows(Statement.objects.filter(reading=OuterRef("reading"))),
            decided=_rows(StatementDecision.objects.filter(plan=OuterRef("pk"))),
            invited=_rows(invitations),
            answered=_rows(invitations.filter(answered_at__isnull=False)),
            undecided=_rows(open_comments),
        )
        .filter(place__lte=SHOWN)
        .select_related("proposed_by")
        .order_by("-id")
    )


def _count(shown: Sequence[Any]) -> int:
    return shown[0].of_state if shown else 0


def _at_the_desk(shown: Sequence[Any]) -> Awaiting:
    items = tuple(_draft(plan, plan.statements, plan.decided) for plan in shown)
    title = _("正在分解的方案")
    return Awaiting(title, _count(shown), address("tasks:plans"), Right.DECIDE_STATEMENTS, items, "list-details")


def _rows(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(one=F("pk") - F("pk")).values("one").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _draft(plan: Plan, statements: int, decided: int) -> Item:
    left = statements - decided
    if not statements:
        note = gettext("没有原文")
    elif left > 0:
        note = ngettext("还有 %(count)s 句未定", "还有 %(count)s 句未定", left) % {"count": left}
    else:
        note = gettext("各句均已确定，可以送审")
    return Item(plan.title, address("tasks:desk", plan.pk), note, decided, statements or None)


def _in_circulation(shown: Sequence[Any]) -> Awaiting:
    items = []
    for plan in shown:
        note = gettext("%(answered)s/%(invited)s 家已反馈") % {"answered": plan.answered, "invited": plan.invited}
        if plan.undecided:
            open_ones = ngettext("%(count)s 条意见待处理", "%(count)s 条意见待处理", plan.undecided)
            note = gettext("%(one)s，%(other)s") % {"one": note, "other": open_ones % {"count": plan.undecided}}
        url = address("tasks:circulation", plan.pk)
        items.append(Item(plan.title, url, note, plan.answered, plan.invited or None))
    tone = "todo" if any(plan.undecided for plan in shown) else "wait"
    title = _("正在征求意见的方案")
    return Awaiting(title, _count(shown), address("tasks:plans"), Right.CIRCULATE, tuple(items), "message", tone)


def _entry(title: str | Promise, shown: Sequence[Any], right: Right, icon: str) -> Awaiting:
    items = tuple(Item(plan.title, address("tasks:approval", plan.pk), _who(plan)) for plan in shown)
    return Awaiting(title, _count(shown), address("tasks:plans"), right, items, icon)


def _who(plan: Plan) -> str:
    if plan.proposed_by is None:
        return ""
    return gettext("%(name)s送审") % {"name": plan.proposed_by.name}
