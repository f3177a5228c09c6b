"""A unit's answer, through a link, signed in, or by way of the office."""

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.answer import answer, by_link, by_office, by_person
from luoshi.duban.tasks.actions.close_circulation import close_circulation
from luoshi.duban.tasks.actions.decide_comment import decide_comment
from luoshi.duban.tasks.circulation.queries import extract_of, standing_comments
from luoshi.duban.tasks.circulation.wording import LONGEST, Proposal
from luoshi.duban.tasks.models import Circulation, Comment, Through, Verdict
from tests.duban.tasks.circulation.given import a_round, invitation_of


@pytest.fixture
def circulation(cast):
    return a_round(cast).circulation


@pytest.fixture
def water(circulation):
    return invitation_of(circulation, "青禾县水利局")


def row(invitation, number=1):
    return next(one.row_id for one in extract_of(invitation) if one.row.number == number)


def rewording(invitation, words="完成2座水库除险加固。", remark="1座已完工"):
    return Proposal(row(invitation), "text", words, remark)


def test_no_objection_is_one_answer_without_comments(water):
    answer(water, [], by=by_link(water, "孙工"))
    water.refresh_from_db()
    assert water.no_objection
    assert (water.answered_by, water.answered_through) == ("孙工", Through.LINK)


def test_a_comment_keeps_what_was_sent_and_what_is_wanted(water):
    answer(water, [rewording(water)], by=by_link(water, "孙工"))
    (comment,) = standing_comments(water)
    assert (comment.current, comment.proposed) == ("完成3座水库除险加固。", "完成2座水库除险加固。")
    assert (comment.remark, comment.said_by, comment.verdict) == ("1座已完工", "孙工", Verdict.OPEN)
    assert comment.task == water.circulation.plan.tasks.first()


def test_who_answers_must_be_said(water):
    with pytest.raises(Refused) as refusal:
        by_link(water, "  ")
    assert refusal.value.code == "no-name"


def test_the_same_answer_again_changes_nothing(water):
    answer(water, [rewording(water)], by=by_link(water, "孙工"))
    done = answer(water, [rewording(water)], by=by_link(water, "孙工"))
    assert not done.is_news
    assert done.unchanged == 1
    assert Comment.objects.count() == 1


def test_another_answer_takes_its_place(water):
    answer(water, [rewording(water)], by=by_link(water, "孙工"))
    answer(water, [rewording(water, "完成1座水库除险加固。")], by=by_link(water, "孙工"))
    assert [one.proposed for one in standing_comments(water)] == ["完成1座水库除险加固。"]


def test_a_comment_taken_back_stays_on_record(water):
    answer(water, [rewording(water)], by=by_link(water, "孙工"))
    answer(water, [], by=by_link(water, "孙工"))
    assert standing_comments(water) == []
    assert Comment.objects.get().verdict == Verdict.WITHDRAWN
    water.refresh_from_db()
    assert water.no_objection


def test_what_was_decided_stays_unless_the_unit_wants_something_else(cast, water):
    answer(water, [rewording(water)], by=by_link(water, "孙工"))
    (comment,) = standing_comments(water)
    decide_comment(comment, verdict=Verdict.TAKEN, reason="", version=comment.version, actor=cast.chen)
    answer(water, [], by=by_link(water, "孙工"))
    assert standing_comments(water) == [comment]
    answer(water, [rewording(water, "完成1座水库除险加固。")], by=by_link(water, "孙工"))
    (newer,) = standing_comments(water)
    assert (newer.verdict, newer.proposed) == (Verdict.OPEN, "完成1座水库除险加固。")


def test_a_row_of_another_unit_is_refused_and_nothing_is_kept(circulation, water):
    money = invitation_of(circulation, "青禾县财政局")
    with pytest.raises(Refused) as refusal:
        answer(
            money, [Proposal(row(money), "text", "甲"), Proposal(row(water, 2), "text", "乙")], by=by_link(money, "李")
        )
    assert refusal.value.code == "other-row"
    assert not Comment.objects.exists()
    money.refresh_from_db()
    assert money.answered_at is None


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [("nonsense", "甲", "bad-comment"), ("text", "甲" * (LONGEST + 1), "too-long")],
)
def test_a_comment_that_cannot_be_is_refused(water, field, words, code):
    with pytest.raises(Refused) as refusal:
        answer(water, [Proposal(row(water), field, words)], by=by_link(water, "孙工"))
    assert refusal.value.code == code


def test_a_closed_round_takes_no_answers(cast, circulation, water):
    close_circulation(circulation, actor=cast.chen)
    with pytest.raises(Refused) as refusal:
        answer(water, [], by=by_link(water, "孙工"))
    assert refusal.value.code == "round-closed"


def test_an_answer_over_a_stale_one_is_refused(water):
    seen = water.version
    answer(water, [], by=by_link(water, "孙工"), version=seen)
    with pytest.raises(ChangedMeanwhile):
        answer(water, [rewording(water)], by=by_link(water, "周局长"), version=seen)
    assert not Comment.objects.exists()


def test_the_liaison_and_the_head_of_the_unit_answer_signed_in(cast, water):
    for who in (cast.sun, cast.zhou):
        answer(water, [], by=by_person(water, who))
        water.refresh_from_db()
        assert (water.answered_by, water.answered_through, water.entered_by) == (who.name, Through.PAGE, who)


@pytest.mark.parametrize("who", ["wu", "zheng", "chen", "zhao", "shen"])
def test_nobody_else_does(cast, water, who):
    with pytest.raises(PermissionDenied):
        by_person(water, cast.people[who])


def test_the_office_enters_what_was_said_by_telephone(cast, water):
    answer(water, [rewording(water)], by=by_office(water, cast.chen, "孙联络"))
    (comment,) = standing_comments(water)
    assert (comment.said_by, comment.through) == ("孙联络", Through.HAND)
    event = Event.objects.get(verb="invitation.answered")
    assert event.actor_name == "陈明"
    assert (event.after["said_by"], event.after["through"]) == ("孙联络", "hand")


@pytest.mark.parametrize("who", ["sun", "shen", "jiang"])
def test_nobody_else_enters_it(cast, water, who):
    with pytest.raises(PermissionDenied):
        by_office(water, cast.people[who], "孙联络")


def test_a_file_leaves_alone_what_came_by_telephone(cast, water):
    answer(water, [rewording(water)], by=by_office(water, cast.chen, "孙联络"))
    answer(water, [], by=by_office(water, cast.chen, "水利局", through=Through.FILE, source_name="水利局.xlsx"))
    assert len(standing_comments(water)) == 1


def test_an_answer_waits_for_no_other_round(cast, water):
    Circulation.objects.filter(pk=water.circulation_id).update(answer_by="2026-07-01")
    answer(water, [], by=by_link(water, "孙工"))
    water.refresh_from_db()
    assert water.no_objection
