"""分办: a bureau gives parts of its work to units below and follows them; the task waits for the bureau alone."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.break_down import Part, break_down, close_part, send_back_part, withdraw_part
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import AssignmentRole, Notice, State, Task
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, done, progress, the

pytestmark = pytest.mark.django_db
RIVERS = "青禾县水利局河湖中心"


@pytest.fixture(autouse=True)
def late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def rivers(cast):
    """The liaison of the centre below the water bureau; 吴联络 holds this post as well."""
    post = Post.objects.create(office=cast.office, unit=cast.unit(RIVERS), role=Role.LIAISON, title="联络员")
    Tenure.objects.create(post=post, person=cast.wu, starts=date(2026, 1, 1))
    return cast.wu


@pytest.fixture
def task(cast):
    return an_issued_task(cast)


@pytest.fixture
def part(cast, task):
    return break_down(
        the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "巡查3座水库，每周一次。", date(2026, 8, 31))
    )


def test_a_part_is_handed_on_with_its_words_and_limit(cast, task, part):
    row = the(task, RIVERS)
    assert (row.role, row.parent, row.words) == (AssignmentRole.PART, the(task), "巡查3座水库，每周一次。")
    assert (row.state, row.due, row.answers) == (State.ISSUED, date(2026, 8, 31), False)
    assert Notice.objects.get(unit=cast.unit(RIVERS)).text.startswith("青禾县水利局分办")
    assert Task.objects.get().state == State.ISSUED


def test_without_a_limit_of_its_own_it_has_the_bureaus(cast, task):
    break_down(the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "巡查。"))
    assert the(task, RIVERS).due == the(task).due


def test_its_reports_count_for_it_and_not_for_the_task(cast, task, part, rivers):
    acknowledge([the(task, RIVERS)], actor=rivers)
    file_report(the(task, RIVERS), actor=rivers, said=progress("巡查两次。"), came=by_page("吴联络"))
    assert the(task, RIVERS).state == State.IN_PROGRESS
    assert (the(task).state, Task.objects.get().state) == (State.ISSUED, State.ISSUED)


def test_the_bureau_closes_what_is_done_and_sends_back_what_is_not(cast, task, part, rivers):
    file_report(the(task, RIVERS), actor=rivers, said=done("都巡查了。"), came=by_page("吴联络"))
    send_back_part(the(task, RIVERS), actor=cast.sun, reason="缺8月第一周的记录。")
    row = the(task, RIVERS)
    assert (row.state, row.done_on) == (State.SENT_BACK, None)
    file_report(the(task, RIVERS), actor=rivers, said=done("补齐了记录。"), came=by_page("吴联络"))
    close_part(the(task, RIVERS), actor=cast.sun)
    row = the(task, RIVERS)
    assert (row.state, row.ended_on) == (State.CLOSED_OUT, date(2026, 7, 28))
    assert Task.objects.get().state == State.ISSUED


def test_a_part_is_taken_back_and_given_anew(cast, task, part):
    withdraw_part(the(task, RIVERS), actor=cast.sun, reason="改由局里自办。")
    assert the(task, RIVERS).state == State.WITHDRAWN
    break_down(the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "只巡查青龙水库。"))
    assert (the(task, RIVERS).state, the(task, RIVERS).words) == (State.ISSUED, "只巡查青龙水库。")


@pytest.mark.parametrize(
    ("unit", "words", "due", "code"),
    [
        (HOUSING, "巡查。", None, "not-below"),
        (WATER, "巡查。", None, "not-below"),
        (RIVERS, " ", None, "no-words"),
        (RIVERS, "巡查。", date(2026, 10, 1), "after-limit"),
    ],
)
def test_refusals(cast, task, unit, words, due, code):
    with pytest.raises(Refused) as refused:
        break_down(the(task), actor=cast.sun, part=Part(cast.unit(unit), words, due))
    assert refused.value.code == code


def test_not_twice_to_the_same_unit(cast, task, part):
    with pytest.raises(Refused, match="已经承担"):
        break_down(the(task), actor=cast.sun, part=Part(cast.unit(RIVERS), "再巡查。"))


def test_the_bureau_alone_follows_its_parts(cast, task, part, rivers):
    for who in (rivers, cast.chen, cast.wang):
        for act in (
            lambda who=who: close_part(the(task, RIVERS), actor=who),
            lambda who=who: withdraw_part(the(task, RIVERS), actor=who, reason="不。"),
            lambda who=who: send_back_part(the(task, RIVERS), actor=who, reason="不。"),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_what_was_not_begun_is_not_closed_and_reasons_are_given(cast, task, part):
    with pytest.raises(Refused, match="不能办结"):
        close_part(the(task, RIVERS), actor=cast.sun)
    with pytest.raises(Refused, match="撤回理由"):
        withdraw_part(the(task, RIVERS), actor=cast.sun, reason=" ")
    with pytest.raises(Refused, match="退办理由"):
        send_back_part(the(task, RIVERS), actor=cast.sun, reason="")
    with pytest.raises(Refused, match="不是分办"):
        close_part(the(task), actor=cast.sun)
