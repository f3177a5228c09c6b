"""Scores that wait for approval, and those with open appeals, for who may decide about them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.appraisal.models import Appeal, Outcome, Scores, ScoresState
from luoshi.duban.oversight.appraisal.of_unit import scoring
from luoshi.duban.oversight.appraisal.wording import period_name
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address


def appraisal(user: User) -> Iterator[Awaiting]:
    """One query, whatever waits."""
    if may(user, Right.DECIDE_SCORE_APPEAL):
        yield from _to_decide(user)


def _to_decide(user: User) -> Iterator[Awaiting]:
    """Neither what the person proposed is theirs to approve, nor appeals against scores that they had a part in."""
    open_ones = Appeal.objects.filter(line__score__scores=OuterRef("pk"), outcome=Outcome.OPEN)
    rows = Scores.objects.filter(scoring("register"), register__office=user.office_id).exclude(proposed_by=user)
    rows = rows.annotate(appealed=Exists(open_ones)).exclude(state=ScoresState.DROPPED).select_related("register")
    waiting, appealed = [], []
    for one in rows.exclude(state=ScoresState.ISSUED, appealed=False):
        if one.state == ScoresState.PROPOSED and may(user, Right.ISSUE_SCORES):
            waiting.append(one)
        elif one.appealed and one.decided_by_id != user.pk:
            appealed.append(one)
    for title, found, right in (
        (_("待审批的考评得分"), waiting, Right.ISSUE_SCORES),
        (_("有申诉待处理的考评得分"), appealed, Right.DECIDE_SCORE_APPEAL),
    ):
        if found:
            items = tuple(
                Item(f"{one.register} {period_name(one.period)}", address("appraisal:issued", one.pk))
                for one in found[:SHOWN]
            )
            yield Awaiting(title, len(found), items[0].url, right, items, icon="list-details")
