"""How far a round is: figures, tabs, and the text that reminds those who have not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.duban.tasks.models import Circulation, Comment, Invitation, ReturnedFile, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit of a round in short: the key of its invitation, its name, and whether it answered, and how."""

    pk: int
    unit: str
    has_answered: bool
    no_objection: bool


def everybody(circulation: Circulation) -> list[Asked]:
    """Every unit of a round in its order: one query."""
    rows = circulation.invitations.order_by("number").values_list("pk", "unit__name", "answered_at", "no_objection")
    return [Asked(pk, unit, answered is not None, fine) for pk, unit, answered, fine in rows]


def counts(circulation: Circulation) -> dict[str, int]:
    """Units asked, answered, silent and without objection; comments, open ones; files that wait: one query."""
    asked = Invitation.objects.filter(circulation=OuterRef("pk"))
    answered = asked.filter(answered_at__isnull=False)
    standing = Comment.objects.filter(invitation__circulation=OuterRef("pk")).exclude(verdict=Verdict.WITHDRAWN)
    files = ReturnedFile.objects.filter(circulation=OuterRef("pk"), set_aside_at__isnull=True)
    found = Circulation.objects.filter(pk=circulation.pk).values(
        asked=_count(asked, "circulation"),
        answered=_count(answered, "circulation"),
        fine=_count(answered.filter(no_objection=True), "circulation"),
        comments=_count(standing, "invitation__circulation"),
        open=_count(standing.filter(verdict=Verdict.OPEN), "invitation__circulation"),
        files=_count(files.filter(taken_at__isnull=True), "circulation"),
    )[0]
    numbers = cast(dict[str, int], found)
    return {**numbers, "silent": numbers["asked"] - numbers["answered"]}


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def tabs(circulation: Circulation, here: str, numbers: dict[str, int]) -> list[dict[str, object]]:
    """The pages of a round, for the component ``tabs.html``."""
    pages = (
        ("round", _("反馈情况"), numbers["silent"] or None),
        ("returned", _("回收文件"), numbers["files"] or None),
        ("comments", _("处理意见"), numbers["open"] or None),
        ("adoption", _("意见采纳情况表"), None),
    )
    arguments = (circulation.plan_id, circulation.number)
    return [
        {
            "title": title,
            "url": reverse(f"tasks:circulation-{name}", args=arguments),
            "here": name == here,
            "count": count,
        }
        for name, title, count in pages
    ]


def reminder(circulation: Circulation, silent: Sequence[str], today: date) -> str:
    """The text for the chat group; empty where everybody has answered.  It stays Chinese: units read it."""
    if not silent:
        return ""
    last = circulation.answer_by
    day = f"{last.month}月{last.day}日"
    when = f"反馈期限（{day}）已过，请尽快反馈" if today > last else f"请于{day}前反馈"
    return (
        f"《{circulation.plan.title}》征求意见，以下单位尚未反馈，{when}；无意见也请回复“无意见”：{'、'.join(silent)}。"
    )
