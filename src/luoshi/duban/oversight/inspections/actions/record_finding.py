"""记录督查情况: what was found about one matter, typed in the page or taken from a sheet that came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.actions.keep_file import keep_file
from luoshi.duban.documents.actions.take_in import too_large
from luoshi.duban.documents.names import tidy_name
from luoshi.duban.language import chinese
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.inspections.actions.moving import APPROVED, locked, require_office, require_state
from luoshi.duban.oversight.inspections.models import (
    UNMET,
    Becomes,
    Conclusion,
    ConclusionState,
    FindingFile,
    Inspection,
    Item,
    Outcome,
)
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Means, State

#: So many files may come with one finding.
MOST_FILES = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody found; *means* are values of the coded list, *demand* is to be met until *due*."""

    outcome: Outcome
    finding: str = ""
    problem: str = ""
    measured: str = ""
    demand: str = ""
    due: date | None = None
    becomes: Becomes = Becomes.NOTE
    means: Sequence[str] = ()
    seen_on: date | None = None
    seen_by: str = ""

    def columns(self) -> dict[str, Any]:
        """As the row keeps them."""
        return {
            "outcome": self.outcome,
            "finding": self.finding.strip()[:2000],
            "problem": self.problem.strip()[:1000],
            "measured": self.measured.strip()[:100],
            "demand": self.demand.strip()[:1000],
            "due": self.due,
            "becomes": self.becomes if self.demand.strip() else Becomes.NOTE,
            "means": [one for one in Means.values if one in self.means],
            "seen_on": self.seen_on,
            "seen_by": self.seen_by.strip()[:100],
        }

    @classmethod
    def of(cls, item: Item) -> Found:
        """As it is written now."""
        return cls(
            Outcome(item.outcome), item.finding, item.problem, item.measured, item.demand, item.due,
            Becomes(item.becomes), tuple(item.means), item.seen_on, item.seen_by,
        )  # fmt: skip

    def as_data(self) -> dict[str, object]:
        """Plain values for the record."""
        kept = self.columns()
        days = {key: kept[key].isoformat() if kept[key] else "" for key in ("due", "seen_on")}
        return {**kept, **days, "outcome": self.outcome.value, "becomes": str(kept["becomes"])}


@transaction.atomic
def record_finding(  # noqa: PLR0913 -- who, what, over which version, with what beside it
    item: Item,
    found: Found,
    *,
    actor: User,
    version: int,
    files: Iterable[UploadedFile[Any]] = (),
    by_file: str = "",
) -> Item:
    """Put *found* in the place of what was written about *item* so far, and add *files* to its evidence.

    Refused before the plan is approved and once the unit's conclusion was sent to approval or went out, for what
    contradicts itself (:func:`check`), and over another *version* than the one that was seen.
    """
    require_office(actor, Right.INSPECT, item.inspection)
    now = locked(item.inspection)
    require_state(now, APPROVED)
    require_no_conclusion(item)
    check(found, now, has_task=item.task_id is not None)
    _require_under_way(found, item)
    before = Found.of(item)
    given = list(files)
    if len(given) > MOST_FILES:
        raise Refused(
            "too-many", f"一次最多上传{MOST_FILES}个文件。", f"At most {MOST_FILES} files can be uploaded at once."
        )
    change_seen(item, version, **found.columns(), typed_by=actor, typed_at=clock.now(), by_file=by_file[:255])
    kept = [_keep(item, file, actor) for file in given]
    after = {**found.as_data(), "number": item.number, "unit": item.stop.unit.name}
    if kept:
        after["files"] = {one.name: one.source.sha256 for one in kept}
    if by_file:
        after["by_file"] = by_file
    record(
        "inspection.found", now, office=actor.office_key, actor=actor.actor, before=before.as_data(), after=after
    )  # fmt: skip
    return item


def require_no_conclusion(item: Item) -> None:
    """Refused where the conclusion that rests on *item* waits for approval or went out."""
    conclusion = Conclusion.objects.filter(stop=item.stop_id).first()
    if conclusion is not None and conclusion.state != ConclusionState.BACK:
        raise Refused(
            "concluded",
            f"{item.stop.unit.name}的督查结论已送审或送达，督查情况不能再改。",
            f"The conclusion about {item.stop.unit.name} rests on this; it cannot be changed any more.",
        )


def check(found: Found, inspection: Inspection, *, has_task: bool) -> None:
    """Refused where *found* says nothing, or two things at once."""
    kept = found.columns()
    if found.outcome is Outcome.OPEN:
        raise Refused("no-outcome", "请选择落实情况。", "Say what was found.")
    if not kept["finding"]:
        why = "请写明未能查看的原因。" if found.outcome is Outcome.NOT_SEEN else "请填写现场情况。"
        raise Refused("no-finding", why, "Write what was found, or why nothing could be seen.")
    if found.outcome in UNMET and not kept["problem"]:
        raise Refused(
            "no-problem",
            f"落实情况为“{chinese(found.outcome.label)}”的，请写明存在问题。",
            "Say what the problem is.",
        )
    if found.due is not None and not kept["demand"]:
        raise Refused("no-demand", "有整改时限，请写明整改要求。", "There is a day to put it right, but not what.")
    if found.seen_on is None or found.seen_on > clock.today() or found.seen_on < inspection.starts:
        raise Refused(
            "seen-on",
            f"查看日期应在{inspection.starts}以后、今天以前。",
            f"It was seen between {inspection.starts} and today.",
        )
    if found.due is not None and found.due < found.seen_on:
        raise Refused("due-before", "整改时限不能早于查看日期。", "It is due before it was seen.")
    if kept["becomes"] == Becomes.INSTRUCTION and not has_task:
        raise Refused(
            "no-task",
            "这一项不是台账任务，整改要求可以列为新任务。",
            "This matter is no task of the ledger; the demand can become a new task.",
        )


def _require_under_way(found: Found, item: Item) -> None:
    """A demand that is to stand on the task is for somebody who still has it; what was closed out can go on."""
    task = item.task
    if found.columns()["becomes"] == Becomes.INSTRUCTION and task is not None and task.state == State.WITHDRAWN:
        raise Refused(
            "task-withdrawn",
            f"{task.number}已撤销，整改要求可以列为新任务。",
            f"{task.number} was withdrawn; the demand can become a new task.",
        )


def _keep(item: Item, file: UploadedFile[Any], actor: User) -> FindingFile:
    name = tidy_name(file.name or "")
    if file.size is None or file.size > settings.MAX_UPLOAD:
        raise too_large(name)
    source = keep_file(file.read(), name, actor=actor)
    return FindingFile.objects.create(item=item, source=source, name=name, added_by=actor)
