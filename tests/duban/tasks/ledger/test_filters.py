"""Each filter of the ledger narrows, alone and with others."""

from datetime import date

import pytest

from luoshi.duban.organisations.models import Post
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.ledger.asked import KEYS, Asked
from luoshi.duban.tasks.ledger.filters import FILTERS, Scope, chips, narrowed
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.selection import in_ledger, matching
from luoshi.duban.tasks.models import AssignmentRole, LimitKind, State, Task
from tests.duban.documents.given import document_of
from tests.duban.tasks.given import a_plan, a_task

TODAY = date(2026, 10, 8)
WATER, RIVERS, HOUSING = "青禾县水利局", "青禾县水利局河湖中心", "青禾县住房和城乡建设局"
FINANCE, FARMING, TOWN = "青禾县财政局", "青禾县农业农村局", "临川镇人民政府"


@pytest.fixture
def tasks(cast):
    """Tasks of several units, by one word each."""
    plan = a_plan(cast)
    made = {
        "水库": a_task(cast, plan, "水库", lead=WATER, supporting=(FINANCE,), due=date(2026, 9, 30), issued=True),
        "河道": a_task(cast, plan, "河道", lead=RIVERS, due=date(2026, 10, 12), issued=True),
        "小区": a_task(cast, plan, "小区", lead=HOUSING, supporting=(WATER,), due=date(2026, 10, 31), issued=True),
        "农田": a_task(cast, plan, "农田", lead=FARMING, due=None, issued=True),
        "支出": a_task(cast, plan, "支出", lead=FINANCE, due=date(2027, 1, 31), issued=True),
    }
    made["农田"].assignments.update(role=AssignmentRole.RESPONSIBLE)
    refresh(made["农田"])
    return made


def found(person, query, today=TODAY):
    return set(matching(person, Asked.parse(query), today).values_list("title", flat=True))


def key(cast, name):
    return cast.unit(name).pk


def test_without_filters_every_issued_task_is_there(cast, tasks):
    a_task(cast, a_plan(cast), "草稿")
    assert found(cast.chen, "") == set(tasks)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("unit={water}", {"水库", "小区"}),
        ("unit={water}&below=1", {"水库", "小区", "河道"}),
        ("unit={water}&unit={farming}", {"水库", "小区", "农田"}),
        ("unit={water}&role=lead", {"水库"}),
        ("unit={water}&role=supporting", {"小区"}),
        ("unit={farming}&role=answering", {"农田"}),
        ("unit={farming}&role=responsible", {"农田"}),
        ("unit={farming}&role=lead", set()),
        ("unit={water}&role=informed", set()),
        # a role alone says nothing
        ("role=supporting", {"水库", "河道", "小区", "农田", "支出"}),
    ],
)
def test_by_unit_and_its_role(cast, tasks, query, titles):
    units = {"water": key(cast, WATER), "farming": key(cast, FARMING)}
    assert found(cast.chen, query.format(**units)) == titles


def test_a_unit_that_was_taken_off_is_found_only_among_the_withdrawn(cast, tasks):
    tasks["水库"].assignments.update(state=State.WITHDRAWN)
    refresh(tasks["水库"])
    assert found(cast.chen, f"unit={key(cast, WATER)}") == {"小区"}
    assert found(cast.chen, f"unit={key(cast, WATER)}&state=withdrawn") == {"水库"}


def test_by_accountable_leader(cast, tasks):
    """钱副县长 answers for water and housing, and so for what stands below them."""
    post = Post.objects.get(role="accountable-leader")
    assert found(cast.chen, f"post={post.pk}") == {"水库", "河道", "小区"}
    assert found(cast.chen, f"post={post.pk}&role=lead") == {"水库", "河道", "小区"}
    assert found(cast.chen, f"post={post.pk}&role=supporting") == {"小区"}


def test_by_liaison(cast, tasks):
    post = Post.objects.get(tenures__person=cast.sun)
    assert found(cast.chen, f"post={post.pk}") == {"水库", "河道", "小区"}
    assert found(cast.chen, f"post={Post.objects.get(tenures__person=cast.wu).pk}") == {"小区"}


def test_a_post_that_is_not_there_narrows_nothing(cast, tasks):
    assert found(cast.chen, "post=999999") == set(tasks)


def test_by_register(cast, tasks):
    other = Register.objects.create(office=cast.office, name="整改台账", year=2026, prefix="改")
    Task.objects.filter(title="支出").update(register=other)
    assert found(cast.chen, f"register={other.pk}") == {"支出"}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=in-progress", {"河道"}),
        ("state=in-progress&state=closed-out", {"河道", "小区"}),
        ("state=open", {"水库", "河道", "支出"}),
        ("state=open&state=withdrawn", {"水库", "河道", "支出", "农田"}),
        ("state=verified", set()),
    ],
)
def test_by_state(cast, tasks, query, titles):
    for title, state in (("河道", "in-progress"), ("小区", "closed-out"), ("农田", "withdrawn")):
        Task.objects.filter(title=title).update(state=state)
    assert found(cast.chen, query) == titles


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("due=overdue", {"水库"}),
        ("due=7", {"河道"}),
        ("due=30", {"河道", "小区"}),
        ("due=none", {"农田"}),
        ("due=long-term", set()),
        ("due=was-late", {"水库"}),
        ("due=suspended", set()),
        ("from=2026-10-12", {"河道", "小区", "支出"}),
        ("to=2026-10-12", {"水库", "河道"}),
        ("from=2026-10-01&to=2026-10-31", {"河道", "小区"}),
        ("from=2026-10-12&to=2026-10-12", {"河道"}),
    ],
)
def test_by_limit(cast, tasks, query, titles):
    assert found(cast.chen, query) == titles


def test_what_is_over_or_done_leaves_the_alarms_and_stays_known_as_late(cast, tasks):
    Task.objects.filter(title="水库").update(state="closed-out", done_on=date(2026, 10, 5))
    Task.objects.filter(title="河道").update(done_on=date(2026, 10, 7))
    Task.objects.filter(title="支出").update(late_before=3)
    assert found(cast.chen, "due=overdue") == set()
    assert found(cast.chen, "due=7") == set()
    assert found(cast.chen, "due=was-late") == {"水库", "支出"}


def test_by_the_kinds_of_limit_that_are_no_day(cast, tasks):
    Task.objects.filter(title="农田").update(limit_kind=LimitKind.LONG_TERM)
    Task.objects.filter(title="支出").update(limit_kind=LimitKind.OPEN, due=None)
    Task.objects.filter(title="河道").update(suspended_since=date(2026, 10, 1))
    assert found(cast.chen, "due=long-term") == {"农田"}
    assert found(cast.chen, "due=none") == {"支出"}
    assert found(cast.chen, "due=suspended") == {"河道"}


def test_by_campaign_and_by_document(cast, tasks):
    document = document_of(cast.office)
    plan = a_plan(cast, document=document)
    oral = a_task(cast, plan, "口头交办", issued=True)
    tasks["水库"].sources.update(document=document)
    Task.objects.filter(title="小区").update(campaign="城市更新")
    assert found(cast.chen, f"document={document.pk}") == {"水库", oral.title}
    assert found(cast.chen, "campaign=城市更新") == {"小区"}


def test_several_filters_narrow_together(cast, tasks):
    assert found(cast.chen, f"unit={key(cast, WATER)}&due=30&q=小区") == {"小区"}
    assert found(cast.chen, f"unit={key(cast, WATER)}&due=30&q=水库") == set()


def test_nobody_sees_more_by_asking_for_it(cast, tasks):
    """孙联络 sees the water bureau's tasks, whatever the address says."""
    assert found(cast.sun, "") == {"水库", "河道", "小区"}
    assert found(cast.sun, f"unit={key(cast, FINANCE)}") == {"水库"}
    assert found(cast.shen, "") == set()
    assert found(cast.feng, "") == set()


def words(person, query):
    asked = Asked.parse(query)
    return [f"{chip.name}：{chip.words}" for chip in chips(asked, Names.asked(asked, person))]


def test_the_filters_that_narrow_can_be_read(cast, tasks):
    document = document_of(cast.office)
    post = Post.objects.get(tenures__person=cast.sun)
    query = (
        f"q=水库&unit={key(cast, WATER)}&below=1&role=lead&post={post.pk}&register={cast.register.pk}"
        f"&state=open&state=closed-out&due=30&from=2026-10-01&to=2026-10-31&campaign=防汛&document={document.pk}"
    )
    assert words(cast.chen, query) == [
        "查找：“水库”",
        "单位：青禾县水利局（牵头、含下属单位）",
        "岗位：青禾县水利局 联络员",
        "台账：重点工作任务台账（2026）",
        "状态：未办结、已销号",
        "时限：30日内到期",
        "到期不早于：2026-10-01",
        "到期不晚于：2026-10-31",
        "专项工作：防汛",
        f"公文：{document}",
    ]


def test_all_names_cost_one_query(cast, tasks, django_assert_num_queries):
    document = document_of(cast.office)
    asked = Asked.parse(f"unit={key(cast, WATER)}&register={cast.register.pk}&document={document.pk}")
    cast.chen.office  # noqa: B018 -- known to a page
    Names.asked(asked, cast.chen)
    with django_assert_num_queries(1):
        assert len(Names.asked(asked, cast.chen).found) == 3


def test_each_unit_is_taken_away_alone(cast, tasks):
    asked = Asked.parse(f"unit={key(cast, WATER)}&unit={key(cast, FINANCE)}&due=30")
    first, second, _limit = chips(asked, Names.asked(asked, cast.chen))
    assert (first.words, second.words) == (WATER, FINANCE)
    assert first.without == Asked.parse(f"unit={key(cast, FINANCE)}&due=30")


def test_what_belongs_to_another_office_has_no_name_here(cast, tasks):
    other = Register.objects.create(office=cast.other_office, name="外县台账", year=2026)
    assert words(cast.chen, f"register={other.pk}") == [f"台账：#{other.pk}"]
    assert found(cast.chen, f"register={other.pk}") == set()


def test_a_document_is_named_to_those_who_may_see_documents(cast, tasks):
    document = document_of(cast.office)
    assert words(cast.sun, f"document={document.pk}") == [f"公文：#{document.pk}"]


def test_every_filter_is_known_to_the_address():
    assert {one.key for one in FILTERS} | {key for one in FILTERS for key in one.along} <= set(KEYS)


def test_narrowing_is_by_the_office_and_the_day_that_are_given(cast, tasks):
    scope = Scope(cast.office.pk, date(2026, 9, 1), Names())
    assert not narrowed(in_ledger(cast.chen), Asked.parse("due=overdue"), scope).exists()
