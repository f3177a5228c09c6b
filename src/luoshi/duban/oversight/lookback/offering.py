"""What look-back adds to the pages of tasks: a tab at the supervision desk, a sentence in a task's story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.lookback.models import Look, Outcome
from luoshi.duban.tasks.story import tell_verb
from luoshi.duban.tasks.supervision import Beside, offer_beside


def offer() -> None:
    """Add them."""
    offer_beside(Beside(gettext_lazy("回头看"), "lookback:draws", _waiting))
    tell_verb("look-back.found", _found, tone="wait")


def _waiting(user: User) -> tuple[QuerySet[Look]]:
    return (Look.objects.filter(draw__office=user.office_id, outcome=Outcome.OPEN),)


def _found(who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    result = _("属实") if after.get("outcome") == Outcome.HOLDS else _("不实")
    told = {"who": who, "unit": after.get("unit", ""), "result": result, "words": after.get("words", "")}
    return _("%(who)s 对%(unit)s回头看，结果%(result)s：%(words)s") % told
