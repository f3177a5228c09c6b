"""The page of the ledger: what it offers, what it costs, what it says where nothing is found."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Post
from luoshi.duban.tasks.ledger import bulk
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.columns import COLUMNS
from luoshi.duban.tasks.ledger.selection import MOST, selected
from luoshi.duban.tasks.models import LedgerView
from tests.duban.documents.given import document_of
from tests.duban.tasks.given import a_plan, a_task

WATER, FINANCE = "青禾县水利局", "青禾县财政局"
NOW = datetime(2026, 10, 8, 9, 0, tzinfo=clock.ZONE)


@pytest.fixture
def tasks(cast):
    plan = a_plan(cast)
    return [
        a_task(cast, plan, "水库加固", supporting=(FINANCE,), due=date(2026, 9, 30), issued=True),
        a_task(cast, plan, "河道疏浚", due=date(2026, 10, 31), issued=True),
        a_task(cast, plan, "压减支出", lead=FINANCE, due=None, issued=True),
    ]


def get(client, person, query="", **headers):
    client.force_login(person)
    with clock.standing_at(NOW):
        return client.get(f"/tasks/{query}", headers=headers)


def test_a_late_task_is_marked_beside_its_state(client, cast, tasks):
    page = get(client, cast.chen).content.decode()
    assert "已逾期8天" in page
    assert page.count("ledger-state-todo") == 3
    assert [row.is_late for row in get(client, cast.chen).context["rows"]] == [True, False, False]


def test_headings_sort_and_turn(client, cast, tasks):
    headings = {one.name: one for one in get(client, cast.chen, "?due=overdue&sort=due").context["headings"]}
    assert headings["完成时限"].sorts == "ascending"
    assert headings["完成时限"].url == "?due=overdue&sort=-due"
    assert headings["状态"].url == "?due=overdue&sort=state"
    assert headings["配合单位"].url == ""
    turned = {one.name: one for one in get(client, cast.chen, "?sort=-due").context["headings"]}
    assert (turned["完成时限"].sorts, turned["完成时限"].url) == ("descending", "?sort=due")


def test_what_narrows_is_shown_and_can_be_taken_away(client, cast, tasks):
    context = get(client, cast.chen, "?q=水库&due=overdue&sort=due").context
    assert [(chip.name, chip.words) for chip, _url in context["chips"]] == [("查找", "“水库”"), ("时限", "已过时限")]
    assert context["chips"][0][1] == "?due=overdue&sort=due"
    assert ("q", "水库") not in context["kept"]


def test_common_filters_are_one_click_away(client, cast, tasks):
    quick = get(client, cast.chen, "?due=overdue&state=open").context["quick"]
    assert quick[0] == ("未办结", "?due=overdue", True)
    assert [words for words, _url, here in quick if here] == ["未办结", "已过时限"]
    assert get(client, cast.chen).context["quick"][0] == ("未办结", "?state=open", False)


def test_where_nothing_is_found_it_says_what_to_loosen(client, cast, tasks):
    context = get(client, cast.chen, f"?q=水库&due=30&unit={cast.unit(FINANCE).pk}").context
    assert context["rows"] == []
    # without the limit one is left; without the word or the unit still none
    assert [(chip.name, count) for chip, _url, count in context["loosen"]] == [("时限", 1)]
    page = get(client, cast.chen, "?q=大桥").content.decode()
    assert "没有符合条件的任务" in page
    assert "去掉“" not in page


def test_before_the_first_issue_it_says_what_comes(client, cast):
    assert "还没有已印发的任务" in get(client, cast.chen).content.decode()


def test_the_panels_come_alone_or_as_a_page(client, cast, tasks):
    for path in ("filters/?due=30&unit=" + str(cast.unit(WATER).pk), "columns/"):
        fragment = get(client, cast.chen, path, **{"hx-request": "true"}).content.decode()
        whole = get(client, cast.chen, path).content.decode()
        assert "<html" not in fragment
        assert "<html" in whole
        assert fragment.strip()[:40] in whole


def test_the_filters_are_filled_in_with_what_narrows(client, cast, tasks):
    post = Post.objects.get(role="accountable-leader")
    unit = cast.unit(WATER)
    query = (
        f"filters/?q=水库&unit={unit.pk}&below=1&role=lead&post={post.pk}&state=issued&due=30&from=2026-10-01&sort=due"
    )
    page = get(client, cast.chen, query, **{"hx-request": "true"}).content.decode()
    for piece in (
        'name="q" value="水库"',
        f'name="unit" value="{unit.pk}"',
        '<option value="lead" selected>',
        f'<option value="{post.pk}" selected>',
        '<option value="30" selected>',
        'value="2026-10-01"',
        '<option value="due" selected>',
    ):
        assert piece in page
    assert page.count("checked") == 2


def test_campaigns_and_documents_are_offered_where_there_are_any(client, cast, tasks):
    page = get(client, cast.chen, "filters/").content.decode()
    assert 'name="campaign"' not in page
    assert 'name="document"' not in page
    document = document_of(cast.office)
    plan = a_plan(cast, document=document, issued_at=NOW)
    task = a_task(cast, plan, "甲", issued=True)
    task.campaign = "城市更新"
    task.save(update_fields=("campaign",))
    page = get(client, cast.chen, "filters/").content.decode()
    assert "城市更新" in page
    assert str(document) in page
    # a liaison may not see documents
    assert 'name="document"' not in get(client, cast.sun, "filters/").content.decode()


def test_the_page_costs_at_most_twelve_queries(client, cast, tasks, django_assert_max_num_queries):
    for place in range(60):
        a_task(cast, tasks[0].plan, f"整治第{place}处隐患。", supporting=(FINANCE,), issued=True)
    view = LedgerView.objects.create(office=cast.office, owner=cast.chen, name="逾期", query="due=overdue")
    everything = ".".join(COLUMNS)
    unit, post = cast.unit(WATER).pk, Post.objects.get(role="accountable-leader").pk
    for query in (
        "",
        "?page=2",
        f"?view={view.pk}",
        "?q=隐患&state=open&sort=unit",
        f"?unit={unit}&below=1&role=lead",
        f"?post={post}&due=overdue",
        f"?columns={everything}",
        f"?columns={everything}&unit={unit}&state=open&sort=due",
        "?q=没有这个词&due=30&state=open&from=2026-01-01&to=2026-12-31",
        "filters/",
        "columns/",
    ):
        for person in (cast.chen, cast.sun):
            client.force_login(person)
            with clock.standing_at(NOW), django_assert_max_num_queries(12):
                assert client.get(f"/tasks/{query}").status_code == 200


def test_a_bulk_action_is_offered_to_who_may(client, cast, tasks, monkeypatch):
    monkeypatch.setattr(bulk, "_ACTIONS", list(bulk._ACTIONS))
    bulk.offer(bulk.BulkAction(Right.SUPERVISE, "抽查", "tasks:ledger-columns", question="确定抽查？"))
    bulk.offer(bulk.BulkAction(Right.SUPERVISE, "抽查", "tasks:ledger-columns", question="确定抽查？"))
    page = get(client, cast.chen).content.decode()
    assert page.count("抽查</button>") == 1
    assert 'data-confirm="确定抽查？"' in page
    assert "抽查</button>" not in get(client, cast.sun).content.decode()


class Form(dict):
    def getlist(self, key):
        return self.get(key, [])


@pytest.mark.parametrize(
    ("form", "titles"),
    [
        ({}, set()),
        ({"task": ["first"]}, {"水库加固"}),
        ({"task": ["first", "third", "999999", "x", ""]}, {"水库加固", "压减支出"}),
        ({"all": "1"}, {"水库加固", "河道疏浚"}),
        ({"all": "", "task": ["first"]}, {"水库加固"}),
    ],
)
def test_a_selection_is_what_was_ticked_or_all_that_match(cast, tasks, form, titles):
    keys = {"first": str(tasks[0].pk), "third": str(tasks[2].pk)}
    sent = Form({**form, "task": [keys.get(one, one) for one in form.get("task", [])]})
    asked = Asked.parse(f"unit={cast.unit(WATER).pk}")
    assert {task.title for task in selected(cast.chen, asked, sent, NOW.date())} == titles


def test_nobody_selects_what_they_do_not_see(cast, tasks):
    form = Form({"task": [str(task.pk) for task in tasks]})
    assert {task.title for task in selected(cast.sun, Asked(), form, NOW.date())} == {"水库加固", "河道疏浚"}
    assert not selected(cast.shen, Asked(), form, NOW.date())
    assert len(selected(cast.chen, Asked(), Form({"task": ["1"] * (MOST + 5)}), NOW.date())) <= 1
