"""A task's page: what each person sees of it and can do there, in few queries whatever its length."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.duban.documents import storage
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.tasks.actions.add_remark import add_remark
from luoshi.duban.tasks.actions.decide_extension import Answer, decide_extension
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Channel,
    Evidence,
    Report,
    SourceKind,
    State,
    Target,
    TaskSource,
)
from tests.duban.tasks.desk.given import a_desk
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, by_page, done, progress, the
from tests.duban.tasks.life.office import BY_PAPER, a_return, an_extension, closed, fresh, on, submitted, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mid_october():
    with on(10, 12):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(HOUSING,))


@pytest.fixture
def look(client, cast):
    def ask(task, who="chen", part=""):
        client.force_login(getattr(cast, who))
        answer = client.get(f"/tasks/{task.pk}/{part}", headers={"HX-Request": "true"} if part else {})
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


class TestTheHead:
    def test_an_overdue_task_says_so_and_so_does_its_unit(self, look, task):
        assert look(task).count("逾期12天") == 2

    def test_what_was_late_under_an_earlier_limit(self, cast, look, task):
        asked = an_extension(task, wanted=date(2026, 11, 30))
        decide_extension(asked, actor=cast.wang, version=1, answer=Answer(date(2026, 11, 30)))
        page = look(task)
        assert page.count("曾逾期12天") == 2
        assert "首次时限 9月底前" in " ".join(page.split())

    def test_a_suspended_task(self, cast, look, task):
        suspend_task(fresh(task), actor=cast.chen, version=1, basis=BY_PAPER)
        assert "中止中" in look(task)
        assert "恢复办理" in look(task)

    def test_late_then_done(self, cast, look, task):
        closed(cast, task)
        page = look(task)
        assert "曾逾期12天" in page
        assert "已销号" in page

    def test_a_merged_task_leads_to_the_one_that_goes_on(self, cast, look, task):
        other = an_issued_task(cast, "完成水库加固。")
        merge_tasks(Seen(fresh(task), 1, fresh(other), 1), actor=cast.chen, basis=BY_PAPER)
        assert "这项任务已并入" in look(other)
        assert f'href="/tasks/{task.pk}/"' in look(other)

    def test_a_draft_has_neither_state_nor_story(self, cast, look):
        page = look(a_task(cast, a_plan(cast)))
        assert "草稿" in page
        assert "/story/" not in page


class TestTheUnits:
    def test_who_was_taken_off_keeps_its_lateness_apart(self, cast, look, task):
        Assignment.objects.filter(task=task, unit__name=WATER).update(
            state=State.WITHDRAWN, ended_on=date(2026, 10, 8), answers=True
        )
        page = look(task)
        assert "不再承办" in page
        assert "曾逾期8天" in page

    def test_parts_stand_below_their_unit(self, cast, look, task):
        part = "青禾县水利局河湖中心"
        Assignment.objects.create(
            task=task, unit=cast.unit(part), name=part, role=AssignmentRole.PART, parent=the(task),
            state=State.IN_PROGRESS, words="清淤6公里。",
        )  # fmt: skip
        page = look(task)
        assert page.index("unit-parts") < page.index("清淤6公里。")

    def test_the_latest_report_is_marked_where_the_office_typed_it(self, cast, look, task):
        came = Came("孙联络", date(2026, 10, 12), Channel.TELEPHONE)
        file_report(the(task), actor=cast.chen, said=progress(percent=Decimal(60)), came=came)
        page = look(task)
        assert "代录" in page
        assert "完成 60%" in page

    def test_targets_show_the_figure_that_was_reported_last(self, cast, look, task):
        target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
        for value in (1, 2):
            said = progress(figures={target.pk: Decimal(value)})
            file_report(the(task), actor=cast.sun, said=said, came=by_page(on=date(2026, 10, 12)))
        page = look(task)
        assert "2座" in page
        assert "1座" not in page


class TestWhatWaits:
    def test_a_supervisor_verifies_here(self, cast, look, task):
        submitted(cast, task)
        assert f"/supervision/{the(task).pk}/verify/" in look(task)
        assert f"/supervision/{the(task).pk}/verify/" not in look(task, "sun")
        assert f"/supervision/{the(task).pk}/verify/" not in look(task, "zhao")

    def test_whoever_typed_it_sees_that_another_has_to(self, cast, look, task):
        submitted(cast, task, by=cast.chen)
        assert "本人录入，须由他人核查" in look(task)
        assert "本人录入，须由他人核查" not in look(task, "wang")

    def test_the_head_closes_out_here(self, cast, look, task):
        verified(cast, task)
        assert "待销号" in look(task, "wang")

    def test_requests_wait(self, look, task):
        an_extension(task)
        a_return(task, HOUSING)
        page = look(task, "wang")
        assert "答复延期" in page
        assert "答复退回" in page
        assert "查看申请" in look(task, "chen")

    def test_what_is_closed_out_can_be_reopened_by_the_head(self, cast, look, task):
        closed(cast, task)
        assert f"/supervision/{the(task).pk}/reopen/" in look(task, "wang")
        assert f"/supervision/{the(task).pk}/reopen/" not in look(task, "chen")

    def test_what_is_withdrawn_can_be_restored(self, cast, look, task):
        withdraw_task(fresh(task), actor=cast.chen, version=1, basis=BY_PAPER)
        assert f"/tasks/{task.pk}/restore/" in look(task)
        assert f"/tasks/{task.pk}/change/" not in look(task)


class TestSources:
    @pytest.fixture
    def quoted(self, cast):
        plan = a_desk(cast)
        task = a_task(cast, plan, issued=True)
        text = plan.reading.text
        statement = next(one for one in plan.reading.statements.all() if "县财政局要争取" in text[one.start : one.end])
        TaskSource.objects.create(
            task=task, kind=SourceKind.STATEMENT, document=plan.document, statement=statement,
            quote=text[statement.start : statement.end],
        )  # fmt: skip
        return task

    def test_the_sentences_around_it_and_its_place_in_the_document(self, look, quoted):
        page = look(quoted, part="sources/")
        assert "9月底前完成3座水库除险加固。" in page
        assert "石桥乡要常态化开展巡查。" in page
        assert "?page=1#s" in page

    def test_who_sees_no_documents_sees_the_quote_alone(self, look, quoted):
        page = look(quoted, "sun", "sources/")
        assert "县财政局要争取专项债券资金3.5亿元以上。" in page
        assert "石桥乡要常态化开展巡查。" not in page
        assert "/documents/" not in page


class TestReports:
    def test_the_newest_first_with_who_reported_and_who_typed(self, cast, look, task):
        file_report(the(task), actor=cast.sun, said=progress("第一次反馈。"), came=by_page(on=date(2026, 10, 11)))
        came = Came("孙联络", date(2026, 10, 12), Channel.TELEPHONE)
        file_report(the(task), actor=cast.chen, said=progress("第二次反馈。", problem="征地还差两户。"), came=came)
        page = look(task, "sun", "reports/")
        assert page.index("第二次反馈。") < page.index("第一次反馈。")
        assert "电话，陈明代录" in page
        assert "征地还差两户。" in page

    def test_evidence_with_its_digest_handed_out_as_it_came(self, cast, client, look, task):
        report = file_report(the(task), actor=cast.sun, said=done(), came=by_page(on=date(2026, 10, 12)))
        place, _new = storage.keep(cast.office.key, b"%PDF-1.7 acceptance")
        digest = storage.digest(b"%PDF-1.7 acceptance")
        source = SourceFile.objects.create(office=cast.office, sha256=digest, name="验收.pdf", size=19, stored=place)
        file = Evidence.objects.create(assignment=the(task), report=report, source=source, name="验收.pdf")
        page = look(task, "sun", "reports/")
        assert digest[:12] in page
        answer = client.get(f"/tasks/evidence/{file.pk}/")
        assert answer.content == b"%PDF-1.7 acceptance"
        assert answer["Content-Disposition"].startswith("attachment")
        client.force_login(cast.zheng)
        assert client.get(f"/tasks/evidence/{file.pk}/").status_code == 404

    def test_evidence_that_is_gone_is_said_so(self, cast, client, look, task):
        source = SourceFile.objects.create(office=cast.office, sha256="0" * 64, name="照片.jpg", size=1, stored="gone")
        file = Evidence.objects.create(assignment=the(task), source=source, name="照片.jpg")
        look(task)
        assert client.get(f"/tasks/evidence/{file.pk}/").status_code == 302

    def test_an_objection_is_answered_from_here(self, cast, look, task):
        came = Came("孙联络", date(2026, 10, 12), Channel.TELEPHONE)
        file_report(the(task), actor=cast.chen, said=progress(), came=came)
        Report.objects.update(objection="没有开工。", objected_by="孙联络", objected_at="2026-10-12T09:00+08:00")
        assert "/supervision/objections/" in look(task, "li", "reports/")
        assert "/supervision/objections/" not in look(task, "sun", "reports/")

    def test_twenty_at_a_time(self, cast, look, task):
        Report.objects.bulk_create(
            Report(
                assignment=the(task), kind="progress", text=f"第{n}次。", reported_by="孙联络", reported_on="2026-10-12"
            )
            for n in range(45)
        )
        first, last = look(task, part="reports/"), look(task, part="reports/?page=3")
        assert (first.count('class="report"'), last.count('class="report"')) == (20, 5)
        assert "page=2" in first
        assert "更早的反馈" not in last

    @pytest.mark.parametrize("page", ["0", "-1", "abc", "99", "9999999999999"])
    def test_a_page_that_is_none(self, look, task, page):
        assert look(task, part=f"reports/?page={page}") is not None


class TestDecisions:
    def test_all_that_was_asked_and_decided(self, cast, look, task):
        asked = an_extension(task, wanted=date(2026, 11, 30))
        decide_extension(asked, actor=cast.wang, version=1, answer=Answer(date(2026, 12, 15), "抓紧。"))
        closed(cast, task)
        page = look(task, "sun", "decisions/")
        for words in ("2026-09-30 → 2026-11-30", "同意 2026-12-15", "现场查看", "目标完成，资料齐全。", "实地检查"):
            assert words in page

    def test_nothing_to_show(self, look, task):
        assert "task-decisions" not in look(task, part="decisions/")


class TestWordsOnIt:
    def test_a_remark_is_written_and_told(self, cast, client, look, task):
        client.force_login(cast.sun)
        answer = client.post(f"/tasks/{task.pk}/remark/", {"text": "下月开工。", "act": "remark"})
        assert answer.status_code == 302
        page = look(task, "chen", "story/")
        assert "下月开工。" in page
        assert "孙联络 留言：下月开工。" in page

    def test_a_leader_writes_an_instruction(self, cast, client, look, task):
        client.force_login(cast.zhao)
        client.post(f"/tasks/{task.pk}/remark/", {"text": "请倒排工期。", "act": "instruct"})
        assert "赵县长 批示：请倒排工期。" in look(task, "sun", "story/")

    def test_a_supervisor_writes_no_instruction(self, cast, client, task):
        client.force_login(cast.chen)
        answer = client.post(f"/tasks/{task.pk}/remark/", {"text": "请倒排工期。", "act": "instruct"})
        assert answer.status_code == 403
        assert not task.remarks.exists()

    @pytest.mark.parametrize("text", ["", "  ", "长" * 2001])
    def test_what_says_nothing_or_too_much(self, cast, client, task, text):
        client.force_login(cast.chen)
        client.post(f"/tasks/{task.pk}/remark/", {"text": text})
        assert not task.remarks.exists()

    def test_a_reader_has_no_form(self, look, task):
        assert "<form" not in look(task, "jiang", "story/")


class TestTheStory:
    def test_older_events_follow_by_a_button(self, cast, look, task):
        for number in range(70):
            add_remark(fresh(task), actor=cast.chen, text=f"第{number}条。")
        page = look(task, part="story/")
        assert page.count("story-line") == 60
        before = page.split("?before=")[1].split('"')[0]
        rest = look(task, part=f"story/?before={before}")
        assert rest.count("story-line") == 10
        assert "remark-text" not in rest

    @pytest.mark.parametrize("before", ["abc", "-1", "9" * 30])
    def test_a_place_that_is_none(self, look, task, before):
        assert look(task, part=f"story/?before={before}") is not None


def test_a_part_without_a_script_is_a_page(client, cast, task):
    client.force_login(cast.chen)
    for part in ("sources", "reports", "decisions", "story"):
        page = client.get(f"/tasks/{task.pk}/{part}/").content.decode()
        assert "<html" in page


def test_the_parts_of_another_units_task_are_not_found(client, cast):
    task = an_issued_task(cast, lead=FINANCE)
    client.force_login(cast.sun)
    for part in ("", "sources/", "reports/", "decisions/", "story/"):
        assert client.get(f"/tasks/{task.pk}/{part}").status_code == 404


@pytest.mark.parametrize("who", ["chen", "wang", "sun", "zhou", "qian", "zhao", "jiang"])
@pytest.mark.parametrize("part", ["", "sources/", "reports/", "decisions/", "story/"])
def test_whatever_its_length_it_costs_few_queries(cast, client, django_assert_max_num_queries, who, part):
    plan = a_desk(cast)
    task = a_task(cast, plan, supporting=(HOUSING, FINANCE), issued=True)
    for statement in plan.reading.statements.all()[:6]:
        TaskSource.objects.create(task=task, kind="statement", document=plan.document, statement=statement, quote="…")
    for position in range(4):
        Target.objects.create(task=task, words=f"{position}座", value=position, position=position)
    for _round in range(3):
        an_extension(task)
        decide_extension(
            task.assignments.get(unit__name=WATER).extensions.get(decision=""),
            actor=cast.wang, version=1, answer=Answer(None, "不同意。"),
        )  # fmt: skip
        add_remark(fresh(task), actor=cast.chen, text="请报进展。")
    Report.objects.bulk_create(
        Report(assignment=the(task), kind="progress", text=f"第{n}次。", reported_by="孙联络", reported_on="2026-10-12")
        for n in range(30)
    )
    an_extension(task)
    client.force_login(getattr(cast, who))
    with django_assert_max_num_queries(12):
        assert client.get(f"/tasks/{task.pk}/{part}", headers={"HX-Request": "true"}).status_code == 200
