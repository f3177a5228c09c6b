"""What the actions on letters have in common: whose letter it is, and moving it over the version that was seen."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import About, record, record_many
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.letters.drafting import units_of
from luoshi.duban.oversight.letters.models import Letter, LetterState
from luoshi.duban.oversight.letters.queries import is_for
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Task


def require_office(actor: User, right: Right, letter: Letter) -> None:
    """Raise :class:`PermissionDenied` where *actor* lacks *right* or belongs to another office."""
    require(actor, right)
    if actor.office_id != letter.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))


def require_answering(actor: User, letter: Letter) -> bool:
    """Whether *actor* answers on behalf of the unit of *letter*, which telephoned or wrote (代录).

    Raises :class:`PermissionDenied` for who neither acts for the unit nor may type for it.
    """
    if may(actor, Right.ENTER_REPORT):
        require_office(actor, Right.ENTER_REPORT, letter)
        return True
    require_office(actor, Right.REPORT, letter)
    if not is_for(actor, letter):
        raise PermissionDenied(_("这不是发给您所在单位的督办函。"))
    return False


def require_state(letter: Letter, states: Collection[LetterState]) -> None:
    """Refused where *letter* is in none of *states*."""
    if letter.state not in states:
        state = LetterState(letter.state)
        raise Refused(
            "letter-state",
            f"“{letter.title}”{state.label}，不能这样办理。",
            f"The letter is {state.value}; that cannot be done with it now.",
        )


def require_the_units(letter: Letter) -> None:
    """Refused where one of its tasks is no longer its unit's to do: what it asks for would be asked of nobody."""
    tasks = list(Task.objects.filter(letter_rows__letter=letter).order_by("letter_rows__position"))
    theirs = {row.task_id for unit, rows in units_of(tasks) if unit.pk == letter.unit_id for row in rows}
    for task in tasks:
        if task.pk not in theirs:
            raise Refused(
                "not-theirs-any-more",
                f"{task.number}“{task.title}”已不由{letter.unit.name}承办，请撤回本函，另行拟制。",
                f"{letter.unit.name} no longer has {task.number} to do; withdraw the letter and prepare another.",
            )


def move(letter: Letter, version: int, **values: object) -> None:
    """Write *values* over the *version* that was seen."""
    change_seen(letter, version, **values)


def tell(verb: str, letter: Letter, *, actor: User, after: dict[str, object], reason: str = "") -> None:
    """Put what happened to *letter* on its own record."""
    record(verb, letter, office=actor.office_key, actor=actor.actor, after=after, reason=reason)


def tell_tasks(verb: str, letter: Letter, *, actor: User, after: dict[str, object], reason: str = "") -> None:
    """Put it on the record of every task that the letter is about."""
    tasks = Task.objects.filter(letter_rows__letter=letter).order_by("letter_rows__position")
    values = {"letter": letter.number, "id": letter.pk, "unit": letter.unit.name, **after}
    record_many(
        verb, [About(task, after=values, reason=reason) for task in tasks], office=actor.office_key, actor=actor.actor
    )
