"""Opening a round: who is asked about what."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.organisations.models import Membership
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.circulate import circulate
from luoshi.duban.tasks.actions.close_circulation import close_circulation
from luoshi.duban.tasks.circulation.extracts import addressees, circulated_tasks
from luoshi.duban.tasks.circulation.queries import extract_of
from luoshi.duban.tasks.models import Invitation, PlanState
from tests.duban.tasks.circulation.given import LAST_DAY, MOMENT, a_draft, a_round, invitation_of
from tests.duban.tasks.given import a_plan, a_task


def numbers(circulation, unit):
    return [(one.row.number, one.role, one.through) for one in extract_of(invitation_of(circulation, unit))]


def test_each_unit_gets_the_tasks_that_name_it_with_its_role(cast):
    circulation = a_round(cast).circulation
    assert numbers(circulation, "青禾县水利局") == [(1, "lead", ""), (2, "lead", ""), (3, "supporting", "")]
    assert numbers(circulation, "青禾县财政局") == [(1, "supporting", ""), (3, "lead", "")]
    assert numbers(circulation, "临川镇人民政府") == [(2, "supporting", "各乡镇")]
    assert circulation.invitations.count() == 4
    assert circulation.plan.state == PlanState.CIRCULATING


def test_the_members_of_a_group_are_those_of_the_day(cast):
    plan = a_draft(cast)
    Membership.objects.filter(member__name="石桥乡人民政府").update(ends=date(2026, 7, 1))
    assert not a_round(cast, plan).circulation.invitations.filter(unit__name="石桥乡人民政府").exists()


def test_a_unit_that_is_named_itself_keeps_its_own_weightier_role(cast):
    plan = a_plan(cast)
    a_task(cast, plan, lead="临川镇人民政府", supporting=("各乡镇",))
    circulation = a_round(cast, plan).circulation
    assert numbers(circulation, "临川镇人民政府") == [(1, "lead", "")]


def test_an_unknown_unit_and_an_empty_group_are_shown_as_gaps(cast):
    plan = a_plan(cast)
    task = a_task(cast, plan, lead="县气象局", supporting=("各乡镇",))
    Membership.objects.all().delete()
    with clock.standing_at(MOMENT):
        found = addressees(circulated_tasks(plan), clock.today())
    assert [(gap.name, gap.tasks, gap.empty_group) for gap in found.gaps] == [
        ("县气象局", (task,), False),
        ("各乡镇", (task,), True),
    ]
    assert not found.units


def test_units_can_be_left_out(cast):
    plan = a_draft(cast)
    circulation = a_round(cast, plan, units=[cast.unit("青禾县财政局").pk]).circulation
    assert [one.unit.name for one in circulation.invitations.all()] == ["青禾县财政局"]


def test_nobody_to_ask_is_refused_and_nothing_changes(cast):
    plan = a_draft(cast)
    with pytest.raises(Refused) as refusal:
        a_round(cast, plan, units=[])
    assert refusal.value.code == "nobody-asked"
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFTING
    assert not plan.circulations.exists()


def test_a_day_in_the_past_is_refused(cast):
    plan = a_draft(cast)
    with clock.standing_at(MOMENT), pytest.raises(Refused) as refusal:
        circulate(plan, actor=cast.chen, answer_by=date(2026, 7, 14))
    assert refusal.value.code == "day-past"


@pytest.mark.parametrize("who", ["sun", "zhao", "jiang", "feng", "chu", "wei"])
def test_only_the_office_circulates(cast, who):
    with pytest.raises(PermissionDenied):
        circulate(a_draft(cast), actor=cast.people[who], answer_by=LAST_DAY)


def test_only_the_hash_of_a_token_is_kept(cast):
    opened = a_round(cast)
    kept = set(Invitation.objects.values_list("token_sha256", flat=True))
    assert len(opened.tokens) == len(kept) == 4
    for token in opened.tokens.values():
        assert len(token) == 43
        assert token not in kept
    assert not [event for event in Event.objects.all() for token in opened.tokens.values() if token in str(event.after)]


def test_the_record_says_who_was_asked(cast):
    a_round(cast)
    event = Event.objects.get(verb="circulation.opened")
    assert event.actor_name == "陈明"
    assert event.after["units"] == ["青禾县水利局", "青禾县财政局", "临川镇人民政府", "石桥乡人民政府"]
    assert event.before == {"state": "drafting"}


def test_what_was_sent_stays_when_the_task_changes(cast):
    circulation = a_round(cast).circulation
    task = circulation.plan.tasks.first()
    task.text = "完成5座水库除险加固。"
    task.save()
    assert circulation.rows.first().text == "完成3座水库除险加固。"


def test_a_second_round_counts_on_and_has_its_own_code(cast):
    plan = a_draft(cast)
    first = a_round(cast, plan).circulation
    close_circulation(first, actor=cast.li)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFTING
    second = a_round(cast, plan).circulation
    assert (first.number, second.number) == (1, 2)
    assert first.code != second.code


def test_a_plan_that_went_on_and_came_back_leaves_no_round_open(cast):
    plan = a_draft(cast)
    first = a_round(cast, plan).circulation
    type(plan).objects.filter(pk=plan.pk).update(state=PlanState.DRAFTING)
    plan.refresh_from_db()
    a_round(cast, plan)
    first.refresh_from_db()
    assert first.closed_at is not None
