"""变更: after issue nothing changes without a basis, and nothing that was is lost."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.attach_paper import attach_paper
from luoshi.duban.tasks.actions.change_task import Wanted, change_task
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import Assignment, AssignmentRole, BasisKind, Change, State
from tests.duban.tasks.given import a_plan, a_task

LEAD, SUPPORTING = AssignmentRole.LEAD, AssignmentRole.SUPPORTING
MEETING = Basis(BasisKind.MEETING, "县政府第9次常务会议")


@pytest.fixture
def task(cast):
    return a_task(cast, a_plan(cast), supporting=("青禾县财政局",), issued=True)


def wanted(cast, task, *units, **more):
    """The task as it is, led by the water bureau with the finance bureau's support, but for what is named."""
    chosen = units or (("青禾县水利局", LEAD), ("青禾县财政局", SUPPORTING))
    values = {"title": task.title, "text": task.text, "units": tuple((cast.unit(name), role) for name, role in chosen)}
    return Wanted(**{**values, **more})


def units(task):
    return list(task.assignments.values_list("name", "role", "state"))


def test_the_lead_moves_and_the_first_stays_on_record(cast, task):
    change_task(
        task,
        actor=cast.chen,
        version=1,
        wanted=wanted(cast, task, ("青禾县住房和城乡建设局", LEAD), ("青禾县财政局", SUPPORTING)),
        basis=MEETING,
    )
    assert units(task) == [
        ("青禾县住房和城乡建设局", "lead", State.ISSUED),
        ("青禾县财政局", "supporting", State.ISSUED),
        ("青禾县水利局", "lead", State.WITHDRAWN),
    ]


def test_a_unit_that_comes_back_starts_anew(cast, task):
    Assignment.objects.filter(task=task, role=SUPPORTING).update(state=State.WITHDRAWN)
    change_task(task, actor=cast.chen, version=1, wanted=wanted(cast, task), basis=MEETING)
    assert ("青禾县财政局", "supporting", State.ISSUED) in units(task)


def test_a_unit_that_stays_keeps_its_state(cast, task):
    Assignment.objects.filter(task=task).update(state=State.IN_PROGRESS)
    change_task(task, actor=cast.chen, version=1, wanted=wanted(cast, task, text="完成5座水库加固。"), basis=MEETING)
    assert {state for _name, _role, state in units(task)} == {State.IN_PROGRESS}


def test_a_new_limit_leaves_the_first_where_it_is(cast, task):
    limit = LimitProposal("date", "11月底前", due=date(2026, 11, 30))
    change_task(task, actor=cast.chen, version=1, wanted=wanted(cast, task, limit=limit), basis=MEETING)
    rows = list(task.limits.values_list("due", "is_first", "is_current", "basis"))
    assert rows == [
        (date(2026, 9, 30), True, False, ""),
        (date(2026, 11, 30), False, True, "会议：县政府第9次常务会议"),
    ]
    task.refresh_from_db()
    assert (task.due, task.limit_text) == (date(2026, 11, 30), "11月底前")


def test_only_what_differs_is_kept_with_its_basis(cast, task):
    change_task(task, actor=cast.chen, version=1, wanted=wanted(cast, task, text="完成5座水库加固。"), basis=MEETING)
    change = Change.objects.get()
    assert change.before == {"text": "完成3座水库除险加固。"}
    assert change.after == {"text": "完成5座水库加固。"}
    assert Event.objects.get(verb="task.changed").reason == "会议：县政府第9次常务会议"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"basis": Basis(BasisKind.ORAL, " ")}, "变更依据"),
        ({"wanted": {"text": " "}}, "不能为空"),
        ({"wanted": {"units": ()}}, "牵头或责任单位"),
        ({}, "没有任何改动"),
    ],
)
def test_what_is_refused(cast, task, more, sentence):
    given = wanted(cast, task, **more.get("wanted", {}))
    with pytest.raises(Refused, match=sentence):
        change_task(task, actor=cast.chen, version=1, wanted=given, basis=more.get("basis", MEETING))
    assert not Change.objects.exists()


def test_a_unit_named_twice_is_refused(cast, task):
    given = wanted(cast, task, ("青禾县水利局", LEAD), ("青禾县水利局", SUPPORTING))
    with pytest.raises(Refused, match="青禾县水利局”列了两次"):
        change_task(task, actor=cast.chen, version=1, wanted=given, basis=MEETING)


def test_a_stale_edit_overwrites_nothing(cast, task):
    change_task(task, actor=cast.chen, version=1, wanted=wanted(cast, task, note="先急后缓"), basis=MEETING)
    with pytest.raises(ChangedMeanwhile):
        change_task(task, actor=cast.li, version=1, wanted=wanted(cast, task, note="另有安排"), basis=MEETING)
    task.refresh_from_db()
    assert task.note == "先急后缓"


def test_a_draft_is_changed_at_the_desk(cast):
    draft = a_task(cast, a_plan(cast))
    with pytest.raises(Refused, match="审核台"):
        change_task(draft, actor=cast.chen, version=1, wanted=wanted(cast, draft), basis=MEETING)


def test_a_liaison_changes_nothing(cast, task):
    with pytest.raises(PermissionDenied):
        change_task(task, actor=cast.sun, version=1, wanted=wanted(cast, task), basis=MEETING)


def test_a_withdrawn_task_stays_on_record(cast, task):
    withdraw_task(task, actor=cast.chen, version=1, basis=Basis(BasisKind.DOCUMENT, "青政办发〔2026〕30号"))
    task.refresh_from_db()
    assert task.state == State.WITHDRAWN
    assert {state for _name, _role, state in units(task)} == {State.WITHDRAWN}
    with pytest.raises(Refused, match="不能撤销"):
        withdraw_task(task, actor=cast.chen, version=2, basis=MEETING)


def test_no_withdrawal_without_a_basis(cast, task):
    with pytest.raises(Refused, match="撤销依据"):
        withdraw_task(task, actor=cast.chen, version=1, basis=Basis(BasisKind.ORAL, ""))


def test_the_paper_follows_once(cast, task):
    oral = Basis(BasisKind.ORAL, "赵县长在调度会上口头明确")
    change = change_task(task, actor=cast.chen, version=1, wanted=wanted(cast, task, note="缓办"), basis=oral)
    paper = SourceFile.objects.create(office=cast.office, sha256="1" * 64, name="会议纪要.docx", size=10)
    attach_paper(change, actor=cast.li, paper=paper)
    assert Change.objects.get().paper == paper
    with pytest.raises(Refused, match="已附有"):
        attach_paper(change, actor=cast.li, paper=paper)
