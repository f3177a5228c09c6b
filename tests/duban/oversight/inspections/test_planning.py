"""督查方案: what is inspected where, on what basis, when; approved by another person before anybody sets out."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.inspections import papers
from luoshi.duban.oversight.inspections.actions.choose_items import add_item, add_parts, drop_item, word_item
from luoshi.duban.oversight.inspections.actions.decide_plan import (
    approve_inspection,
    propose_inspection,
    send_inspection_back,
    withdraw_inspection,
)
from luoshi.duban.oversight.inspections.actions.plan_inspection import change_inspection
from luoshi.duban.oversight.inspections.actions.set_route import Visit, set_route
from luoshi.duban.oversight.inspections.choosing import days_for
from luoshi.duban.oversight.inspections.models import Inspection, InspectionPaper, Item, Stop
from luoshi.duban.oversight.inspections.page import as_shown
from luoshi.duban.oversight.inspections.queries import inspections_of, stops_of_units, stops_shown
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Means
from tests.duban.oversight.inspections.given import (
    AFTERWARDS,
    FIRST,
    LAST,
    PLANNED,
    approved,
    concluded,
    details,
    drafted,
    ended,
    item_of,
    on,
    saw_all,
    stop_of,
    three_tasks,
)
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, by_page, progress, the
from tests.duban.tasks.life.office import closed

pytestmark = pytest.mark.django_db


def route_of(inspection):
    return [(stop.unit.name, stop.day, stop.time, stop.place) for stop in stops_shown(inspection)]


def test_the_units_of_the_tasks_are_visited_in_their_order_each_on_a_working_day(cast):
    inspection = drafted(cast)
    assert route_of(inspection) == [(WATER, FIRST, "", ""), (HOUSING, date(2026, 9, 15), "", "")]
    assert [item.task.text for item in inspection.items.order_by("number")] == [
        "完成3座水库除险加固。",
        "清淤渠道18公里。",
        "改造老旧小区12个。",
    ]


@pytest.mark.parametrize(
    ("count", "starts", "ends", "days"),
    [
        (3, date(2026, 9, 14), date(2026, 9, 16), [14, 15, 16]),
        (4, date(2026, 9, 14), date(2026, 9, 15), [14, 14, 15, 15]),
        (2, date(2026, 9, 11), date(2026, 9, 14), [11, 14]),
        (2, date(2026, 9, 12), date(2026, 9, 13), [12, 13]),
        (5, date(2026, 9, 14), date(2026, 9, 14), [14] * 5),
    ],
)
def test_days_are_spread_over_the_working_days(count, starts, ends, days):
    assert [day.day for day in days_for(count, starts, ends)] == days


def test_what_was_closed_out_can_be_inspected_but_not_what_was_withdrawn(cast):
    with on(date(2026, 9, 1)):
        done = an_issued_task(cast, "造林2000亩。")
        closed(cast, done)
    gone = an_issued_task(cast, "撤销的任务。")
    gone.assignments.update(state="withdrawn")
    inspection = drafted(cast, [done, gone])
    assert [item.task.text for item in inspection.items.all()] == ["造林2000亩。"]


def test_only_the_chosen_units_are_visited(cast):
    inspection = drafted(cast, units=[cast.unit(HOUSING)])
    assert [row[0] for row in route_of(inspection)] == [HOUSING]


def test_more_tasks_are_added_once(cast):
    tasks = three_tasks(cast)
    inspection = drafted(cast, tasks[:1])
    add_parts(inspection, tasks, actor=cast.li)
    assert inspection.items.count() == 3
    with pytest.raises(Refused, match="都已列入"):
        add_parts(inspection, tasks, actor=cast.li)


def test_a_matter_in_words_of_its_own(cast):
    inspection = drafted(cast, [])
    item = add_item(inspection, cast.unit(FINANCE), actor=cast.chen, words="专项资金拨付台账", look_at="查阅凭证")
    assert (item.stop.unit.name, item.task, item.number) == (FINANCE, None, 1)
    word_item(item, actor=cast.chen, version=item.version, words="专项资金拨付", look_at="查凭证和到账时间")
    drop_item(item, actor=cast.chen, version=item.version)
    assert not Stop.objects.filter(inspection=inspection).exists(), "a unit without any matter is not visited"


def test_the_route_follows_days_then_the_order_that_was_typed(cast):
    inspection = drafted(cast)
    water, housing = stop_of(inspection), stop_of(inspection, HOUSING)
    visits = {
        water.pk: Visit(LAST, 1, "下午3:00", "大坝管理站"),
        housing.pk: Visit(LAST, 2, "上午9:00", "城东小区"),
    }
    set_route(inspection, visits, actor=cast.chen, version=inspection.version)
    assert route_of(inspection) == [(WATER, LAST, "下午3:00", "大坝管理站"), (HOUSING, LAST, "上午9:00", "城东小区")]
    visits[housing.pk] = Visit(FIRST, 9, "上午9:00", "城东小区")
    set_route(inspection, visits, actor=cast.chen, version=inspection.version)
    assert [row[0] for row in route_of(inspection)] == [HOUSING, WATER]
    with pytest.raises(Refused, match="青禾县水利局的日期2026-09-20不在督查时间"):
        set_route(inspection, {water.pk: Visit(date(2026, 9, 20))}, actor=cast.chen, version=inspection.version)


def test_from_draft_to_approval(cast):
    inspection = approved(cast)
    assert (inspection.state, inspection.approved_by) == ("approved", cast.wang)
    assert {paper.kind for paper in InspectionPaper.objects.filter(inspection=inspection)} == {"docx", "pdf"}
    verbs = list(Event.objects.filter(subject="inspections.inspection").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["inspection.drafted", "inspection.items-chosen", "inspection.proposed", "inspection.approved"]


def test_what_was_reported_until_approval_stands_on_the_sheets(cast):
    tasks = three_tasks(cast)
    with on(date(2026, 9, 1)):
        file_report(the(tasks[0]), actor=cast.sun, said=progress("大坝已加固。"), came=by_page(on=date(2026, 9, 1)))
    inspection = approved(cast, tasks)
    with on(date(2026, 9, 12)):
        file_report(the(tasks[0]), actor=cast.sun, said=progress("全部完工。"), came=by_page(on=date(2026, 9, 12)))
    item = item_of(inspection, "完成3座水库除险加固。")
    assert (item.words, item.limit) == ("完成3座水库除险加固。", "9月底前（2026年9月30日）")
    assert item.course == "办理中；9月1日反馈：大坝已加固。"


def test_the_plan_prints_with_route_and_matters(cast):
    inspection = approved(cast)
    document = Document(BytesIO(papers.kept(inspection, "plan", "docx")))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for one in (
        "9月重点工作督查方案",
        "县政府第12次常务会议要求。",
        "组长：王主任。成员：陈明、梁工（水利专家）。",
        "2026年9月14日至2026年9月16日，到2个单位查看3项事项",
        "2026年9月10日",
    ):
        assert one in words
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"清淤渠道18公里。", HOUSING} <= set(cells)


def test_sent_back_and_called_off(cast):
    inspection = drafted(cast)
    with on(PLANNED, 11):
        propose_inspection(inspection, actor=cast.chen, version=inspection.version)
        send_inspection_back(inspection, actor=cast.wang, version=inspection.version, reason="减少一天。")
        assert (inspection.state, inspection.reason) == ("draft", "减少一天。")
        change_inspection(inspection, details(cast, ends=date(2026, 9, 15)), actor=cast.li, version=inspection.version)
        withdraw_inspection(inspection, actor=cast.chen, version=inspection.version, reason="改为书面督查。")
    assert Inspection.objects.get().state == "withdrawn"


class TestNotAgain:
    """避免重复督查、多头督查 (政府督查工作条例, art. 15)."""

    def test_who_was_visited_before_in_the_year(self, cast):
        tasks = three_tasks(cast)
        spring = approved(
            cast, tasks[:1], title="春季督查", day=date(2026, 7, 20), starts=date(2026, 7, 21), ends=date(2026, 7, 22)
        )
        again = drafted(cast, tasks)
        shown = as_shown(again, PLANNED)
        assert [(one.stop.unit.name, one.times, one.earlier[0].inspection) for one in shown.repeated] == [
            (WATER, 2, spring)
        ]

    def test_what_was_looked_at_before(self, cast):
        tasks = three_tasks(cast)
        first = approved(cast, tasks)
        saw_all(cast, first)
        again = drafted(cast, tasks[1:2], day=AFTERWARDS, starts=date(2026, 9, 21), ends=date(2026, 9, 22))
        (line,) = as_shown(again, AFTERWARDS).again
        assert (line.item.task, line.before.inspection, line.before.outcome) == (tasks[1], first, "done")

    def test_another_year_or_one_that_was_called_off_does_not_count(self, cast):
        tasks = three_tasks(cast)
        called_off = approved(cast, tasks)
        withdraw_inspection(called_off, actor=cast.chen, version=called_off.version, reason="改期。")
        again = drafted(cast, tasks)
        assert not as_shown(again, PLANNED).repeated


class TestWhoSeesIt:
    def test_an_announced_visit_is_seen_by_its_unit_once_it_is_approved(self, cast):
        inspection = drafted(cast)
        assert not stops_of_units(cast.sun).exists()
        with on(PLANNED, 11):
            propose_inspection(inspection, actor=cast.chen, version=inspection.version)
            approve_inspection(inspection, actor=cast.wang, version=inspection.version)
        assert [stop.unit.name for stop in stops_of_units(cast.sun)] == [WATER]
        assert not stops_of_units(cast.zheng).exists()

    def test_an_unannounced_one_only_by_its_conclusion(self, cast):
        inspection = approved(cast, announced=False)
        assert not stops_of_units(cast.sun).exists()
        saw_all(cast, inspection)
        concluded(cast, stop_of(inspection))
        assert stops_of_units(cast.sun).exists()
        assert not stops_of_units(cast.wu).exists()

    def test_the_office_and_its_leaders_see_all_of_it_nobody_else(self, cast):
        inspection = drafted(cast)
        for who in (cast.chen, cast.wang, cast.zhao, cast.qian):
            assert list(inspections_of(who)) == [inspection]
        for who in (cast.sun, cast.zhou, cast.jiang, cast.feng, cast.shen):
            assert not inspections_of(who).exists()


class TestRefused:
    @pytest.mark.parametrize("lacking", ["title", "basis", "focus", "leader"])
    def test_a_plan_that_does_not_say_everything(self, cast, lacking):
        with pytest.raises(Refused, match="请填写"):
            drafted(cast, [], **{lacking: " "})

    def test_nobody_takes_part_by_no_means(self, cast):
        with pytest.raises(Refused, match="请填写督查方式、本室人员"):
            drafted(cast, [], team=[], means=["by-guessing"])
        with pytest.raises(Refused, match="其他机构的人员"):
            drafted(cast, [], team=[cast.shen])

    @pytest.mark.parametrize(
        ("starts", "ends", "words"), [(LAST, FIRST, "早于"), (FIRST, date(2026, 12, 31), "最多92天")]
    )
    def test_days_that_make_no_sense(self, cast, starts, ends, words):
        with pytest.raises(Refused, match=words):
            drafted(cast, [], starts=starts, ends=ends)

    def test_who_planned_it_does_not_approve_it(self, cast):
        with on(PLANNED):
            inspection = drafted(cast)
            propose_inspection(inspection, actor=cast.wang, version=inspection.version)
            with pytest.raises(PermissionDenied, match="不能审批"):
                approve_inspection(inspection, actor=cast.wang, version=inspection.version)
            approve_inspection(inspection, actor=cast.zhao, version=inspection.version)

    @pytest.mark.parametrize("who", ["chen", "li", "sun", "qian", "jiang", "shen"])
    def test_only_the_head_or_the_principal_approves(self, cast, who):
        inspection = drafted(cast)
        propose_inspection(inspection, actor=cast.chen, version=inspection.version)
        with pytest.raises(PermissionDenied):
            approve_inspection(inspection, actor=cast.people[who], version=inspection.version)

    def test_without_a_matter(self, cast):
        inspection = drafted(cast, [])
        with pytest.raises(Refused, match="还没有督查事项"):
            propose_inspection(inspection, actor=cast.chen, version=inspection.version)

    def test_a_visit_outside_of_the_days_that_were_changed(self, cast):
        inspection = drafted(cast)
        change_inspection(inspection, details(cast, ends=FIRST), actor=cast.chen, version=inspection.version)
        with pytest.raises(Refused, match="青禾县住房和城乡建设局的日期不在督查时间"):
            propose_inspection(inspection, actor=cast.chen, version=inspection.version)

    def test_what_is_approved_is_changed_no_more(self, cast):
        inspection = approved(cast)
        item = item_of(inspection, "清淤渠道18公里。")
        for do in (
            lambda: change_inspection(inspection, details(cast), actor=cast.chen, version=inspection.version),
            lambda: drop_item(item, actor=cast.chen, version=item.version),
            lambda: word_item(item, actor=cast.chen, version=item.version, look_at="看"),
            lambda: add_item(inspection, cast.unit(WATER), actor=cast.chen, words="看看"),
        ):
            with pytest.raises(Refused, match="督查中，不能这样办理"):
                do()

    def test_over_a_version_that_is_gone(self, cast):
        inspection = drafted(cast)
        stale = Inspection.objects.get(pk=inspection.pk)
        change_inspection(inspection, details(cast, leader="李静"), actor=cast.li, version=inspection.version)
        with pytest.raises(ChangedMeanwhile):
            propose_inspection(stale, actor=cast.chen, version=stale.version)

    def test_calling_off_once_a_conclusion_went_out(self, cast):
        inspection = approved(cast)
        saw_all(cast, inspection)
        concluded(cast, stop_of(inspection))
        with pytest.raises(Refused, match="已经送达督查结论"):
            withdraw_inspection(inspection, actor=cast.chen, version=inspection.version, reason="不查了。")

    def test_too_many_matters(self, cast, monkeypatch):
        monkeypatch.setattr("luoshi.duban.oversight.inspections.actions.choose_items.MOST", 2)
        with pytest.raises(Refused, match="一次督查最多2项，加上所选的有3项"):
            drafted(cast)
        assert not Item.objects.exists()

    def test_another_office(self, cast):
        inspection = approved(cast)
        saw_all(cast, inspection)
        with pytest.raises(PermissionDenied):
            add_item(inspection, cast.unit(WATER), actor=cast.shen, words="看")
        with pytest.raises(Refused, match="还没有送达"):
            ended(cast, inspection)
        assert Means.ON_SITE in inspection.means
