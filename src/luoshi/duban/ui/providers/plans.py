"""Plans at the desk with what is undecided, plans in circulation, plans to approve and to issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.documents.models import Statement
from luoshi.duban.tasks.models import Plan, PlanState, StatementDecision
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address


def plans(user: User) -> Iterator[Awaiting]:
    """For the supervision office and those who approve."""
    ours = Plan.objects.filter(office=user.office_id)
    if may(user, Right.APPROVE_PLAN):
        yield _to_approve(user, ours)
    if may(user, Right.ISSUE_PLAN):
        yield _entry(_("已批准、待印发的方案"), ours.filter(state=PlanState.APPROVED), Right.ISSUE_PLAN, "printer")
    if may(user, Right.DECIDE_STATEMENTS):
        yield _at_the_desk(ours)
        yield _in_circulation(ours)


def _to_approve(user: User, ours: QuerySet[Plan]) -> Awaiting:
    """Proposed plans of others; where the register wants the principal, the head's approval is not asked for."""
    waiting = ours.filter(state=PlanState.PROPOSED).exclude(proposed_by=user)
    if Role.PRINCIPAL not in roles_of(user):
        waiting = waiting.filter(register__principal_approves=False)
    return _entry(_("待我审批的方案"), waiting, Right.APPROVE_PLAN, "checks")


def _at_the_desk(ours: QuerySet[Plan]) -> Awaiting:
    shown = list(
        ours.filter(state=PlanState.DRAFTING)
        .annotate(
            statements=_rows(Statement.objects.filter(reading=OuterRef("reading"))),
            decided=_rows(StatementDecision.objects.filter(plan=OuterRef("pk"))),
        )
        .order_by("-id")[:SHOWN]
    )
    items = [_draft(plan, plan.statements, plan.decided) for plan in shown]
    count = len(shown) if len(shown) < SHOWN else ours.filter(state=PlanState.DRAFTING).count()
    title = _("正在分解的方案")
    return Awaiting(title, count, address("tasks:plans"), Right.DECIDE_STATEMENTS, tuple(items), "list-details")


def _rows(rows: QuerySet[Statement] | QuerySet[StatementDecision]) -> Coalesce:
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


def _in_circulation(ours: QuerySet[Plan]) -> Awaiting:
    answered = Q(circulations__invitations__answered_at__isnull=False)
    open_comment = Q(circulations__invitations__comments__verdict="", circulations__invitations__comments__isnull=False)
    circulating = ours.filter(state=PlanState.CIRCULATING)
    shown = list(
        circulating.annotate(
            invited=Count("circulations__invitations", distinct=True),
            answered=Count("circulations__invitations", filter=answered, distinct=True),
            undecided=Count("circulations__invitations__comments", filter=open_comment, distinct=True),
        ).order_by("-id")[:SHOWN]
    )
    items = []
    for plan in shown:
        note = gettext("%(answered)s/%(invited)s 家已反馈") % {"answered": plan.answered, "invited": plan.invited}
        if plan.undecided:
            open_ones = ngettext("%(count)s 条意见待处理", "%(count)s 条意见待处理", plan.undecided)
            note = gettext("%(one)s，%(other)s") % {"one": note, "other": open_ones % {"count": plan.undecided}}
        url = address("tasks:circulation", plan.pk)
        items.append(Item(plan.title, url, note, plan.answered, plan.invited or None))
    tone = "todo" if any(plan.undecided for plan in shown) else "wait"
    count = len(shown) if len(shown) < SHOWN else circulating.count()
    title = _("正在征求意见的方案")
    return Awaiting(title, count, address("tasks:plans"), Right.CIRCULATE, tuple(items), "message", tone)


def _entry(title: str | Promise, found: QuerySet[Plan], right: Right, icon: str) -> Awaiting:
    shown: Iterable[Plan] = list(found.select_related("proposed_by").order_by("-id")[:SHOWN])
    items = tuple(Item(plan.title, address("tasks:approval", plan.pk), _who(plan)) for plan in shown)
    count = len(items) if len(items) < SHOWN else found.count()
    return Awaiting(title, count, address("tasks:plans"), right, items, icon)


def _who(plan: Plan) -> str:
    if plan.proposed_by is None:
        return ""
    return gettext("%(name)s送审") % {"name": plan.proposed_by.name}
