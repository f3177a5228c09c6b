"""The list of tasks, a task's page, and changing it there."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.duban import clock
from luoshi.duban.tasks.models import Change, Task
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture
def plan(cast):
    return a_plan(cast)


@pytest.fixture
def task(cast, plan):
    return a_task(cast, plan, supporting=("青禾县财政局",), issued=True)


def titles(client, person, query=""):
    client.force_login(person)
    with clock.standing_at(datetime(2026, 10, 8, 9, 0, tzinfo=clock.ZONE)):
        return [row.title for row in client.get(f"/tasks/{query}").context["rows"]]


def test_a_liaison_lists_the_tasks_of_the_unit(client, cast, plan, task):
    a_task(cast, plan, "压减一般性支出。", lead="青禾县财政局", issued=True)
    assert titles(client, cast.sun) == ["完成3座水库除险加固"]


def test_a_draft_is_not_in_the_list(client, cast, plan):
    a_task(cast, plan)
    assert titles(client, cast.chen) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=水库", ["水库加固"]),
        ("?q=督2026-002", ["河道疏浚"]),
        ("?due=overdue", ["水库加固"]),
        ("?due=30", ["河道疏浚"]),
        ("?due=none", ["长效管护"]),
        ("?state=closed-out", []),
        ("?state=nonsense", ["水库加固", "河道疏浚", "长效管护"]),
    ],
)
def test_the_list_is_narrowed(client, cast, plan, query, found):
    a_task(cast, plan, "水库加固", due=date(2026, 9, 30), issued=True)
    a_task(cast, plan, "河道疏浚", due=date(2026, 10, 31), issued=True)
    a_task(cast, plan, "长效管护", due=None, issued=True)
    assert titles(client, cast.chen, query) == found


def test_the_list_is_narrowed_to_a_unit(client, cast, plan, task):
    a_task(cast, plan, "压减一般性支出。", lead="青禾县财政局", issued=True)
    assert len(titles(client, cast.chen, f"?unit={cast.unit('青禾县财政局').pk}")) == 2
    assert len(titles(client, cast.chen, f"?unit={cast.unit('青禾县水利局').pk}")) == 1


def test_the_list_costs_the_same_with_many_rows(client, cast, plan, django_assert_max_num_queries):
    for place in range(60):
        a_task(cast, plan, f"整治第{place}处隐患。", supporting=("青禾县财政局",), issued=True)
    client.force_login(cast.chen)
    with django_assert_max_num_queries(12):
        assert len(client.get("/tasks/").context["page"]) == 50


def whole_page(client, task):
    """The page with the parts that follow it."""
    parts = ("", "sources/", "reports/", "decisions/", "story/")
    return "".join(client.get(f"/tasks/{task.pk}/{part}").content.decode() for part in parts)


def test_a_task_shows_its_units_limit_and_source(client, cast, task):
    client.force_login(cast.sun)
    page = whole_page(client, task)
    for words in ("青禾县水利局", "青禾县财政局", "9月底前", "赵县长于2026年7月10日口头交办"):
        assert words in page


def test_a_unit_does_not_find_the_task_of_another(client, cast, plan):
    other = a_task(cast, plan, "压减一般性支出。", lead="青禾县财政局", issued=True)
    client.force_login(cast.sun)
    assert client.get(f"/tasks/{other.pk}/").status_code == 404


def change(client, cast, task, **more):
    client.force_login(cast.chen)
    data = {
        "title": task.title,
        "text": task.text,
        "lead": [cast.unit("青禾县水利局").pk],
        "supporting": [cast.unit("青禾县财政局").pk],
        "limit": task.limit_text,
        "version": 1,
        "basis_kind": "oral",
        "basis": "赵县长10月8日在调度会上明确",
        **more,
    }
    with clock.standing_at(datetime(2026, 10, 8, 9, 0, tzinfo=clock.ZONE)):
        return client.post(f"/tasks/{task.pk}/change/", data)


def test_the_lead_and_the_limit_change_in_one_form(client, cast, task):
    lead = cast.unit("青禾县住房和城乡建设局")
    answer = change(client, cast, task, lead=[lead.pk], limit="11月底前")
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.due == date(2026, 11, 30)
    page = whole_page(client, task)
    assert "赵县长10月8日在调度会上明确" in page
    assert "牵头：青禾县住房和城乡建设局" in page


def test_who_is_only_informed_stays_informed(client, cast, task):
    finance = cast.unit("青禾县财政局")
    task.assignments.filter(unit=finance).update(role="informed")
    change(client, cast, task, supporting=[], informed=[finance.pk], note="先急后缓")
    assert task.assignments.get(unit=finance).role == "informed"
    assert task.assignments.get(unit=finance).state == "issued"


def test_a_limit_that_cannot_be_read_is_refused_beside_what_was_typed(client, cast, task):
    answer = change(client, cast, task, limit="等候通知", note="先急后缓")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "看不懂时限“等候通知”" in page
    assert "先急后缓" in page
    assert not Change.objects.exists()


def test_a_name_that_no_unit_has_is_refused_beside_the_field(client, cast, task):
    answer = change(client, cast, task, supporting_typed="县气象台")
    assert answer.status_code == 422
    assert "名录中没有“县气象台”" in answer.content.decode()


def test_two_edits_at_once_show_both_versions(client, cast, task):
    change(client, cast, task, note="先急后缓")
    answer = change(client, cast, task, note="另有安排")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "先急后缓" in page
    assert "另有安排" in page
    assert "陈明" in page
    again = change(client, cast, task, note="另有安排", version=2)
    assert again.status_code == 302
    assert Task.objects.get(pk=task.pk).note == "另有安排"


def attach(client, task, content, name="调度会纪要.pdf"):
    change = task.changes.get()
    return client.post(
        f"/tasks/changes/{change.pk}/attach/", {"paper": SimpleUploadedFile(name, content)}, follow=True
    ).content.decode()


def test_the_paper_is_attached_later_and_handed_out_as_it_came(client, cast, task):
    change(client, cast, task, note="先急后缓")
    attach(client, task, b"%PDF-1.7 paper")
    assert "调度会纪要.pdf" in whole_page(client, task)
    client.force_login(cast.sun)
    answer = client.get(f"/tasks/changes/{task.changes.get().pk}/paper/")
    assert answer.content == b"%PDF-1.7 paper"
    assert answer["Content-Disposition"].startswith("attachment")
    client.force_login(cast.wu)
    assert client.get(f"/tasks/changes/{task.changes.get().pk}/paper/").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "空.pdf", "空文件"),
        (b"MZ\x90 program", "纪要.pdf", "格式不能作为书面材料"),
        (b"<script>", "纪要.html", "格式不能作为书面材料"),
    ],
)
def test_a_file_that_is_no_paper_is_refused(client, cast, task, content, name, sentence):
    change(client, cast, task, note="先急后缓")
    page = attach(client, task, content, name)
    assert sentence in page
    assert task.changes.get().paper is None
