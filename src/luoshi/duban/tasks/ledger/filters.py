"""The filters of the ledger, as a table: how each narrows, and how it reads while it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.duban.organisations.queries import with_units_below
from luoshi.duban.tasks.lateness import overdue
from luoshi.duban.tasks.ledger import asked as asked_keys
from luoshi.duban.tasks.ledger.asked import ANSWERING, LIMITS, OPEN, ROLES, STATES, Asked
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.words import found
from luoshi.duban.tasks.models import OVER, Assignment, AssignmentRole, LimitKind, Plan, State, Task, TaskSource


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when it is asked, and what it leads to."""

    office: int
    today: date
    names: Names


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter while it narrows: its name, what it narrows to, and what is asked without it."""

    name: str
    words: str
    without: Asked


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: the key it stands under, its name, the condition it makes, and the words it is read by."""

    key: str
    name: str | Promise
    narrow: Callable[[Asked, Scope], Q]
    words: Callable[[Asked, Names], str]
    #: Keys that mean nothing without it.
    along: tuple[str, ...] = ()
    #: What an app above offers to choose from, and which of it is one click away.
    choices: Mapping[str, str | Promise] = field(default_factory=dict)
    quick: tuple[str, ...] = ()


def narrowed(tasks: QuerySet[Task], asked: Asked, scope: Scope) -> QuerySet[Task]:
    """*tasks* by every filter that is asked for."""
    for one in FILTERS:
        if asked[one.key]:
            tasks = tasks.filter(one.narrow(asked, scope))
    return tasks


def chips(asked: Asked, names: Names) -> Iterator[Chip]:
    """The filters that narrow now, in their order; each unit by itself, so that it can be taken away alone."""
    for one in FILTERS:
        values = asked.all(one.key)
        if one.key == "unit" and len(values) > 1:
            for value in values:
                alone = asked.with_values("unit", value)
                yield Chip(str(one.name), one.words(alone, names), asked.without_value("unit", value))
        elif values:
            yield Chip(str(one.name), one.words(asked, names), asked.without(one.key, *one.along))


def _of_units(units: set[int], asked: Asked) -> Q:
    """The tasks that these units have, in the role that is asked for."""
    rows = Assignment.objects.filter(unit__in=units)
    if State.WITHDRAWN not in asked.all("state"):
        rows = rows.exclude(state=State.WITHDRAWN)
    if asked["role"] == ANSWERING:
        rows = rows.filter(role__in=(AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE))
    elif asked["role"]:
        rows = rows.filter(role=asked["role"])
    return Q(pk__in=rows.values("task"))


def _by_unit(asked: Asked, scope: Scope) -> Q:
    units = set(asked.keys_of("unit"))
    return _of_units(with_units_below(scope.office, units) if asked["below"] else units, asked)


def _by_post(asked: Asked, scope: Scope) -> Q:
    """An accountable leader's field, or the unit that a liaison or a head acts for, each with the units below."""
    post = int(asked["post"])
    if ("post", post) not in scope.names.found:
        return Q()
    return _of_units(with_units_below(scope.office, scope.names.units.get(post, set())), asked)


def _by_role(asked: Asked, _scope: Scope) -> Q:
    """Alone a role narrows nothing: it says what the unit or the post is for the task."""
    del asked
    return Q()


def _by_state(asked: Asked, _scope: Scope) -> Q:
    states = asked.all("state")
    condition = Q(state__in=[state for state in states if state != OPEN])
    return condition | ~Q(state__in=OVER) if OPEN in states else condition


def _by_limit(asked: Asked, scope: Scope) -> Q:
    return _LIMITS[asked["due"]](scope.today)


def _within(days: int) -> Callable[[date], Q]:
    def condition(today: date) -> Q:
        still = ~Q(state__in=OVER) & Q(done_on__isnull=True)
        return still & Q(due__gte=today, due__lte=today + timedelta(days=days))

    return condition


_LIMITS: Mapping[str, Callable[[date], Q]] = {
    "overdue": overdue,
    "7": _within(7),
    "30": _within(30),
    "none": lambda _today: Q(limit_kind__in=(LimitKind.NONE, LimitKind.OPEN)),
    "long-term": lambda _today: Q(limit_kind=LimitKind.LONG_TERM),
    "was-late": lambda today: Q(late_before__gt=0) | Q(done_on__gt=F("due")) | overdue(today),
    "suspended": lambda _today: Q(suspended_since__isnull=False) & ~Q(state__in=OVER),
}


def _by_document(asked: Asked, scope: Scope) -> Q:
    """What stands in a document, and what was added to its plan by word of mouth."""
    document = int(asked["document"])
    plans = Plan.objects.filter(office=scope.office, document=document)
    return Q(plan__in=plans) | Q(pk__in=TaskSource.objects.filter(document=document).values("task"))


def _unit_words(asked: Asked, names: Names) -> str:
    words = names.of("unit", asked["unit"])
    about = [str(ROLES[asked["role"]])] if asked["role"] else []
    about += [gettext("含下属单位")] if asked["below"] else []
    return words + (f"（{'、'.join(about)}）" if about else "")


def _post_words(asked: Asked, names: Names) -> str:
    words = names.of("post", asked["post"])
    return words + (f"（{ROLES[asked['role']]}）" if asked["role"] and not asked["unit"] else "")


FILTERS = [
    Filter("q", _("查找"), lambda asked, _scope: found(asked["q"]), lambda asked, _names: f"“{asked['q']}”"),
    Filter("unit", pgettext_lazy("one", "单位"), _by_unit, _unit_words, along=("below",)),
    Filter("post", _("岗位"), _by_post, _post_words),
    Filter(
        "register",
        pgettext_lazy("one", "台账"),
        lambda asked, _scope: Q(register=int(asked["register"])),
        lambda asked, names: names.of("register", asked["register"]),
    ),
    Filter("state", _("状态"), _by_state, lambda asked, _names: "、".join(str(STATES[s]) for s in asked.all("state"))),
    Filter("due", _("时限"), _by_limit, lambda asked, _names: str(LIMITS[asked["due"]])),
    Filter(
        "from", _("到期不早于"), lambda asked, _scope: Q(due__gte=asked["from"]), lambda asked, _names: asked["from"]
    ),
    Filter("to", _("到期不晚于"), lambda asked, _scope: Q(due__lte=asked["to"]), lambda asked, _names: asked["to"]),
    Filter(
        "campaign",
        _("专项工作"),
        lambda asked, _scope: Q(campaign=asked["campaign"]),
        lambda asked, _names: asked["campaign"],
    ),
    Filter("document", _("公文"), _by_document, lambda asked, names: names.of("document", asked["document"])),
]


def offer(
    key: str,
    name: str | Promise,
    choices: Mapping[str, str | Promise],
    narrow: Callable[[tuple[str, ...]], Q],
    *,
    quick: tuple[str, ...] = (),
) -> None:
    """Let people narrow the ledger by what an app above knows: any of *choices*, of which *quick* are one click away.

    *narrow* makes the condition from the values that were chosen.
    """
    if any(one.key == key for one in FILTERS):
        return
    asked_keys.offer(key, choices)

    def words(asked: Asked, _names: Names) -> str:
        return gettext("、").join(str(choices[value]) for value in asked.all(key))

    FILTERS.append(Filter(key, name, lambda asked, _scope: narrow(asked.all(key)), words, (), choices, quick))


def offered() -> list[Filter]:
    """The filters of apps above."""
    return [one for one in FILTERS if one.choices]
