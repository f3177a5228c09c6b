"""What letters add to the pages of tasks: the story, a selection's action, a tab at the supervision desk, a unit's
matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.language import is_chinese
from luoshi.duban.oversight.letters.models import Letter
from luoshi.duban.oversight.letters.queries import awaiting_office, awaiting_unit
from luoshi.duban.tasks import work_beside
from luoshi.duban.tasks.ledger import bulk
from luoshi.duban.tasks.story import tell_verb
from luoshi.duban.tasks.supervision import Beside, offer_beside
from luoshi.duban.tasks.work_beside import Matter, Row, as_rows

_QUOTED = 120
_TO_ANSWER = "letter-to-answer"


def offer() -> None:
    """Add them."""
    tell_verb("task.letter-issued", _issued, tone="todo")
    tell_verb("task.letter-answered", _answered)
    tell_verb("task.letter-withdrawn", _withdrawn)
    bulk.offer(bulk.BulkAction(Right.SUPERVISE, gettext_lazy("督办函"), "letters:new", (), "file-text"))
    offer_beside(Beside(gettext_lazy("督办函"), "letters:list", _waiting))
    work_beside.offer(work_beside.Source({_TO_ANSWER: gettext_lazy("待回复的督办函")}, _rows, _matter))


def _waiting(user: User) -> tuple[QuerySet[Letter]]:
    return (awaiting_office(user, clock.today()),)


def _rows(user: User) -> Iterator[QuerySet[Letter, Any]]:
    """For a unit: the letters that it has not answered."""
    yield as_rows(awaiting_unit(user), _TO_ANSWER, called="title", whose="unit__name", on="answer_by", more=F("number"))


def _matter(row: Row) -> Matter:
    facts = [row.more, row.whose]
    if row.on is not None and row.on < clock.today():
        facts.append(_("应于%(day)s前回复，已逾期") % {"day": row.on.isoformat()})
    elif row.on is not None:
        facts.append(_("%(day)s前回复") % {"day": row.on.isoformat()})
    return Matter(row.called, reverse("letters:letter", args=[row.subject]), tuple(facts))


def _values(who: str, after: Mapping[str, Any]) -> dict[str, str]:
    return {"who": who, "letter": str(after.get("letter", "")), "unit": str(after.get("unit", ""))}


def _issued(who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    words = _("%(who)s 向%(unit)s发出%(letter)s") % _values(who, after)
    limit = after.get("answer_by")
    return _("%(words)s，%(day)s前回复") % {"words": words, "day": _day(str(limit))} if limit else words


def _answered(who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    said = " ".join(str(after.get("answer", "")).split())
    quoted = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
    values = {**_values(who, after), "said": quoted}
    if after.get("on_behalf"):
        return _("%(unit)s回复%(letter)s（%(who)s代录）：%(said)s") % values
    return _("%(unit)s %(who)s 回复%(letter)s：%(said)s") % values


def _withdrawn(who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return _("%(who)s 撤回发给%(unit)s的%(letter)s") % _values(who, after)


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.month}月{day.day}日" if is_chinese() else value
