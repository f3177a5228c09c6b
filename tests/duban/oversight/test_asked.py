"""Who was asked about a task last, and when: chases, reminders and letters among notices and remarks."""

from datetime import date

import pytest

from luoshi.duban.oversight.asked import latest
from luoshi.duban.oversight.letters import papers
from luoshi.duban.oversight.letters.actions.decide_letter import approve_letter, issue_letter
from luoshi.duban.oversight.letters.actions.prepare_letter import prepare_letter
from luoshi.duban.oversight.reminders.actions.chase import chase_tasks
from tests.duban.oversight.reminders.given import at
from tests.duban.tasks.life.given import WATER, an_issued_task

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 7, 27), date(2026, 7, 28)


@pytest.fixture
def task(cast):
    return an_issued_task(cast)


def test_nobody_was_asked(task):
    assert latest([task.pk]) == {}


def test_a_chase_names_the_person_and_who_chased(cast, task):
    with at(TUESDAY, 15):
        chase_tasks([task], actor=cast.chen, words="请抓紧招标。")
    asking = latest([task.pk])[task.pk]
    assert (asking.how, asking.whom, asking.by, asking.words) == (
        "人工催办",
        ("孙联络",),
        "陈明",
        "请抓紧招标。",
    )


def test_the_newest_is_told(cast, task, monkeypatch):
    monkeypatch.setitem(papers._MAKERS, "pdf", lambda _document: b"%PDF")
    with at(MONDAY, 10):
        letter = prepare_letter(
            [task], cast.unit(WATER), actor=cast.chen, title="关于督办1项任务的函", text="请抓紧办理。"
        )
        approve_letter(letter, actor=cast.wang, version=letter.version)
        issue_letter(letter, actor=cast.chen, version=letter.version)
    asking = latest([task.pk])[task.pk]
    assert (asking.how, asking.whom, asking.by) == ("督办函", (WATER,), "陈明")
    assert asking.words
    with at(TUESDAY, 15):
        chase_tasks([task], actor=cast.li)
    assert latest([task.pk])[task.pk].by == "李静"
