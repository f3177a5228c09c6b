"""核查: a supervisor other than its typist checks a report that says the work is done, or sends it back (退办)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.language import chinese
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.acting import require_in_office
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.models import Assignment, Means, Report, State, Verification, VerificationOutcome
from luoshi.duban.tasks.moving import move_assignment, require_seen, with_one_task
from luoshi.duban.tasks.submissions import findings_to_keep, require_another, require_no_part, submission_of
from luoshi.duban.tasks.verifying import Finding, as_kept, figures_hold


@dataclass(frozen=True, slots=True)
class Checked:
    """How it was checked (政府督查工作条例, art. 12), and what came out."""

    means: tuple[Means, ...]
    conclusion: str


@transaction.atomic
def verify_report(assignment: Assignment, *, actor: User, version: int, checked: Checked) -> Verification:
    """Let what the unit reported on *assignment* (read with its task) stand as verified.

    *version* is the assignment's that the person saw.  Refused without a means and a conclusion, and to whoever typed
    or made the report (four eyes).  What was set beside what is kept with the verification.
    """
    return _verify(assignment, actor, version, checked, together=False)


@transaction.atomic
def verify_several(seen: Sequence[tuple[Assignment, int]], *, actor: User, checked: Checked) -> list[Verification]:
    """Verify several, each with the version that the person saw, with one conclusion: all or none.

    Refused where a figure that was wanted is missing or differs; that one has to be looked at by itself.
    """
    if not seen:
        raise Refused("nothing-chosen", "请先勾选任务。", "Choose some tasks first.")
    with_one_task(one for one, _version in seen)
    return [_verify(one, actor, version, checked, together=True) for one, version in seen]


def _verify(assignment: Assignment, actor: User, version: int, checked: Checked, *, together: bool) -> Verification:
    require_in_office(actor, Right.VERIFY, assignment)
    conclusion = checked.conclusion.strip()
    if not checked.means:
        raise Refused("no-means", "请至少选择一种核查方式。", "Choose at least one means of verification.")
    if not conclusion:
        raise Refused("no-conclusion", "请填写核查意见。", "Say what the verification came to.")
    require_no_part(assignment)
    require_seen(assignment, version)
    report = submission_of(assignment)
    require_another(actor, assignment, report)
    found = findings_to_keep(assignment, report)
    if together and not figures_hold(found):
        raise Refused(
            "figures-differ",
            f"“{assignment.task.title}”的数据与目标不符或没有报数，请单独核查。",
            f"A figure of {assignment.task.title} is missing or differs from its target; verify it by itself.",
        )
    before = move_assignment(assignment, State.VERIFIED)
    refresh(assignment.task)
    done = keep_verification(
        assignment, report, found, actor=actor, outcome=VerificationOutcome.PASSED, conclusion=conclusion,
        means=checked.means,
    )  # fmt: skip
    record(
        "assignment.verified",
        assignment.task,
        office=actor.office_key,
        actor=actor.actor,
        before={"state": before},
        after={
            "state": assignment.state,
            "unit": assignment.name,
            "means": [chinese(one.label) for one in checked.means],
            "conclusion": conclusion,
            "findings": done.findings,
        },
    )
    return done


def keep_verification(  # noqa: PLR0913 -- what a verification consists of
    assignment: Assignment,
    report: Report | None,
    found: Sequence[Finding],
    *,
    actor: User,
    outcome: VerificationOutcome,
    conclusion: str,
    means: Sequence[Means] = (),
) -> Verification:
    """Keep what was checked, with what was set beside what."""
    return Verification.objects.create(
        assignment=assignment,
        report=report,
        means=list(means),
        outcome=outcome,
        conclusion=conclusion,
        findings=as_kept(found),
        verified_by=actor,
    )
