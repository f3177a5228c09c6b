"""The directives of a reading that is looked at again and again are read once."""

import pytest

from luoshi.duban.documents import kept
from luoshi.duban.documents.actions.store_reading import extract_reading
from luoshi.duban.documents.models import Directive, Reading
from tests.duban.documents.given import document_of

pytestmark = pytest.mark.django_db


def reading_of(office, text):
    return extract_reading(document_of(office, text), text.encode())


@pytest.fixture
def reading(cast):
    return reading_of(cast.office, "县水务局要在9月底前完成3座水库除险加固。县林草局要完成造林2000亩。\n")


def test_they_are_asked_for_once(reading, django_assert_num_queries):
    found = kept.directives_of(reading)
    assert [one.index for one in found] == [0, 1]
    with django_assert_num_queries(0):
        assert kept.directives_of(Reading(pk=reading.pk, made_at=reading.made_at, text=reading.text)) is found
        assert found[0].found.responsible[0].name == "县水务局"


def test_each_reading_has_its_own(cast, reading):
    other = reading_of(cast.office, "县教育局要在年底前改造12所校舍。\n")
    first, second = kept.directives_of(reading), kept.directives_of(other)
    assert {one.reading_id for one in first} == {reading.pk}
    assert {one.reading_id for one in second} == {other.pk}


def test_a_key_that_comes_back_with_another_text_is_read_anew(reading):
    kept.directives_of(reading)
    Directive.objects.filter(reading=reading).delete()
    assert kept.directives_of(Reading(pk=reading.pk, made_at=reading.made_at, text="别的文字。")) == ()
