"""督查情况: what was found on the spot, what is refused, and what a task's story says of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.asked import latest
from luoshi.duban.oversight.inspections.actions.conclude import (
    issue_conclusion,
    propose_conclusion,
    send_conclusion_back,
    sign_conclusion,
)
from luoshi.duban.oversight.inspections.actions.record_finding import Found, record_finding
from luoshi.duban.oversight.inspections.actions.reopen_found import reopen_inspected
from luoshi.duban.oversight.inspections.drafting import usual_conclusion
from luoshi.duban.oversight.inspections.models import Becomes, Conclusion, Outcome
from luoshi.duban.oversight.inspections.queries import stop_for, with_tasks
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.undo import redo, undo
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.desk.taking_off import forget_taken_off
from luoshi.duban.tasks.models import Notice, Remark, Task
from luoshi.duban.tasks.story import tell_story
from tests.duban.oversight.inspections.given import (
    AFTERWARDS,
    FIRST,
    LAST,
    approved,
    concluded,
    drafted,
    ended,
    item_of,
    on,
    saw,
    saw_all,
    stop_of,
    three_tasks,
)
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_WORD, closed

pytestmark = pytest.mark.django_db
CANAL = "清淤渠道18公里。"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def inspection(cast):
    return approved(cast)


@pytest.fixture
def canal(inspection):
    return item_of(inspection, CANAL)


def behind(cast, item, **more):
    given = {
        "problem": "只完成一半。",
        "measured": "9公里",
        "demand": "增加机械，完成剩余9公里清淤。",
        "due": date(2026, 10, 20),
    }
    return saw(cast, item, Outcome.BEHIND, "现场丈量9公里。", **{**given, **more})


def test_a_finding_is_kept_with_who_saw_it_and_who_typed_it(cast, canal):
    behind(cast, canal)
    canal.refresh_from_db()
    assert (canal.outcome, canal.measured, canal.seen_on, canal.seen_by, canal.typed_by) == (
        "behind",
        "9公里",
        FIRST,
        "陈明",
        cast.chen,
    )
    event = Event.objects.get(verb="inspection.found")
    assert (event.before["outcome"], event.after["outcome"], event.after["unit"]) == ("", "behind", WATER)


def test_photographs_are_kept_unchanged(cast, canal):
    with on(LAST):
        found = Found(Outcome.DONE, "已完工。", seen_on=FIRST, seen_by="陈明")
        photo = SimpleUploadedFile("渠道.png", PICTURE)
        record_finding(canal, found, actor=cast.chen, version=canal.version, files=[photo])
    kept = canal.files.get()
    assert (kept.name, kept.source.size, kept.added_by) == ("渠道.png", len(PICTURE), cast.chen)
    assert Event.objects.get(verb="inspection.found").after["files"] == {"渠道.png": kept.source.sha256}


def test_a_correction_before_the_conclusion_stands_in_the_record_with_what_was_there(cast, canal):
    behind(cast, canal)
    canal.refresh_from_db()
    saw(cast, canal, Outcome.UNDER_WAY, "当天下午复看，机械已进场。", who=cast.li)
    event = Event.objects.filter(verb="inspection.found").order_by("pk").last()
    assert (event.before["outcome"], event.after["outcome"], event.actor_name) == ("behind", "under-way", "李静")


class TestRefused:
    @pytest.mark.parametrize(
        ("outcome", "more", "words"),
        [
            (Outcome.OPEN, {}, "请选择落实情况"),
            (Outcome.DONE, {"finding": " "}, "请填写现场情况"),
            (Outcome.NOT_SEEN, {"finding": ""}, "未能查看的原因"),
            (Outcome.BEHIND, {}, "请写明存在问题"),
            (Outcome.NOT_DONE, {"problem": ""}, "“未落实”的，请写明存在问题"),
            (Outcome.UNTRUE, {}, "“与上报不符”的，请写明存在问题"),
            (Outcome.DONE, {"due": date(2026, 10, 1)}, "请写明整改要求"),
            (Outcome.DONE, {"demand": "完善资料", "due": date(2026, 9, 1)}, "不能早于查看日期"),
            (Outcome.DONE, {"seen_on": date(2026, 9, 13)}, "查看日期应在2026-09-14以后"),
            (Outcome.DONE, {"seen_on": date(2026, 9, 17)}, "查看日期"),
            (Outcome.DONE, {"seen_on": None}, "查看日期"),
        ],
    )
    def test_a_finding_that_says_nothing_or_contradicts_itself(self, cast, canal, outcome, more, words):
        given = {"finding": "现场查看。", "seen_on": FIRST, "seen_by": "陈明", **more}
        with on(LAST), pytest.raises(Refused, match=words):
            record_finding(canal, Found(outcome, **given), actor=cast.chen, version=canal.version)
        canal.refresh_from_db()
        assert not canal.outcome

    def test_before_the_plan_is_approved(self, cast):
        item = item_of(drafted(cast), CANAL)
        with pytest.raises(Refused, match="拟定中"):
            saw(cast, item)

    @pytest.mark.parametrize("who", ["zhao", "qian", "sun", "jiang", "shen"])
    def test_who_is_not_of_the_office(self, cast, canal, who):
        with pytest.raises(PermissionDenied):
            saw(cast, canal, who=cast.people[who])

    def test_over_a_finding_that_somebody_typed_meanwhile(self, cast, inspection, canal):
        behind(cast, item_of(inspection, CANAL))
        with pytest.raises(ChangedMeanwhile):
            saw(cast, canal)

    def test_once_the_conclusion_waits_for_approval(self, cast, inspection, canal):
        saw_all(cast, inspection)
        conclusion = propose_conclusion(stop_of(inspection), "均已落实。", actor=cast.chen)
        item = item_of(inspection, CANAL)
        with pytest.raises(Refused, match="青禾县水利局的督查结论已送审或送达"):
            saw(cast, item)
        send_conclusion_back(conclusion, actor=cast.wang, version=conclusion.version, reason="渠道再看一次。")
        saw(cast, item)


class TestConclusion:
    def test_it_begins_with_the_findings(self, cast, inspection, canal):
        behind(cast, canal)
        saw(cast, item_of(inspection, "完成3座水库除险加固。"), finding="3座水库均已完工")
        stop = stop_of(inspection)
        assert usual_conclusion(stop, list(with_tasks(stop.items.order_by("number")))).splitlines() == [
            "2026年9月14日，督查组对青禾县水利局2项事项进行了督查。其中，已落实1项，进度滞后1项。",
            "一、落实情况",
            "1. 完成3座水库除险加固：3座水库均已完工。",
            "二、存在问题",
            "1. 清淤渠道18公里：进度滞后。只完成一半。",
            "三、整改要求",
            "1. 增加机械，完成剩余9公里清淤，2026年10月20日前完成。",
        ]

    def test_it_stands_in_the_story_of_each_task_and_among_who_was_asked(self, cast, inspection, canal):
        behind(cast, canal)
        saw(cast, item_of(inspection, "完成3座水库除险加固。"))
        concluded(cast, stop_of(inspection))
        event = Event.objects.get(verb="task.inspected", subject_id=str(canal.task_id))
        (line,) = tell_story([event])
        assert line.sentence == (
            "9月重点工作督查到青禾县水利局查看，结果“进度滞后”：只完成一半。 "
            "整改要求：增加机械，完成剩余9公里清淤，2026年10月20日前完成。"
        )
        asking = latest([canal.task_id])[canal.task_id]
        assert (asking.how, asking.whom, asking.by) == ("督查整改要求", (WATER,), "王主任")

    def test_a_demand_is_written_on_its_task_and_the_unit_is_told(self, cast, inspection, canal):
        behind(cast, canal, becomes=Becomes.INSTRUCTION)
        saw(cast, item_of(inspection, "完成3座水库除险加固。"))
        concluded(cast, stop_of(inspection))
        words = "9月重点工作督查要求：增加机械，完成剩余9公里清淤，2026年10月20日前完成。"
        assert Remark.objects.get().text == words
        assert [(one.unit.name, one.text) for one in Notice.objects.filter(task=canal.task)] == [(WATER, words)]

    def test_the_unit_signs_for_it_or_the_office_types_that_it_did(self, cast, inspection):
        saw_all(cast, inspection)
        water, housing = concluded(cast, stop_of(inspection)), concluded(cast, stop_of(inspection, HOUSING))
        with on(AFTERWARDS, 15):
            sign_conclusion(water, actor=cast.sun, version=water.version)
            sign_conclusion(housing, actor=cast.li, version=housing.version)
            with pytest.raises(Refused, match="已经签收"):
                sign_conclusion(water, actor=cast.zhou, version=water.version)
        assert (water.sign_typed, housing.sign_typed) == (False, True)

    def test_the_unit_that_it_merged_into_signs_for_it(self, cast, inspection):
        saw_all(cast, inspection)
        conclusion = concluded(cast, stop_of(inspection, HOUSING))
        Unit.objects.filter(name=HOUSING).update(merged_into=cast.unit(WATER))
        conclusion = Conclusion.objects.select_related("stop__inspection", "stop__unit").get(pk=conclusion.pk)
        assert stop_for(cast.sun, conclusion.stop_id).unit.name == HOUSING
        sign_conclusion(conclusion, actor=cast.sun, version=conclusion.version)
        assert not conclusion.sign_typed

    def test_another_unit_does_not_sign(self, cast, inspection):
        saw_all(cast, inspection)
        conclusion = concluded(cast, stop_of(inspection))
        with pytest.raises(PermissionDenied):
            sign_conclusion(conclusion, actor=cast.wu, version=conclusion.version)

    def test_who_wrote_it_does_not_issue_it(self, cast, inspection):
        saw_all(cast, inspection)
        conclusion = propose_conclusion(stop_of(inspection), "均已落实。", actor=cast.wang)
        with pytest.raises(PermissionDenied, match="起草督查结论的人"):
            issue_conclusion(conclusion, actor=cast.wang, version=conclusion.version)
        issue_conclusion(conclusion, actor=cast.zhao, version=conclusion.version)
        assert Conclusion.objects.get().state == "issued"

    def test_not_before_everything_was_looked_at(self, cast, inspection, canal):
        saw(cast, canal)
        with pytest.raises(Refused, match="青禾县水利局还有1项没有记录"):
            propose_conclusion(stop_of(inspection), "均已落实。", actor=cast.chen)

    def test_none_where_nothing_could_be_seen(self, cast, inspection):
        saw(cast, item_of(inspection, "改造老旧小区12个。"), Outcome.NOT_SEEN, "道路塌方，未能到达。")
        with pytest.raises(Refused, match="都未能查看"):
            propose_conclusion(stop_of(inspection, HOUSING), "无。", actor=cast.chen)

    def test_written_anew_over_the_version_that_was_seen(self, cast, inspection):
        saw_all(cast, inspection)
        stop = stop_of(inspection)
        first = propose_conclusion(stop, "均已落实。", actor=cast.chen)
        with pytest.raises(ChangedMeanwhile):
            propose_conclusion(stop, "都落实了。", actor=cast.li, version=0 if first.version != 1 else 9)
        propose_conclusion(stop, "都落实了。", actor=cast.li, version=first.version)
        assert Conclusion.objects.get().words == "都落实了。"


def _ended_with_a_demand(cast, inspection, canal):
    behind(cast, canal, becomes=Becomes.TASK)
    saw(cast, item_of(inspection, "完成3座水库除险加固。"))
    saw(cast, item_of(inspection, "改造老旧小区12个。"))
    for unit in (WATER, HOUSING):
        concluded(cast, stop_of(inspection, unit))
    ended(cast, inspection, register=cast.register)


class TestEnd:
    def test_demands_become_drafts_with_the_inspection_as_their_source(self, cast, inspection, canal):
        _ended_with_a_demand(cast, inspection, canal)
        task = Task.objects.get(plan=inspection.follow_up)
        source = task.sources.get()
        assert (task.text, task.due, task.assignments.get().name) == (
            "增加机械，完成剩余9公里清淤。",
            date(2026, 10, 20),
            WATER,
        )
        assert (source.said_by, source.said_on, source.paper) == ("督查组组长王主任", FIRST, "9月重点工作督查结论")
        canal.refresh_from_db()
        assert canal.made_task == canal.draft == task

    def test_a_draft_that_is_taken_off_its_plan_came_of_nothing(self, cast, inspection, canal):
        _ended_with_a_demand(cast, inspection, canal)
        undo(inspection.follow_up, actor=cast.chen)
        connection.check_constraints()
        canal.refresh_from_db()
        assert canal.draft is None
        redo(inspection.follow_up, actor=cast.chen)
        canal.refresh_from_db()
        assert canal.draft == Task.objects.get(plan=inspection.follow_up)

        undo(inspection.follow_up, actor=cast.chen)
        with clock.standing_at(clock.now() + timedelta(days=2)):
            assert forget_taken_off() == 1
        canal.refresh_from_db()
        assert (canal.demand, canal.made_task) == ("增加机械，完成剩余9公里清淤。", None)

    def test_a_unit_where_nothing_could_be_seen_keeps_nobody_waiting(self, cast, inspection):
        saw(cast, item_of(inspection, "改造老旧小区12个。"), Outcome.NOT_SEEN, "道路塌方，未能到达。")
        for text in ("完成3座水库除险加固。", CANAL):
            saw(cast, item_of(inspection, text))
        with pytest.raises(Refused, match="青禾县水利局的督查结论还没有送达"):
            ended(cast, inspection)
        concluded(cast, stop_of(inspection))
        assert ended(cast, inspection).state == "ended"

    def test_new_tasks_need_a_register_and_a_report_needs_words(self, cast, inspection, canal):
        behind(cast, canal, becomes=Becomes.TASK)
        saw(cast, item_of(inspection, "完成3座水库除险加固。"))
        saw(cast, item_of(inspection, "改造老旧小区12个。"))
        for unit in (WATER, HOUSING):
            concluded(cast, stop_of(inspection, unit))
        with pytest.raises(Refused, match="请选择列入哪个台账"):
            ended(cast, inspection)
        assert not Task.objects.filter(plan__title__endswith="整改事项").exists(), "nothing is half done"


class TestReopening:
    @pytest.fixture
    def found_untrue(self, cast):
        with on(date(2026, 9, 1)):
            task = an_issued_task(cast, "造林2000亩。")
            closed(cast, task)
        inspection = approved(cast, [task])
        item = item_of(inspection, "造林2000亩。")
        saw(cast, item, Outcome.UNTRUE, "现场实测1200亩。", problem="少800亩。")
        return inspection, item_of(inspection, "造林2000亩。")

    def test_what_was_closed_out_and_does_not_hold_goes_on(self, cast, found_untrue):
        inspection, item = found_untrue
        with pytest.raises(Refused, match="督查结论送达后"):
            reopen_inspected(item, actor=cast.wang)
        concluded(cast, stop_of(inspection))
        with on(AFTERWARDS, 15):
            reopen_inspected(item_of(inspection, "造林2000亩。"), actor=cast.wang)
        assert the(item.task).state == "in-progress"

    def test_what_holds_does_not(self, cast, inspection, canal):
        saw_all(cast, inspection)
        concluded(cast, stop_of(inspection))
        with pytest.raises(Refused, match="只有已销号"):
            reopen_inspected(item_of(inspection, CANAL), actor=cast.wang)


def test_a_unit_sees_its_own_stop_alone(cast):
    inspection = approved(cast, three_tasks(cast))
    assert stop_for(cast.sun, stop_of(inspection).pk).unit.name == WATER
    with pytest.raises(Http404):
        stop_for(cast.sun, stop_of(inspection, HOUSING).pk)


def test_a_demand_is_not_written_on_a_task_that_was_withdrawn(cast):
    inspection = approved(cast)
    canal = item_of(inspection, CANAL)
    with on(LAST):
        withdraw_task(canal.task, actor=cast.wang, version=canal.task.version, basis=BY_WORD)
    more = {"problem": "只清淤9公里。", "demand": "9月底前补齐。"}
    with pytest.raises(Refused, match="can become a new task"):
        saw(cast, item_of(inspection, CANAL), Outcome.BEHIND, becomes=Becomes.INSTRUCTION, **more)
    assert saw(cast, item_of(inspection, CANAL), Outcome.BEHIND, becomes=Becomes.TASK, **more).demand
    client = Client()
    client.force_login(cast.chen)
    assert "已撤销" in client.get(f"/inspections/{inspection.pk}/").content.decode()
