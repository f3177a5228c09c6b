"""(a) A liaison's fifteen minutes: eight tasks are signed for, six did not change, two are reported, nothing is owed.

Counted as a person does it: a click or a tap is one, a character typed is one keystroke.
"""

from datetime import datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.models import Assignment, Report, ReportKind, State, Target
from luoshi.duban.tasks.work import work_of
from tests.browser.clocks import stand_at
from tests.browser.hand import Hand, Tally
from tests.duban.tasks.life.given import WATER, an_issued_task, the

pytestmark = pytest.mark.django_db(transaction=True)
TASKS = (
    "完成3座水库除险加固。",
    "疏浚河道12公里。",
    "修订防汛预案。",
    "改造农村供水管网80公里。",
    "整治水土流失面积20平方公里。",
    "建成山洪灾害预警平台。",
    "清淤渠道18公里。",
    "核定取水许可。",
)
FIRST, SECOND = "大坝加固完成，溢洪道完成60%。", "已疏浚7公里，余下5公里11月完成。"


@pytest.fixture
def eight(cast):
    tasks = [an_issued_task(cast, text) for text in TASKS]
    Target.objects.create(task=tasks[1], words="12公里", measured="河道疏浚", value=12, unit="公里")
    return tasks


def test_eight_tasks_in_five_minutes(page_as, cast, eight, shot, no_axe_violations, fits, monkeypatch):
    stand_at(monkeypatch, datetime(2026, 7, 27, 9, 0, tzinfo=clock.ZONE))
    page = page_as(cast.sun)
    tally = Tally()
    hand = Hand(page, tally)
    page.goto("/")
    shot(page, "work-to-sign")
    no_axe_violations(page)

    tally.begin("sign for all")
    hand.click(page.get_by_role("button", name="全部签收"))
    page.get_by_text("已签收8项任务").wait_for()
    shot(page, "work-owed")
    no_axe_violations(page)

    tally.begin("six without change")
    hand.click(page.get_by_label("全选"))
    for task in eight[:2]:
        hand.click(page.get_by_label(f"选择：{task.title}"))
    hand.click(page.get_by_role("button", name="所选无变化"))
    page.get_by_text("6项任务已报“无变化”").wait_for()

    tally.begin("two typed")
    for task, words in zip(eight[:2], (FIRST, SECOND), strict=True):
        row = page.locator(f"#row-{the(task).pk}")
        hand.click(row.get_by_role("link", name="反馈"))
        row.get_by_label("进展情况").wait_for()
        if task is eight[1]:
            hand.type(words, into=row.get_by_label("进展情况"))
            hand.type("7", into=row.get_by_label("河道疏浚（12公里）"))
            shot(page, "work-report")
            no_axe_violations(page)
        else:
            hand.type(words, into=row.get_by_label("进展情况"))
        hand.click(row.get_by_role("button", name="提交"))
        page.locator(f"#row-{the(task).pk}[data-reported]").wait_for()
    shot(page, "work-reported")
    print(f"\n{tally}")

    assert Assignment.objects.filter(state=State.IN_PROGRESS).count() == 8
    assert Report.objects.filter(kind=ReportKind.NO_CHANGE).count() == 6
    typed = Report.objects.filter(kind=ReportKind.PROGRESS).order_by("pk")
    assert [one.text for one in typed] == [FIRST, SECOND]
    assert typed[1].figures.get().value == 7
    clicks = sum(counts[0] for counts in tally.stages.values())
    assert clicks <= 12, "more clicks than the chat group"

    page.goto("/")
    page.get_by_text("现在不欠任何事项").wait_for()
    page.get_by_text("下次反馈从2026年8月25日开始").wait_for()
    shot(page, "work-clear")
    no_axe_violations(page)
    fits(page)
    stand_at(monkeypatch, datetime(2026, 8, 3, 9, 0, tzinfo=clock.ZONE))
    assert work_of(cast.sun).is_clear, "next week owes nothing unless due"


def test_the_same_on_a_telephone(page_as, cast, eight, shot, no_axe_violations, fits, monkeypatch):
    stand_at(monkeypatch, datetime(2026, 7, 27, 9, 0, tzinfo=clock.ZONE))
    page = page_as(cast.sun, width=390, height=844)
    page.goto("/")
    shot(page, "work-to-sign")
    fits(page)
    page.get_by_role("button", name="全部签收").click()
    page.get_by_text("已签收8项任务").wait_for()
    row = page.locator(f"#row-{the(eight[1], WATER).pk}")
    row.get_by_role("link", name="反馈").click()
    row.get_by_label("进展情况").fill(SECOND)
    shot(page, "work-report")
    fits(page)
    no_axe_violations(page)
    row.get_by_role("button", name="提交").click()
    page.locator(f"#row-{the(eight[1]).pk}[data-reported]").wait_for()
    shot(page, "work-reported")
    assert Report.objects.get().text == SECOND


def test_without_a_script_the_form_has_a_page_of_its_own(page_as, cast, eight, shot, no_axe_violations, fits):
    page = page_as(cast.sun)
    page.goto(f"/my-work/{the(eight[0]).pk}/report/")
    page.get_by_label("进展情况").fill(FIRST)
    page.get_by_label("已全部完成，申请销号").check()
    shot(page, "report-page")
    no_axe_violations(page)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已反馈。").wait_for()
    assert Report.objects.get().kind == ReportKind.COMPLETION
