"""并案: one task goes on for two; a unit reports once, and both sources show it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.desk.similar import Wording, resembling
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Change,
    Limit,
    Notice,
    NoticeKind,
    SourceKind,
    State,
    Target,
    Task,
    TaskSource,
)
from tests.duban.tasks.desk.given import a_desk
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_PAPER, fresh, on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_august():
    with on(8, 10):
        yield


@pytest.fixture
def kept(cast):
    return an_issued_task(cast, supporting=(HOUSING,))


@pytest.fixture
def letter(cast):
    """The city's letter asks for the same, a month earlier, of the water and the finance bureau."""
    task = an_issued_task(cast, "加快水库除险加固。", supporting=(FINANCE,), due=date(2026, 8, 31))
    TaskSource.objects.filter(task=task).update(
        kind=SourceKind.STATEMENT, quote="8月底前完成水库除险加固。", limit_text="8月底前", limit_due=date(2026, 8, 31)
    )
    return task


def merge(cast, kept, other, who="chen", basis=BY_PAPER, **more):
    seen = Seen(fresh(kept), more.pop("version", fresh(kept).version), fresh(other), fresh(other).version)
    return merge_tasks(seen, actor=getattr(cast, who), basis=basis, **more)


def test_the_other_is_withdrawn_and_points_to_the_one_that_goes_on(cast, kept, letter):
    merge(cast, kept, letter)
    other = fresh(letter)
    assert (other.state, other.merged_into) == (State.WITHDRAWN, kept)
    assert {row.state for row in other.assignments.all()} == {State.WITHDRAWN}
    assert fresh(kept).state == State.ISSUED


def test_both_sources_stand_with_their_own_limits(cast, kept, letter):
    merge(cast, kept, letter)
    sources = fresh(kept).sources.order_by("position")
    assert [(one.kind, one.limit_text) for one in sources] == [("oral", ""), ("statement", "8月底前")]
    assert letter.sources.count() == 1


def test_a_statement_that_is_a_source_already_stays_once(cast, kept, letter):
    statement = a_desk(cast).reading.statements.first()
    TaskSource.objects.filter(task__in=(kept, letter)).update(kind=SourceKind.STATEMENT)
    TaskSource.objects.filter(task=kept).update(statement=statement)
    TaskSource.objects.filter(task=letter).update(statement=statement)
    merge(cast, kept, letter)
    assert fresh(kept).sources.count() == 1


def test_missing_units_come_on_as_supporting_with_the_limit_that_counts(cast, kept, letter):
    merge(cast, kept, letter)
    row = the(kept, FINANCE)
    assert (row.role, row.state, row.due) == (AssignmentRole.SUPPORTING, State.ISSUED, date(2026, 9, 30))
    assert (row.counts_from, row.late_before) == (date(2026, 8, 10), 0)
    assert the(kept).role == AssignmentRole.LEAD
    assert fresh(kept).assignments.count() == 3


def test_who_was_only_informed_takes_part(cast, kept, letter):
    Assignment.objects.filter(task=kept, unit__name=HOUSING).update(role=AssignmentRole.INFORMED)
    Assignment.objects.filter(task=letter, unit__name=FINANCE).update(unit=cast.unit(HOUSING))
    merge(cast, kept, letter)
    assert the(kept, HOUSING).role == AssignmentRole.SUPPORTING


def test_who_is_only_informed_by_the_letter_stays_informed(cast, kept, letter):
    Assignment.objects.filter(task=letter, unit__name=FINANCE).update(role=AssignmentRole.INFORMED)
    merge(cast, kept, letter)
    assert the(kept, FINANCE).role == AssignmentRole.INFORMED


def test_targets_that_are_missing_come_along(cast, kept, letter):
    same = {"measured": "水库", "value": Decimal(3), "unit": "座"}
    Target.objects.create(task=kept, words="3座", **same)
    Target.objects.create(task=letter, words="三座", **same)
    Target.objects.create(task=letter, words="隐患清零", is_figure=False, position=1)
    merge(cast, kept, letter)
    assert [one.words for one in fresh(kept).targets.order_by("position")] == ["3座", "隐患清零"]


class TestTheLimit:
    def test_stays_as_it_is(self, cast, kept, letter):
        merge(cast, kept, letter)
        assert fresh(kept).due == the(kept).due == date(2026, 9, 30)

    def test_is_the_letters_where_that_is_chosen(self, cast, kept, letter):
        merge(cast, kept, letter, takes_limit=True)
        assert fresh(kept).due == the(kept).due == the(kept, FINANCE).due == date(2026, 8, 31)
        assert Limit.objects.get(task=kept, is_first=True).due == date(2026, 9, 30)
        assert Limit.objects.get(task=kept, is_current=True).basis.startswith("并案督2026-002")

    def test_lateness_under_the_old_limit_stays(self, cast, kept, letter):
        with on(10, 10):
            Limit.objects.filter(task=letter).update(due=date(2026, 12, 31))
            merge(cast, kept, letter, takes_limit=True)
            assert (the(kept).late_before, the(kept).due) == (10, date(2026, 12, 31))
            assert the(letter).late_before == 0  # under the letter it was late too, and that stays there
            assert fresh(letter).late_before == 40


def test_both_histories_say_so_and_every_unit_is_told(cast, kept, letter):
    merge(cast, kept, letter)
    events = {event.subject_id: event for event in Event.objects.filter(verb="task.merged")}
    assert events[str(kept.pk)].after["other"] == letter.number
    assert events[str(letter.pk)].after["into"] == kept.number
    assert {one.task_id for one in Change.objects.all()} == {kept.pk, letter.pk}
    told = {(one.unit.name, one.task_id) for one in Notice.objects.filter(kind=NoticeKind.MERGED)}
    assert told == {(WATER, letter.pk), (FINANCE, letter.pk), (HOUSING, kept.pk)}
    assert "督2026-001反馈一次" in Notice.objects.filter(kind=NoticeKind.MERGED).first().text


def test_the_one_that_is_withdrawn_is_not_proposed_again(cast, kept, letter):
    merge(cast, kept, letter)
    found = resembling(cast.office.pk, {"draft": Wording("加快水库除险加固。")})
    assert letter.pk not in [one.task for one in found.get("draft", ())]


class TestRefusals:
    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_supervision_office(self, cast, kept, letter, who):
        with pytest.raises(PermissionDenied):
            merge(cast, kept, letter, who)
        assert fresh(letter).merged_into is None

    def test_not_without_a_basis(self, cast, kept, letter):
        with pytest.raises(Refused, match="并案依据"):
            merge(cast, kept, letter, basis=type(BY_PAPER)(BY_PAPER.kind, ""))

    def test_not_with_itself(self, cast, kept):
        with pytest.raises(Refused, match="不能与自己并案"):
            merge(cast, kept, kept)

    @pytest.mark.parametrize("state", [State.CLOSED_OUT, State.WITHDRAWN])
    @pytest.mark.parametrize("which", [0, 1])
    def test_only_two_open_tasks(self, cast, kept, letter, state, which):
        Task.objects.filter(pk=(kept, letter)[which].pk).update(state=state)
        with pytest.raises(Refused, match="不在办理中"):
            merge(cast, kept, letter)

    def test_not_with_a_draft(self, cast, kept, letter):
        Task.objects.filter(pk=kept.pk).update(version=3)
        letter.issued_at = None
        with pytest.raises(Refused, match="不在办理中"):
            merge_tasks(Seen(fresh(kept), 3, letter, 1), actor=cast.chen, basis=BY_PAPER)

    def test_who_looked_at_an_older_version(self, cast, kept, letter):
        with pytest.raises(ChangedMeanwhile):
            merge(cast, kept, letter, version=9)
