"""Many names at once mean what each of them means alone."""

from datetime import date

import pytest

from luoshi.duban import clock
from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.organisations.lookup import Lookup
from luoshi.duban.organisations.models import Alias, Unit
from luoshi.duban.organisations.names import resolve

NAMES = (
    "青禾县水利局",
    "县水务局",
    "水利部门",
    "各乡镇",
    "临川镇",
    "县 财 政 局",
    "城建",
    "农科",
    "不存在局",
    "",
    "水",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_means_the_same_among_many(cast, name):
    Unit.objects.filter(name="青禾县住房和城乡建设局").update(short_name="城建")
    Unit.objects.filter(name__in=["青禾县财政局", "青禾县农业农村局"]).update(short_name="农科")
    today = clock.today()
    assert Lookup.of(cast.office, today).resolve(name) == resolve(cast.office, name, today)


def test_the_names_of_a_merged_unit_mean_the_one_it_became(cast):
    today = clock.today()
    merge_units([cast.unit("青禾县水利局")], cast.unit("青禾县农业农村局"), actor=cast.wang, on=today)
    lookup = Lookup.of(cast.office, today)
    for name in ("县水务局", "青禾县水利局", "水利部门"):
        assert lookup.resolve(name) == resolve(cast.office, name, today)


def test_an_official_name_goes_before_an_alias(cast):
    Alias.objects.create(office=cast.office, unit=cast.unit("青禾县水利局"), name="青禾县财政局")
    assert Lookup.of(cast.office, clock.today()).resolve("青禾县财政局") == cast.unit("青禾县财政局")


def test_a_group_stands_for_its_members_on_the_day(cast):
    lookup = Lookup.of(cast.office, clock.today())
    assert [unit.name for unit in lookup.units_for(cast.unit("各乡镇"))] == ["临川镇人民政府", "石桥乡人民政府"]
    assert lookup.units_for(cast.unit("青禾县水利局")) == [cast.unit("青禾县水利局")]
    assert Lookup.of(cast.office, date(2000, 1, 1)).resolve("各乡镇") is None


def test_any_number_of_names_costs_three_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        lookup = Lookup.of(cast.office, clock.today())
    with django_assert_num_queries(0):
        assert all(lookup.resolve(name) for name in cast.units)
