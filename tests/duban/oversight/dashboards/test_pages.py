"""The pages of the overview, as they are asked for."""

import io
from datetime import date, timedelta

import openpyxl
import pytest

from luoshi.duban import clock
from luoshi.duban.oversight.dashboards.actions.note_visit import note_visit
from luoshi.duban.oversight.dashboards.models import Visit
from luoshi.duban.oversight.reminders.actions.chase import chase_tasks
from tests.duban.oversight.dashboards.given import MONDAY, ROOFS, a_monday

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast):
    made = a_monday(cast)
    with clock.standing_at(MONDAY):
        yield made


ADDRESSES = (
    "/overview/",
    "/overview/?by=unit",
    "/overview/?by=leader",
    "/overview/?by=topic",
    "/overview/timeline/",
    "/overview/timeline/?scale=week",
    "/overview/workload/",
    "/overview/bottlenecks/",
    "/overview/bottlenecks/unsigned/",
    "/overview/bottlenecks/help/",
    "/overview/tasks/",
    "/overview/tasks/?fate=overdue",
    "/overview/landed.xlsx",
    "/overview/trend.xlsx",
    "/overview/workload.xlsx",
    "/overview/bottlenecks.xlsx",
    "/overview/timeline.xlsx",
)


@pytest.mark.parametrize("who", ["wang", "qian"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_costs_twelve_queries_at_most(cast, county, client, django_assert_max_num_queries, who, address):
    client.force_login(cast.people[who])
    client.get(address)
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    assert answer.status_code == 200, answer


def since(client):
    return client.get("/overview/").context["since"]


def test_what_is_new_counts_from_the_last_look(cast, county, client):
    client.force_login(cast.wang)
    assert since(client) == date(2026, 10, 5), "at the first time, on a Monday: since the Monday before"
    assert since(client) == date(2026, 10, 5), "the second look of a morning says the same"
    with clock.standing_at(MONDAY + timedelta(days=2)):
        assert since(client) == date(2026, 10, 12)
        assert client.get("/overview/?since=2026-09-28").context["since"] == date(2026, 9, 28)
    with clock.standing_at(MONDAY + timedelta(days=3)):
        assert since(client) == date(2026, 10, 14)


@pytest.mark.parametrize("who", ["wang", "zhao", "qian", "jiang"])
def test_the_first_look_ever_and_that_of_a_day_cost_no_more(cast, county, client, django_assert_max_num_queries, who):
    client.force_login(cast.people[who])
    with django_assert_max_num_queries(12):
        client.get("/overview/")
    with clock.standing_at(MONDAY + timedelta(days=1)), django_assert_max_num_queries(12):
        client.get("/overview/")
    assert Visit.objects.get(person=cast.people[who]).before == MONDAY.date()


def test_two_pages_at_once_note_the_first_look_once(cast, county):
    today = MONDAY.date()
    assert note_visit(None, actor=cast.wang, today=today) is None
    assert note_visit(None, actor=cast.wang, today=today) is None
    assert Visit.objects.get(person=cast.wang).on == today


ODD = (
    "since=x&by=y&scale=z&turned=0&share=open&of=q&light=purple&lead=99999999999999999999&leader=none&fate=&topic=none"
)


@pytest.mark.parametrize("page", ["", "tasks/", "timeline/", "workload/", "landed.xlsx"])
def test_what_is_not_understood_narrows_nothing(cast, county, client, page):
    client.force_login(cast.wang)
    assert client.get(f"/overview/{page}?{ODD}&register=x&unit=0&page=-3").status_code == 200


@pytest.mark.parametrize(
    "page", ["", "timeline/", "workload/", "bottlenecks/", "bottlenecks/help/", "tasks/", "meetings/"]
)
def test_an_office_without_tasks_is_told_so(cast, client, page):
    client.force_login(cast.wang)
    answer = client.get(f"/overview/{page}")
    assert answer.status_code == 200
    assert "svg" not in answer.content.decode() or "没有" in answer.content.decode()


@pytest.mark.parametrize("page", ["bottlenecks/nothing/", "nothing.xlsx"])
def test_what_is_not_there_is_not_found(cast, client, page):
    client.force_login(cast.wang)
    assert client.get(f"/overview/{page}").status_code == 404


def test_sheets_say_what_they_are_narrowed_to(cast, county, client):
    client.force_login(cast.wang)
    answer = client.get("/overview/landed.xlsx?campaign=城乡供水保障&by=unit")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("城乡供水保障" in one for one in words)
    assert words.count("青禾县水利局") == 1


def test_another_office_counts_nothing_of_ours(cast, county, client):
    client.force_login(cast.shen)
    assert client.get("/overview/").context["here"].totals.all == 0
    assert client.get("/overview/tasks/").context["page"].paginator.count == 0


def test_a_chase_by_hand_stands_beside_the_task(cast, county, client):
    chase_tasks([county[ROOFS]], actor=cast.chen, words="请尽快反馈。")
    client.force_login(cast.wang)
    page = client.get("/overview/").content.decode()
    assert "陈明 人工催办：吴联络" in page
