"""The desk's pages, through their addresses."""

import re
from html import unescape

import pytest
from django.urls import reverse

from luoshi.duban.documents.models import Document
from luoshi.duban.tasks.actions.decide import accept, decide
from luoshi.duban.tasks.actions.set_limit import long_term, set_limit
from luoshi.duban.tasks.actions.undo import undo
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.news import pile
from luoshi.duban.tasks.desk.page import look_at
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.models import Outcome, Plan, PlanState, Task
from tests.duban.tasks.desk.given import SAMPLE, a_desk, everything, ref, statement, the_task
from tests.duban.tasks.given import a_plan, a_task

HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan(cast):
    return a_desk(cast)


@pytest.fixture
def chen(client, cast):
    client.force_login(cast.chen)
    return client


def _post(client, plan, address, **sent):
    return client.post(reverse(f"tasks:{address}", args=[plan.pk]), sent, headers=HTMX)


def test_the_desk_shows_every_character_of_the_text(chen, plan):
    page = chen.get(reverse("tasks:desk", args=[plan.pk])).content.decode()
    shown = re.findall(r'<span class="said [^>]*>(.*?)</span>', page)
    assert "".join(shown) == re.sub(r"\s", "", plan.reading.text)


def test_a_section_is_accepted_with_one_button_also_without_scripts(chen, plan):
    page = chen.get(reverse("tasks:desk", args=[plan.pk])).content.decode()
    sections = re.findall(r'name="section" value="(\d+-\d+)"', page)
    for section in sections:
        answer = chen.post(reverse("tasks:desk-accept", args=[plan.pk]), {"section": section})
        assert answer.status_code == 302
    assert undecided_count(plan) == 0


def test_an_action_answers_only_with_the_sections_that_changed(chen, plan):
    words = statement(plan, "水库")
    answer = _post(chen, plan, "desk-accept", ref=[str(words)]).content.decode()
    assert re.findall(r'id="(part-\d+)"[^>]*hx-swap-oob', answer) == ["part-2"]
    assert 'id="desk-bar"' in answer
    assert the_task(plan, "水库").text in answer


def test_a_refusal_is_a_sentence(chen, plan):
    answer = _post(chen, plan, "desk-combine", ref=["d0"])
    assert answer.status_code == 422
    assert "请至少选两项再合并" in answer.content.decode()


@pytest.mark.parametrize("reference", ["x1", "t", "t1:x", "d1' OR 1=1", "s" + "9" * 30])
def test_a_reference_that_names_nothing_is_refused(chen, plan, reference):
    assert _post(chen, plan, "desk-accept", ref=[reference]).status_code == 422


def test_a_stale_edit_shows_both_versions_and_overwrites_nothing(chen, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    seen = str(ref(the_task(plan, "水库")))
    set_limit(plan, [ref(the_task(plan, "水库"))], long_term(), actor=cast.li)
    answer = _post(chen, plan, "desk-reword", ref=seen, text="完成水库加固。")
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "李静" in words
    assert "完成水库加固。" in words
    assert "县水利局牵头，县住建局配合" in words
    assert not Task.objects.filter(plan=plan, text="完成水库加固。").exists()


def test_typed_limits_are_understood(chen, plan):
    _post(chen, plan, "desk-limit", ref=["d0", "d1"], words="10月底前")
    assert [str(task.due) for task in Task.objects.filter(plan=plan)] == ["2026-10-31", "2026-10-31"]
    answer = _post(chen, plan, "desk-limit", ref=["d2"], words="随便写写")
    assert "不是时限" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "text"), [("year-end", "年底前"), ("long-term", "长期坚持"), ("open", "待明确"), ("none", "")]
)
def test_limits_are_chosen_with_one_button(chen, plan, kind, text):
    _post(chen, plan, "desk-limit", ref=["d1"], kind=kind)
    assert Task.objects.get(plan=plan).limit_text == text


def test_units_are_chosen_by_key_or_typed(chen, cast, plan):
    unit = cast.unit("青禾县财政局")
    _post(chen, plan, "desk-units", ref="d0", lead=[unit.pk], supporting_typed="县民政局、县林草局")
    names = list(Task.objects.get(plan=plan).assignments.values_list("name", flat=True))
    assert names == ["青禾县财政局", "县民政局", "县林草局"]


def test_one_unit_is_given_to_many(chen, cast, plan):
    _post(chen, plan, "desk-unit", ref=["d1", "d4"], unit=cast.unit("青禾县财政局").pk, role="lead")
    assert Task.objects.filter(plan=plan, assignments__unit=cast.unit("青禾县财政局")).count() == 2
    assert _post(chen, plan, "desk-unit", ref=["d2"], unit="0").status_code == 422


def test_a_masked_figure_and_targets_are_filled_in(chen, plan):
    _post(chen, plan, "desk-accept", ref=["d3"])
    task = Task.objects.get(plan=plan)
    _post(chen, plan, "desk-targets", ref=f"t{task.pk}", at="0", figure="400")
    assert task.targets.get().value == 400
    _post(chen, plan, "desk-targets", ref=f"t{task.pk}", targets="x张\n新增床位300张以上")
    assert [(one.words, one.value) for one in task.targets.all()] == [("x张", 400), ("新增床位300张以上", 300)]
    assert _post(chen, plan, "desk-targets", ref=f"t{task.pk}", at="0", figure="很多").status_code == 422


def test_splitting_rewording_moving_and_removing(chen, plan):
    _post(chen, plan, "desk-split", ref="d0", lines="完成2座水库加固。\n完成1座水库加固。")
    first, second = Task.objects.filter(plan=plan)
    _post(chen, plan, "desk-reword", ref=f"t{first.pk}", text="完成两座。", leader="钱副县长")
    _post(chen, plan, "desk-move", ref=f"t{first.pk}", after=f"t{second.pk}")
    _post(chen, plan, "desk-remove", ref=f"t{second.pk}")
    task = Task.objects.get(plan=plan)
    assert (task.text, task.leader) == ("完成两座。", "钱副县长")


def test_a_name_is_kept_as_an_alias(chen, cast, plan):
    _post(chen, plan, "desk-accept", ref=["d3"])
    _post(chen, plan, "desk-alias", name="县民政局", unit=cast.unit("青禾县财政局").pk)
    assert Task.objects.get(plan=plan).assignments.get().unit == cast.unit("青禾县财政局")


def test_an_oral_task_needs_its_facts_beside_their_fields(chen, plan):
    answer = _post(chen, plan, "desk-oral", text="办好实事。", said_on="2999-01-01")
    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#oral-form"
    assert "交办日期不能晚于今天" in answer.content.decode()
    assert "办好实事。" in answer.content.decode()
    said = {"text": "办好实事。", "said_by": "赵县长", "said_on": "2026-07-12", "words": "8月底前"}
    answer = _post(chen, plan, "desk-oral", **said)
    assert "办好实事。" in answer.content.decode()
    assert str(Task.objects.get(plan=plan).due) == "2026-08-31"


def test_undo_and_redo(chen, plan):
    _post(chen, plan, "desk-accept", ref=["d0"])
    _post(chen, plan, "desk-undo")
    assert not Task.objects.filter(plan=plan).exists()
    _post(chen, plan, "desk-redo")
    assert Task.objects.filter(plan=plan).exists()
    assert _post(chen, plan, "desk-redo").status_code == 422


def test_a_kind_is_changed_and_taken_back(chen, plan):
    _post(chen, plan, "desk-decide", ref=["s5"], outcome="context")
    assert plan.decisions.get().outcome == Outcome.CONTEXT
    _post(chen, plan, "desk-reopen", ref=["s5"])
    assert not plan.decisions.exists()


def test_news_tells_what_others_changed(chen, cast, plan):
    address = reverse("tasks:desk-news", args=[plan.pk])
    seen = pile(plan).token
    assert chen.get(address, {"since": seen}).status_code == 204
    decide(plan, [statement(plan, "水库")], Outcome.CONTEXT, actor=cast.li)
    assert 'id="part-2"' in chen.get(address, {"since": seen}).content.decode()
    assert chen.get(address, {"since": pile(plan).token}).status_code == 204


def test_news_tells_of_what_others_took_back_as_well(chen, cast, plan):
    address = reverse("tasks:desk-news", args=[plan.pk])
    decide(plan, [statement(plan, "水库")], Outcome.CONTEXT, actor=cast.chen)
    seen = pile(plan).token
    undo(plan, actor=cast.li)
    assert 'id="part-2"' in chen.get(address, {"since": seen}).content.decode()
    decide(plan, [statement(plan, "户厕")], Outcome.CONTEXT, actor=cast.li)
    everywhere = chen.get(address, {"since": seen}).content.decode()
    assert everywhere.count("hx-swap-oob") >= len(sections(plan)), "the change that was seen is gone: all is sent"


def sections(plan):
    return look_at(plan).parts


@pytest.mark.parametrize("what", ["reword", "units", "limit", "targets", "split"])
@pytest.mark.parametrize("item", ["d3", "s10"])
def test_editors_open_for_proposals_and_statements(chen, plan, what, item):
    answer = chen.get(reverse("tasks:desk-editor", args=[plan.pk, what, item]), headers=HTMX)
    assert f'data-editor="{what}"' in answer.content.decode()


def test_whoever_rewords_a_combined_task_gets_its_steps_and_sends_them_back_unchanged(chen, plan):
    _post(chen, plan, "desk-combine", ref=["d0", "d1", "d2"])
    task = Task.objects.get(plan=plan)
    steps = [one.text for one in task.steps.all()]
    editor = chen.get(reverse("tasks:desk-editor", args=[plan.pk, "reword", f"t{task.pk}"]), headers=HTMX)
    shown = unescape(re.search(r'name="steps"[^>]*>(.*?)</textarea>', editor.content.decode(), re.S)[1])
    assert shown.splitlines() == steps
    _post(chen, plan, "desk-reword", ref=f"t{task.pk}", text="加固水库，争取资金。", steps=shown)
    task.refresh_from_db()
    assert (task.text, [one.text for one in task.steps.all()]) == ("加固水库，争取资金。", steps)


def test_each_name_that_is_not_known_has_a_field_of_its_own(chen, cast):
    plan = a_desk(cast, "会议纪要\n（2026年7月10日）\n县民政局牵头，县残联配合，9月底前新增床位30张。\n")
    editor = chen.get(reverse("tasks:desk-editor", args=[plan.pk, "units", "d0"]), headers=HTMX).content.decode()
    assert editor.count('data-editor="alias"') == 2
    ids = re.findall(r' id="([^"]+)"', editor)
    assert len(ids) == len(set(ids))
    assert {"d0-alias-1", "d0-alias-2"} <= set(ids)


def test_the_reasons_are_told_on_demand(chen, plan):
    words = chen.get(reverse("tasks:desk-editor", args=[plan.pk, "why", "d0"])).content.decode()
    assert "原文写明牵头" in words
    assert "机器判断：任务" in words


def test_what_is_alike_is_shown_until_the_plan_is_issued(chen, cast, plan):
    sign([a_task(cast, a_plan(cast), "完成3座水库除险加固。", issued=True)])
    address = reverse("tasks:desk-similar", args=[plan.pk])
    assert "完成3座水库除险加固" in chen.get(address, headers=HTMX).content.decode()
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.ISSUED)
    assert "近似已交办任务" not in chen.get(address, headers=HTMX).content.decode()


def test_editors_of_nothing_are_not_found(chen, plan):
    for what, item in (("reword", "t99"), ("reword", "zz"), ("nothing", "d1")):
        assert chen.get(reverse("tasks:desk-editor", args=[plan.pk, what, item])).status_code == 404


def test_an_outsider_does_not_learn_that_a_plan_exists(client, cast, plan):
    client.force_login(cast.shen)
    assert client.get(reverse("tasks:desk", args=[plan.pk])).status_code == 404


def test_who_may_not_decide_reads_only(client, cast, plan):
    client.force_login(cast.zhao)
    page = client.get(reverse("tasks:desk", args=[plan.pk])).content.decode()
    assert "确认本节" not in page
    assert client.post(reverse("tasks:desk-undo", args=[plan.pk])).status_code == 403


def test_decisions_are_exported_as_a_gold_annotation(chen, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    answer = chen.get(reverse("tasks:desk-gold", args=[plan.pk]))
    rows = [line.split("\t") for line in answer.content.decode().splitlines() if not line.startswith("#")]
    assert ["D", "县水利局", "县住建局", "9月底前", "3座"] in [row[1:] for row in rows]
    assert {row[1] for row in rows} == {"H", "D", "A", "C"}


def test_a_document_is_opened_with_one_click(chen, cast, plan):
    Plan.objects.all().delete()
    document = Document.objects.get()
    page = chen.get(reverse("documents:detail", args=[document.pk])).content.decode()
    assert "开始分解" in page
    answer = chen.post(reverse("tasks:open-plan"), {"document": document.pk, "register": cast.register.pk})
    assert answer.url == reverse("tasks:desk", args=[Plan.objects.get().pk])


def test_the_list_and_the_overview_say_what_is_left(chen, cast, plan):
    assert "在全县重点工作推进会上的讲话任务分解" in chen.get(reverse("tasks:plans")).content.decode()
    page = chen.get(reverse("tasks:plan", args=[plan.pk])).content.decode()
    assert f"还有 {undecided_count(plan)} 句没有处理" in page
    accept(plan, everything(plan), actor=cast.chen)
    page = chen.get(reverse("tasks:plan", args=[plan.pk])).content.decode()
    assert "2 项任务的单位还没有确定" in page


def test_a_plan_without_a_document_is_made_from_the_list(chen, cast):
    chen.post(reverse("tasks:new-plan"), {"title": "口头交办事项", "register": cast.register.pk})
    plan = Plan.objects.get()
    assert chen.get(reverse("tasks:desk", args=[plan.pk])).status_code == 200


def test_the_page_asks_few_questions_however_long_the_text(chen, cast, django_assert_max_num_queries):
    plan = a_desk(cast, SAMPLE.read_text("utf-8"))
    accept(plan, everything(plan)[:40], actor=cast.chen)
    with django_assert_max_num_queries(16):
        chen.get(reverse("tasks:desk", args=[plan.pk]))
    with django_assert_max_num_queries(12):
        chen.get(reverse("tasks:plans"))
