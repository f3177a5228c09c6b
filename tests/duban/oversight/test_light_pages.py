"""Lights wherever tasks are shown: ledger, exports, a unit's work, its page, the desk, and what turned."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.oversight.lights.showing import lamp, warning
from luoshi.duban.oversight.lights.turning import monday
from luoshi.duban.oversight.lights.workdays import unknown_years
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.tasks.models import LimitKind, State, Task
from tests.duban.oversight.given import MIDWAY, light, reported
from tests.duban.tasks.life.given import HOUSING, an_issued_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(cast, standing):
    """A task of each kind: green, yellow that will miss its limit, red, long-term."""
    standing(MIDWAY)
    tasks = {
        "green": reported(cast, 60, "整治山塘隐患。"),
        "yellow": reported(cast, 20, "新建供水站2处。"),
        "red": an_issued_task(cast, "修订防汛预案。", due=MIDWAY - timedelta(days=3)),
        "long-term": an_issued_task(cast, "坚持河道巡查。", due=None),
    }
    Task.objects.filter(pk=tasks["long-term"].pk).update(limit_kind=LimitKind.LONG_TERM)
    renew_all(MIDWAY)
    return tasks


class TestTheLedger:
    def test_the_light_is_a_column_that_everybody_sees(self, cast, client, ledger):
        client.force_login(cast.sun)
        page = client.get("/tasks/").content.decode()
        for words in (">亮灯<", "绿灯", "黄灯", "红灯", "长期坚持", "预计赶不上"):
            assert words in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("light=red", {"red"}),
            ("light=yellow&light=red", {"yellow", "red"}),
            ("light=long-term", {"long-term"}),
            ("forecast=miss", {"yellow"}),
            ("forecast=keep", {"green"}),
            ("forecast=miss&light=red", set()),
            ("light=purple", {"green", "yellow", "red", "long-term"}),
        ],
    )
    def test_it_is_narrowed_by_light_and_forecast(self, cast, client, ledger, query, found):
        client.force_login(cast.chen)
        page = client.get(f"/tasks/?{query}")
        assert {row.pk for row in page.context["rows"]} == {ledger[name].pk for name in found}

    def test_the_filter_reads_as_words_and_can_be_taken_away(self, cast, client, ledger):
        client.force_login(cast.chen)
        page = client.get("/tasks/?light=yellow&light=red").content.decode()
        assert "黄灯、红灯" in page
        panel = client.get("/tasks/filters/?light=red", headers={"hx-request": "true"}).content.decode()
        assert 'name="light" value="red"' in panel
        assert panel.count(" checked") == 1
        assert 'name="forecast"' in panel

    def test_the_exports_hold_light_trajectory_and_forecast(self, cast, client, ledger):
        client.force_login(cast.chen)
        answer = client.get("/tasks/export/chosen/xlsx/?columns=number.title.light.expected.forecast&sort=number")
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert any(row[3:] == ["亮灯", "序时进度", "预计"] for row in rows)
        told = {row[2]: row[3:] for row in rows if len(row) > 5}
        day = light(ledger["yellow"]).finishes
        assert told["新建供水站2处。"] == ["黄灯", "49%", f"{day}完成，赶不上时限"]
        assert told["整治山塘隐患。"][0] == "绿灯"
        assert told["整治山塘隐患。"][2].endswith("完成，能按时")
        assert told["坚持河道巡查。"] == ["长期坚持", "", ""]

    def test_lights_cost_no_further_query(self, cast, client, ledger, django_assert_num_queries):
        for number in range(30):
            reported(cast, 20, f"整治第{number}处隐患。")
        client.force_login(cast.chen)
        with CaptureQueriesContext(connection) as plain:
            client.get("/tasks/?columns=title.number")
        with django_assert_num_queries(len(plain)):
            client.get("/tasks/?light=yellow&columns=title.light.expected.forecast")


class TestOtherPages:
    def test_the_task_says_why_and_since_when(self, cast, client, ledger):
        client.force_login(cast.chen)
        page = client.get(f"/tasks/{ledger['yellow'].pk}/").content.decode()
        assert "进度20%，按时间应到49%，落后29个百分点。" in page
        assert f"照目前进度，要到{light(ledger['yellow']).finishes}才能完成，赶不上时限。" in page
        assert "2026-08-21起" in page
        page = client.get(f"/tasks/{ledger['red'].pk}/").content.decode()
        assert "已过时限3天。" in page
        assert "没有时限" in client.get(f"/tasks/{ledger['long-term'].pk}/").content.decode()

    def test_a_unit_sees_lights_at_its_work_and_on_its_page(self, cast, client, ledger):
        client.force_login(cast.sun)
        for address in ("/", f"/units/{cast.unit('青禾县水利局').pk}/tasks/"):
            page = client.get(address, follow=True).content.decode()
            assert "light-red" in page
            assert "light-green" in page

    def test_what_is_over_has_a_sign_and_no_figures(self, cast, client, ledger):
        Task.objects.filter(pk=ledger["green"].pk).update(state=State.CLOSED_OUT)
        renew_all(MIDWAY)
        client.force_login(cast.chen)
        page = client.get(f"/tasks/{ledger['green'].pk}/").content.decode()
        assert "已按时完成并销号。" in page
        assert "单位自报进度" not in page

    def test_a_draft_has_no_light(self, cast, client, ledger):
        task = Task.objects.create(office=cast.office, register=cast.register, title="草稿", made_by=cast.chen)
        client.force_login(cast.chen)
        assert "light-block" not in client.get(f"/tasks/{task.pk}/").content.decode()


class TestWhatTurned:
    @pytest.fixture
    def turned(self, cast, standing):
        """On Monday one turned red and one yellow; last week one turned yellow; one came red into the world."""
        standing(date(2026, 8, 10))
        red = an_issued_task(cast, "修订防汛预案。", due=date(2026, 8, 16))
        yellow = an_issued_task(cast, "整治山塘隐患。", due=date(2026, 8, 31))
        earlier = an_issued_task(cast, "新建供水站。", due=date(2026, 8, 27), lead=HOUSING)
        for day in range(10, 18):
            standing(date(2026, 8, day))
            renew_all(date(2026, 8, day))
        an_issued_task(cast, "清理河道垃圾。", due=date(2026, 8, 1))
        return {"red": red, "yellow": yellow, "earlier": earlier}

    def test_since_monday_with_the_reason_of_that_day(self, cast, client, turned):
        client.force_login(cast.wang)
        answer = client.get("/tasks/lights/")
        turns = [change.task_id for change, _task in answer.context["rows"]]
        assert sorted(turns) == sorted([turned["yellow"].pk, turned["red"].pk])
        page = answer.content.decode()
        assert "已过时限1天。" in page
        assert "距时限还有10个工作日。" in page
        assert "清理河道垃圾" not in page, "a first light is no turn"

    def test_since_another_day_and_of_one_colour(self, cast, client, turned):
        client.force_login(cast.wang)
        answer = client.get("/tasks/lights/?since=2026-08-01&colour=yellow")
        assert {change.task_id for change, _task in answer.context["rows"]} == {
            turned["yellow"].pk,
            turned["earlier"].pk,
        }
        assert client.get("/tasks/lights/?since=nonsense&colour=green").context["colour"] is None
        assert "可以选更早的日期" in client.get("/tasks/lights/?since=2026-12-01").content.decode()

    def test_each_sees_their_own_tasks(self, cast, client, turned):
        client.force_login(cast.wu)
        rows = client.get("/tasks/lights/?since=2026-08-01").context["rows"]
        assert [change.task_id for change, _task in rows] == [turned["earlier"].pk]

    def test_the_desk_counts_the_week(self, cast, client, turned):
        client.force_login(cast.wang)
        page = client.get("/supervision/").content.decode()
        assert "本周新转" in page
        assert page.count("1项</a>") == 2
        assert "?since=2026-08-17&amp;colour=red" in page

    def test_the_home_page_of_the_office_names_them_with_the_reason(self, cast, client, turned):
        for person in (cast.wang, cast.zhao):
            client.force_login(person)
            page = client.get("/").content.decode()
            assert "本周转黄、转红的任务" in page
            assert page.index("红灯 · 已过时限1天。") < page.index("黄灯 · 距时限还有10个工作日。")
            assert "2026-08-17 红灯 · 已过时限1天。" in page, "the reason is that of the day on which it turned"
        client.force_login(cast.sun)
        assert "本周转黄、转红的任务" not in client.get("/").content.decode()

    def test_it_costs_few_queries(self, cast, client, standing, django_assert_max_num_queries):
        standing(date(2026, 8, 10))
        for number in range(60):
            an_issued_task(cast, f"整治第{number}处隐患。", due=date(2026, 8, 16))
        standing(date(2026, 8, 17))
        renew_all(date(2026, 8, 17))
        client.force_login(cast.wang)
        with django_assert_max_num_queries(12):
            assert len(client.get("/tasks/lights/").context["rows"]) == 50


def test_a_light_is_never_colour_alone():
    assert "▲" in lamp("red")
    assert "红灯" in lamp("red")
    assert warning("will-keep") == ""
    assert "预计赶不上" in warning("not-begun")


def test_a_week_begins_on_monday():
    assert monday(date(2026, 8, 23)) == monday(date(2026, 8, 17)) == date(2026, 8, 17)


def test_years_that_the_calendar_does_not_know():
    assert unknown_years(date(2026, 1, 1), date(2026, 12, 31)) == []
    assert unknown_years(date(2026, 1, 1), date(2028, 1, 1)) == [2027, 2028]
    assert unknown_years(date(2026, 1, 1), date(9999, 1, 1))[-1] == 2059


def test_every_row_says_its_light_again(cast, ledger):
    for row in TaskLight.objects.all():
        assert row.shown.colour == row.colour
    assert light(ledger["red"]).shown.days == 3
