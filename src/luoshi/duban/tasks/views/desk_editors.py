"""The forms that open inside a card of the review desk."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.desk.cards import Card
from luoshi.duban.tasks.desk.items import Reference, parse
from luoshi.duban.tasks.desk.page import Desk, look_at
from luoshi.duban.tasks.desk.places import of_item
from luoshi.duban.tasks.forms.desk import OralForm
from luoshi.duban.tasks.models import AssignmentRole, Task
from luoshi.duban.tasks.queries import plan_for

_EDITORS = frozenset({"reword", "units", "limit", "targets", "split", "oral", "why"})


@require_GET
@needs(Right.DECIDE_STATEMENTS)
def editor(request: SignedIn, pk: int, what: str, item: str) -> HttpResponse:
    """A form for one item, by its key (``t12``, ``d5``, ``s33``); ``new`` for an oral task."""
    plan = plan_for(request.user, pk)
    if what not in _EDITORS:
        raise Http404
    more: dict[str, object] = {"plan": plan, "what": what}
    if what == "oral":
        today = clock.today()
        more["form"] = OralForm(initial={"said_on": today, "noted_by": request.user.name})
    else:
        reference = _reference(item)
        more.update(_about(look_at(plan, of_item(reference)), reference))
    return render(request, f"tasks/desk/editors/{what}.html", more)


def _reference(item: str) -> Reference:
    try:
        (reference,) = parse([item])
    except Refused:
        raise Http404 from None
    return reference


def _about(shown: Desk, item: Reference) -> dict[str, object]:
    card = _card(shown, item)
    said = [one for part in shown.parts for one in part.said if one.index in card.said]
    units = Unit.objects.in_bulk([unit.key for unit in card.units if unit.key])
    task = Task.objects.filter(pk=card.task).first() if card.is_task else None
    return {
        "card": card,
        "task": task,
        "roles": [_role(card, role, units) for role in AssignmentRole if role != AssignmentRole.INFORMED],
        "quotes": [one.words for one in said],
        "statements": said,
        "lines": "\n".join([card.text, *card.steps] if card.steps else _clauses(card.text)),
        "step_lines": "\n".join(card.steps),
        "target_lines": "\n".join(target.line for target in card.targets),
    }


def _role(card: Card, role: AssignmentRole, units: dict[int, Unit]) -> dict[str, object]:
    of_role = [unit for unit in card.units if unit.role == role]
    return {
        "value": role.value,
        "label": role.label,
        "chosen": [units[unit.key] for unit in of_role if unit.key],
        "typed": "、".join(unit.name for unit in of_role if unit.key is None),
    }


def _card(shown: Desk, item: Reference) -> Card:
    """The card that is named; a statement without one stands for itself."""
    cards = [card for part in shown.parts for card in part.cards]
    for card in [*cards, *(shown.beside or [])]:
        if card.key == f"{item.letter}{item.number}":
            return card
    said = next((one for part in shown.parts for one in part.said if one.index == item.number), None)
    if said is None or item.letter != "s":
        raise Http404
    return Card(key=f"s{said.index}", number=said.index, is_task=False, text=said.words, position=0, said=[said.index])


def _clauses(text: str) -> list[str]:
    """A wording cut at its semicolons, else at its full stops."""
    for mark in "；。":
        parts = [part.strip() for part in text.split(mark) if part.strip()]
        if len(parts) > 1:
            return [f"{part}。" if not part.endswith("。") else part for part in parts]
    return [text]
