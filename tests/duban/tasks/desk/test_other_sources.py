"""A task may come from no text, from several documents, or resemble one that is open already."""

from datetime import date

import pytest
from django.db import transaction

from luoshi.duban.documents.models import Document
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.add_oral_task import Instruction, add_oral_task
from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.merge_into_existing import merge_into_existing
from luoshi.duban.tasks.actions.open_plan import open_empty_plan, open_plan
from luoshi.duban.tasks.actions.set_limit import by_day
from luoshi.duban.tasks.actions.undo import undo
from luoshi.duban.tasks.desk.merging import add_merged_sources
from luoshi.duban.tasks.desk.similar import Wording, likeness, resembling, sign, sign_missing
from luoshi.duban.tasks.models import SourceKind, State, Task, TaskSignature
from tests.duban.tasks.desk.given import a_desk, everything, proposal, statement
from tests.duban.tasks.given import a_plan, a_task

SAID = Instruction("协调解决城北小学供水问题。", "赵县长", date(2026, 7, 12), paper="待补会议纪要")


@pytest.fixture
def plan(cast):
    return a_desk(cast)


@pytest.fixture
def reservoirs(cast):
    """An open task like one of the speech."""
    task = a_task(cast, a_plan(cast, "去年的方案"), "9月底前完成3座水库的除险加固。", issued=True)
    sign([task])
    return task


def test_an_instruction_by_word_of_mouth_says_who_when_and_noted_by_whom(cast, plan):
    task, _ = add_oral_task(plan, SAID, actor=cast.chen, lead="县水务局", limit=by_day(date(2026, 8, 31)))
    source = task.sources.get()
    assert (source.kind, source.said_by, source.noted_by, source.paper) == (
        SourceKind.ORAL, "赵县长", "陈明", "待补会议纪要",
    )  # fmt: skip
    assert task.assignments.get().unit == cast.unit("青禾县水利局")
    assert str(task.due) == "2026-08-31"


@pytest.mark.parametrize(
    ("instruction", "why"),
    [
        (Instruction(" ", "赵县长", date(2026, 7, 12)), "请填写工作任务"),
        (Instruction("办好实事。", " ", date(2026, 7, 12)), "请填写交办人"),
        (Instruction("办好实事。", "赵县长", date(2999, 1, 1)), "不能晚于今天"),
    ],
)
def test_an_instruction_needs_words_a_person_and_a_day_that_was(cast, plan, instruction, why):
    with pytest.raises(Refused, match=why):
        add_oral_task(plan, instruction, actor=cast.chen)


def test_a_proposal_merged_into_an_open_task_leads_there_and_changes_nothing_yet(cast, plan, reservoirs):
    merge_into_existing(plan, [proposal(plan, "水库")], reservoirs, actor=cast.chen)
    assert plan.decisions.get().task == reservoirs
    assert not Task.objects.filter(plan=plan).exists()
    assert reservoirs.sources.count() == 1


def test_when_the_plan_is_issued_the_open_task_has_one_source_more_with_its_limit(cast, plan, reservoirs):
    merge_into_existing(plan, [proposal(plan, "水库"), statement(plan, "鼓足干劲")], reservoirs, actor=cast.chen)
    with transaction.atomic():
        assert add_merged_sources(plan, actor=cast.wang) == 2
        assert add_merged_sources(plan, actor=cast.wang) == 0
    assert [source.limit_text for source in reservoirs.sources.all()] == ["", "9月底前", ""]
    assert reservoirs.changes.first().basis == plan.title


def test_undo_brings_the_proposal_back(cast, plan, reservoirs):
    merge_into_existing(plan, [proposal(plan, "水库")], reservoirs, actor=cast.chen)
    Task.objects.filter(pk=reservoirs.pk).update(state=State.ACKNOWLEDGED)
    undo(plan, actor=cast.chen)
    assert not plan.decisions.exists()


def test_only_open_tasks_take_a_source(cast, plan, reservoirs):
    Task.objects.filter(pk=reservoirs.pk).update(state=State.CLOSED_OUT)
    reservoirs.refresh_from_db()
    with pytest.raises(Refused, match="不在办理中"):
        merge_into_existing(plan, [proposal(plan, "水库")], reservoirs, actor=cast.chen)


def test_a_task_of_another_office_takes_none(cast, plan, reservoirs):
    reservoirs.office = cast.other_office
    with pytest.raises(Refused, match="本单位"):
        merge_into_existing(plan, [proposal(plan, "水库")], reservoirs, actor=cast.chen)


def test_a_wording_finds_the_open_task_that_it_resembles(cast, reservoirs):
    wording = Wording("县水利局牵头，9月底前完成3座水库除险加固。", names=("县水利局",))
    found = resembling(cast.office.pk, {"d1": wording})
    (alike,) = found["d1"]
    assert (alike.task, alike.number) == (reservoirs.pk, reservoirs.number)
    assert alike.score > 0.7


def test_other_wordings_closed_tasks_and_other_offices_find_none(cast, reservoirs):
    wording = Wording("完成3座水库除险加固。")
    assert resembling(cast.office.pk, {"d1": Wording("改造农村户厕300户。")}) == {}
    assert resembling(cast.other_office.pk, {"d1": wording}) == {}
    Task.objects.filter(pk=reservoirs.pk).update(state=State.CLOSED_OUT)
    assert resembling(cast.office.pk, {"d1": wording}) == {}


def test_likeness_is_one_for_the_same_words_and_more_with_the_same_unit():
    words = "完成3座水库除险加固"
    assert likeness(Wording(words), Wording(words)) == 1
    assert likeness(Wording(words), Wording("")) == 0
    near = likeness(Wording(words), Wording("推进水库除险加固"))
    assert likeness(Wording(words, frozenset({1})), Wording("推进水库除险加固", frozenset({1}))) == near + 0.1


def test_what_was_issued_without_a_signature_is_signed_in_passing(cast):
    task = a_task(cast, a_plan(cast), issued=True)
    assert sign_missing(cast.office.pk, most=10) == 1
    assert TaskSignature.objects.filter(task=task).count() == 16
    assert sign_missing(cast.office.pk, most=10) == 0


def test_opening_a_document_twice_gives_the_same_draft(cast, plan):
    assert open_plan(plan.document, cast.register, actor=cast.li) == plan


def test_a_document_that_is_not_read_cannot_be_opened(cast, plan):
    Document.objects.update(state="reading")
    plan.document.refresh_from_db()
    with pytest.raises(Refused, match="还没有读取完成"):
        open_plan(plan.document, cast.register, actor=cast.chen)


def test_a_closed_register_or_another_office_s_document_is_refused(cast, plan):
    cast.register.is_open = False
    with pytest.raises(Refused, match="已停用"):
        open_plan(plan.document, cast.register, actor=cast.chen)
    with pytest.raises(Refused, match="不是本单位"):
        open_plan(plan.document, cast.register, actor=cast.shen)


def test_a_plan_can_do_without_a_document(cast):
    plan = open_empty_plan("领导口头交办事项", cast.register, actor=cast.chen)
    add_oral_task(plan, SAID, actor=cast.chen)
    accept(plan, [], actor=cast.chen)
    assert plan.tasks.count() == 1
    with pytest.raises(Refused, match="名称"):
        open_empty_plan(" ", cast.register, actor=cast.chen)


def test_everything_of_the_sample_is_decided_in_one_go(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    assert Task.objects.filter(plan=plan).count() == 6
