"""How much of a document has landed: what the page says of each statement, and who may see it."""

from datetime import date

import pytest

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.decide import accept, reopen
from luoshi.duban.tasks.actions.open_plan import open_plan
from luoshi.duban.tasks.landing.page import look_at
from luoshi.duban.tasks.models import Outcome, Plan, PlanState, StatementDecision, Task
from tests.duban.tasks.desk.given import SPEECH, a_desk, everything, statement, the_task
from tests.duban.tasks.given import a_task
from tests.duban.tasks.landing.given import IN_OCTOBER, closed_out, decided, issued, withdrawn

OCTOBER = IN_OCTOBER.date()


def page(client, person, plan, query=""):
    client.force_login(person)
    with clock.standing_at(IN_OCTOBER):
        return client.get(f"/documents/{plan.document_id}/landing/{query}")


def look(plan, **more):
    return look_at(plan, None, **{"today": OCTOBER, "only_open": False, "number": "", **more})


def line(found, words):
    return next(one for one in found.lines if words in one.words)


def marks(found, words):
    one = line(found, words)
    return [mark.text for mark in (one.merged or one.task).marks]


def test_every_word_of_the_text_stands_there_once_and_in_order(cast):
    plan = issued(cast)
    said = "".join(one.words for one in look(plan).lines)
    assert "".join(said.split()) == "".join(plan.reading.text.split())


def test_what_became_of_each_statement(cast):
    found = look(issued(cast))
    lots = {
        "肯定成绩": "标题",
        "完成投资12亿元": "成绩与现状",
        "水库": "列为任务",
        "专项债券": "列为任务",
        "巡查": "列为举措",
        "鼓足干劲": "背景与要求",
    }
    assert {words: line(found, words).label for words in lots} == lots
    assert line(found, "巡查").task.task == line(found, "专项债券").task.task


def test_neighbours_with_the_same_lot_share_a_line(cast):
    found = look(issued(cast, SPEECH.replace("再创佳绩！", "再创佳绩！\n谢谢大家。")))
    assert line(found, "鼓足干劲").count == 2
    assert line(found, "谢谢大家").words == "同志们，让我们鼓足干劲，再创佳绩！\n谢谢大家。"


def test_a_task_past_its_limit_says_by_how_many_days(cast):
    found = look(issued(cast))
    assert marks(found, "水库") == ["已交办", "逾期8天"]
    assert marks(found, "户厕") == ["已交办"]


def test_a_task_that_was_done_late_stays_late(cast):
    plan = issued(cast)
    closed_out(the_task(plan, "水库"), on=date(2026, 10, 3))
    closed_out(the_task(plan, "户厕"), on=date(2026, 10, 3))
    found = look(plan)
    assert marks(found, "水库") == ["已销号", "曾逾期3天"]
    assert marks(found, "户厕") == ["已销号"]


def test_a_suspended_task_is_not_late_and_says_so(cast):
    plan = issued(cast)
    Task.objects.filter(pk=the_task(plan, "水库").pk).update(suspended_since=date(2026, 9, 1))
    assert marks(look(plan), "水库") == ["已交办", "中止中"]


def test_the_totals_count_each_task_once(cast):
    plan = issued(cast)
    closed_out(the_task(plan, "户厕"), on=date(2026, 10, 3))
    withdrawn(the_task(plan, "护理型床位"))
    all_of_it = look(plan).totals
    assert (all_of_it.tasks, all_of_it.done, all_of_it.open, all_of_it.late, all_of_it.gone) == (5, 1, 3, 1, 1)
    assert all_of_it.landed == 25


def test_nothing_landed_of_nothing(cast):
    plan = issued(cast)
    for task in plan.tasks.all():
        withdrawn(task)
    assert look(plan).totals.landed == 0


def test_a_section_says_how_far_its_tasks_are(cast):
    plan = issued(cast)
    closed_out(the_task(plan, "户厕"), on=date(2026, 10, 3))
    found = look(plan)
    water, people = line(found, "抓水利").under, line(found, "抓民生").under
    assert (water.tasks, water.done, water.late) == (2, 0, 1)
    assert (people.tasks, people.done, people.late) == (3, 1, 0)
    both = line(found, "抓好重点任务").under
    assert (both.tasks, both.done, both.late) == (5, 1, 1)
    assert line(found, "肯定成绩").under.tasks == 0


def test_what_was_merged_shows_the_task_that_goes_on(cast):
    plan = issued(cast)
    first, second, third = (the_task(plan, words) for words in ("水库", "户厕", "护理型床位"))
    withdrawn(first, into=second)
    withdrawn(second, into=third)
    closed_out(third, on=date(2026, 8, 3))
    found = look(plan)
    one = line(found, "水库")
    assert (one.task.task, one.merged.task) == (first, third)
    assert marks(found, "水库") == ["已销号"]
    assert (found.merged, found.totals.tasks, found.totals.done) == (2, 3, 1)


def test_a_statement_may_lead_to_a_task_of_another_plan(cast):
    other = a_task(cast, issued(cast), "另案推进水库除险加固。", issued=True)
    Task.objects.filter(pk=other.pk).update(plan=None)
    plan = other.office.plans.get()
    plan.decisions.filter(task=the_task(plan, "3座水库")).update(task=other)
    assert line(look(plan), "水库").task.task == other


def test_what_stands_in_no_text_is_counted_beside_it(cast):
    plan = issued(cast)
    a_task(cast, plan, "解决积水问题。", issued=True)
    found = look(plan)
    assert (found.beside, found.totals.tasks) == (1, 5)


def test_only_what_has_not_landed(cast):
    plan = issued(cast)
    closed_out(the_task(plan, "水库"), on=date(2026, 9, 3))
    closed_out(the_task(plan, "专项债券"), on=date(2026, 9, 3))
    withdrawn(the_task(plan, "护理型床位"))
    found = look(plan, only_open=True)
    assert [one.words for one in found.lines] == [
        "（二）抓民生。",
        "各乡镇要建立村庄保洁长效机制。",
        "力争年底前改造农村户厕300户。",
    ]
    assert found.unlanded == 2


def test_an_undecided_statement_has_not_landed(cast):
    plan = a_desk(cast)
    accept(plan, everything(plan), actor=cast.chen)
    reopen(plan, [statement(plan, "户厕")], actor=cast.chen)
    found = look(plan, only_open=True)
    assert found.undecided == 1
    assert line(found, "户厕").outcome == ""


def test_a_draft_is_not_issued_yet(cast):
    found = look(decided(cast))
    assert marks(found, "水库") == ["未印发"]
    assert (found.totals.draft, found.totals.landed) == (5, 0)


def test_a_long_text_is_parted(cast, monkeypatch):
    monkeypatch.setattr("luoshi.duban.tasks.landing.page.PART", 5)
    plan = issued(cast)
    first, last = look(plan), look(plan, number="3")
    assert first.page.paginator.num_pages == 3
    assert first.totals == last.totals
    assert len(last.page.object_list) <= 5


def test_the_page_shows_number_units_limit_and_state(client, cast):
    plan = issued(cast)
    words = page(client, cast.chen, plan).content.decode()
    task = the_task(plan, "水库")
    for shown in (task.number, f'href="/tasks/{task.pk}/"', "青禾县水利局", "9月底前", "逾期8天", "0%"):
        assert shown in words


def test_the_page_is_narrowed_by_its_tab(client, cast):
    plan = issued(cast)
    closed_out(the_task(plan, "水库"), on=date(2026, 9, 3))
    words = page(client, cast.chen, plan, "?show=open").content.decode()
    assert "3座水库" not in words
    assert "户厕" in words


def test_everything_landed(client, cast):
    plan = issued(cast)
    for task in plan.tasks.all():
        closed_out(task, on=date(2026, 9, 3))
    words = page(client, cast.chen, plan, "?show=open").content.decode()
    assert "都已落地" in words
    assert "100%" in words


def test_a_document_without_a_plan_says_so(client, cast):
    plan = a_desk(cast)
    plan.state = PlanState.WITHDRAWN
    plan.save()
    assert "还没有分解" in page(client, cast.chen, plan).content.decode()


def test_a_document_in_two_registers_has_a_tab_for_each(client, cast):
    first = issued(cast)
    projects = Register.objects.create(office=cast.office, name="重点项目台账", year=2026, prefix="项")
    second = open_plan(first.document, projects, actor=cast.chen)
    answer = page(client, cast.chen, first)
    assert answer.context["plan"] == second
    assert len(answer.context["plans"]) == 2
    assert page(client, cast.chen, first, f"?plan={first.pk}").context["plan"] == first
    assert page(client, cast.chen, first, "?plan=x").context["plan"] == second


def test_a_draft_is_for_those_who_make_it(client, cast):
    plan = decided(cast)
    assert page(client, cast.zhao, plan).context["plan"] == plan
    for person in (cast.jiang, cast.qian):
        assert page(client, person, plan).context["plan"] is None


def test_a_leader_reads_the_whole_document_and_the_tasks_of_their_field(client, cast):
    plan = issued(cast)
    words = page(client, cast.qian, plan).content.decode()
    water, other = the_task(plan, "水库"), the_task(plan, "专项债券")
    assert f'href="/tasks/{water.pk}/"' in words
    assert f'href="/tasks/{other.pk}/"' not in words
    assert other.number not in words
    assert "其他单位的任务" in words


def test_another_county_finds_nothing(client, cast):
    assert page(client, cast.shen, issued(cast)).status_code == 404


def test_the_ways_to_the_page(client, cast):
    plan = issued(cast)
    where = f"/documents/{plan.document_id}/landing/"
    client.force_login(cast.jiang)
    assert where in client.get(f"/documents/{plan.document_id}/").content.decode()
    client.force_login(cast.chen)
    assert where in client.get(f"/plans/{plan.pk}/").content.decode()


def test_a_reader_is_not_sent_to_the_desk(client, cast):
    plan = decided(cast)
    client.force_login(cast.jiang)
    words = client.get(f"/documents/{plan.document_id}/").content.decode()
    assert "/desk/" not in words
    assert "没有在用的台账" not in words


def a_long_plan(cast, count):
    """An issued plan of *count* statements, each a task of its own for one in eight."""
    text = "".join(f"县水利局要在9月底前完成第{place}处隐患整治。\n" for place in range(count))
    plan = a_desk(cast, text)
    tasks = [a_task(cast, plan, f"完成第{place}处隐患整治。", issued=True) for place in range(count // 8)]
    Task.objects.filter(pk=tasks[0].pk).update(merged_into=a_task(cast, None, "整治全部隐患。", issued=True))
    StatementDecision.objects.bulk_create(
        StatementDecision(
            plan=plan, statement=one, outcome=Outcome.TASK, task=tasks[one.index % len(tasks)], decided_by=cast.chen
        )
        for one in plan.reading.statements.all()
    )
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.ISSUED)
    return plan


@pytest.mark.parametrize("person", ["chen", "qian", "jiang"])
def test_four_hundred_statements_cost_no_more_queries_than_a_few(client, cast, person, django_assert_max_num_queries):
    plan = a_long_plan(cast, 400)
    client.force_login(cast.people[person])
    with clock.standing_at(IN_OCTOBER), django_assert_max_num_queries(12):
        answer = client.get(f"/documents/{plan.document_id}/landing/")
    assert len(answer.context["landing"].lines) == 400
