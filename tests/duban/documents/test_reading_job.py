"""Reading in the background: failures are shown, the file stays, and it can be run again."""

from datetime import date, timedelta

import pytest

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.documents import jobs
from luoshi.duban.documents.actions.correct_facts import Correction, correct_facts
from luoshi.duban.documents.actions.read_again import read_again
from luoshi.duban.documents.actions.take_in import Incoming, take_in
from luoshi.duban.documents.models import DocumentState, Reading
from luoshi.duban.jobs.models import Job
from luoshi.duban.problems import ChangedMeanwhile
from tests.duban.documents.given import NOTICE


@pytest.fixture
def document(cast):
    return take_in(Incoming("通知.txt", NOTICE.encode()), actor=cast.chen).document


def _facts(document, **changed):
    facts = {name: getattr(document, name) for name in ("title", "number", "issuer", "issued_on")}
    return Correction(**{**facts, **changed})


def test_a_file_that_was_changed_in_the_store_is_not_read(document, files, work):
    files()[0].write_bytes(b"something else")
    work()
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    assert "不符" in document.problem
    assert Event.objects.get(verb="document.reading-failed").after == {"reason": "file-lost"}


def test_a_file_that_is_gone_is_said_and_read_once_it_is_back(document, files, work, cast):
    path = files()[0]
    path.unlink()
    work()
    document.refresh_from_db()
    assert "备份" in document.problem
    path.write_bytes(NOTICE.encode())
    assert read_again(document, actor=cast.chen)
    work()
    document.refresh_from_db()
    assert (document.state, document.problem) == (DocumentState.READY, "")


def test_a_defect_is_tried_again_and_said_in_the_end(document, work, monkeypatch):
    monkeypatch.setattr(jobs, "extract_reading", lambda *args, **more: 1 / 0)
    for _ in range(5):
        with clock.standing_at(clock.now() + timedelta(hours=1)):
            Job.objects.update(run_at=clock.now())
            work()
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    assert "ZeroDivisionError" in document.problem


def test_a_document_under_way_is_not_queued_twice(document, cast):
    assert not read_again(document, actor=cast.chen)
    assert Job.objects.count() == 1


def test_a_job_delivered_twice_changes_nothing(document, work):
    work()
    document.refresh_from_db()
    before = (document.version, Reading.objects.count())
    jobs.read_document(document.pk)
    document.refresh_from_db()
    assert (document.version, Reading.objects.count()) == before


def test_a_document_that_is_gone_is_passed_over(db):
    jobs.read_document(12345)
    jobs.reading_failed({"document": 12345}, None)


def test_a_corrected_date_counts_for_the_next_reading(document, work, cast):
    work()
    document.refresh_from_db()
    correct_facts(document, _facts(document, issued_on=date(2027, 2, 1)), version=document.version, actor=cast.chen)
    read_again(document, actor=cast.chen)
    work()
    old, new = Reading.objects.order_by("id")
    assert (old.issued_on, new.issued_on) == (date(2026, 3, 18), date(2027, 2, 1))
    assert (old.is_current, new.is_current) == (False, True)


def test_a_correction_is_kept_over_later_readings_and_on_the_record(document, work, cast):
    work()
    document.refresh_from_db()
    correct_facts(document, _facts(document, title="短标题"), version=document.version, actor=cast.li)
    jobs.read_document(document.pk)
    document.refresh_from_db()
    event = Event.objects.get(verb="document.facts-corrected")
    assert (document.title, document.corrected, document.facts_by) == ("短标题", ["title"], cast.li)
    assert event.after["title"] == "短标题"


def test_a_correction_over_a_stale_version_changes_nothing(document, work, cast):
    work()
    document.refresh_from_db()
    stale = document.version
    correct_facts(document, _facts(document, title="甲"), version=stale, actor=cast.chen)
    with pytest.raises(ChangedMeanwhile):
        correct_facts(document, _facts(document, title="乙"), version=stale, actor=cast.li)
    document.refresh_from_db()
    assert document.title == "甲"


def test_a_correction_that_changes_nothing_leaves_no_trace(document, work, cast):
    work()
    document.refresh_from_db()
    correct_facts(document, _facts(document), version=document.version, actor=cast.chen)
    assert not Event.objects.filter(verb="document.facts-corrected").exists()
