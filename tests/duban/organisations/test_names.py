"""One name means one unit, on a day."""

from datetime import date

import pytest

from luoshi.duban.organisations.actions.add_alias import add_alias
from luoshi.duban.organisations.actions.remove_alias import remove_alias
from luoshi.duban.organisations.actions.rename_unit import rename_unit
from luoshi.duban.organisations.models import Alias, Unit
from luoshi.duban.organisations.names import names_over_time, parts, resolve, search, tidy
from luoshi.duban.problems import Refused

DAY = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("青禾县水利局", "青禾县水利局"),
        (" 青禾县　水利局 ", "青禾县水利局"),
        ("县水务局", "青禾县水利局"),
        ("临川镇", "临川镇人民政府"),
        ("县水利", None),
        ("", None),
    ],
)
def test_a_name_or_an_alias_means_its_unit(cast, typed, name):
    found = resolve(cast.office, typed, DAY)
    assert (found.name if found else None) == name


def test_a_short_name_means_a_unit_only_where_no_other_has_it(cast):
    Unit.objects.filter(name="青禾县水利局").update(short_name="水利")
    assert resolve(cast.office, "水利", DAY) == cast.unit("青禾县水利局")
    Unit.objects.filter(name="青禾县财政局").update(short_name="水利")
    assert resolve(cast.office, "水利", DAY) is None


def test_another_office_knows_none_of_our_names(cast):
    assert resolve(cast.other_office, "青禾县水利局", DAY) is None


def test_a_former_name_leads_to_the_unit(cast):
    unit = rename_unit(cast.unit("青禾县水利局"), "青禾县水务局", on=date(2026, 3, 1), actor=cast.chen, version=1)
    assert resolve(cast.office, "青禾县水利局", DAY) == unit
    assert names_over_time(unit, unit.aliases.all()) == [
        ("青禾县水务局", date(2026, 3, 1), None),
        ("青禾县水利局", date(2020, 1, 1), date(2026, 3, 1)),
    ]


def test_an_alias_of_another_unit_is_refused_by_name(cast):
    with pytest.raises(Refused, match="“县水务局”已是“青禾县水利局”的名称或别名"):
        add_alias(cast.unit("青禾县财政局"), "县水务局", actor=cast.chen)


def test_an_alias_noted_twice_is_noted_once(cast):
    add_alias(cast.unit("青禾县财政局"), "财政部门", actor=cast.chen)
    add_alias(cast.unit("青禾县财政局"), "财政 部门", actor=cast.chen)
    assert Alias.objects.filter(name="财政部门").count() == 1


def test_an_alias_can_be_forgotten_but_a_former_name_stays(cast):
    remove_alias(Alias.objects.get(name="县水务局"), actor=cast.chen)
    assert resolve(cast.office, "县水务局", DAY) is None
    rename_unit(cast.unit("青禾县水利局"), "青禾县水务局", on=date(2026, 3, 1), actor=cast.chen, version=1)
    with pytest.raises(Refused, match="曾用名"):
        remove_alias(Alias.objects.get(name="青禾县水利局"), actor=cast.chen)


def test_a_search_finds_by_name_and_by_alias_and_puts_the_exact_one_first(cast):
    found = search(cast.office, "临川镇", DAY)
    assert found[0].unit.name == "临川镇人民政府"
    assert [(one.unit.name, one.through) for one in search(cast.office, "水务", DAY)] == [("青禾县水利局", "县水务局")]
    assert [one.unit.name for one in search(cast.office, "河湖", DAY)] == ["青禾县水利局河湖中心"]


def test_a_search_takes_two_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        search(cast.office, "县", DAY)


def test_names_are_parted_at_any_separator():
    assert parts("县水务局、 水利部门;县水务局\n农水") == ["县水务局", "水利部门", "农水"]
    assert tidy(" 县　财政局\t") == "县财政局"
