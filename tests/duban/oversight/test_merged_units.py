"""What was addressed to a unit is for what the unit has become, by one merger or by several."""

from datetime import date

import pytest

from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.organisations.queries import acts_for
from luoshi.duban.oversight.appraisal.actions.appeal import appeal
from luoshi.duban.oversight.appraisal.models import ScoreLine
from luoshi.duban.oversight.letters.actions.answer_letter import answer_letter
from luoshi.duban.oversight.letters.queries import awaiting_unit
from luoshi.duban.oversight.reminders.models import News
from tests.duban.oversight.appraisal.given import LATE
from tests.duban.oversight.appraisal.given import issued as scores_issued
from tests.duban.oversight.letters.test_letters import issued as letter_issued
from tests.duban.oversight.reminders.given import at
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task
from tests.duban.tasks.life.office import closed

pytestmark = pytest.mark.django_db


def twice(cast, on):
    """The water bureau merges into the finance bureau, and this into the housing bureau."""
    for one, into in ((WATER, FINANCE), (FINANCE, HOUSING)):
        merge_units([cast.unit(one)], cast.unit(into), on=on, actor=cast.chen, ending=list(cast.unit(one).posts.all()))


def test_a_letter_is_answered_by_what_its_unit_has_become(cast):
    letter = letter_issued(cast, [an_issued_task(cast)])
    with at(date(2026, 7, 28), 10):
        twice(cast, date(2026, 7, 28))
        letter.refresh_from_db()
        assert list(awaiting_unit(cast.wu)) == [letter]
        assert not awaiting_unit(cast.zheng).exists()
        answer_letter(letter, actor=cast.wu, version=letter.version, answer="已接手，本周完成。")
    assert letter.answered_by == cast.wu


def test_a_score_is_explained_to_and_appealed_against_by_what_its_unit_has_become(cast, client):
    with at(LATE, 9):
        an_issued_task(cast)
        scores = scores_issued(cast)
        score = scores.units.get(name=WATER)
        twice(cast, LATE)
        client.force_login(cast.wu)
        assert client.get(f"/appraisal/units/{score.pk}/").status_code == 200
        line = ScoreLine.objects.select_related("score__scores__register__office").filter(score=score).first()
        assert appeal(line, actor=cast.wu, reasons="合并前的事，材料已补。").made_by == cast.wu
        client.force_login(cast.zheng)
        assert client.get(f"/appraisal/units/{score.pk}/").status_code == 404


def test_scores_issued_after_a_merger_are_news_for_what_the_unit_has_become(cast):
    with at(LATE, 9):
        closed(cast, an_issued_task(cast))
        twice(cast, LATE)
        score = scores_issued(cast).units.get(name=WATER)
    assert News.objects.filter(kind="scores", subject=score.pk, unit=cast.unit(WATER)).exists()


def test_nobody_acts_for_what_their_unit_was_not(cast):
    twice(cast, date(2026, 7, 28))
    assert acts_for(cast.wu, cast.unit(WATER))
    assert acts_for(cast.wu, cast.unit(HOUSING))
    assert not acts_for(cast.zheng, cast.unit(WATER))
