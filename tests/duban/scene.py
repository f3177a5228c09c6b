"""A small scene: one of everything that an address may point at.

A new address whose arguments have no sample below fails ``test_every_address.py``.  Add what it points at to
``Scene``, and its line to ``ARGUMENTS``: by ``"app:name argument"``, by ``"app argument"``, or by the argument alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.recording import record
from luoshi.duban.documents import storage
from luoshi.duban.documents.models import Document, SourceFile
from luoshi.duban.organisations.models import Post, Tenure, Unit, UnitSheet
from luoshi.duban.organisations.sheets.writing import template
from luoshi.duban.oversight.appraisal.formula import USUAL
from luoshi.duban.oversight.appraisal.models import Appeal, FormulaVersion, ScoreLine, Scores, ScoresState, UnitScore
from luoshi.duban.oversight.bulletins.models import Bulletin, Naming
from luoshi.duban.oversight.inspections.models import FindingFile, Item, ReturnedFindings
from luoshi.duban.oversight.letters.models import Letter, LetterTask
from luoshi.duban.oversight.lookback.models import Draw, Look
from luoshi.duban.oversight.meetings.models import Meeting, MeetingItem
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.oversight.reminders.models import Channel, Delivery, Digest, News, Telling
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import (
    Assignment,
    CarriedTask,
    CarryOver,
    Change,
    Circulation,
    Comment,
    Evidence,
    Extension,
    Invitation,
    IssuedPaper,
    LedgerView,
    Plan,
    PlanState,
    Report,
    ReportLink,
    Return,
    ReturnedSheet,
    Takeover,
    Task,
)
from tests.duban.cast import Cast
from tests.duban.documents.given import NOTICE, document_of
from tests.duban.oversight.bulletins.scene import a_bulletin, a_naming
from tests.duban.oversight.inspections.scene import a_matter
from tests.duban.spreadsheets.books import book


@dataclass
class Scene:
    """The county, and on demand a plan with a task that circulates."""

    cast: Cast

    @cached_property
    def plan(self) -> Plan:
        return Plan.objects.create(
            office=self.cast.office, register=self.cast.register, title="水利工作任务分解方案", made_by=self.cast.chen,
            state=PlanState.CIRCULATING,
        )  # fmt: skip

    @cached_property
    def task(self) -> Task:
        task = Task.objects.create(
            office=self.cast.office, register=self.cast.register, plan=self.plan, title="渠道清淤",
            text="年底前清淤渠道18公里。", made_by=self.cast.chen,
        )  # fmt: skip
        unit = self.unit
        Assignment.objects.create(task=task, unit=unit, name=unit.name, role="lead")
        return task

    @cached_property
    def document(self) -> Document:
        return document_of(self.cast.office)

    @cached_property
    def issued_plan(self) -> Plan:
        plan = Plan.objects.create(
            office=self.cast.office, register=self.cast.register, title="防汛工作任务分解方案", made_by=self.cast.chen,
            state=PlanState.ISSUED, issued_at=clock.now(), issued_on=clock.today(), number="青督〔2026〕1号",
        )  # fmt: skip
        task = Task.objects.create(
            office=self.cast.office, register=self.cast.register, plan=plan, title="备足防汛物资", number="督2026-001",
            text="6月底前备足防汛物资。", made_by=self.cast.chen, issued_at=clock.now(), state="issued",
        )  # fmt: skip
        Assignment.objects.create(task=task, unit=self.unit, name=self.unit.name, role="lead", state="issued")
        IssuedPaper.objects.create(plan=plan, kind="docx", sha256="", content=b"")
        return plan

    @cached_property
    def issued_task(self) -> Task:
        return self.issued_plan.tasks.get()

    @cached_property
    def report(self) -> Report:
        return Report.objects.create(
            assignment=self.issued_task.assignments.get(), kind="progress", text="物资已备一半。", reported_by="孙联络",
            reported_on=clock.today(), typed_by=self.cast.sun, approval="awaiting",
        )  # fmt: skip

    @cached_property
    def part(self) -> Assignment:
        below = self.cast.unit("青禾县水利局河湖中心")
        given = self.issued_task.assignments.get()
        return Assignment.objects.create(
            task=given.task, unit=below, name=below.name, role="part", parent=given, words="清点物资。", state="issued",
        )  # fmt: skip

    @cached_property
    def assignment(self) -> Assignment:
        return self.issued_task.assignments.get(parent=None)

    @cached_property
    def other_task(self) -> Task:
        return Task.objects.create(
            office=self.cast.office, register=self.cast.register, title="备足抢险物资", number="督2026-900",
            text="备足抢险物资。", made_by=self.cast.chen, issued_at=clock.now(), state="issued",
        )  # fmt: skip

    @cached_property
    def extension(self) -> Extension:
        return Extension.objects.create(
            assignment=self.assignment, asked_by="孙联络", asked_on=clock.today(), reason="汛期推迟。",
            progress="过半。", due_then=clock.today(), due_wanted=date(2099, 1, 1),
        )  # fmt: skip

    @cached_property
    def returned(self) -> Return:
        return Return.objects.create(
            assignment=self.assignment, asked_by="孙联络", asked_on=clock.today(), reason="不属我局职责。",
        )  # fmt: skip

    @cached_property
    def objected(self) -> Report:
        return Report.objects.create(
            assignment=self.assignment, kind="progress", text="已备足一半。", reported_by="孙联络",
            reported_on=clock.today(), channel="telephone", typed_by=self.cast.chen, filed_at=clock.now(),
            objection="只备了三成。", objected_by="孙联络", objected_at=clock.now(),
        )  # fmt: skip

    @cached_property
    def evidence(self) -> Evidence:
        source = self.change.paper
        return Evidence.objects.create(assignment=self.assignment, report=self.objected, source=source, name="照片.jpg")

    @cached_property
    def change(self) -> Change:
        source = self.document.source
        source.stored, _fresh = storage.keep("qinghe", NOTICE.encode())
        source.save()
        return Change.objects.create(
            task=self.issued_task,
            basis_kind="document",
            basis="县政府常务会议纪要",
            paper=source,
            made_by=self.cast.chen,
        )

    @cached_property
    def unit(self) -> Unit:
        return self.cast.unit("青禾县水利局")

    @cached_property
    def post(self) -> Post:
        return Post.objects.get(tenures__person=self.cast.sun)

    @cached_property
    def tenure(self) -> Tenure:
        return Tenure.objects.get(person=self.cast.sun)

    @cached_property
    def sheet(self) -> UnitSheet:
        return UnitSheet.objects.create(
            office=self.cast.office, name="单位.xlsx", sha256="0" * 64, content=template(), made_by=self.cast.chen,
            taken_over_at=clock.now(),
        )  # fmt: skip

    @cached_property
    def circulation(self) -> Circulation:
        return Circulation.objects.create(plan=self.task.plan, answer_by=date(2099, 1, 1), opened_by=self.cast.chen)

    @cached_property
    def invitation(self) -> Invitation:
        return Invitation.objects.create(circulation=self.circulation, unit=self.unit)

    @cached_property
    def comment(self) -> Comment:
        return Comment.objects.create(invitation=self.invitation, field="other", remark="经费不足", said_by="孙联络")

    @cached_property
    def takeover(self) -> Takeover:
        content = book(台账=[["工作任务", "牵头单位"], ["渠道清淤", "县水务局"]])
        place, _new = storage.keep(self.cast.office.key, content)
        source = SourceFile.objects.create(
            office=self.cast.office, sha256=storage.digest(content), name="台账.xlsx", size=len(content), stored=place,
        )  # fmt: skip
        return Takeover.objects.create(
            office=self.cast.office, register=self.cast.register, source=source, sheet="台账", made_by=self.cast.chen,
        )  # fmt: skip

    @cached_property
    def digest(self) -> Digest:
        return Digest.objects.create(office=self.cast.office, person=self.cast.sun, day=clock.today())

    @cached_property
    def telling(self) -> Telling:
        news = News.objects.create(
            office=self.cast.office, kind="letter", subject=self.letter.pk, unit=self.unit, title=self.letter.title
        )
        return Telling.objects.create(news=news, person=self.cast.sun, level="liaison", digest=self.digest)

    @cached_property
    def channel(self) -> Channel:
        return Channel.objects.create(
            office=self.cast.office, kind="webhook", name="政务通道", address="http://127.0.0.1:9"
        )

    @cached_property
    def letter(self) -> Letter:
        letter = Letter.objects.create(
            office=self.cast.office, unit=self.unit, title="关于督办备足防汛物资的函", text="请抓紧办理。",
            state="prepared", prepared_by=self.cast.chen,
        )  # fmt: skip
        LetterTask.objects.create(letter=letter, task=self.issued_task, position=1)
        return letter

    @cached_property
    def delivery(self) -> Delivery:
        return Delivery.objects.create(digest=self.digest, channel=self.channel, state="failed")

    @cached_property
    def scores(self) -> Scores:
        """Issued scores of this year."""
        register, year = self.cast.register, clock.today().year
        formula = FormulaVersion.objects.create(
            register=register, number=1, formula=USUAL.as_data(), is_on=True, ranking_to_units=True,
            set_by=self.cast.wang,
        )  # fmt: skip
        return Scores.objects.create(
            register=register, formula=formula, starts=date(year, 1, 1), ends=date(year, 12, 31),
            computed_on=clock.today(), state=ScoresState.ISSUED, proposed_by=self.cast.chen, decided_by=self.cast.wang,
            decided_at=clock.now(), appeal_until=clock.today(),
        )  # fmt: skip

    @cached_property
    def unit_score(self) -> UnitScore:
        score = UnitScore.objects.create(
            scores=self.scores, unit=self.cast.unit("青禾县水利局"), name="青禾县水利局", items=1, points=60
        )
        ScoreLine.objects.create(
            score=score, position=0, kind="on-time", weight=40, points=0, good=0, total=1, taken=40,
            costs=[{"task": self.issued_task.pk, "number": "督2026-001", "title": "事", "off": "40.00", "cases": 3,
                    "days": []}],
        )  # fmt: skip
        return score

    @cached_property
    def scored_unit(self) -> Unit:
        """The unit that answers for the issued task."""
        Assignment.objects.filter(pk=self.assignment.pk).update(answers=True)
        return self.assignment.unit

    @cached_property
    def appeal(self) -> Appeal:
        return Appeal.objects.create(line=self.unit_score.lines.get(), reasons="请再核。", made_by=self.cast.sun)

    @cached_property
    def carried(self) -> CarryOver:
        old, task = self.cast.register, self.issued_task
        into = Register.objects.create(office=self.cast.office, name="重点工作任务台账", year=2027, prefix="督")
        carried = CarryOver.objects.create(register=old, into=into, made_by=self.cast.wang)
        CarriedTask.objects.create(carry_over=carried, task=task, state=task.state)
        return carried

    @cached_property
    def report_link(self) -> ReportLink:
        return ReportLink.objects.create(
            office=self.cast.office, unit=self.unit, token_sha256="0" * 64, made_by=self.cast.chen,
            expires_at=clock.now(),
        )  # fmt: skip

    @cached_property
    def returned_sheet(self) -> ReturnedSheet:
        content = book(报送表=[["编号", "进展情况"]])
        place, _new = storage.keep(self.cast.office.key, content)
        source = SourceFile.objects.create(
            office=self.cast.office, sha256=storage.digest(content), name="回复.xlsx", size=len(content), stored=place,
        )  # fmt: skip
        return ReturnedSheet.objects.create(
            office=self.cast.office, source=source, name="回复.xlsx", sha256=source.sha256, dropped_by=self.cast.chen,
        )  # fmt: skip

    @cached_property
    def ledger_view(self) -> LedgerView:
        return LedgerView.objects.create(
            office=self.cast.office, owner=self.cast.chen, name="已过时限", query="due=overdue", is_shared=True
        )

    @cached_property
    def look(self) -> Look:
        day = clock.today()
        draw = Draw.objects.create(
            office=self.cast.office, since=day, until=day, size=1, look_by=day, seed="1", made_by=self.cast.wang,
            pool=[[self.assignment.pk, 1.0]],
        )  # fmt: skip
        return Look.objects.create(draw=draw, assignment=self.assignment, place=1, weight=1)

    @cached_property
    def release(self) -> Release:
        PublicSite.objects.create(office=self.cast.office, title="重点工作进展", is_open=True, set_by=self.cast.wang)
        return Release.objects.create(
            office=self.cast.office, task=self.issued_task, words="备足防汛物资", released_by=self.cast.chen
        )

    @cached_property
    def meeting(self) -> Meeting:
        meeting = Meeting.objects.create(
            office=self.cast.office, title="防汛调度会", held_on=clock.today(), chair="赵县长", made_by=self.cast.chen
        )
        MeetingItem.objects.create(meeting=meeting, task=self.issued_task, number=1)
        return meeting

    @cached_property
    def inspection_item(self) -> Item:
        return a_matter(self.cast, self.assignment)

    @cached_property
    def finding_file(self) -> FindingFile:
        source = self.change.paper
        return FindingFile.objects.create(
            item=self.inspection_item, source=source, name="照片.png", added_by=self.cast.chen
        )

    @cached_property
    def returned_findings(self) -> ReturnedFindings:
        source = self.returned_sheet.source
        return ReturnedFindings.objects.create(
            inspection=self.inspection_item.inspection, source=source, name="督查单.xlsx", sha256=source.sha256,
            dropped_by=self.cast.chen,
        )  # fmt: skip

    @cached_property
    def bulletin(self) -> Bulletin:
        return a_bulletin(self.cast, self.issued_task)

    @cached_property
    def naming(self) -> Naming:
        return a_naming(self.cast, self.bulletin)

    @cached_property
    def event(self) -> Event:
        with transaction.atomic():
            return record("unit.renamed", self.unit, office="qinghe", actor=self.cast.chen.actor)


ARGUMENTS: dict[str, Callable[[Scene], object]] = {
    "inspections inspection": lambda scene: scene.inspection_item.inspection_id,
    "inspections stop": lambda scene: scene.inspection_item.stop_id,
    "inspections item": lambda scene: scene.inspection_item.pk,
    "inspections file": lambda scene: scene.finding_file.pk,
    "inspections returned": lambda scene: scene.returned_findings.pk,
    "inspections kind": lambda scene: "docx",
    "lookback draw": lambda scene: scene.look.draw_id,
    "lookback look": lambda scene: scene.look.pk,
    "publication office": lambda scene: scene.release.office.key,
    "publication task": lambda scene: scene.issued_task.pk,
    "publication release": lambda scene: scene.release.pk,
    "publication kind": lambda scene: "json",
    # What stands in an address, and what it points at in the scene.
    "documents index": lambda scene: 0,
    "documents pk": lambda scene: scene.document.pk,
    "organisations alias": lambda scene: scene.unit.aliases.first().pk,
    "organisations kind": lambda scene: "xlsx",
    "organisations sheet": lambda scene: scene.sheet.pk,
    "organisations:members unit": lambda scene: scene.cast.unit("各乡镇").pk,
    "organisations:fields post": lambda scene: Post.objects.get(role="accountable-leader").pk,
    "registers register": lambda scene: scene.cast.register.pk,
    "tasks register": lambda scene: scene.cast.register.pk,
    "oversight register": lambda scene: scene.cast.register.pk,
    "appraisal register": lambda scene: scene.scores.register_id,
    "appraisal pk": lambda scene: scene.scores.pk,
    "appraisal:unit-issued pk": lambda scene: scene.unit_score.pk,
    "appraisal:explanation-file pk": lambda scene: scene.unit_score.pk,
    "appraisal unit": lambda scene: scene.unit_score.unit_id,
    "appraisal:unit-standing unit": lambda scene: scene.scored_unit.pk,
    "appraisal line": lambda scene: scene.unit_score.lines.first().pk,
    "appraisal appeal": lambda scene: scene.appeal.pk,
    "oversight pk": lambda scene: scene.issued_task.pk,
    "carry_over": lambda scene: scene.carried.pk,
    "document": lambda scene: scene.document.pk,
    "plan": lambda scene: scene.plan.pk,
    "plan_id": lambda scene: scene.plan.pk,
    "task": lambda scene: scene.task.pk,
    "task_id": lambda scene: scene.task.pk,
    "unit": lambda scene: scene.unit.pk,
    "unit_id": lambda scene: scene.unit.pk,
    "post": lambda scene: scene.post.pk,
    "post_id": lambda scene: scene.post.pk,
    "tenure": lambda scene: scene.tenure.pk,
    "tenure_id": lambda scene: scene.tenure.pk,
    "circulation": lambda scene: scene.circulation.pk,
    "assignment": lambda scene: scene.assignment.pk,
    "tasks:owed-link-revoke link": lambda scene: scene.report_link.pk,
    "returned": lambda scene: scene.returned_sheet.pk,
    "takeover": lambda scene: scene.takeover.pk,
    "invitation": lambda scene: scene.invitation.pk,
    "tasks number": lambda scene: scene.circulation.number,
    "comment": lambda scene: scene.comment.pk,
    "tasks:circulation-extract kind": lambda scene: "xlsx",
    "tasks:circulation-files kind": lambda scene: "xlsx",
    "tasks:circulation-adoption-file kind": lambda scene: "docx",
    "person": lambda scene: scene.cast.sun.pk,
    "accounts kind": lambda scene: "csv",
    "accounts what": lambda scene: "unlock",
    "event": lambda scene: scene.event.pk,
    "day": lambda scene: clock.today().isoformat(),
    "token": lambda scene: "a-token-that-nobody-was-given",
    # Plans and tasks; papers are there once they are issued.
    "tasks view": lambda scene: scene.ledger_view.pk,
    "tasks:ledger-export layout": lambda scene: "chosen",
    "tasks:ledger-export kind": lambda scene: "xlsx",
    "tasks:desk-editor what": lambda scene: "oral",
    "tasks:desk-editor item": lambda scene: "new",
    "tasks pk": lambda scene: scene.issued_plan.pk,
    "tasks:task pk": lambda scene: scene.issued_task.pk,
    "tasks:report pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:draft pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:discard-draft pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:ask-extension pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:enter-extension pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:ask-return pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:enter-return pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:take-back pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:parts pk": lambda scene: scene.issued_task.assignments.get().pk,
    "tasks:object pk": lambda scene: scene.report.pk,
    "tasks:close-part pk": lambda scene: scene.part.pk,
    "tasks:send-back-part pk": lambda scene: scene.part.pk,
    "tasks:withdraw-part pk": lambda scene: scene.part.pk,
    "tasks:hold-back pk": lambda scene: scene.report.pk,
    "tasks:change pk": lambda scene: scene.issued_task.pk,
    "tasks:withdraw pk": lambda scene: scene.issued_task.pk,
    "tasks:task-part pk": lambda scene: scene.issued_task.pk,
    "tasks:task-part what": lambda scene: "story",
    "tasks:remark pk": lambda scene: scene.issued_task.pk,
    "tasks:evidence pk": lambda scene: scene.evidence.pk,
    "tasks:suspend pk": lambda scene: scene.issued_task.pk,
    "tasks:resume pk": lambda scene: scene.issued_task.pk,
    "tasks:restore pk": lambda scene: scene.issued_task.pk,
    "tasks:merge pk": lambda scene: scene.issued_task.pk,
    "tasks:merge-with pk": lambda scene: scene.issued_task.pk,
    "tasks:merge-with other": lambda scene: scene.other_task.pk,
    "tasks:verify pk": lambda scene: scene.assignment.pk,
    "tasks:close-out pk": lambda scene: scene.assignment.pk,
    "tasks:reopen pk": lambda scene: scene.assignment.pk,
    "tasks:decide-extension pk": lambda scene: scene.extension.pk,
    "tasks:decide-return pk": lambda scene: scene.returned.pk,
    "tasks:answer-objection pk": lambda scene: scene.objected.pk,
    "tasks:attach-paper pk": lambda scene: scene.change.pk,
    "tasks:paper pk": lambda scene: scene.change.pk,
    "meetings meeting": lambda scene: scene.meeting.pk,
    "meetings number": lambda scene: 1,
    "dashboards:excel chart": lambda scene: "landed",
    "dashboards:waiting wait": lambda scene: "unsigned",
    "letter": lambda scene: scene.letter.pk,
    "telling": lambda scene: scene.telling.pk,
    "digest": lambda scene: scene.digest.pk,
    "channel": lambda scene: scene.channel.pk,
    "delivery": lambda scene: scene.delivery.pk,
    "reminders kind": lambda scene: "webhook",
    # Bulletins
    "bulletins pk": lambda scene: scene.bulletin.pk,
    "bulletins key": lambda scene: "total",
    "bulletins:named pk": lambda scene: scene.naming.pk,
    "bulletins:answer pk": lambda scene: scene.naming.pk,
    "bulletins:ask-review pk": lambda scene: scene.naming.pk,
    "bulletins:enter-answer pk": lambda scene: scene.naming.pk,
    "bulletins:decide-review pk": lambda scene: scene.naming.pk,
    "kind": lambda scene: "docx",
}
