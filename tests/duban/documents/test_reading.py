"""A document is read and what was found is stored, exactly."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.duban.audit.models import Event
from luoshi.duban.documents.actions.store_reading import extract_reading
from luoshi.duban.documents.models import Document, Reading
from luoshi.duban.documents.queries import current_reading, units_named
from luoshi.errors import LuoshiError
from luoshi.gongwen.statements.weights import load
from tests.duban.documents.given import NOTICE, document_of


@pytest.fixture
def document(cast) -> Document:
    return document_of(cast.office)


@pytest.fixture
def reading(document) -> Reading:
    return extract_reading(document, NOTICE.encode())


def _directive(reading, words):
    return next(one for one in reading.directives.all() if words in reading.text[one.start : one.end])


def test_the_text_is_stored_as_the_reader_yields_it(reading):
    assert Reading.objects.get(pk=reading.pk).text == NOTICE


def test_the_statements_partition_the_text(reading):
    ends = [(one.extent_start, one.extent_end) for one in reading.statements.all()]
    assert ends[0][0] == 0
    assert ends[-1][1] == len(NOTICE)
    assert all(before[1] == after[0] for before, after in pairwise(ends))


def test_the_facts_of_the_head_and_foot_are_taken_over(document, reading):
    assert document.title == "青禾县人民政府办公室关于做好汛期工作的通知"
    assert (document.number, document.issued_on) == ("青政办发〔2026〕12号", date(2026, 3, 18))
    assert document.state == "ready"


def test_a_directive_holds_units_limit_and_figure(reading):
    found = _directive(reading, "除险加固").found
    assert [(one.name, one.unit, one.why) for one in found.responsible] == [("县水务局", "青禾县水利局", "subject")]
    assert [one.unit for one in found.supporting] == ["石桥乡人民政府"]
    assert [(one.text, one.due) for one in found.limits] == [("9月底前", date(2026, 9, 30))]
    assert [(one.text, one.value, one.unit) for one in found.measures] == [("3座", 3, "座")]


def test_a_name_that_the_office_does_not_know_is_a_gap(reading):
    found = _directive(reading, "常态化").found
    assert "unknown-unit" in {gap.kind for gap in found.gaps}


def test_the_outline_is_kept_with_what_each_directive_stands_under(reading):
    found = _directive(reading, "除险加固").found
    item = reading.outline[found.node]
    assert item["is_item"]
    assert reading.outline[item["parent"]]["title"] == found.path[-1] == "加强河道整治"
    assert {"start", "end", "title", "number", "depth", "parent", "statement", "is_item"} == set(reading.outline[0])


def test_the_engine_is_named_with_the_digest_of_its_weights(reading):
    assert load().pairs
    assert reading.engine.startswith("0.")
    assert len(reading.engine.split("+")[1]) == 12


def test_the_units_named_are_found_by_their_official_names(reading, cast):
    assert units_named(reading)["青禾县水利局"] == cast.unit("青禾县水利局")


def test_what_a_person_corrected_stays(cast):
    document = document_of(cast.office, title="改过的标题", corrected=["title"])
    extract_reading(document, NOTICE.encode())
    assert document.title == "改过的标题"
    assert document.number == "青政办发〔2026〕12号"


def test_limits_count_from_the_date_that_a_person_gave(cast):
    document = document_of(cast.office, issued_on=date(2027, 1, 5), corrected=["issued_on"])
    reading = extract_reading(document, NOTICE.encode())
    assert _directive(reading, "除险加固").found.limits[0].due == date(2027, 9, 30)


def test_reading_twice_stores_nothing_new(document, reading):
    assert extract_reading(document, NOTICE.encode()) == reading
    assert Reading.objects.count() == 1


def test_reading_with_another_date_keeps_the_old_reading(document, reading):
    document.issued_on, document.corrected = date(2027, 1, 5), ["issued_on"]
    document.save()
    second = extract_reading(document, NOTICE.encode())
    reading.refresh_from_db()
    assert (reading.is_current, second.is_current) == (False, True)
    assert current_reading(document) == second
    assert reading.statements.count() == second.statements.count()


def test_the_reading_is_on_the_record(document, reading):
    event = Event.objects.get(verb="document.read")
    assert (event.subject_id, event.actor_name) == (str(document.pk), "系统")
    assert event.after["statements"] == reading.statements.count()


def test_a_secret_mark_is_refused_and_the_sentence_names_no_file(cast):
    document = document_of(cast.office, "机密★1年\n" + NOTICE, name="秘密文件.txt")
    with pytest.raises(LuoshiError) as refused:
        extract_reading(document, ("机密★1年\n" + NOTICE).encode())
    assert refused.value.code == "secret"
    assert "秘密文件" not in str(refused.value)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("character", ["\0", "\1"])
def test_a_control_character_is_refused_or_kept_and_never_lost(cast, character):
    text = NOTICE * 2000 + character + NOTICE
    document = document_of(cast.office, text)
    if character == "\0":
        with pytest.raises(LuoshiError, match="控制字符"):
            extract_reading(document, text.encode())
    else:
        assert extract_reading(document, text.encode()).text == text


_TEXTS = st.text(
    st.sampled_from(list("县局要在年底前完成3座。；：、\n\r\t\v\f （一）〔〕“”\u2028\x85\ufeff\U00020000x")),
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=_TEXTS)
def test_any_text_comes_back_exactly(cast, words):
    text = "青禾县水利局要做好工作。" + words
    document = document_of(cast.office, text, name=f"{Document.objects.count()}.txt") if not _known(text) else None
    if document is None:
        return
    reading = extract_reading(document, text.encode())
    stored = Reading.objects.get(pk=reading.pk)
    extents = [stored.text[one.extent_start : one.extent_end] for one in stored.statements.all()]
    assert stored.text == "".join(extents) == text


def _known(text):
    return Document.objects.filter(readings__text=text).exists()
