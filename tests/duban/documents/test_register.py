"""The office's units as the library looks names up."""

from datetime import date, timedelta

from luoshi.duban.documents.extraction import register_of
from luoshi.duban.organisations.models import Alias, Membership, Unit

TODAY = date(2026, 7, 10)


def _means(cast, name, on=TODAY):
    found = register_of(cast.office, on).resolve(name)
    return None if found is None else found.name


def test_a_name_an_alias_and_a_shortened_name_mean_the_unit(cast):
    assert _means(cast, "青禾县水利局") == _means(cast, "县水务局") == _means(cast, "水利局") == "青禾县水利局"


def test_a_unit_of_another_office_is_unknown(cast):
    Unit.objects.create(office=cast.other_office, name="白沙县档案馆")
    assert _means(cast, "白沙县档案馆") is None


def test_a_unit_counts_on_the_days_that_it_exists(cast):
    Unit.objects.create(office=cast.office, name="青禾县指挥部", starts=TODAY, ends=TODAY + timedelta(days=30))
    assert _means(cast, "青禾县指挥部") == "青禾县指挥部"
    assert _means(cast, "青禾县指挥部", TODAY - timedelta(days=1)) is None
    assert _means(cast, "青禾县指挥部", TODAY + timedelta(days=30)) is None


def test_the_name_of_a_merged_unit_means_what_it_became(cast):
    water = cast.unit("青禾县水利局")
    middle = Unit.objects.create(office=cast.office, name="青禾县移民办", ends=TODAY, merged_into=water)
    first = Unit.objects.create(office=cast.office, name="青禾县库区办", ends=TODAY, merged_into=middle)
    Alias.objects.create(office=cast.office, unit=first, name="库管办")
    assert _means(cast, "青禾县库区办") == _means(cast, "库管办") == "青禾县水利局"


def test_a_circle_of_mergers_means_nothing_and_ends(cast):
    one = Unit.objects.create(office=cast.office, name="甲办", ends=TODAY)
    two = Unit.objects.create(office=cast.office, name="乙办", ends=TODAY, merged_into=one)
    Unit.objects.filter(pk=one.pk).update(merged_into=two)
    assert _means(cast, "甲办") is None


def test_a_short_name_of_two_units_means_neither(cast):
    Unit.objects.filter(name__in=["青禾县财政局", "青禾县农业农村局"]).update(short_name="县局")
    assert _means(cast, "县局") is None


def test_a_group_stands_for_its_members_of_that_day(cast):
    Membership.objects.filter(member=cast.unit("石桥乡人民政府")).update(ends=TODAY)
    register = register_of(cast.office, TODAY)
    group = register.resolve("各乡镇")
    assert [unit.name for unit in register.members(group)] == ["临川镇人民政府"]


def test_it_takes_few_queries_whatever_the_number_of_units(cast, django_assert_max_num_queries):
    Unit.objects.bulk_create(Unit(office=cast.office, name=f"第{number}单位") for number in range(200))
    with django_assert_max_num_queries(5):
        assert len(register_of(cast.office, TODAY)) == 208
