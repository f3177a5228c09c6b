"""The order of the ledger, and that a page reads what a page needs."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.ledger.ordering import ORDERS, Listing, Pages
from luoshi.duban.tasks.ledger.selection import in_ledger
from luoshi.duban.tasks.models import Task
from tests.duban.tasks.given import a_plan, a_task

WATER, HOUSING = "青禾县水利局", "青禾县住房和城乡建设局"
FINANCE, FARMING = "青禾县财政局", "青禾县农业农村局"


@pytest.fixture
def tasks(cast):
    first, second = a_plan(cast, "上半年"), a_plan(cast, "下半年")
    made = [
        a_task(cast, first, "甲", lead=FARMING, due=date(2026, 9, 30), issued=True),
        a_task(cast, first, "乙", lead=HOUSING, due=None, issued=True),
        a_task(cast, second, "丙", lead=FINANCE, due=date(2026, 8, 31), issued=True),
        a_task(cast, second, "丁", lead=WATER, due=date(2026, 12, 31), issued=True),
    ]
    Task.objects.filter(plan=second).update(issued_at=datetime(2026, 7, 20, tzinfo=clock.ZONE))
    for title, state, done in (("乙", "in-progress", None), ("丙", "closed-out", 20), ("丁", "closed-out", 10)):
        Task.objects.filter(title=title).update(state=state, done_on=date(2026, 8, done) if done else None)
    Task.objects.filter(title="甲").update(number="督2026-1000")
    return made


def listing(cast, sort):
    return Listing(in_ledger(cast.chen), sort)


def titles(keys):
    found = dict(Task.objects.values_list("pk", "title"))
    return "".join(found[key] for key in keys)


EXPECTED = [
    # the newest plan first, and each plan in its own order
    ("", "丙丁甲乙"),
    ("-issued", "丙丁甲乙"),
    ("issued", "甲乙丙丁"),
    ("nonsense", "丙丁甲乙"),
    # 督2026-1000 comes after 督2026-002
    ("number", "乙丙丁甲"),
    ("-number", "甲丁丙乙"),
    # what has no limit stands at the end either way
    ("due", "丙甲丁乙"),
    ("-due", "丁甲丙乙"),
    # by the course of states, not by their letters; then by limit
    ("state", "甲乙丙丁"),
    ("-state", "丁丙乙甲"),
    # in the order of the units
    ("unit", "丁乙丙甲"),
    ("-unit", "甲丙乙丁"),
    ("done", "丁丙甲乙"),
    ("-done", "丙丁乙甲"),
]


@pytest.mark.parametrize(("sort", "expected"), EXPECTED)
def test_the_ledger_is_sorted(cast, tasks, sort, expected):
    assert titles(listing(cast, sort)) == expected


@pytest.mark.parametrize("sort", [sort for sort, _expected in EXPECTED])
@pytest.mark.parametrize("size", [1, 2, 3, 4, 7])
def test_pages_join_to_the_whole(cast, tasks, sort, size):
    """Whatever parts a page touches, the pages one after the other are the list."""
    whole = list(listing(cast, sort))
    shown = listing(cast, sort)
    assert [key for start in range(0, 8, size) for key in shown[start : start + size]] == whole


@pytest.mark.parametrize("sort", ORDERS)
def test_a_page_costs_two_queries(cast, tasks, sort, django_assert_max_num_queries):
    shown = listing(cast, sort)
    with django_assert_max_num_queries(2):
        page = Pages(shown).get_page(1)
        assert page.paginator.count == 4
        assert len(list(page)) == 4


def test_nothing_is_a_page_too(cast):
    page = Pages(listing(cast, "unit")).get_page(3)
    assert list(page) == []
    assert page.paginator.count == 0


def test_tasks_without_a_unit_and_of_closed_registers_have_their_place(cast, tasks):
    other = Register.objects.create(office=cast.office, name="旧台账", year=2025, prefix="旧", is_open=False)
    Task.objects.filter(title="丙").update(lead=None, register=other)
    assert titles(listing(cast, "unit"))[-1] == "丙"
    assert titles(listing(cast, "number"))[0] == "丙"


def test_whatever_the_address_says_a_page_is_shown(client, cast, tasks):
    client.force_login(cast.chen)
    for query in ("?sort=-", "?sort=--due", "?sort=office", "?page=0", "?page=-1", "?page=x", "?page=99", "?view=x"):
        assert client.get(f"/tasks/{query}").status_code == 200
