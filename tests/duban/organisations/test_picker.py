"""The unit picker: what it asks for, and what a form makes of its answer."""

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse

from luoshi.duban.organisations.forms.fields import UnitField, UnitsField
from luoshi.duban.organisations.models import Alias, Unit, UnitKind


def _form(cast, data):
    class Choice(forms.Form):
        lead = UnitField(office=cast.office, label="牵头单位")
        supporting = UnitsField(office=cast.office, label="配合单位", required=False)

    return Choice(QueryDict(data, encoding="utf-8"))


def test_the_keys_chosen_come_back_as_units_in_their_order(cast):
    first, second = cast.unit("青禾县财政局"), cast.unit("青禾县水利局")
    form = _form(cast, f"lead={first.pk}&lead_typed=&supporting={second.pk}&supporting={first.pk}")
    assert form.is_valid()
    assert form.cleaned_data == {"lead": first, "supporting": [second, first]}


def test_names_can_be_typed_without_javascript(cast):
    form = _form(cast, "lead_typed=县财政局&supporting_typed=县水务局、临川镇")
    assert form.is_valid()
    assert [unit.name for unit in form.cleaned_data["supporting"]] == ["青禾县水利局", "临川镇人民政府"]


def test_an_unknown_name_is_refused_beside_the_field_and_kept(cast):
    form = _form(cast, "lead_typed=县气象局")
    assert form.errors == {"lead": ["名录中没有“县气象局”，请从列表中选择。"]}
    assert 'value="县气象局"' in str(form["lead"])


def test_a_unit_of_another_office_cannot_be_smuggled_in(cast):
    foreign = Unit.objects.create(office=cast.other_office, name="白沙县财政局")
    assert "lead" in _form(cast, f"lead={foreign.pk}").errors


@pytest.mark.parametrize("typed", ["", "县财政局、县水务局"])
def test_one_unit_means_exactly_one(cast, typed):
    assert "lead" in _form(cast, f"lead_typed={typed}").errors


def test_the_picker_is_a_labelled_combobox(cast):
    form = _form(cast, f"lead={cast.unit('青禾县财政局').pk}&lead_typed=")
    html = str(form["lead"])
    assert 'role="combobox"' in html
    assert 'id="id_lead"' in html
    assert '青禾县财政局<input type="hidden"' in html
    assert "style=" not in html


def test_the_search_answers_with_hints(client, cast):
    client.force_login(cast.chen)
    answer = client.get(reverse("organisations:search"), {"q": "水务"}).json()
    assert answer == {
        "results": [{"id": cast.unit("青禾县水利局").pk, "name": "青禾县水利局", "hint": "别名：县水务局"}]
    }
    groups = client.get(reverse("organisations:search"), {"q": "乡", "kind": "group"}).json()["results"]
    assert [one["name"] for one in groups] == ["各乡镇"]


@pytest.mark.parametrize(("person", "status"), [("sun", 200), ("wei", 200), ("chu", 403), ("feng", 403)])
def test_the_search_is_for_those_who_see_units(client, cast, person, status):
    client.force_login(getattr(cast, person))
    assert client.get(reverse("organisations:search"), {"q": "水"}).status_code == status


def test_a_search_among_two_thousand_units_takes_few_queries(client, cast, django_assert_max_num_queries):
    units = Unit.objects.bulk_create(
        Unit(office=cast.office, name=f"青禾县第{number}村民委员会", kind=UnitKind.ORGANISATION)
        for number in range(2000)
    )
    Alias.objects.bulk_create(
        Alias(office=cast.office, unit=unit, name=f"第{number}村") for number, unit in enumerate(units)
    )
    client.force_login(cast.chen)
    with django_assert_max_num_queries(8):
        answer = client.get(reverse("organisations:search"), {"q": "第1999村"}).json()
    assert answer["results"][0]["name"] == "青禾县第1999村民委员会"


def test_people_are_found_with_their_posts(client, cast):
    client.force_login(cast.chen)
    answer = client.get(reverse("organisations:people"), {"q": "孙"}).json()
    assert answer["results"] == [{"id": cast.sun.pk, "name": "孙联络（sun）", "hint": "青禾县水利局 联络员"}]
