"""The whole workflow at random, with every role and many days: what must always hold is checked after each step.

Whoever may not do a thing is refused, and then nothing has changed; whoever may leaves a record.  The invariants are
those of the design: states follow the table, nothing issued is lost, four eyes, lateness is derived and permanent.
"""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from luoshi.duban import clock
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.verification import verify
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Completion, Register
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.ask_extension import Wish, ask_extension
from luoshi.duban.tasks.actions.ask_return import ask_return
from luoshi.duban.tasks.actions.break_down import Part, break_down, close_part, send_back_part, withdraw_part
from luoshi.duban.tasks.actions.change_task import Wanted, change_task
from luoshi.duban.tasks.actions.close_out import close_out
from luoshi.duban.tasks.actions.decide_approval import approve_reports, refuse_report
from luoshi.duban.tasks.actions.decide_extension import Answer, decide_extension
from luoshi.duban.tasks.actions.decide_return import grant_return, refuse_return
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.actions.reopen import reopen_assignment, reopen_task
from luoshi.duban.tasks.actions.resume_task import resume_task
from luoshi.duban.tasks.actions.send_back import send_back
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.take_back_submission import take_back_submission
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.derivation import derive, refresh
from luoshi.duban.tasks.lateness import is_overdue, late_days, overdue, overdue_assignments, overdue_days
from luoshi.duban.tasks.models import (
    OVER,
    Approval,
    Assignment,
    AssignmentRole,
    BasisKind,
    Change,
    Channel,
    CloseOut,
    Extension,
    Limit,
    Means,
    Notice,
    Report,
    ReportKind,
    Return,
    State,
    Task,
    TaskSource,
    Verification,
)
from luoshi.duban.tasks.owed import REPORTING, owes, owing
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER

pytestmark = pytest.mark.django_db
START = date(2026, 7, 15)
BASIS = Basis(BasisKind.MEETING, "第5次调度会")
RIVERS = "青禾县水利局河湖中心"
EVERYBODY = ("chen", "li", "wang", "zhao", "qian", "sun", "zhou", "wu", "zheng", "jiang", "feng", "chu", "wei", "shen")
#: Who acts for which unit.
OF_UNITS = {WATER: "sun", HOUSING: "wu", FINANCE: "zheng", RIVERS: "zheng"}
#: Mostly somebody whose work it is (``own``: of the unit in question), else anybody.
at_the_unit = st.sampled_from(["own"] * 40 + list(EVERYBODY))
at_the_office = st.sampled_from(["chen", "li"] * 4 + ["wang"] * 32 + list(EVERYBODY))
#: Which one of those that fit; every tenth is any.
anywhere = st.integers(0, 99)
#: What ends a way is done now and then, so that ways go further.
seldom = st.integers(0, 5).map(lambda number: number == 5)
KINDS = st.sampled_from([*ReportKind, ReportKind.COMPLETION, ReportKind.COMPLETION])
#: What only ever grows.
KEPT = (Task, Assignment, Report, Verification, CloseOut, Extension, Return, Limit, Change, Notice, TaskSource, Event)


class Workflow(RuleBasedStateMachine):
    """Three tasks, one a way of completion, in the hands of their units."""

    cast = None

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.today = START
        plan = a_plan(self.cast)
        for completion in Completion:
            task = a_task(self.cast, plan, f"{completion.label}的任务。", supporting=(HOUSING, FINANCE), issued=True)
            Task.objects.filter(pk=task.pk).update(completion=completion)
        for task in Task.objects.all():
            refresh(task)
        self.first = {row.pk: row.first_due for row in Assignment.objects.all()}
        self.counts = self._counted()
        self.late = {}
        self.frozen = {}
        #: What may lower the days that count: the unit says when it was done, an extension was asked for in time.
        self.may_lower = False

    def teardown(self):
        try:
            with clock.standing_at(self._now()):
                assert not Event.objects.exists() or not list(verify("qinghe")), "the record is whole"
        finally:
            transaction.set_rollback(True)
            self.stack.close()

    # What happens

    @rule(days=st.sampled_from([1, 1, 2, 7, 30]))
    def days_pass(self, days):
        for _ in range(days):
            before = self._days()
            running = {
                row.pk
                for row in self._rows()
                if row.state not in OVER and not row.done_on and not row.task.suspended_since
            }
            self.today += timedelta(days=1)
            for row in self._rows():
                grown = self._late(row) - before[row.pk]
                past = row.due is not None and self.today > row.due and self.today > (row.counts_from or row.due)
                assert grown == (1 if row.pk in running and past else 0), f"{row}: one day more for each day, no other"

    @rule(who=at_the_unit, place=anywhere)
    def signs(self, who, place):
        row = self._pick(place, State.ISSUED)
        self._act(lambda: acknowledge([row], actor=self._person(who, row)), records=row.state == State.ISSUED)

    @rule(
        who=at_the_unit,
        place=anywhere,
        kind=KINDS,
        percent=st.none() | st.integers(0, 100),
        ago=st.integers(0, 3),
    )
    def reports(self, who, place, kind, percent, ago):
        said = Said(
            kind, text="有进展。", percent=None if percent is None else Decimal(percent), done_on=self._ago(ago)
        )
        row = self._pick(place, *REPORTING)
        self._act(
            lambda: file_report(row, actor=self._person(who, row), said=said, came=Came("孙联络", self.today)),
            lowers=kind == ReportKind.COMPLETION,
        )

    @rule(who=at_the_office, place=anywhere, kind=KINDS)
    def telephones(self, who, place, kind):
        row, came = self._pick(place, *REPORTING), Came("孙联络", self.today, Channel.TELEPHONE)
        self._act(
            lambda: file_report(row, actor=self._person(who), said=Said(kind, text="电话。"), came=came),
            lowers=kind == ReportKind.COMPLETION,
        )

    @rule(wanted=st.booleans())
    def heads_must_approve(self, wanted):
        Register.objects.update(unit_head_approves=wanted)

    @rule(who=at_the_unit, agrees=st.booleans())
    def the_head_decides(self, who, agrees):
        waiting = Report.objects.select_related(
            "assignment__task__register", "assignment__task__office", "assignment__unit"
        )
        report = waiting.filter(approval=Approval.AWAITING).first()
        if report is not None:
            done = report.kind == ReportKind.COMPLETION
            person = self._person("zhou" if who == "own" else who)
            if agrees:
                self._act(lambda: approve_reports([report], actor=person), lowers=done)
            else:
                self._act(lambda: refuse_report(report, actor=person, note="数字要核。"))

    @rule(who=at_the_unit, place=anywhere)
    def takes_back(self, who, place):
        row = self._pick(place, State.SUBMITTED)
        self._act(lambda: take_back_submission(row, actor=self._person(who, row), reason="有遗留问题。"))

    @rule(who=at_the_unit, place=anywhere, days=st.integers(-5, 60))
    def asks_for_time(self, who, place, days):
        row = self._pick(place, *REPORTING)
        wish = Wish((row.due or self.today) + timedelta(days=days), "停工。", "过半。")
        came = Came("孙联络", self.today)
        self._act(lambda: ask_extension(row, actor=self._person(who, row), wish=wish, came=came))

    @rule(who=at_the_office, days=st.none() | st.integers(1, 60))
    def decides_on_time(self, who, days):
        asked = (
            Extension.objects.select_related("assignment__task__office", "assignment__unit").filter(decision="").first()
        )
        if asked is not None:
            due = None if days is None else (asked.assignment.due or self.today) + timedelta(days=days)
            self._act(
                lambda: decide_extension(
                    asked, actor=self._person(who), version=asked.version, answer=Answer(due, "见会议。")
                ),
                lowers=due is not None,
            )

    @rule(who=at_the_unit, place=anywhere, really=seldom)
    def returns(self, who, place, really):
        if not really:
            return
        came = Came("孙联络", self.today)
        row = self._pick(place, State.ISSUED, State.ACKNOWLEDGED)
        self._act(lambda: ask_return(row, actor=self._person(who, row), reason="不归本局。", came=came))

    @rule(who=at_the_office, agrees=st.booleans(), to=st.sampled_from([None, FINANCE, HOUSING, WATER]))
    def decides_on_a_return(self, who, agrees, to):
        asked = (
            Return.objects.select_related("assignment__task__office", "assignment__unit").filter(decision="").first()
        )
        if asked is None:
            return
        person = self._person(who)
        if agrees:
            unit = self.cast.unit(to) if to else None
            self._act(
                lambda: grant_return(asked, actor=person, version=asked.version, unit=unit, answer="同意", basis=BASIS)
            )
        else:
            self._act(lambda: refuse_return(asked, actor=person, version=asked.version, answer="是你局职责。"))

    @rule(who=at_the_office, place=anywhere)
    def verifies(self, who, place):
        row, checked = self._pick(place, State.SUBMITTED), Checked((Means.ON_SITE,), "属实。")
        self._act(lambda: verify_report(row, actor=self._person(who), version=row.version, checked=checked))

    @rule(who=at_the_office, place=anywhere)
    def sends_back(self, who, place):
        row = self._pick(place, State.SUBMITTED, State.VERIFIED)
        self._act(lambda: send_back(row, actor=self._person(who), version=row.version, reason="缺验收单。"))

    @rule(who=at_the_office, place=anywhere)
    def closes_out(self, who, place):
        row = self._pick(place, State.VERIFIED)
        self._act(lambda: close_out(row, actor=self._person(who), version=row.version, reasons="已核实。"))

    @rule(place=anywhere, typist=st.sampled_from(["own", "li", "chen"]), checker=st.sampled_from(["chen", "li"]))
    def is_done_from_end_to_end(self, place, typist, checker):
        row = self._pick(place, *REPORTING)
        came = Came("孙联络", self.today, Channel.PAGE if typist == "own" else Channel.PAPER)
        said = Said(ReportKind.COMPLETION, text="完工。")
        self._act(lambda: file_report(row, actor=self._person(typist, row), said=said, came=came), lowers=True)
        self.late = {}
        again = self._again(row)
        checked = Checked((Means.RECORDS,), "属实。")
        self._act(lambda: verify_report(again, actor=self._person(checker), version=again.version, checked=checked))
        last = self._again(row)
        self._act(lambda: close_out(last, actor=self._person("wang"), version=last.version, reasons="已核实。"))

    @rule(who=at_the_office, place=anywhere, days=st.none() | st.integers(1, 60))
    def reopens(self, who, place, days):
        row, due = self._pick(place, State.CLOSED_OUT), None if days is None else self.today + timedelta(days=days)
        self._act(lambda: reopen_assignment(row, actor=self._person(who), version=row.version, basis=BASIS, due=due))

    @rule(who=at_the_office, place=anywhere, really=seldom)
    def withdraws(self, who, place, really):
        if not really:
            return
        task = self._task(place, lambda task: task.state not in OVER)
        self._act(lambda: withdraw_task(task, actor=self._person(who), version=task.version, basis=BASIS))

    @rule(who=at_the_office, place=anywhere)
    def gives_anew(self, who, place):
        task = self._task(place, lambda task: task.state == State.WITHDRAWN)
        self._act(lambda: reopen_task(task, actor=self._person(who), version=task.version, basis=BASIS))

    @rule(who=at_the_office, place=anywhere, really=seldom)
    def suspends(self, who, place, really):
        if not really:
            return
        task = self._task(place, lambda task: task.state not in OVER and not task.suspended_since)
        self._act(lambda: suspend_task(task, actor=self._person(who), version=task.version, basis=BASIS))

    @rule(who=at_the_office, place=anywhere)
    def resumes(self, who, place):
        task = self._task(place, lambda task: task.suspended_since is not None)
        self._act(lambda: resume_task(task, actor=self._person(who), version=task.version, basis=BASIS))

    @rule(
        who=at_the_office,
        place=anywhere,
        lead=st.sampled_from([WATER, HOUSING, FINANCE]),
        with_others=st.booleans(),
        days=st.none() | st.integers(-20, 60),
    )
    def changes(self, who, place, lead, with_others, days):
        task = self._task(place, lambda task: task.state not in OVER)
        units = [(self.cast.unit(lead), AssignmentRole.LEAD)]
        if with_others:
            others = [name for name in (WATER, HOUSING, FINANCE) if name != lead]
            units += [(self.cast.unit(name), AssignmentRole.SUPPORTING) for name in others]
        limit = None
        if days is not None:
            due = self.today + timedelta(days=days)
            limit = LimitProposal("date", due.isoformat(), due=due)
        wanted = Wanted(task.title, task.text, tuple(units), limit)
        self._act(lambda: change_task(task, actor=self._person(who), version=task.version, wanted=wanted, basis=BASIS))

    @precondition(lambda self: Task.objects.filter(merged_into=None).count() > 2)
    @rule(who=at_the_office, place=anywhere, other=anywhere)
    def merges(self, who, place, other):
        kept, gone = (
            self._task(place, lambda task: task.state not in OVER),
            self._task(other, lambda task: task.state not in OVER),
        )
        self._act(
            lambda: merge_tasks(
                Seen(kept, kept.version, gone, gone.version), actor=self._person(who), basis=BASIS, takes_limit=False
            )
        )

    @rule(who=at_the_unit, place=anywhere)
    def breaks_down(self, who, place):
        part = Part(self.cast.unit(RIVERS), "巡查。")
        row = self._pick(place, *REPORTING)
        self._act(lambda: break_down(row, actor=self._person(who, row), part=part))

    @rule(who=at_the_unit, act=st.sampled_from(["close", "back", "withdraw"]))
    def follows_a_part(self, who, act):
        row = next((one for one in self._rows() if one.parent_id), None)
        if row is None:
            return
        person = self._person(who, row.parent)
        acts = {
            "close": lambda: close_part(row, actor=person),
            "back": lambda: send_back_part(row, actor=person, reason="缺记录。"),
            "withdraw": lambda: withdraw_part(row, actor=person, reason="自办。"),
        }
        self._act(acts[act])

    # What must always hold

    @invariant()
    def states_follow(self):
        for task in Task.objects.prefetch_related("assignments"):
            rows = [one for one in task.assignments.all() if one.role != AssignmentRole.PART]
            told = derive(Completion(task.completion), [(AssignmentRole(one.role), State(one.state)) for one in rows])
            assert task.state == (told if task.withdrawn_on is None else State.WITHDRAWN)

    @invariant()
    def lateness_stays(self):
        days = self._days()
        for pk, before in self.late.items():
            assert self.may_lower or days[pk] >= before, "no action but these takes days away"
        for row in self._rows():
            if row.state in OVER and pk_frozen(self.frozen, row):
                assert days[row.pk] == self.frozen[row.pk][1], "late is late for ever"
        self.frozen = {row.pk: (row.state_since, days[row.pk]) for row in self._rows() if row.state in OVER}
        self.late, self.may_lower = days, False

    @invariant()
    def the_first_limit_is_never_overwritten(self):
        for row in self._rows():
            self.first.setdefault(row.pk, row.first_due)
            assert row.first_due == self.first[row.pk]
        for task in Task.objects.all():
            assert Limit.objects.filter(task=task, is_first=True).count() == 1
            assert Limit.objects.filter(task=task, assignment=None, is_current=True).count() == 1

    @invariant()
    def the_database_says_the_same(self):
        rows = self._rows()
        late = {row.pk for row in rows if row.state not in OVER and overdue_days(row, row.task, self.today) > 0}
        assert set(Assignment.objects.filter(overdue_assignments(self.today)).values_list("pk", flat=True)) == late
        tasks = {task.pk for task in Task.objects.all() if is_overdue(task, self.today)}
        assert set(Task.objects.filter(overdue(self.today)).values_list("pk", flat=True)) == tasks
        owed = {row.pk for row in rows if owes(row, row.task, self.today) is not None}
        assert set(Assignment.objects.filter(owing(self.today)).values_list("pk", flat=True)) == owed

    @invariant()
    def four_eyes(self):
        for one in Verification.objects.select_related("report").exclude(report=None):
            assert one.verified_by_id != one.report.typed_by_id
        for one in CloseOut.objects.select_related("verification__report").exclude(verification=None):
            report = one.verification.report
            assert report is None or one.closed_by_id != report.typed_by_id
        for kind in (Extension, Return):
            for one in kind.objects.exclude(decision=""):
                assert one.decided_by_id != one.typed_by_id

    @invariant()
    def nothing_is_lost(self):
        counts = self._counted()
        assert all(counts[name] >= self.counts[name] for name in counts)
        self.counts = counts

    @invariant()
    def what_is_over_is_over(self):
        for task in Task.objects.exclude(merged_into=None):
            assert task.state == State.WITHDRAWN
        for row in self._rows():
            if row.state == State.CLOSED_OUT:
                assert row.ended_on is not None
            if row.state not in OVER:
                assert row.ended_on is None

    # How it is done

    def _act(self, action, *, records=True, lowers=False):
        """Do it today; a refusal leaves everything as it was, and what was done is on record."""
        before, events = self._picture(), Event.objects.count()
        with clock.standing_at(self._now()):
            try:
                with transaction.atomic():
                    action()
            except (PermissionDenied, Refused):
                assert self._picture() == before, "a refusal changes nothing"
                assert Event.objects.count() == events
                return
        self.may_lower = lowers
        assert not records or Event.objects.count() > events, "what was done is on record"

    def _picture(self):
        tasks = list(Task.objects.order_by("pk").values_list())
        return tasks, list(Assignment.objects.order_by("pk").values_list()), self._counted()

    def _counted(self):
        return {kind.__name__: kind.objects.count() for kind in KEPT}

    def _rows(self):
        rows = Assignment.objects.select_related("task__register", "task__office", "unit", "parent__unit")
        return list(rows.order_by("pk"))

    def _again(self, row):
        return next(one for one in self._rows() if one.pk == row.pk)

    def _pick(self, place, *states):
        rows = self._rows()
        fitting = [row for row in rows if row.state in states and (row.answers or place % 3)]
        return _one_of(fitting if place % 10 else rows, place) or _one_of(rows, place)

    def _task(self, place, fits):
        tasks = list(Task.objects.select_related("office", "register").order_by("pk"))
        fitting = [task for task in tasks if fits(task)]
        return _one_of(fitting if place % 10 else tasks, place) or _one_of(tasks, place)

    def _person(self, who, row=None):
        person = self.cast.people[OF_UNITS[row.unit.name] if who == "own" and row is not None else who]
        for kept in ("_roles", "_tenures"):
            person.__dict__.pop(kept, None)
        return person

    def _late(self, row):
        return late_days(row, row.task, self.today)

    def _days(self):
        return {row.pk: self._late(row) for row in self._rows()}

    def _ago(self, days):
        return self.today - timedelta(days=days)

    def _now(self):
        return datetime(self.today.year, self.today.month, self.today.day, 9, 0, tzinfo=clock.ZONE)


def _one_of(rows, place):
    """The one at that place, around again past the last."""
    return rows[place % len(rows)] if rows else None


def pk_frozen(frozen, row):
    """Whether *row* was over before in the same stay there."""
    return row.pk in frozen and frozen[row.pk][0] == row.state_since


def test_the_workflow_keeps_its_promises(cast):
    class OfThisCounty(Workflow):
        pass

    for unit, holder in OF_UNITS.items():
        post = Post.objects.create(office=cast.office, unit=cast.unit(unit), role=Role.LIAISON, title="联络员")
        Tenure.objects.create(post=post, person=cast.people[holder], starts=START)
    OfThisCounty.cast = cast
    run_state_machine_as_test(
        OfThisCounty,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            deadline=None,
            # The same walks each time, so that a landing never hangs on luck; take this line out to look for more.
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            # A way that fails is told as it was found: to make it shorter takes minutes.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
