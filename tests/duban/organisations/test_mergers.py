"""Several units become one: names, groups, posts and open work go with them."""

from datetime import date

import pytest

from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.actions.dissolve_unit import dissolve_unit
from luoshi.duban.organisations.actions.merge_units import foresee, merge_units
from luoshi.duban.organisations.models import Membership, Post, Tenure, Unit, UnitKind
from luoshi.duban.organisations.names import resolve
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import Assignment, AssignmentRole, State, Task
from tests.duban.tasks.given import a_plan, a_task

DAY = date(2026, 3, 1)
AFTER = date(2026, 7, 10)


def _merge(cast, *names, into="青禾县农业农村局", **more):
    return merge_units([cast.unit(name) for name in names], cast.unit(into), on=DAY, actor=cast.chen, **more)


def test_names_and_aliases_of_the_merged_units_mean_the_new_one(cast):
    _merge(cast, "青禾县水利局", "青禾县财政局")
    for name in ("青禾县水利局", "县水务局", "水利部门", "青禾县财政局", "县财政局"):
        assert resolve(cast.office, name, AFTER) == cast.unit("青禾县农业农村局")


def test_before_the_day_the_name_still_means_the_old_unit(cast):
    _merge(cast, "青禾县水利局")
    assert resolve(cast.office, "青禾县水利局", date(2026, 2, 28)) == cast.unit("青禾县水利局")


def test_the_merged_unit_stays_and_says_where_it_went(cast):
    _merge(cast, "青禾县水利局")
    unit = Unit.objects.get(name="青禾县水利局")
    assert (unit.ends, unit.merged_into) == (DAY, cast.unit("青禾县农业农村局"))
    assert Event.objects.filter(verb="unit.merged", subject_id=str(unit.pk)).count() == 1


def test_groups_units_below_and_fields_move(cast):
    _merge(cast, "青禾县水利局", "临川镇人民政府")
    into = cast.unit("青禾县农业农村局")
    assert Membership.objects.get(member=into).group == cast.unit("各乡镇")
    assert Membership.objects.get(member=cast.unit("临川镇人民政府")).ends == DAY
    assert Unit.objects.get(name="青禾县水利局河湖中心").parent == into
    leader = Post.objects.get(role="accountable-leader")
    assert set(leader.fields.values_list("name", flat=True)) == {into.name, "青禾县住房和城乡建设局"}


def test_posts_move_but_for_those_that_end(cast):
    head = Post.objects.get(unit=cast.unit("青禾县水利局"), role="unit-head")
    _merge(cast, "青禾县水利局", ending=[head])
    assert [post.role for post in Post.objects.filter(unit=cast.unit("青禾县农业农村局"))] == ["liaison"]
    assert Tenure.objects.get(post=head).ends == DAY
    assert not Post.objects.get(pk=head.pk).is_open


def test_open_tasks_and_drafts_move_and_closed_ones_stay(cast):
    plan = a_plan(cast)
    running, draft, done = a_task(cast, plan, issued=True), a_task(cast, plan), a_task(cast, plan, issued=True)
    Assignment.objects.filter(task=done).update(state=State.CLOSED_OUT)
    merger = _merge(cast, "青禾县水利局")
    units = {task.pk: Assignment.objects.get(task=task).unit.name for task in (running, draft, done)}
    assert units == {running.pk: "青禾县农业农村局", draft.pk: "青禾县农业农村局", done.pk: "青禾县水利局"}
    assert {count.what: count.number for count in merger.work} == {"未办结任务": 1, "草稿任务": 1, "征求意见": 0}
    assert Event.objects.filter(verb="task.unit-merged").count() == 2


def test_a_unit_that_has_a_part_already_keeps_the_stronger_role(cast):
    task = a_task(cast, a_plan(cast), supporting=("青禾县农业农村局",), issued=True)
    _merge(cast, "青禾县水利局")
    own = Assignment.objects.get(task=task, unit=cast.unit("青禾县农业农村局"))
    old = Assignment.objects.get(task=task, unit=cast.unit("青禾县水利局"))
    assert (own.role, old.state) == (AssignmentRole.LEAD, State.WITHDRAWN)
    assert Task.objects.get(pk=task.pk).version == 2


def test_two_merged_units_of_one_draft_become_one_assignment(cast):
    task = a_task(cast, a_plan(cast), supporting=("青禾县财政局",))
    _merge(cast, "青禾县水利局", "青禾县财政局")
    assert [row.role for row in Assignment.objects.filter(task=task)] == [AssignmentRole.LEAD]


def test_what_will_move_is_known_before(cast):
    a_task(cast, a_plan(cast), issued=True)
    before = foresee([cast.unit("青禾县水利局")], cast.unit("青禾县农业农村局"))
    assert before.names == ["青禾县水利局", "县水务局", "水利部门"]
    assert [str(post) for post in before.posts] == ["青禾县水利局 联络员", "青禾县水利局 单位负责人"]
    assert before.work[0].number == 1
    assert not Event.objects.exists()


def test_a_merger_over_a_stale_unit_changes_nothing(cast):
    Unit.objects.filter(name="青禾县水利局").update(version=5)
    with pytest.raises(ChangedMeanwhile):
        _merge(cast, "青禾县财政局", "青禾县水利局")
    assert Unit.objects.get(name="青禾县财政局").ends is None


@pytest.mark.parametrize("into", ["青禾县水利局", "各乡镇"])
def test_a_unit_is_not_merged_into_itself_or_into_a_group(cast, into):
    with pytest.raises(Refused):
        _merge(cast, "青禾县水利局", into=into)


def test_a_unit_merges_into_the_one_below_it(cast):
    _merge(cast, "青禾县水利局", into="青禾县水利局河湖中心")
    assert Unit.objects.get(name="青禾县水利局河湖中心").parent is None


def test_groups_merge_with_their_members(cast):
    other = add_unit(cast.office, "沿河乡镇", actor=cast.chen, kind=UnitKind.GROUP)
    Membership.objects.create(group=other, member=cast.unit("青禾县财政局"), starts=DAY)
    merge_units([other], cast.unit("各乡镇"), on=DAY, actor=cast.chen)
    assert Membership.objects.filter(group=cast.unit("各乡镇"), ends__isnull=True).count() == 3


def test_a_unit_with_open_work_is_merged_not_dissolved(cast):
    a_task(cast, a_plan(cast), lead="临川镇人民政府", issued=True)
    with pytest.raises(Refused, match="未办结任务1项"):
        dissolve_unit(cast.unit("临川镇人民政府"), on=DAY, actor=cast.chen, version=1)
