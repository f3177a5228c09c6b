"""留言, 批示 and answers to objections: words on a task, told to whom they concern."""

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.add_remark import add_remark, write_instruction
from luoshi.duban.tasks.actions.answer_objection import answer_objection
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Notice, NoticeKind, Remark, RemarkKind, Report
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_telephone, progress, the
from tests.duban.tasks.life.office import on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_july():
    with on(7, 28):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(HOUSING,))


class TestRemark:
    @pytest.mark.parametrize("who", ["chen", "wang", "qian", "zhao", "sun", "zhou", "wu"])
    def test_whoever_sees_the_task_may_write(self, cast, task, who):
        remark = add_remark(task, actor=getattr(cast, who), text=" 溢洪道何时开工？ ")
        assert (remark.text, remark.kind) == ("溢洪道何时开工？", RemarkKind.REMARK)
        assert Event.objects.get(verb="task.remarked").after["text"] == "溢洪道何时开工？"

    def test_of_somebody_of_a_unit_it_is_the_units(self, cast, task):
        assert add_remark(task, actor=cast.sun, text="下月开工。").unit.name == WATER
        assert add_remark(task, actor=cast.chen, text="收到。").unit is None

    @pytest.mark.parametrize("who", ["jiang", "feng", "chu", "wei", "shen"])
    def test_readers_and_administrators_write_nothing(self, cast, task, who):
        with pytest.raises(PermissionDenied):
            add_remark(task, actor=getattr(cast, who), text="好。")
        assert not Remark.objects.exists()

    def test_not_on_the_task_of_another_unit(self, cast, task):
        with pytest.raises(PermissionDenied):
            add_remark(task, actor=cast.zheng, text="好。")

    def test_not_without_words(self, cast, task):
        with pytest.raises(Refused, match="填写内容"):
            add_remark(task, actor=cast.chen, text="  ")

    def test_not_on_a_draft(self, cast):
        with pytest.raises(Refused, match="尚未印发"):
            add_remark(a_task(cast, a_plan(cast)), actor=cast.chen, text="好。")


class TestInstruction:
    @pytest.mark.parametrize("who", ["qian", "zhao"])
    def test_a_leader_writes_and_every_unit_is_told(self, cast, task, who):
        written = write_instruction(task, actor=getattr(cast, who), text="请水利局倒排工期。")
        assert written.kind == RemarkKind.INSTRUCTION
        told = {one.unit.name for one in Notice.objects.filter(kind=NoticeKind.INSTRUCTION)}
        assert told == {WATER, HOUSING}
        assert Event.objects.get(verb="task.instructed").actor_name == getattr(cast, who).name

    @pytest.mark.parametrize("who", ["chen", "wang", "sun", "zhou", "jiang", "feng"])
    def test_nobody_else_does(self, cast, task, who):
        with pytest.raises(PermissionDenied):
            write_instruction(task, actor=getattr(cast, who), text="请水利局倒排工期。")
        assert not Notice.objects.exists()

    def test_not_outside_the_leaders_field(self, cast):
        task = an_issued_task(cast, lead="青禾县财政局")
        with pytest.raises(PermissionDenied):
            write_instruction(task, actor=cast.qian, text="请财政局抓紧。")

    def test_not_without_words(self, cast, task):
        with pytest.raises(Refused, match="填写内容"):
            write_instruction(task, actor=cast.zhao, text="")


class TestObjection:
    @pytest.fixture
    def report(self, cast, task):
        file_report(the(task), actor=cast.chen, said=progress(), came=by_telephone())
        Report.objects.update(objection="溢洪道还没有动工。", objected_by="孙联络")
        return Report.objects.select_related("assignment__task__office", "assignment__unit").get()

    def test_the_unit_gets_an_answer_and_what_was_typed_stays(self, cast, task, report):
        answered = answer_objection(report, actor=cast.li, version=1, answer="已核实，请按实际情况再反馈一次。")
        assert (answered.objection_answer, answered.answered_by) == ("已核实，请按实际情况再反馈一次。", cast.li)
        assert Report.objects.get().text == progress().text
        notice = Notice.objects.get(kind=NoticeKind.OBJECTION)
        assert (notice.unit.name, notice.text) == (WATER, "对代录异议的答复：已核实，请按实际情况再反馈一次。")
        assert Event.objects.get(verb="report.objection-answered").before["objection"] == "溢洪道还没有动工。"

    def test_not_twice(self, cast, report):
        answer_objection(report, actor=cast.li, version=1, answer="已核实。")
        with pytest.raises(Refused, match="已经答复"):
            answer_objection(report, actor=cast.li, version=2, answer="又核实。")

    def test_not_without_words(self, cast, report):
        with pytest.raises(Refused, match="填写答复"):
            answer_objection(report, actor=cast.li, version=1, answer=" ")

    def test_not_where_nobody_objects(self, cast, report):
        report.objection = ""
        with pytest.raises(Refused, match="没有异议"):
            answer_objection(report, actor=cast.li, version=1, answer="已核实。")

    def test_who_looked_at_an_older_version(self, cast, report):
        with pytest.raises(ChangedMeanwhile):
            answer_objection(report, actor=cast.li, version=7, answer="已核实。")

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_office_answers(self, cast, report, who):
        with pytest.raises(PermissionDenied):
            answer_objection(report, actor=getattr(cast, who), version=1, answer="已核实。")
