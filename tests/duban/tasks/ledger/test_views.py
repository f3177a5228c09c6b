"""Saved views of the ledger: kept, shared, changed, opened with, removed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.change_ledger_view import change_ledger_view
from luoshi.duban.tasks.actions.choose_ledger import choose_columns, open_with
from luoshi.duban.tasks.actions.remove_ledger_view import remove_ledger_view
from luoshi.duban.tasks.actions.save_ledger_view import MOST, save_ledger_view
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.saved import Opened, stored, view_for, visible_to
from luoshi.duban.tasks.models import LedgerView

OVERDUE = Asked.parse("due=overdue&sort=due&columns=number.title.late_days")


def opened(person, query=""):
    return Opened.by(person, QueryDict(query))


def save(person, name="已过时限", asked=OVERDUE, **more):
    return save_ledger_view(actor=person, name=name, asked=asked, **more)


def verbs():
    return list(Event.objects.filter(verb__startswith="ledger-view").order_by("id").values_list("verb", flat=True))


def test_a_view_keeps_filters_order_and_columns(cast):
    view = save(cast.chen)
    assert stored(view) == OVERDUE
    seen = opened(cast.chen, f"view={view.pk}")
    assert (seen.asked, seen.columns, seen.view) == (OVERDUE, ("number", "title", "late_days"), view)
    assert not seen.is_modified
    assert verbs() == ["ledger-view.saved"]


def test_ones_own_views_are_ones_own(cast):
    view = save(cast.chen)
    assert list(visible_to(cast.chen)) == [view]
    assert list(visible_to(cast.li)) == []
    with pytest.raises(Http404):
        view_for(cast.li, view.pk)
    assert opened(cast.li, f"view={view.pk}").view is None


def test_a_shared_view_is_seen_by_the_office_and_by_no_other(cast):
    view = save(cast.chen, is_shared=True)
    assert list(visible_to(cast.sun)) == [view]
    assert list(visible_to(cast.shen)) == []


def test_only_who_supervises_shares(cast):
    with pytest.raises(PermissionDenied):
        save(cast.sun, is_shared=True)
    view = save(cast.sun)
    with pytest.raises(PermissionDenied):
        change_ledger_view(view, actor=cast.sun, version=1, is_shared=True)
    assert not LedgerView.objects.get().is_shared


@pytest.mark.parametrize(
    ("name", "code"), [("", "no-name"), ("   ", "no-name"), ("长" * 31, "name-too-long"), (" 已过时限 ", "name-taken")]
)
def test_a_view_needs_a_name_of_its_own(cast, name, code):
    save(cast.chen)
    with pytest.raises(Refused) as refusal:
        save(cast.chen, name=name)
    assert refusal.value.code == code
    # another person may use the same name
    save(cast.li)


def test_nobody_keeps_views_without_end(cast):
    rows = (LedgerView(office=cast.office, owner=cast.chen, name=f"视图{place}") for place in range(MOST))
    LedgerView.objects.bulk_create(rows)
    with pytest.raises(Refused) as refusal:
        save(cast.chen)
    assert refusal.value.code == "too-many-views"


def test_who_may_not_see_tasks_saves_nothing(cast):
    with pytest.raises(PermissionDenied):
        save(cast.feng)
    with pytest.raises(PermissionDenied):
        choose_columns(["number"], actor=cast.feng)
    with pytest.raises(PermissionDenied):
        open_with(None, actor=cast.feng)


def test_what_is_asked_beside_the_view_is_a_modification(cast):
    view = save(cast.chen)
    seen = opened(cast.chen, f"due=30&sort=due&view={view.pk}")
    assert seen.is_modified
    assert seen.asked == Asked.parse("due=30&sort=due")
    # the last filter taken away is not the view again
    assert opened(cast.chen, f"q=&view={view.pk}").asked == Asked()
    assert opened(cast.chen, f"q=&view={view.pk}").is_modified


def test_an_address_leads_back_to_what_was_asked(cast):
    view = save(cast.chen)
    for query in ("", f"view={view.pk}", f"due=30&view={view.pk}", f"q=&view={view.pk}", "view=all", "unit=3"):
        seen = opened(cast.chen, query)
        again = opened(cast.chen, seen.address(seen.asked).removeprefix("?"))
        assert (again.asked, again.view) == (seen.asked, seen.view)
        cleared = opened(cast.chen, seen.address(Asked()).removeprefix("?"))
        assert (cleared.asked, cleared.view) == (Asked(), seen.view)


def test_a_view_is_changed_and_an_older_change_is_not_written_over(cast):
    view = save(cast.chen)
    stale = LedgerView.objects.get()
    change_ledger_view(view, actor=cast.chen, version=1, name="逾期任务", asked=Asked.parse("due=overdue"))
    assert (view.name, view.query, view.columns) == ("逾期任务", "due=overdue", [])
    with pytest.raises(ChangedMeanwhile):
        change_ledger_view(stale, actor=cast.chen, version=1, name="别的")
    assert LedgerView.objects.get().name == "逾期任务"
    assert verbs() == ["ledger-view.saved", "ledger-view.changed"]


def test_a_view_keeps_its_own_name_when_it_is_changed(cast):
    view = save(cast.chen)
    save(cast.chen, name="其他")
    change_ledger_view(view, actor=cast.chen, version=1, name="已过时限")
    with pytest.raises(Refused) as refusal:
        change_ledger_view(view, actor=cast.chen, version=2, name="其他")
    assert refusal.value.code == "name-taken"


def test_who_else_may_change_a_view(cast):
    own, shared = save(cast.chen), save(cast.chen, name="共用", is_shared=True)
    for view in (own, shared):
        with pytest.raises(PermissionDenied):
            change_ledger_view(view, actor=cast.sun, version=1, name="改名")
        with pytest.raises(PermissionDenied):
            remove_ledger_view(view, actor=cast.shen)
    with pytest.raises(PermissionDenied):
        change_ledger_view(own, actor=cast.li, version=1, name="改名")
    change_ledger_view(shared, actor=cast.li, version=1, is_shared=True, asked=Asked.parse("due=30"))
    remove_ledger_view(shared, actor=cast.wang)
    assert list(LedgerView.objects.all()) == [own]


def test_the_ledger_opens_with_a_view(cast):
    view = save(cast.chen)
    open_with(view, actor=cast.chen)
    assert opened(cast.chen).view == view
    assert opened(cast.chen, "page=2").view == view
    # all tasks, and filters of one's own, are still to be had
    assert opened(cast.chen, "view=all").view is None
    assert opened(cast.chen, "q=水库").view is None
    assert opened(cast.li).view is None
    open_with(None, actor=cast.chen)
    assert opened(cast.chen).view is None


def test_after_its_view_was_removed_the_ledger_opens_with_all(cast):
    view = save(cast.chen)
    open_with(view, actor=cast.chen)
    choose_columns(["title", "state"], actor=cast.chen)
    remove_ledger_view(view, actor=cast.chen)
    assert opened(cast.chen).view is None
    assert opened(cast.chen).columns == ("title", "state")
    assert verbs()[-1] == "ledger-view.removed"


def test_columns_are_kept_for_each_person(cast):
    choose_columns(["title", "state", "nonsense", "state"], actor=cast.chen)
    assert opened(cast.chen).columns == ("title", "state")
    assert opened(cast.li).columns == ()
    choose_columns([], actor=cast.chen)
    assert opened(cast.chen).columns == ()
    assert LedgerView.objects.count() == 1


def post(client, person, path, **data):
    client.force_login(person)
    return client.post(f"/tasks/{path}", data)


def test_the_pages_of_a_view(client, cast):
    answer = post(client, cast.chen, "views/save/?due=overdue&sort=due", name="逾期", is_default="on", is_shared="on")
    view = visible_to(cast.chen).get()
    assert answer["Location"] == f"/tasks/?view={view.pk}"
    assert (view.query, view.is_shared) == ("due=overdue&sort=due", True)
    # the columns as they were shown when it was saved
    assert view.columns[0] == "number"
    assert opened(cast.chen).view == view
    post(client, cast.chen, f"views/{view.pk}/change/", name="逾期任务", version=1)
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("逾期任务", False)
    post(client, cast.chen, f"views/{view.pk}/renew/?due=30&view={view.pk}", version=2)
    view.refresh_from_db()
    assert view.query == "due=30"
    post(client, cast.chen, f"views/{view.pk}/default/", off="1")
    assert opened(cast.chen).view is None
    post(client, cast.chen, f"views/{view.pk}/default/")
    assert opened(cast.chen).view == view
    assert post(client, cast.chen, f"views/{view.pk}/remove/")["Location"] == "/tasks/?view=all"
    assert not visible_to(cast.chen).exists()


def test_a_refusal_leads_back_to_where_one_was(client, cast):
    save(cast.chen)
    answer = post(client, cast.chen, "views/save/?due=30", name="已过时限")
    assert answer["Location"] == "/tasks/?due=30"
    assert "已经有名为“已过时限”的视图" in client.get(answer["Location"]).content.decode()
    view = LedgerView.objects.get()
    answer = post(client, cast.chen, f"views/{view.pk}/change/", name="新名", version="x")
    assert "已被他人修改" in client.get(answer["Location"]).content.decode()


def test_the_view_of_another_is_not_there(client, cast):
    view = save(cast.chen)
    for path in ("change", "renew", "default", "remove"):
        assert post(client, cast.li, f"views/{view.pk}/{path}/", version=1).status_code == 404


def test_columns_are_chosen_on_the_page(client, cast):
    assert post(client, cast.chen, "columns/?due=30", column=["title", "late_days"])["Location"] == "/tasks/?due=30"
    assert opened(cast.chen).columns == ("title", "late_days")
    post(client, cast.chen, "columns/", usual="1", column=["title"])
    assert opened(cast.chen).columns == ()


def test_within_a_view_columns_stand_in_the_address_until_it_is_renewed(client, cast):
    view = save(cast.chen, asked=Asked.parse("due=overdue"))
    answer = post(client, cast.chen, f"columns/?view={view.pk}", column=["title", "state"])
    assert answer["Location"] == f"/tasks/?due=overdue&columns=title.state&view={view.pk}"
    assert opened(cast.chen).columns == ()
    query = answer["Location"].partition("?")[2]
    assert opened(cast.chen, query).is_modified
    post(client, cast.chen, f"views/{view.pk}/renew/?{query}", version=1)
    assert opened(cast.chen, f"view={view.pk}").columns == ("title", "state")


def test_the_columns_of_a_register_stand_in_the_address(client, cast):
    cast.register.schema = {"columns": [{"key": "c1", "name": "责任科室", "kind": "text"}]}
    cast.register.save()
    query = f"register={cast.register.pk}"
    answer = post(client, cast.chen, f"columns/?{query}", column=["title", "extra-c1"])
    assert answer["Location"] == f"/tasks/?{query}&columns=title.extra-c1"
    client.force_login(cast.chen)
    assert "责任科室" in client.get(f"/tasks/columns/?{query}").content.decode()
    assert "责任科室" not in client.get("/tasks/columns/").content.decode()
