"""How reminders and chases stand in a task's story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from luoshi.duban.tasks.story import tell_verb


def tell_in_stories() -> None:
    """Give the story the sentences of our verbs."""
    tell_verb("task.reminded", _reminded, tone="wait")
    tell_verb("task.chased", _chased, tone="todo")


def _reminded(who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    values = {
        "who": who,
        "unit": after.get("unit", ""),
        "to": after.get("to", ""),
        "level": after.get("level", ""),
        "what": _("；").join(str(one) for one in after.get("what", ())),
    }
    words = _("%(who)s 向%(unit)s%(level)s%(to)s发出催办（%(what)s）") % values
    if missing := after.get("instead_of"):
        return _("%(words)s；%(level)s岗位无人任职") % {"words": words, "level": missing}
    return words


def _chased(who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    values = {"who": who, "unit": after.get("unit", ""), "to": _("、").join(str(one) for one in after.get("to", ()))}
    words = _("%(who)s 催办，通知%(unit)s%(to)s") % values
    said = after.get("words")
    return _("%(words)s：%(said)s") % {"words": words, "said": said} if said else words
