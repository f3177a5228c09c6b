"""The pages of inspections: what stands on them, what it costs, and what refused words look like."""

from datetime import date

import pytest
from django.test import Client

from luoshi.duban.oversight.inspections.actions.decide_plan import withdraw_inspection
from luoshi.duban.oversight.inspections.actions.set_route import Visit, set_route
from luoshi.duban.oversight.inspections.models import Item, Outcome
from luoshi.duban.oversight.news import standing
from luoshi.duban.oversight.reminders.models import News
from tests.duban.oversight.inspections.given import (
    AFTERWARDS,
    FIRST,
    LAST,
    PLANNED,
    approved,
    concluded,
    drafted,
    item_of,
    on,
    saw,
    saw_all,
    stop_of,
    three_tasks,
)
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task

pytestmark = pytest.mark.django_db
CANAL = "清淤渠道18公里。"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def page(person, url, status=200):
    answer = signed_in(person).get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


class TestPlanning:
    def test_a_selection_of_the_ledger_brings_its_units(self, cast):
        tasks = three_tasks(cast)
        shown = signed_in(cast.chen).post("/inspections/new/", {"task": [task.pk for task in tasks]}).content.decode()
        assert "已选 3 项任务" in shown
        assert "青禾县水利局（2）" in shown

    def test_it_goes_into_a_draft_that_is_there(self, cast):
        tasks = three_tasks(cast)
        inspection = drafted(cast, tasks[:1])
        given = {"task": [task.pk for task in tasks], "act": "add", "inspection": inspection.pk}
        answer = signed_in(cast.li).post("/inspections/new/", given)
        assert answer.headers["Location"] == f"/inspections/{inspection.pk}/"
        assert inspection.items.count() == 3

    def test_what_was_typed_stays_where_the_plan_is_refused(self, cast):
        given = {"act": "plan", "title": "冬季督查", "basis": "", "focus": "看进度", "starts": "2026-12-09",
                 "ends": "2026-12-01", "leader": "王主任", "team": [cast.chen.pk], "means": ["on-site"],
                 "activity": "special", "announced": "1"}  # fmt: skip
        answer = signed_in(cast.chen).post("/inspections/new/", given)
        assert answer.status_code == 422
        assert "冬季督查" in answer.content.decode()
        given["basis"] = "县长批示"
        assert "结束日期不能早于开始日期。" in signed_in(cast.chen).post("/inspections/new/", given).content.decode()

    def test_a_stale_plan_shows_both_versions(self, cast):
        inspection = drafted(cast)
        client = signed_in(cast.chen)
        given = {"title": "改了名的督查", "basis": "县长批示", "focus": "看进度", "starts": "2026-09-14",
                 "ends": "2026-09-16", "leader": "王主任", "team": [cast.chen.pk], "means": ["on-site"],
                 "activity": "special", "announced": "1", "version": inspection.version}  # fmt: skip
        assert client.post(f"/inspections/{inspection.pk}/edit/", given).status_code == 302
        again = client.post(f"/inspections/{inspection.pk}/edit/", {**given, "title": "又改了名的督查"})
        assert again.status_code == 409
        assert "改了名的督查" in again.content.decode()


class TestWhoSeesWhat:
    def test_the_unit_sees_when_and_what_and_not_the_findings_before_the_conclusion(self, cast):
        inspection = approved(cast)
        saw_all(cast, inspection)
        Item.objects.filter(inspection=inspection).update(finding="机密的现场情况")
        url = f"/inspections/stops/{stop_of(inspection).pk}/"
        shown = page(cast.sun, url)
        assert "督查事项 2 项" in shown
        assert "机密的现场情况" not in shown
        concluded(cast, stop_of(inspection), "均已落实。")
        assert "均已落实。" in page(cast.sun, url)

    def test_the_sheets_to_fill_in_are_offered_to_who_inspects(self, cast):
        url = f"/inspections/stops/{stop_of(approved(cast)).pk}/"
        assert f"{url}sheet.xlsx" in page(cast.chen, url)
        for leader in (cast.qian, cast.zhao):
            assert f"{url}sheet.xlsx" not in page(leader, url)
            page(leader, f"{url}sheet.xlsx", status=403)

    def test_what_the_team_keeps_its_eye_on_is_nothing_for_the_unit(self, cast):
        """Whoever knows which village will be seen has it swept."""
        inspection = approved(cast)
        Item.objects.filter(inspection=inspection).update(look_at="随机看两处")
        saw_all(cast, inspection)
        url = f"/inspections/stops/{stop_of(inspection).pk}/"
        assert "随机看两处" in page(cast.chen, url)
        assert "随机看两处" not in page(cast.sun, url)
        concluded(cast, stop_of(inspection))
        assert "随机看两处" not in page(cast.sun, url)

    def test_nobody_sees_anothers(self, cast):
        inspection = approved(cast)
        for url in (f"/inspections/stops/{stop_of(inspection, HOUSING).pk}/", f"/inspections/{inspection.pk}/"):
            page(cast.sun, url, status=404 if "stops" in url else 403)
        page(cast.shen, f"/inspections/{inspection.pk}/", status=404)

    def test_a_conclusion_is_no_paper_for_the_unit_before_it_went_out(self, cast):
        inspection = approved(cast)
        page(cast.sun, f"/inspections/stops/{stop_of(inspection).pk}/conclusion.docx", status=404)


class TestNews:
    def test_units_hear_of_an_announced_visit_and_of_conclusions(self, cast):
        inspection = approved(cast)
        saw_all(cast, inspection)
        concluded(cast, stop_of(inspection))
        told = News.objects.order_by("pk").values_list("kind", "unit__name")
        assert list(told) == [
            ("inspection-visit", WATER),
            ("inspection-visit", HOUSING),
            ("inspection-conclusion", WATER),
        ]

    def test_they_hear_of_each_move_and_that_it_was_called_off(self, cast):
        inspection = approved(cast)
        water = stop_of(inspection)
        for day in (LAST, FIRST):
            set_route(inspection, {water.pk: Visit(day, 1, "下午3:00")}, actor=cast.chen, version=inspection.version)
        withdraw_inspection(inspection, actor=cast.chen, version=inspection.version, reason="改为书面督查。")
        told = list(News.objects.order_by("pk").values_list("kind", "title"))[2:]
        assert told == [
            ("inspection-moved", "9月重点工作督查：2026-09-16 下午3:00"),
            ("inspection-moved", "9月重点工作督查：2026-09-14 下午3:00"),
            ("inspection-off", "9月重点工作督查"),
            ("inspection-off", "9月重点工作督查"),
        ]

    def test_only_the_last_move_is_still_news(self, cast):
        inspection = approved(cast)
        water = stop_of(inspection)
        for day in (LAST, FIRST):
            set_route(inspection, {water.pk: Visit(day, 1)}, actor=cast.chen, version=inspection.version)
        moved = list(News.objects.filter(kind="inspection-moved").order_by("pk").values_list("kind", "subject"))
        assert standing(moved, PLANNED) == {moved[-1]}
        assert standing(moved, AFTERWARDS) == set()

    def test_nobody_hears_of_an_unannounced_visit(self, cast):
        approved(cast, announced=False)
        assert not News.objects.exists()


class TestRefusedFindings:
    def test_the_sentence_stands_beside_its_field_and_what_was_typed_stays(self, cast):
        item = item_of(approved(cast), CANAL)
        given = {"version": item.version, "outcome": Outcome.BEHIND, "finding": "丈量9公里。", "seen_on": "2026-09-14",
                 "seen_by": "陈明", "becomes": "note"}  # fmt: skip
        with on(LAST):
            answer = signed_in(cast.chen).post(f"/inspections/items/{item.pk}/", given)
        shown = answer.content.decode()
        assert answer.status_code == 422
        assert 'id="id_problem_error"' in shown
        assert "丈量9公里。" in shown

    def test_once_the_conclusion_went_out_nothing_is_typed(self, cast):
        inspection = approved(cast)
        saw_all(cast, inspection)
        concluded(cast, stop_of(inspection))
        item = item_of(inspection, CANAL)
        answer = signed_in(cast.chen).post(f"/inspections/items/{item.pk}/", {"outcome": "done"}, follow=True)
        assert "不能再记录" in answer.content.decode()


def test_the_list_counts_each_matter_once_however_many_units_there_are(cast):
    inspection = approved(cast)
    saw(cast, item_of(inspection, CANAL))
    shown = page(cast.chen, "/inspections/")
    assert "1/3" in shown
    assert "inspections/inspections.css" in shown


def test_every_page_costs_the_same_whatever_there_is_on_it(cast, django_assert_max_num_queries):
    tasks = [*three_tasks(cast), *(an_issued_task(cast, f"办理事项{number}。") for number in range(12))]
    before = approved(
        cast, tasks, title="上次督查", day=date(2026, 7, 20), starts=date(2026, 7, 21), ends=date(2026, 7, 22)
    )
    draft = drafted(cast, tasks)
    inspection = approved(cast, tasks)
    saw_all(cast, inspection)
    concluded(cast, stop_of(inspection))
    for url in (
        "/inspections/",
        f"/inspections/new/?task={tasks[0].pk}",
        f"/inspections/{draft.pk}/",
        f"/inspections/{draft.pk}/edit/",
        f"/inspections/{draft.pk}/route/",
        f"/inspections/{inspection.pk}/",
        f"/inspections/{inspection.pk}/returned/",
        f"/inspections/items/{item_of(inspection, CANAL).pk}/",
        f"/inspections/stops/{stop_of(inspection).pk}/",
        f"/inspections/stops/{stop_of(inspection, HOUSING).pk}/conclusion/",
    ):
        client = signed_in(cast.chen)
        with on(FIRST), django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200, url
    assert before.items.count() == 15
