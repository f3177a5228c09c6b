"""Draft, proposed, approved by another person, issued under its number, withdrawn with a reason: all on record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import approve_bulletin, send_bulletin_back
from luoshi.duban.oversight.bulletins.actions.issue_bulletin import issue_bulletin, next_serial
from luoshi.duban.oversight.bulletins.actions.propose_bulletin import propose_bulletin
from luoshi.duban.oversight.bulletins.actions.withdraw_bulletin import withdraw_bulletin
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinRow, BulletinState, Figure
from luoshi.duban.oversight.bulletins.reading import Reading, rows_of
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.models import State, Task
from tests.duban.oversight.bulletins.given import (
    FILES,
    LATER,
    a_quarter,
    approved,
    change,
    drafted,
    issued,
    proposed,
    without_names,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plain(cast):
    """The quarter's draft, without any unit that is named for problems."""
    a_quarter(cast)
    return without_names(drafted(cast), cast.chen)


def test_from_draft_to_issue_each_act_is_on_record(cast, plain):
    bulletin = issued(cast, plain)
    assert (bulletin.state, bulletin.serial_words, bulletin.issued_on) == ("issued", "第3期", LATER.date())
    verbs = Event.objects.filter(subject="bulletins.bulletin").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        *("bulletin.drafted", "bulletin.edited", "bulletin.proposed"),
        *("bulletin.approved", "bulletin.issued"),
    ]
    last = Event.objects.get(verb="bulletin.issued")
    assert last.after["figures"]["due-closed"] == 48
    assert set(last.after["files"]) == {"docx", "pdf"}


def test_who_proposed_it_does_not_approve_it(cast, plain):
    with clock.standing_at(LATER):
        propose_bulletin(plain, actor=cast.wang)
        with pytest.raises(Refused, match="不能审批自己送审"):
            approve_bulletin(plain, actor=cast.wang)
        approve_bulletin(plain, actor=cast.zhao)
    assert plain.state == BulletinState.APPROVED


@pytest.mark.parametrize("who", ["chen", "qian", "sun", "jiang"])
def test_only_the_head_or_the_principal_approves(cast, plain, who):
    proposed(cast, plain)
    with pytest.raises(PermissionDenied):
        approve_bulletin(plain, actor=cast.people[who])


def test_it_is_issued_only_once_it_is_approved_and_by_the_head(cast, plain):
    more = {"serial": 1, "issued_on": LATER.date(), "files": FILES}
    proposed(cast, plain)
    with pytest.raises(Refused, match="批准以后"):
        issue_bulletin(plain, actor=cast.wang, **more)
    with clock.standing_at(LATER):
        approve_bulletin(plain, actor=cast.wang)
    with pytest.raises(PermissionDenied):
        issue_bulletin(plain, actor=cast.chen, **more)


def test_numbers_count_by_office_kind_and_year(cast, plain):
    issued(cast, plain, serial=7)
    assert next_serial(cast.office, "bulletin", 2026) == 8
    assert next_serial(cast.office, "bulletin", 2027) == 1
    assert next_serial(cast.office, "special", 2026) == 1
    assert next_serial(cast.other_office, "bulletin", 2026) == 1
    second = approved(cast, without_names(drafted(cast), cast.chen))
    with pytest.raises(Refused, match="第7期已经用过"), clock.standing_at(LATER):
        issue_bulletin(second, actor=cast.wang, serial=7, issued_on=LATER.date(), files=FILES)


def test_sent_back_it_is_a_draft_again_and_says_why(cast, plain):
    proposed(cast, plain)
    with pytest.raises(Refused, match="退回理由"):
        send_bulletin_back(plain, actor=cast.wang, reason=" ")
    send_bulletin_back(plain, actor=cast.wang, reason="第二部分补充数据。")
    assert plain.is_draft
    assert Event.objects.get(verb="bulletin.sent-back").reason == "第二部分补充数据。"


def test_of_two_who_decide_at_once_the_second_is_told(cast, plain):
    proposed(cast, plain)
    second = Bulletin.objects.get(pk=plain.pk)
    with clock.standing_at(LATER):
        approve_bulletin(plain, actor=cast.wang)
        with pytest.raises(ChangedMeanwhile):
            send_bulletin_back(second, actor=cast.zhao, reason="再议")


def test_once_issued_numbers_lists_and_rows_stay_whatever_happens_to_the_tasks(cast, plain):
    bulletin = issued(cast, plain)
    before = [one.words for one in Reading.of(bulletin).paragraphs]
    rows = list(rows_of(bulletin, "due-in").values())
    Task.objects.update(state=State.WITHDRAWN, title="改了名", withdrawn_on=date(2026, 10, 20))
    again = Bulletin.objects.get(pk=bulletin.pk)
    assert [one.words for one in Reading.of(again).paragraphs] == before
    assert list(rows_of(again, "due-in").values()) == rows
    assert len(rows) == 49


@pytest.mark.parametrize("change_it", [
    lambda bulletin: Bulletin.objects.filter(pk=bulletin.pk).update(body="别的"),
    lambda bulletin: Bulletin.objects.filter(pk=bulletin.pk).update(serial=9),
    lambda bulletin: Figure.objects.filter(bulletin=bulletin, key="closed").update(value=53),
    lambda bulletin: Figure.objects.filter(bulletin=bulletin)._raw_delete("default"),
    lambda bulletin: BulletinRow.objects.filter(bulletin=bulletin).update(state="已销号"),
    lambda bulletin: BulletinRow.objects.filter(bulletin=bulletin)._raw_delete("default"),
    lambda bulletin: bulletin.files.update(note="改"),
])  # fmt: skip
def test_the_database_refuses_to_bend_what_was_issued(cast, plain, change_it):
    bulletin = issued(cast, plain)
    with pytest.raises(IntegrityError), transaction.atomic():
        change_it(bulletin)


def test_a_bulletin_is_never_deleted(cast, plain):
    with pytest.raises(ProtectedError):
        issued(cast, plain).delete()


def test_withdrawn_it_stays_with_its_reason_and_both_files(cast, plain):
    bulletin = issued(cast, plain)
    with pytest.raises(PermissionDenied):
        withdraw_bulletin(bulletin, actor=cast.chen, reason="数据有误")
    with pytest.raises(Refused, match="撤回理由"):
        withdraw_bulletin(bulletin, actor=cast.wang, reason="")
    withdraw_bulletin(bulletin, actor=cast.wang, reason="数据有误", files={"pdf": b"noted"}, note="本件已撤回")
    assert bulletin.state == BulletinState.WITHDRAWN
    assert [bytes(one.content) for one in bulletin.files.filter(kind="pdf")] == [b"noted", b"pdf"]
    assert rows_of(bulletin, "due-in").count() == 49


def test_a_draft_is_given_up_by_who_drafts(cast, plain):
    withdraw_bulletin(plain, actor=cast.li, reason="改为季度通报")
    assert plain.state == BulletinState.WITHDRAWN
    with pytest.raises(Refused):
        propose_bulletin(plain, actor=cast.chen)


def test_copies_are_recorded_units_and_others(cast, plain):
    units = [cast.unit("青禾县财政局"), cast.unit("临川镇人民政府")]
    change(plain, cast.chen, copies=units, copies_text="县委办公室, 县政协办公室")
    bulletin = issued(cast, plain)
    assert bulletin.copies_issued == "青禾县财政局，临川镇人民政府，县委办公室，县政协办公室"
