"""Whoever bends the record is found out, and the place is named."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from luoshi.duban import clock
from luoshi.duban.audit import chain, triggers
from luoshi.duban.audit.findings import Problem
from luoshi.duban.audit.models import Event, Head, Tip
from luoshi.duban.audit.papers import as_json, grouped, papers, read_papers
from luoshi.duban.audit.recording import SYSTEM, chain_key, record
from luoshi.duban.audit.verification import verify
from luoshi.errors import LuoshiError

FIRST_DAY = datetime(2026, 7, 10, 9, 0, tzinfo=clock.ZONE)


@pytest.fixture
def three_days(cast):
    """Four events a day on three days, in two offices."""
    for day in range(3):
        with clock.standing_at(FIRST_DAY + timedelta(days=day)), transaction.atomic():
            for turn in range(4):
                record("unit.renamed", cast.office, office="qinghe", actor=SYSTEM, after={"turn": turn})
            record("unit.renamed", cast.other_office, office="baisha", actor=SYSTEM)
    return cast


@pytest.fixture
def intruder(db):
    """Somebody with the database in hand, who has dropped the triggers and puts them up again afterwards."""
    triggers.take_down("default")
    yield Event.objects
    triggers.put_up("default")


def found(**how):
    triggers.put_up("default")
    return [(finding.problem, finding.place) for finding in verify(**how)]


def day(number):
    return (FIRST_DAY + timedelta(days=number)).date()


def test_a_record_that_nobody_touched_is_whole(three_days):
    assert found() == []


def test_an_empty_record_is_whole(db):
    assert found() == []


def test_an_office_whose_whole_chain_was_removed_is_named(three_days, intruder):
    for model in (Event, Head, Tip):
        model.objects.filter(office="baisha").delete()
    assert found() == [], "nothing here tells that it was there"
    expected = ["baisha", "qinghe"]
    assert found(expected=expected) == [(Problem.CHAIN_REMOVED, "baisha")]
    assert found(office="baisha", expected=expected) == [(Problem.CHAIN_REMOVED, "baisha")]
    assert found(office="qinghe", expected=expected) == []


@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "李四"}, {"after": {"turn": 9}}, {"reason": "另有原因"}, {"verb": "unit.merged"},
        {"at": FIRST_DAY}, {"origin": "10.0.0.9"}, {"subject_id": "77"}, {"mac": "0" * 64}, {"previous": "0" * 64},
    ],
)  # fmt: skip
def test_an_altered_event_is_named(three_days, intruder, change):
    intruder.filter(office="qinghe", day=day(1), sequence=2).update(**change)
    assert found() == [(Problem.ALTERED, "qinghe 2026-07-11 #2")]


def test_a_removed_event_is_named(three_days, intruder):
    intruder.filter(office="qinghe", day=day(1), sequence__in=(2, 3)).delete()
    assert found() == [(Problem.REMOVED, "qinghe 2026-07-11 #2–3")]


def test_a_first_event_that_was_removed_is_named(three_days, intruder):
    intruder.filter(office="qinghe", day=day(1), sequence=1).delete()
    assert found() == [(Problem.REMOVED, "qinghe 2026-07-11 #1")]


def test_an_inserted_event_is_named(three_days, intruder):
    copy = intruder.get(office="qinghe", day=day(1), sequence=4)
    copy.pk, copy.sequence, copy.previous = None, 5, copy.mac
    copy.save(force_insert=True)
    assert found() == [(Problem.INSERTED, "qinghe 2026-07-11 #5")]


def test_events_that_changed_places_are_named(three_days, intruder):
    for sequence, to in ((2, 9), (3, 2), (9, 3)):
        intruder.filter(office="qinghe", day=day(0), sequence=sequence).update(sequence=to)
    assert found() == [(Problem.ALTERED, "qinghe 2026-07-10 #2"), (Problem.ALTERED, "qinghe 2026-07-10 #3")]


def test_a_tail_cut_off_a_past_day_shows_against_its_head(three_days, intruder):
    intruder.filter(office="qinghe", day=day(1), sequence__gte=3).delete()
    assert found() == [(Problem.CUT_OFF, "qinghe 2026-07-11 #3–4")]


def test_a_tail_cut_off_today_shows_against_the_tip(three_days, intruder):
    intruder.filter(office="qinghe", day=day(2), sequence=4).delete()
    assert found() == [(Problem.CUT_OFF, "qinghe 2026-07-12 #4")]


def test_a_tip_put_back_after_cutting_is_noticed(three_days, intruder):
    intruder.filter(office="qinghe", day=day(2), sequence=4).delete()
    Tip.objects.filter(office="qinghe").update(
        sequence=3, mac=intruder.get(office="qinghe", day=day(2), sequence=3).mac
    )
    assert found() == [(Problem.TIP_ALTERED, "qinghe 2026-07-12 #3")]


def test_a_whole_day_that_is_gone_is_named(three_days, intruder):
    intruder.filter(office="qinghe", day=day(1)).delete()
    assert found() == [(Problem.DAY_REMOVED, "qinghe 2026-07-11 #1–4")]


def test_today_gone_altogether_is_noticed(three_days, intruder):
    intruder.filter(office="qinghe", day=day(2)).delete()
    assert found() == [(Problem.CUT_OFF, "qinghe 2026-07-12 #1–4")]


def test_a_day_gone_with_its_head_shows_in_the_chain_of_heads(three_days, intruder):
    intruder.filter(office="qinghe", day=day(0)).delete()
    Head.objects.filter(office="qinghe", day=day(0)).delete()
    assert found() == [(Problem.HEAD_REMOVED, "qinghe 2026-07-11")]


def test_a_head_that_was_altered_is_named(three_days, intruder):
    intruder.filter(office="qinghe", day=day(1), sequence=4).delete()
    Head.objects.filter(office="qinghe", day=day(1)).update(events=3)
    assert (Problem.HEAD_ALTERED, "qinghe 2026-07-11") in found()


def test_a_head_that_is_gone_is_named(three_days, intruder):
    Head.objects.filter(office="qinghe", day=day(1)).delete()
    assert found() == [(Problem.HEAD_REMOVED, "qinghe 2026-07-11")]


def test_the_last_head_gone_with_its_day_and_the_tip_put_back_shows_against_the_paper(three_days, intruder):
    """With an old copy of the tip the rest looks whole: only what left the system proves the loss."""
    kept = read_papers(as_json(papers("qinghe")))
    with transaction.atomic():
        point = transaction.savepoint()
        intruder.filter(office="qinghe", day=day(2), sequence__gte=3).delete()
        tip = Tip.objects.get(office="qinghe")
        tip.sequence, tip.mac = 2, intruder.get(office="qinghe", day=day(2), sequence=2).mac
        tip.seal = _as_it_was(tip)
        tip.save()
        assert found() == []
        assert found(kept=kept) == [(Problem.PAPER_DIFFERS, "qinghe 2026-07-12 #4")]
        transaction.savepoint_rollback(point)


def _as_it_was(tip):
    return chain.tip_mac(tip, chain_key())


def test_a_tip_that_is_gone_is_named(three_days, intruder):
    Tip.objects.filter(office="qinghe").delete()
    assert (Problem.TIP_REMOVED, "qinghe") in found()


def test_another_key_verifies_nothing(three_days, settings):
    settings.AUDIT_KEY = "another"
    assert len([problem for problem, _ in found(office="qinghe") if problem is Problem.ALTERED]) == 12


def test_one_office_can_be_verified_alone(three_days, intruder):
    intruder.filter(office="baisha", day=day(1)).update(reason="x")
    assert found(office="qinghe") == []
    assert found(office="baisha") == [(Problem.ALTERED, "baisha 2026-07-11 #1")]


def test_a_trigger_that_was_dropped_is_noticed(three_days, intruder):
    assert {finding.problem for finding in verify()} == {Problem.UNPROTECTED}


def test_a_paper_of_a_past_day_agrees(three_days):
    (paper,) = papers("qinghe", day=day(1))
    assert found(kept=read_papers(as_json([paper]))) == []
    assert found(kept=read_papers(grouped(paper.digest))) == []


def test_a_paper_of_today_agrees_after_more_has_happened(three_days):
    kept = read_papers(as_json(papers())), read_papers(grouped(papers("qinghe")[0].digest))
    with clock.standing_at(FIRST_DAY + timedelta(days=3)), transaction.atomic():
        record("unit.renamed", three_days.office, office="qinghe", actor=SYSTEM)
    assert [found(kept=one) for one in kept] == [[], []]


def test_a_paper_made_with_another_key_is_told_apart(three_days, settings):
    settings.AUDIT_KEY, ours = "another", settings.AUDIT_KEY
    kept = read_papers(as_json(papers("qinghe")))
    settings.AUDIT_KEY = ours
    assert found(kept=kept) == [(Problem.PAPER_FORGED, "qinghe 2026-07-12")]


def test_a_digest_that_the_record_does_not_know_is_told(three_days):
    assert found(kept=read_papers("ab" * 32))[0][0] is Problem.PAPER_DIFFERS


@pytest.mark.parametrize("text", ["", "abc", "{}", '{"luoshi-record-heads": [{"day": "x"}]}', "[1]"])
def test_what_is_no_head_is_refused_with_a_sentence(text):
    with pytest.raises(LuoshiError, match="封条"):
        read_papers(text)


def test_memory_and_queries_do_not_grow_with_the_events(three_days, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        assert list(verify()) == []


def test_the_vendor_under_test_refuses(three_days):
    assert triggers.missing("default") == []
    assert connection.vendor in {"sqlite", "postgresql"}
