"""The whole workflow at random, with every role and many days: what must always hold is checked after each step.

Whoever may not do a thing is refused, and then nothing has changed; whoever may leaves a record.  The invariants are
those of the design: states follow the table, nothing issued is lost, four eyes, lateness is derived and permanent.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.registers.models import Register
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
from luoshi.duban.tasks.models import (
    OVER,
    Approval,
    AssignmentRole,
    BasisKind,
    Channel,
    Extension,
    Means,
    Report,
    ReportKind,
    Return,
    State,
    Task,
)
from luoshi.duban.tasks.owed import REPORTING
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER
from tests.duban.tasks.life.promises import RIVERS, Promises
from tests.duban.tasks.life.walking import walk

pytestmark = pytest.mark.django_db
BASIS = Basis(BasisKind.MEETING, "第5次调度会")
EVERYBODY = ("chen", "li", "wang", "zhao", "qian", "sun", "zhou", "wu", "zheng", "jiang", "feng", "chu", "wei", "shen")
#: Mostly somebody whose work it is (``own``: of the unit in question), else anybody.
at_the_unit = st.sampled_from(["own"] * 40 + list(EVERYBODY))
at_the_office = st.sampled_from(["chen", "li"] * 4 + ["wang"] * 32 + list(EVERYBODY))
#: Which one of those that fit; every tenth is any.
anywhere = st.integers(0, 99)
#: What ends a way is done now and then, so that ways go further.
seldom = st.integers(0, 5).map(lambda number: number == 5)
KINDS = st.sampled_from([*ReportKind, ReportKind.COMPLETION, ReportKind.COMPLETION])


class Workflow(Promises):
    """What may happen to the tasks, whoever tries it."""

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


def test_the_workflow_keeps_its_promises(cast):
    walk(Workflow, cast, times=15)
