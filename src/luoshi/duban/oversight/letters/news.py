"""A 督办函 as news for its unit: told at once, since an answer is due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight import news
from luoshi.duban.oversight.letters.models import Letter
from luoshi.duban.oversight.letters.queries import letters_visible_to, unanswered

LETTER = "letter"


def offer_news() -> None:
    """Called once when the application starts."""
    news.offer(news.Kind(LETTER, _("督办函"), _count, _standing, _opens, is_urgent=True))


def tell_unit(letter: Letter) -> None:
    """Say that *letter* was issued to its unit."""
    words = f"{letter.number} {letter.title}"
    news.tell(letter.office, [news.News(LETTER, letter.pk, letter.unit_id, words, letter.answer_by)])


def _count(count: int) -> str:
    return ngettext("待回复督办函%(count)s件", "待回复督办函%(count)s件", count) % {"count": count}


def _standing(subjects: Collection[int], _today: date) -> Collection[int]:
    """One that is overdue waits for its answer all the same."""
    return set(Letter.objects.filter(unanswered(), pk__in=subjects).values_list("pk", flat=True))


def _opens(user: User, subject: int) -> str:
    found = letters_visible_to(user).filter(pk=subject)
    return reverse("letters:letter", args=[subject]) if found.exists() else ""
