"""The one door to rounds, extracts and comments: 404 for whoever may not see them, never a hint."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.queries import units_of
from luoshi.duban.tasks.links.tokens import digest, is_token
from luoshi.duban.tasks.models import (
    Circulation,
    Comment,
    ExtractRow,
    Invitation,
    Plan,
    PlanState,
    ReturnedFile,
    Verdict,
)
from luoshi.duban.tasks.queries import plan_for


def circulations_visible_to(user: User) -> QuerySet[Circulation]:
    """The rounds of the office, for those who circulate its plans."""
    if user.office_id is None or not may(user, Right.CIRCULATE):
        return Circulation.objects.none()
    return Circulation.objects.filter(plan__office=user.office_id)


def round_for(user: User, plan: int, number: int) -> Circulation:
    """A round of a plan by its number, or 404."""
    rounds = circulations_visible_to(user).select_related("plan", "plan__register", "opened_by", "closed_by")
    found = rounds.filter(plan=plan, number=number).first()
    if found is None:
        raise Http404
    return found


def rounds_of(user: User, plan: int) -> tuple[Plan, list[Circulation]]:
    """A plan with its rounds, the newest first; 404 where the plan is not seen."""
    found = plan_for(user, plan)
    return found, list(found.circulations.order_by("-number").select_related("opened_by"))


def invitation_in(circulation: Circulation, pk: int) -> Invitation:
    """An invitation of a round that was already let in, or 404."""
    found = circulation.invitations.select_related("unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.circulation = circulation
    return found


def comments_in(circulation: Circulation) -> QuerySet[Comment]:
    """The comments of a round that stand, in the order of the rows; those on the whole come last."""
    return (
        Comment.objects.filter(invitation__circulation=circulation)
        .exclude(verdict=Verdict.WITHDRAWN)
        .select_related("row", "task", "invitation__unit", "decided_by")
        .order_by("row__number", "invitation__number", "id")
    )


def comment_in(circulation: Circulation, pk: int) -> Comment:
    """A comment of a round that was already let in, or 404."""
    found = comments_in(circulation).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def returned_in(circulation: Circulation) -> QuerySet[ReturnedFile]:
    """The files that came back in a round and were not set aside."""
    files = circulation.returned.filter(set_aside_at__isnull=True)
    return files.select_related("invitation__unit", "dropped_by", "taken_by")


def invitations_of(user: User) -> QuerySet[Invitation]:
    """The invitations of the units that *user* acts for, the newest round first."""
    if user.office_id is None or not may(user, Right.COMMENT):
        return Invitation.objects.none()
    units = units_of(user, clock.today())
    found = Invitation.objects.filter(unit__in=units, circulation__plan__office=user.office_id)
    return found.select_related("unit", "circulation__plan").order_by("-circulation_id", "number")


def invitation_for(user: User, pk: int) -> Invitation:
    """An invitation of a unit that *user* acts for, or 404."""
    found = invitations_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def invitation_by_token(token: str, now: datetime) -> Invitation | None:
    """The invitation that a personal link opens, or ``None``: wrong, expired, revoked and closed all look alike."""
    if not is_token(token):
        return None
    found = (
        Invitation.objects.filter(token_sha256=digest(token), revoked_at__isnull=True, expires_at__gt=now)
        .select_related("unit", "circulation__plan__office")
        .first()
    )
    return found if found is not None and takes_answers(found.circulation) else None


def takes_answers(circulation: Circulation) -> bool:
    """Whether a round (with its plan) still takes answers."""
    return circulation.is_open and circulation.plan.state == PlanState.CIRCULATING


def extract_of(invitation: Invitation) -> list[ExtractRow]:
    """The rows of a unit's extract in their order."""
    return list(invitation.extract.select_related("row").order_by("row__number"))


def standing_comments(invitation: Invitation) -> list[Comment]:
    """The comments of a unit that stand."""
    return list(invitation.comments.exclude(verdict=Verdict.WITHDRAWN).order_by("row__number", "id"))


def with_extracts(circulation: Circulation) -> list[Invitation]:
    """Every invitation of a round with its unit and its rows: three queries."""
    rows = Prefetch("extract", ExtractRow.objects.select_related("row").order_by("row__number"))
    return list(circulation.invitations.select_related("unit").prefetch_related(rows))


def open_comments(plan: Plan) -> int:
    """How many comments on a plan nobody has decided yet, in all its rounds."""
    return Comment.objects.filter(invitation__circulation__plan=plan, verdict=Verdict.OPEN).count()
