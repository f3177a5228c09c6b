"""Units are added, renamed, moved and dissolved, each on record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.actions.dissolve_unit import dissolve_unit
from luoshi.duban.organisations.actions.edit_unit import edit_unit
from luoshi.duban.organisations.actions.move_unit import move_unit
from luoshi.duban.organisations.actions.rename_unit import rename_unit
from luoshi.duban.organisations.actions.set_group_members import set_group_members
from luoshi.duban.organisations.models import Membership, Post, Tenure, Unit, UnitKind
from luoshi.duban.problems import ChangedMeanwhile, Refused

DAY = date(2026, 3, 1)


def test_a_new_unit_stands_last_and_on_record(cast):
    unit = add_unit(cast.office, "青禾县 医疗保障局", actor=cast.chen, short_name="县医保局")
    assert (unit.name, unit.position) == ("青禾县医疗保障局", 8)
    event = Event.objects.get(verb="unit.added")
    assert (event.actor_name, event.after["name"]) == ("陈明", "青禾县医疗保障局")


@pytest.mark.parametrize("name", ["青禾县财政局", "县财政局", " "])
def test_a_name_that_is_taken_or_empty_is_refused(cast, name):
    with pytest.raises(Refused):
        add_unit(cast.office, name, actor=cast.chen)
    assert not Event.objects.exists()


@pytest.mark.parametrize("person", ["sun", "zhao", "jiang", "feng", "chu", "wei", "shen"])
def test_only_the_supervision_office_keeps_the_units(cast, person):
    with pytest.raises(PermissionDenied):
        add_unit(cast.office, "青禾县医疗保障局", actor=getattr(cast, person))


def test_a_rename_over_a_stale_version_is_refused(cast):
    unit = cast.unit("青禾县水利局")
    Unit.objects.filter(pk=unit.pk).update(version=2)
    with pytest.raises(ChangedMeanwhile):
        rename_unit(unit, "青禾县水务局", on=DAY, actor=cast.chen, version=1)
    assert Unit.objects.get(pk=unit.pk).name == "青禾县水利局"


def test_what_has_not_happened_yet_cannot_be_recorded(cast):
    tomorrow = date.fromordinal(clock.today().toordinal() + 1)
    with pytest.raises(Refused, match="不能晚于今天"):
        rename_unit(cast.unit("青禾县水利局"), "青禾县水务局", on=tomorrow, actor=cast.chen, version=1)


def test_a_unit_takes_back_an_old_name(cast):
    unit = cast.unit("青禾县水利局")
    rename_unit(unit, "青禾县水务局", on=DAY, actor=cast.chen, version=1)
    rename_unit(unit, "青禾县水利局", on=date(2026, 5, 1), actor=cast.chen, version=2)
    assert sorted(unit.aliases.values_list("name", flat=True)) == ["县水务局", "水利部门", "青禾县水务局"]


def test_a_unit_cannot_stand_below_itself(cast):
    with pytest.raises(Refused, match="不能作它的上级"):
        move_unit(cast.unit("青禾县水利局"), cast.unit("青禾县水利局河湖中心"), actor=cast.chen, version=1)


def test_a_unit_moves_under_another(cast):
    unit = move_unit(cast.unit("青禾县水利局河湖中心"), cast.unit("青禾县财政局"), actor=cast.chen, version=1)
    assert (unit.parent.name, unit.version) == ("青禾县财政局", 2)
    assert Event.objects.get(verb="unit.moved").before == {"parent": "青禾县水利局"}


def test_nothing_is_recorded_where_nothing_changes(cast):
    unit = cast.unit("青禾县水利局")
    edit_unit(unit, actor=cast.chen, version=1, short_name="", kind=UnitKind.ORGANISATION)
    move_unit(unit, None, actor=cast.chen, version=1)
    assert not Event.objects.exists()


def test_a_unit_with_units_below_it_is_not_dissolved(cast):
    with pytest.raises(Refused, match="河湖中心"):
        dissolve_unit(cast.unit("青禾县水利局"), on=DAY, actor=cast.chen, version=1)


def test_a_dissolved_unit_leaves_its_groups_and_its_posts_close(cast):
    unit = cast.unit("临川镇人民政府")
    dissolve_unit(unit, on=DAY, actor=cast.chen, version=1)
    assert Membership.objects.get(member=unit).ends == DAY
    assert not Post.objects.get(unit=unit).is_open
    assert Tenure.objects.get(post__unit=unit).ends == DAY
    assert Unit.objects.get(pk=unit.pk).ends == DAY


def test_a_group_gains_and_loses_members_with_the_day(cast):
    group, town = cast.unit("各乡镇"), cast.unit("石桥乡人民政府")
    set_group_members(
        group, [cast.unit("临川镇人民政府"), cast.unit("青禾县财政局")], on=DAY, actor=cast.chen, version=1
    )
    assert Membership.objects.get(group=group, member=town).ends == DAY
    assert Membership.objects.get(group=group, member=cast.unit("青禾县财政局")).starts == DAY
    assert Event.objects.get(verb="unit.members-set").before == {"left": ["石桥乡人民政府"]}


def test_only_a_group_has_members_and_no_group_is_one(cast):
    with pytest.raises(Refused, match="不是单位组"):
        set_group_members(cast.unit("青禾县财政局"), [], on=DAY, actor=cast.chen, version=1)
    other = add_unit(cast.office, "各部门", actor=cast.chen, kind=UnitKind.GROUP)
    with pytest.raises(Refused, match="也是单位组"):
        set_group_members(cast.unit("各乡镇"), [other], on=DAY, actor=cast.chen, version=1)


def test_a_group_with_members_stays_a_group(cast):
    with pytest.raises(Refused, match="请先清空成员"):
        edit_unit(cast.unit("各乡镇"), actor=cast.chen, version=1, short_name="", kind=UnitKind.ORGANISATION)
