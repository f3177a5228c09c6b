"""The one door to digests, channels and deliveries: 404 for whoever may not see them, never a hint."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.letters.news import LETTER
from luoshi.duban.oversight.letters.queries import awaiting_unit
from luoshi.duban.oversight.reminders.models import Channel, Delivery, DeliveryState, Digest, Reminder, Telling, Vacancy


def digests_of(user: User) -> QuerySet[Digest]:
    """A person's own inbox, the newest first, with what each digest is about: three queries a page."""
    rows = Reminder.objects.select_related("assignment__task", "assignment__unit", "chase").order_by("due", "pk")
    found = Digest.objects.filter(person=user).select_related("chase__made_by", "office", "person")
    told = Telling.objects.select_related("news__unit").order_by("pk")
    return found.prefetch_related(Prefetch("reminders", rows), Prefetch("tellings", told)).order_by("-pk")


def unread_of(user: User) -> int:
    """How many digests a person has not read: one query."""
    return Digest.objects.filter(person=user, read_at__isnull=True).count()


def new_for(user: User) -> int:
    """What the envelope in the head of a page counts: digests not read, and letters that nobody has signed for.

    A letter that stands in a digest not read counts once.
    """
    told = Telling.objects.filter(
        person=user, digest__isnull=False, digest__read_at__isnull=True, news__kind=LETTER
    ).values("news__subject")
    return unread_of(user) + awaiting_unit(user).filter(signed_at__isnull=True).exclude(pk__in=told).count()


def telling_for(user: User, pk: int) -> Telling:
    """News that the person was told of, or 404."""
    found = Telling.objects.filter(person=user, pk=pk, digest__isnull=False).select_related("news").first()
    if found is None:
        raise Http404
    return found


def digest_for(user: User, pk: int) -> Digest:
    """One of the person's own digests, or 404."""
    found = digests_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def channels_visible_to(user: User) -> QuerySet[Channel]:
    """The channels of the office, for who sets them up."""
    if user.office_id is None or not may(user, Right.MANAGE_REGISTERS):
        return Channel.objects.none()
    return Channel.objects.filter(office=user.office_id).select_related("office")


def channel_for(user: User, pk: int) -> Channel:
    """A channel of the office, or 404."""
    found = channels_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def deliveries_visible_to(user: User) -> QuerySet[Delivery]:
    """What the office sent, and could not send, the newest first, for those who supervise."""
    if user.office_id is None or not may(user, Right.SUPERVISE):
        return Delivery.objects.none()
    found = Delivery.objects.filter(channel__office=user.office_id)
    return found.select_related("channel", "digest__person").order_by("-pk")


def delivery_for(user: User, pk: int) -> Delivery:
    """One of them, or 404."""
    found = deliveries_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def counts_by_state(user: User) -> dict[str, int]:
    """How many deliveries of the office stand where: one query."""
    rows = deliveries_visible_to(user).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def vacancies_of(user: User) -> QuerySet[Vacancy]:
    """The posts of the office's units that nobody held when a reminder was due to them, and still nobody holds."""
    if user.office_id is None or not may(user, Right.SUPERVISE):
        return Vacancy.objects.none()
    open_ones = Vacancy.objects.filter(office=user.office_id, filled_on__isnull=True)
    return open_ones.select_related("unit").order_by("unit__position", "unit", "pk")


def amiss(user: User) -> tuple[QuerySet[Any], ...]:
    """What the office has to look after: messages that failed, and posts that nobody holds."""
    failed = Delivery.objects.filter(channel__office=user.office_id, state=DeliveryState.FAILED)
    return failed.order_by("pk"), Vacancy.objects.filter(office=user.office_id, filled_on__isnull=True).order_by("pk")


def digests_with(query: str) -> Q:
    """A condition for digests whose person's name holds *query*."""
    return Q(digest__person__name__icontains=query) if query else Q()
