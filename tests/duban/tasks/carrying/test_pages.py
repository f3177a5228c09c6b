"""The page of a carry-over, the lists of what went, and where they are found."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.carrying.unfinished import standing
from luoshi.duban.tasks.models import CarryOver, State, Task
from luoshi.duban.tasks.views.carry_over import PAGE
from luoshi.errors import LuoshiError
from luoshi.layout.font_files import find_fonts
from tests.duban.tasks.carrying.given import FARMS, LAST_DAY, ROADS, WATER, a_year, because, carry, the
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture
def year(cast):
    return a_year(cast)


@pytest.fixture
def wang(client, cast):
    client.force_login(cast.wang)
    return client


def at(year):
    return f"/registers/{year.pk}/carry-over/"


def look(client, year, **asked):
    with clock.standing_at(LAST_DAY):
        return client.get(at(year), asked)


def send(client, year, *, carried, **more):
    """The form as the page shows it, with these tasks ticked."""
    year.refresh_from_db()
    shown = [the(words).pk for words in (WATER, ROADS, FARMS)]
    data = {
        "shown": shown,
        "carry": [the(words).pk for words in carried],
        "into": "new",
        "basis_kind": "meeting",
        "reason": "",
        "version": year.version,
        "seen": standing(year).fingerprint,
        "confirm": "1",
        **more,
    }
    with clock.standing_at(LAST_DAY):
        return client.post(at(year), data)


def test_all_unfinished_tasks_are_ticked(wang, year):
    page = look(wang, year).content.decode()
    assert page.count('name="carry"') == page.count("checked>") == 3
    for words in (
        "督2026-001",
        "9月底前",
        "逾期92天",
        "曾逾期4天",
        "新建“重点工作任务台账（2027）”，沿用现在的设置和列",
    ):
        assert words in page


def test_what_is_ticked_goes_on_in_the_new_register(wang, cast, year):
    answer = send(wang, year, carried=(WATER, ROADS, FARMS))
    carried = CarryOver.objects.get()
    assert answer["Location"] == f"/carry-overs/{carried.pk}/"
    assert carried.rows.filter(dropped=False).count() == 3
    page = wang.get(answer["Location"]).content.decode()
    for words in ("已结转3项任务", "已结转", "逾期96天", "停用原台账"):
        assert words in page


def test_one_reason_serves_a_selection_and_one_of_its_own_goes_before_it(wang, year):
    own = {f"reason-{the(ROADS).pk}": "已列入专项规划"}
    send(wang, year, carried=(WATER,), reason="职能划转到其他单位", **own)
    rows = CarryOver.objects.get().rows.filter(dropped=True)
    assert dict(rows.values_list("task__text", "reason")) == {ROADS: "已列入专项规划", FARMS: "职能划转到其他单位"}
    page = wang.get(f"/carry-overs/{CarryOver.objects.get().pk}/?show=dropped").content.decode()
    assert "已列入专项规划" in page
    assert "职能划转到其他单位" in page
    assert WATER.rstrip("。") not in page


def test_without_a_reason_nothing_happens_and_the_ticks_stay(wang, year):
    answer = send(wang, year, carried=(WATER, FARMS))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "请填写不再结转“督2026-002 硬化村组道路40公里”的理由" in page
    assert page.count("checked>") == 2
    assert not CarryOver.objects.exists()
    assert not Register.objects.filter(year=2027).exists()


def test_an_existing_register_is_chosen(wang, cast, year):
    into = Register.objects.create(office=cast.office, name="重点工作任务台账", year=2027, prefix="督")
    page = look(wang, year).content.decode()
    assert "新建“" not in page
    send(wang, year, carried=(WATER, ROADS, FARMS), into=into.pk)
    assert CarryOver.objects.get().into == into


def test_a_choice_that_is_none_is_refused_beside_the_field(wang, year):
    assert send(wang, year, carried=(WATER,), into="99999").status_code == 422
    assert not CarryOver.objects.exists()


def test_the_second_of_two_is_told_so_in_one_sentence(wang, cast, year):
    seen = {"version": year.version, "seen": standing(year).fingerprint}
    shown = [the(words).pk for words in (WATER, ROADS, FARMS)]
    carry(cast, year)
    data = {"shown": shown, "carry": shown, "into": "new", "basis_kind": "meeting", "confirm": "1", **seen}
    answer = wang.post(at(year), data)
    assert answer.status_code == 409
    assert "已被他人修改" in answer.content.decode()
    assert "没有未办结的任务" in answer.content.decode()


def test_what_changed_meanwhile_is_shown_and_can_be_confirmed(wang, cast, year):
    seen = standing(year).fingerprint
    a_task(cast, a_plan(cast), "补发的任务。", issued=True)
    answer = send(wang, year, carried=(WATER, ROADS), reason="职能划转", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "刚刚有变动" in page
    assert "补发的任务" in page
    assert page.count("checked>") == 3
    again = [*(the(words).pk for words in (WATER, ROADS, FARMS)), the("补发的任务。").pk]
    done = send(
        wang,
        year,
        carried=(WATER, ROADS, "补发的任务。"),
        reason="职能划转",
        shown=again,
        seen=standing(year).fingerprint,
    )
    assert done.status_code == 302


def test_going_to_another_page_of_the_list_keeps_the_ticks(wang, year, monkeypatch):
    monkeypatch.setattr("luoshi.duban.tasks.views.carry_over.PAGE", 2)
    water, roads, farms = (the(words) for words in (WATER, ROADS, FARMS))
    data = {
        "shown": [water.pk, roads.pk],
        "carry": [water.pk],
        f"reason-{roads.pk}": "职能划转",
        "into": "new",
        "version": year.version,
        "seen": standing(year).fingerprint,
        "page": "2",
    }
    page = wang.post(at(year), data).content.decode()
    assert f'<input type="hidden" name="dropped" value="{roads.pk}">' in page
    assert "高标准农田" in page
    assert "硬化村组道路" not in page
    confirmed = {
        **data,
        "shown": [farms.pk],
        "carry": [farms.pk],
        "dropped": [roads.pk],
        "basis_kind": "oral",
        "confirm": "1",
    }
    assert wang.post(at(year), confirmed).status_code == 302
    rows = CarryOver.objects.get().rows
    assert dict(rows.values_list("task__text", "dropped")) == {WATER: False, ROADS: True, FARMS: False}
    assert rows.get(dropped=True).reason == "职能划转"


def test_coming_back_to_a_page_and_ticking_again(wang, year, monkeypatch):
    monkeypatch.setattr("luoshi.duban.tasks.views.carry_over.PAGE", 2)
    roads = the(ROADS)
    shown = [the(WATER).pk, roads.pk]
    data = {"dropped": [roads.pk], "shown": shown, "carry": shown, "into": "new", "page": "1"}
    page = wang.post(at(year), data).content.decode()
    assert page.count("checked>") == 2
    assert 'name="dropped"' not in page


def test_nothing_left_says_so_and_names_the_list(wang, cast, year):
    carried = carry(cast, year)
    page = look(wang, year).content.decode()
    assert "没有未办结的任务" in page
    assert f"/carry-overs/{carried.pk}/" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_drafts_are_named(wang, cast, year):
    a_task(cast, a_plan(cast), "草稿任务。")
    assert "方案还没有印发的 1 项任务留在本台账" in look(wang, year).content.decode()


def test_a_column_that_is_missing_is_named_before(wang, cast, year):
    schema = {"columns": [{"key": "town", "name": "乡镇", "kind": "text"}]}
    Register.objects.filter(pk=year.pk).update(schema=schema)
    Task.objects.filter(text=WATER).update(extra={"town": "临川镇"})
    Register.objects.create(office=cast.office, name="重点工作任务台账", year=2027, prefix="督")
    assert "重点工作任务台账（2027）没有这些列：乡镇" in look(wang, year).content.decode()


def test_the_registers_pages_say_what_came_and_went(wang, cast, year):
    carried = carry(cast, year, dropped={the(ROADS).pk: because("职能划转")})
    old, new = (wang.get(f"/registers/{one.pk}/").content.decode() for one in (year, carried.into))
    assert "转入重点工作任务台账（2027） 2 项，不再结转 1 项" in old
    assert "从重点工作任务台账（2026）转入 2 项" in new
    assert at(year) in old


def test_the_ledger_finds_carried_tasks_in_the_new_register(wang, cast, year):
    carried = carry(cast, year)
    found = wang.get(f"/tasks/?register={carried.into_id}").content.decode()
    for words in (WATER, ROADS, FARMS):
        assert words.rstrip("。") in found
    assert WATER.rstrip("。") not in wang.get(f"/tasks/?register={year.pk}").content.decode()


def test_a_closed_register_still_offers_it(wang, cast, year):
    Register.objects.filter(pk=year.pk).update(is_open=False)
    page = wang.get(f"/registers/{year.pk}/").content.decode()
    assert at(year) in page
    assert "导入原有台账" not in page


def test_a_supervisor_reads_the_lists_and_carries_nothing_over(client, cast, year):
    carried = carry(cast, year)
    client.force_login(cast.chen)
    assert client.get(f"/carry-overs/{carried.pk}/").status_code == 200
    assert client.get(at(year)).status_code == 403
    assert at(year) not in client.get(f"/registers/{year.pk}/").content.decode()
    assert "停用原台账" not in client.get(f"/carry-overs/{carried.pk}/").content.decode()


def test_another_county_finds_no_list(cast, year):
    carried = carry(cast, year)
    client = Client()
    client.force_login(cast.shen)
    assert client.get(f"/carry-overs/{carried.pk}/").status_code == 404
    assert client.get(f"/carry-overs/{carried.pk}/list.xlsx").status_code == 404


def test_the_list_in_excel_has_a_sheet_for_each(wang, cast, year):
    carried = carry(cast, year, dropped={the(ROADS).pk: because("职能划转")})
    answer = wang.get(f"/carry-overs/{carried.pk}/list.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    going, dropped = book["结转清单"], book["不再结转清单"]
    rows = [[cell.value for cell in row] for row in going.iter_rows()]
    assert rows[0][0] == "重点工作任务台账（2026）结转清单"
    assert "转入：重点工作任务台账（2027）" in rows[1][0]
    assert "2026年12月31日" in rows[1][0]
    assert rows[3] == [1, "督2026-001", WATER, "青禾县水利局", "9月底前\n2026年9月30日", "办理中", 96]
    assert [cell.value for cell in dropped[4]][1:] == [
        *("督2026-002", ROADS, "青禾县住房和城乡建设局", "12月底前\n2026年12月31日", "已交办", 0, "职能划转"),
    ]


def test_the_list_in_word_has_both_parts(wang, cast, year):
    docx = pytest.importorskip("docx")
    carried = carry(cast, year, dropped={the(ROADS).pk: because("职能划转")})
    answer = wang.get(f"/carry-overs/{carried.pk}/list.docx")
    words = [cell.text for row in docx.Document(io.BytesIO(answer.content)).tables[0].rows for cell in row.cells]
    for expected in ("一、结转（2项）", "二、不再结转（1项）", "职能划转", "督2026-001"):
        assert expected in words


def test_the_list_in_pdf(wang, cast, year):
    try:
        find_fonts()
    except LuoshiError:
        pytest.skip("no font with Chinese: make fonts")
    answer = wang.get(f"/carry-overs/{carry(cast, year).pk}/list.pdf")
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("count", [5, PAGE + 50])
def test_the_pages_cost_the_same_with_many_tasks(wang, cast, year, count, django_assert_max_num_queries):
    plan = a_plan(cast)
    for place in range(count):
        a_task(cast, plan, f"整治第{place}处隐患。", issued=True)
    with clock.standing_at(LAST_DAY), django_assert_max_num_queries(12):
        assert len(wang.get(at(year)).context["rows"]) == min(count + 3, PAGE)
    carried = carry(cast, year)
    with django_assert_max_num_queries(12):
        wang.get(f"/carry-overs/{carried.pk}/")
    with django_assert_max_num_queries(12):
        wang.get(f"/registers/{year.pk}/")
    assert set(Task.objects.filter(register=carried.into).values_list("state", flat=True)) <= set(State.values)
