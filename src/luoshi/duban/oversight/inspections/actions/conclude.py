"""督查结论: written when everything in a unit was looked at, issued by another person, signed for by the unit."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese, in_chinese
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.inspections import papers
from luoshi.duban.oversight.inspections.actions.moving import APPROVED, given, locked, require_office, require_state
from luoshi.duban.oversight.inspections.drafting import demand_words
from luoshi.duban.oversight.inspections.models import Becomes, Conclusion, ConclusionState, Item, Outcome, Stop
from luoshi.duban.oversight.inspections.news import tell_conclusion
from luoshi.duban.oversight.inspections.queries import acts_for
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.add_remark import add_remark
from luoshi.duban.tasks.models import NoticeKind
from luoshi.duban.tasks.telling import tell

_OPEN = (ConclusionState.PROPOSED, ConclusionState.BACK)


@transaction.atomic
def propose_conclusion(stop: Stop, words: str, *, actor: User, version: int = 0) -> Conclusion:
    """Write the conclusion about *stop*, or write it anew over *version*; it waits for another person.

    Refused before the plan is approved, without words, while something was not looked at, where nothing could be seen
    at all, and once it went out.
    """
    require_office(actor, Right.INSPECT, stop.inspection)
    require_state(locked(stop.inspection), APPROVED)
    text = words.strip()
    if not text:
        raise Refused("no-words", "请填写督查结论。", "Write the conclusion.")
    _require_looked_at(stop)
    conclusion = Conclusion.objects.filter(stop=stop).first()
    values = {"words": text[:4000], "state": ConclusionState.PROPOSED, "drafted_by": actor, "drafted_at": clock.now()}
    if conclusion is None:
        if version:
            raise ChangedMeanwhile(str(stop))
        conclusion = Conclusion.objects.create(stop=stop, **values)
    else:
        _require(conclusion, _OPEN)
        change_seen(conclusion, version, **values)
    _record("conclusion.proposed", conclusion, actor=actor, after={"unit": stop.unit.name, "words": text})
    return conclusion


@transaction.atomic
def send_conclusion_back(conclusion: Conclusion, *, actor: User, version: int, reason: str) -> None:
    """Send it back to be written anew, with the reason; findings can be changed again."""
    _require_other(conclusion, actor)
    _require(conclusion, (ConclusionState.PROPOSED,))
    words = given(reason)
    change_seen(conclusion, version, state=ConclusionState.BACK, reason=words)
    _record("conclusion.sent-back", conclusion, actor=actor, after={}, reason=words)


@transaction.atomic
def issue_conclusion(conclusion: Conclusion, *, actor: User, version: int) -> Conclusion:
    """送达: the unit sees it from now on, its papers are kept, and every task that was looked at has it on its record.

    Demands that are to stand on their tasks are written there, and the units of these are told.  Refused to whoever
    wrote it.
    """
    _require_other(conclusion, actor)
    _require(conclusion, (ConclusionState.PROPOSED,))
    change_seen(
        conclusion, version, state=ConclusionState.ISSUED, issued_by=actor, issued_on=clock.today(), reason=""
    )  # fmt: skip
    stop = conclusion.stop
    digests = papers.keep(stop.inspection, "conclusion", papers.conclusion_document(conclusion), stop=stop)
    items = list(stop.items.select_related("task", "stop__unit", "inspection").exclude(outcome=Outcome.NOT_SEEN))
    _tell_tasks(items, actor)
    _write_demands(items, actor)
    after = {"unit": stop.unit.name, "items": len(items), "papers": digests}
    _record("conclusion.issued", conclusion, actor=actor, after=after)
    tell_conclusion(conclusion)
    return conclusion


@transaction.atomic
def sign_conclusion(conclusion: Conclusion, *, actor: User, version: int) -> None:
    """签收: by the unit itself, or typed by the office that the unit signed on paper."""
    unit = conclusion.stop.unit
    inspection = conclusion.stop.inspection
    typed = may(actor, Right.INSPECT)
    require_office(actor, Right.INSPECT if typed else Right.REPORT, inspection)
    if not typed and not acts_for(actor, conclusion.stop):
        raise PermissionDenied(_("这不是发给您所在单位的督查结论。"))
    _require(conclusion, (ConclusionState.ISSUED,))
    if conclusion.signed_at is not None:
        raise Refused("signed", "已经签收。", "It was signed for already.")
    change_seen(conclusion, version, signed_by=actor, signed_at=clock.now(), sign_typed=typed)
    _record("conclusion.signed", conclusion, actor=actor, after={"unit": unit.name, "typed": typed})


def _require_looked_at(stop: Stop) -> None:
    outcomes = list(stop.items.values_list("outcome", flat=True))
    open_ones = outcomes.count(Outcome.OPEN)
    if open_ones:
        raise Refused(
            "not-looked-at",
            f"{stop.unit.name}还有{open_ones}项没有记录督查情况，不能下结论。",
            f"{open_ones} matters of {stop.unit.name} were not looked at yet; there is no conclusion before.",
        )
    if all(one == Outcome.NOT_SEEN for one in outcomes):
        raise Refused(
            "nothing-seen",
            f"{stop.unit.name}的事项都未能查看，不下结论。",
            f"Nothing could be seen at {stop.unit.name}; there is nothing to conclude.",
        )


def _require(conclusion: Conclusion, states: Collection[ConclusionState]) -> None:
    if conclusion.state not in states:
        state = ConclusionState(conclusion.state)
        raise Refused(
            "conclusion-state",
            f"这份督查结论{chinese(state.label)}，不能这样办理。",
            f"The conclusion is {state.value}; that cannot be done with it now.",
        )


def _require_other(conclusion: Conclusion, actor: User) -> None:
    require_office(actor, Right.APPROVE_INSPECTION, conclusion.stop.inspection)
    if conclusion.drafted_by_id == actor.pk:
        raise PermissionDenied(_("起草督查结论的人不能审定自己起草的结论。"))


@in_chinese
def _tell_tasks(items: list[Item], actor: User) -> None:
    """What was found, on the record of every task."""
    for item in items:
        if item.task is not None:
            after = {
                "inspection": item.inspection.title, "id": item.inspection_id, "unit": item.stop.unit.name,
                "outcome": str(item.get_outcome_display()), "finding": item.finding, "problem": item.problem,
                "demand": demand_words(item) if item.demand else "",
            }  # fmt: skip
            record("task.inspected", item.task, office=actor.office_key, actor=actor.actor, after=after)


def _write_demands(items: list[Item], actor: User) -> None:
    for item in items:
        if item.task is not None and item.demand and item.becomes == Becomes.INSTRUCTION:
            words = f"{item.inspection.title}要求：{demand_words(item)}"
            add_remark(item.task, actor=actor, text=words)
            tell(item.task, [item.stop.unit], NoticeKind.DEMAND, words, actor=actor)


def _record(verb: str, conclusion: Conclusion, *, actor: User, after: dict[str, object], reason: str = "") -> None:
    record(verb, conclusion, office=actor.office_key, actor=actor.actor, after=after, reason=reason)
