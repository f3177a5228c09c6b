"""(a) A liaison's fifteen minutes: eight tasks are signed for, six did not change, two are reported, nothing is owed.

Counted as a person does it: a click or a tap is one, a character typed is one keystroke.
"""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.tasks.drafts import keep_draft
from luoshi.duban.tasks.models import Assignment, Report, ReportKind, State, Target
from luoshi.duban.tasks.work import work_of
from tests.browser.clocks import stand_at
from tests.browser.hand import Hand, Tally
from tests.duban.tasks.life.given import an_issued_task, the

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

    tally.begin("two typed")
    for task, words in zip(eight[:2], (FIRST, SECOND), strict=True):
        row = page.locator(f"#row-{the(task).pk}")
        hand.click(row.get_by_role("link", name="反馈"))
        expect(row.get_by_label("进展情况")).to_be_focused()
        hand.type(words)
        if task is eight[1]:
            hand.type("7", into=row.get_by_label("河道疏浚（12公里）"))
            shot(page, "work-report")
            no_axe_violations(page)
        hand.click(row.get_by_role("button", name="提交"))
        page.locator(f"#row-{the(task).pk}[data-reported]").wait_for()
    shot(page, "work-reported")

    tally.begin("six without change")
    hand.click(page.get_by_role("button", name="其余6项均无变化"))
    page.get_by_text("6项任务已报“无变化”").wait_for()
    print(f"\n{tally}")

    assert Assignment.objects.filter(state=State.IN_PROGRESS).count() == 8
    assert Report.objects.filter(kind=ReportKind.NO_CHANGE).count() == 6
    typed = Report.objects.filter(kind=ReportKind.PROGRESS).order_by("pk")
    assert [one.text for one in typed] == [FIRST, SECOND]
    assert typed[1].figures.get().value == 7
    clicks = sum(counts[0] for counts in tally.stages.values())
    assert clicks <= 7, "more clicks than the chat group"

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
    tally = Tally()
    hand = Hand(page, tally)
    page.goto("/")
    shot(page, "work-to-sign")
    fits(page)
    tally.begin("sign for all")
    hand.click(page.get_by_role("button", name="全部签收"))
    page.get_by_text("已签收8项任务").wait_for()

    tally.begin("two typed")
    for task, words in zip(eight[:2], (FIRST, SECOND), strict=True):
        row = page.locator(f"#row-{the(task).pk}")
        hand.click(row.get_by_role("link", name="反馈"))
        expect(row.get_by_label("进展情况")).to_be_focused()
        hand.type(words)
    shot(page, "work-report")
    fits(page)
    no_axe_violations(page)
    for task in eight[:2]:
        hand.click(page.locator(f"#row-{the(task).pk}").get_by_role("button", name="提交"))
        page.locator(f"#row-{the(task).pk}[data-reported]").wait_for()

    tally.begin("six without change")
    for task in eight[2:5]:
        hand.click(page.get_by_label(f"选择：{task.title}"))
    expect(page.locator("[data-no-change]")).to_have_text("所选3项无变化")
    for task in eight[2:5]:
        hand.click(page.get_by_label(f"选择：{task.title}"))
    shot(page, "work-rest")
    hand.click(page.get_by_role("button", name="其余6项均无变化"))
    page.get_by_text("6项任务已报“无变化”").wait_for()
    shot(page, "work-clear")
    fits(page)
    print(f"\n{tally}")
    assert Report.objects.count() == 8
    assert work_of(cast.sun).is_clear


def test_what_somebody_writes_about_is_not_among_the_rest(page_as, cast, eight, monkeypatch):
    """A row that is being typed into, or has a draft, is never reported as unchanged by the one click for the rest."""
    stand_at(monkeypatch, datetime(2026, 7, 27, 9, 0, tzinfo=clock.ZONE))
    Assignment.objects.update(state=State.ACKNOWLEDGED)
    keep_draft(the(eight[0]), person=cast.sun, typed={"text": FIRST})
    page = page_as(cast.sun)
    page.goto("/")
    no_change = page.locator("[data-no-change]")
    expect(no_change).to_have_text("其余7项均无变化")
    row = page.locator(f"#row-{the(eight[1]).pk}")
    row.get_by_role("link", name="反馈").click()
    row.get_by_label("进展情况").fill(SECOND)
    expect(no_change).to_have_text("其余6项均无变化")
    row.get_by_text("草稿 已保存").wait_for()
    row.get_by_role("button", name="收起").click()
    expect(row.locator("[data-drafted]")).to_contain_text("草稿 已保存")
    expect(no_change).to_have_text("其余6项均无变化")
    no_change.click()
    page.get_by_text("6项任务已报“无变化”").wait_for()
    assert not Report.objects.filter(assignment__in=[the(eight[0]), the(eight[1])]).exists()


def test_without_a_script_the_form_has_a_page_of_its_own(page_as, cast, eight, shot, no_axe_violations, fits):
    page = page_as(cast.sun)
    page.goto(f"/my-work/{the(eight[0]).pk}/report/")
    page.get_by_label("进展情况").fill(FIRST)
    page.get_by_label("已全部完成，申请销号").check()
    shot(page, "report-page")
    no_axe_violations(page)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已申请销号，等待核查。").wait_for()
    assert Report.objects.get().kind == ReportKind.COMPLETION
