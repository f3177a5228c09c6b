"""The clerk at the review desk, in a real browser: by keyboard alone, and by mouse alone; keys and clicks counted."""

import re

import pytest
from playwright.sync_api import expect

from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.set_limit import long_term, set_limit
from luoshi.duban.tasks.counting import undecided_count
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.models import AssignmentRole, LimitKind, SourceKind, Task, TaskSource
from tests.duban.tasks.desk.given import SAMPLE, a_desk, everything, ref, the_task
from tests.duban.tasks.given import a_plan, a_task


@pytest.fixture
def plan(cast):
    return a_desk(cast, SAMPLE.read_text("utf-8"))


@pytest.fixture
def checked(fits, no_axe_violations):
    def check(page):
        fits(page)
        no_axe_violations(page)

    return check


def _open(page, plan):
    page.goto(f"/plans/{plan.pk}/desk/")
    page.locator(".is-current").first.wait_for()


def _idle(page):
    """Nothing is under way any more."""
    page.locator("#desk:not([data-busy])").wait_for(state="attached")


class Hand:
    """Presses keys and clicks, and counts both."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1
            _idle(self.page)

    def type(self, words):
        self.page.keyboard.type(words)
        self.count += len(words)

    def click(self, target, **more):
        (self.page.locator(target) if isinstance(target, str) else target).click(**more)
        self.count += 1
        _idle(self.page)


def _undated(plan):
    return Task.objects.filter(plan=plan, limit_kind=LimitKind.NONE)


def test_by_keyboard_alone(page_as, cast, plan, shot, checked):
    page = page_as(cast.chen)
    _open(page, plan)
    hand = Hand(page)
    while undecided_count(plan):
        hand.press("s")
    assert hand.count <= 14, "one key for each section"
    assert Task.objects.filter(plan=plan).count() == plan.reading.directives.count()
    page.locator("#t1, .item.is-task").first.wait_for()
    first = _card(page, plan, "债券资金")
    first.locator(".item-text").click()
    hand.press("Shift+J", "c")
    page.locator(".item-steps").first.wait_for()
    combined = Task.objects.filter(plan=plan, steps__isnull=False).distinct().get()
    assert combined.sources.count() == 2
    steps = [one.text for one in combined.steps.all()]
    hand.press("e")
    page.locator("[data-editor=reword] textarea").first.wait_for()
    page.keyboard.press("ControlOrMeta+a")
    hand.type("争取资金并简化审批。")
    shot(page, "desk-reword")
    hand.press("Control+Enter")
    page.get_by_text("争取资金并简化审批。").first.wait_for()
    hand.press("t")
    page.locator("[data-editor=limit] input").wait_for()
    hand.type("10月底前")
    hand.press("Enter")
    page.locator(".desk-last", has_text="时限设为“10月底前”").wait_for()
    combined.refresh_from_db()
    assert (combined.text, str(combined.due)) == ("争取资金并简化审批。", "2026-10-31")
    assert [one.text for one in combined.steps.all()] == steps
    hand.press("z", "z", "Shift+Z", "Shift+Z")
    page.locator(".desk-last", has_text="时限设为").wait_for()
    hand.press("?")
    shot(page, "desk-help")
    hand.press("Escape")
    checked(page)
    print("keys:", hand.count)


def test_by_keyboard_alone_one_comes_back_to_a_sentence_that_is_decided(page_as, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    page = page_as(cast.chen)
    _open(page, plan)
    hand = Hand(page)
    hand.press("ArrowLeft", "ArrowLeft")
    decided = page.locator(".said.is-current")
    assert "is-open" not in decided.get_attribute("class")
    assert not page.locator(".item.is-current").count()
    place = decided.get_attribute("id")
    hand.press("1")
    page.locator(f"#{place}.k-task").wait_for()


def test_who_asks_for_the_units_of_a_task_that_has_some_types_into_the_form(page_as, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    led = Task.objects.filter(plan=plan, assignments__role=AssignmentRole.LEAD, assignments__unit__isnull=False).first()
    page = page_as(cast.chen)
    page.goto(f"/plans/{plan.pk}/desk/#t{led.pk}")
    page.locator(f"#t{led.pk}.is-current").wait_for()
    page.keyboard.press("u")
    page.locator("form[data-editor=units] [data-picker-chip]").first.wait_for()
    page.locator("form[data-editor=units] [role=combobox]").first.and_(page.locator(":focus")).wait_for()


def _card(page, plan, words):
    return page.locator(f"#t{the_task(plan, words).pk}")


def test_by_mouse_alone(page_as, cast, plan, shot, checked):
    page = page_as(cast.chen)
    _open(page, plan)
    shot(page, "desk-start")
    hand = Hand(page)
    while page.get_by_role("button", name="确认本节").count():
        hand.click(page.get_by_role("button", name="确认本节").first)
    sections = hand.count
    assert undecided_count(plan) == 0
    assert _undated(plan).count() == 20
    hand.click("[data-gap=no-limit]")
    shot(page, "desk-undated")
    hand.click(page.locator("#bulk").get_by_role("button", name="年底前"))
    page.locator(".desk-last", has_text="时限设为“年底前”").wait_for()
    assert hand.count == sections + 2, "two clicks for all that have no limit"
    assert not _undated(plan).exists()
    hand.click("[data-gap=no-unit]")
    page.locator("#bulk [role=combobox]").fill("财政")
    page.locator("#bulk [role=option]").first.wait_for()
    hand.click("#bulk [role=option]")
    hand.click(page.locator("#bulk").get_by_role("button", name="增加"))
    page.locator(".desk-last", has_text="青禾县财政局").wait_for()
    assert page.locator("[data-gap=no-unit]").count() == 0
    checked(page)
    shot(page, "desk-decided")
    page.get_by_role("link", name="下一步").click()
    page.wait_for_url(re.compile(rf"/plans/{plan.pk}/$"))
    shot(page, "plan")
    checked(page)
    print("clicks:", hand.count + 1)


def test_an_instruction_by_word_of_mouth(page_as, cast, plan, shot, checked):
    page = page_as(cast.chen)
    _open(page, plan)
    page.keyboard.press("o")
    page.locator("#oral textarea").wait_for()
    page.locator("#oral textarea").fill("协调解决城北小学供水问题。")
    page.get_by_role("button", name="增加").last.click()
    page.get_by_label("交办人").fill("赵县长")
    page.get_by_label("完成时限").fill("8月底前")
    shot(page, "desk-oral")
    page.locator("#oral .btn-primary").click()
    page.locator("#beside .item").wait_for()
    assert TaskSource.objects.get(kind=SourceKind.ORAL).noted_by == "陈明"
    checked(page)


def test_an_instruction_is_added_by_keyboard_alone(page_as, cast, plan):
    page = page_as(cast.chen)
    _open(page, plan)
    page.keyboard.press("o")
    dialog = page.locator("#oral")
    dialog.locator("textarea").wait_for()
    page.keyboard.type("协调解决城北小学供水问题。")
    page.keyboard.press("Control+Enter")
    assert page.get_by_label("交办人").evaluate("field => field === document.activeElement"), "it is what is missing"
    page.keyboard.type("赵县长")
    dialog.get_by_role("combobox").focus()
    page.keyboard.type("水利局")
    dialog.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    dialog.get_by_role("option").first.wait_for(state="detached")
    assert dialog.is_visible(), "Escape closes the list only"
    page.keyboard.press("ArrowDown")
    dialog.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.locator("#beside .item", has_text="城北小学").wait_for()
    assert Task.objects.get(plan=plan).assignments.get().unit == cast.unit("青禾县水利局")


def test_a_unit_that_is_not_known_is_kept_as_an_alias_for_all(page_as, cast, plan, shot):
    page = page_as(cast.chen)
    _open(page, plan)
    before = page.locator(".fact-unit.is-gap", has_text="县自然资源局").count()
    page.locator(".fact-unit.is-gap", has_text="县自然资源局").first.click()
    form = page.locator("form[data-editor=alias]", has_text="县自然资源局")
    form.locator("[role=combobox]").fill("住建")
    form.locator("[role=option]").first.click()
    shot(page, "desk-units")
    form.get_by_role("button", name="记为别名").click()
    _idle(page)
    page.reload()
    assert before > 1
    assert page.locator(".fact-unit.is-gap", has_text="县自然资源局").count() == 0


def test_what_cannot_be_sent_waits_and_is_sent_again(page_as, cast, plan, shot):
    page = page_as(
        cast.chen, may_say=("ERR_INTERNET_DISCONNECTED", "sendError", "htmx:afterRequest", "Failed to fetch")
    )
    _open(page, plan)
    page.context.set_offline(True)
    page.keyboard.press("s")
    page.locator(".desk-waiting:not([hidden])").wait_for()
    shot(page, "desk-offline")
    assert undecided_count(plan) == plan.reading.statements.count()
    page.context.set_offline(False)
    page.locator(".part.is-done").first.wait_for()
    assert undecided_count(plan) < plan.reading.statements.count()


def test_what_was_typed_outlives_a_reload(page_as, cast, plan):
    page = page_as(cast.chen)
    _open(page, plan)
    page.locator(".item .item-text").first.click()
    page.keyboard.press("e")
    page.locator("[data-editor=reword] textarea").first.fill("改了一半的表述")
    page.reload()
    page.locator(".item .item-text").first.click()
    page.keyboard.press("e")
    page.locator("[data-editor=reword] textarea").first.wait_for()
    assert page.locator("[data-editor=reword] textarea").first.input_value() == "改了一半的表述"


def test_a_form_that_is_asked_for_twice_in_a_hurry_opens_once(page_as, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    page = page_as(cast.chen)
    _open(page, plan)
    _card(page, plan, "债券资金").locator(".item-text").click()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/editor/" in request.url else None)
    page.evaluate(
        "for (const _ of [1, 2]) document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'e', bubbles: true}))"
    )
    page.locator("[data-editor=reword] textarea").first.wait_for()
    assert len(asked) == 1


def test_a_form_that_has_just_opened_can_be_sent_at_once(page_as, cast, plan):
    """However late the timers of a slow machine come: a form that shows is one that works."""
    accept(plan, everything(plan), actor=cast.chen)
    page = page_as(cast.chen)
    page.add_init_script(
        "const soon = setTimeout; window.setTimeout = (act, wait = 0, ...more) => soon(act, wait + 1000, ...more);"
    )
    _open(page, plan)
    _card(page, plan, "债券资金").locator(".item-text").click()
    page.keyboard.press("t")
    page.locator("[data-editor=limit] input").wait_for()
    page.keyboard.type("10月底前")
    page.keyboard.press("Enter")
    page.locator(".desk-last", has_text="时限设为“10月底前”").wait_for()


def test_two_people_at_once_see_both_versions(page_as, cast, plan, shot):
    accept(plan, everything(plan), actor=cast.chen)
    page = page_as(cast.chen)
    _open(page, plan)
    card = _card(page, plan, "债券资金")
    card.locator(".item-text").click()
    page.keyboard.press("e")
    page.locator("[data-editor=reword] textarea").first.fill("陈明改的表述。")
    set_limit(plan, [ref(the_task(plan, "债券资金"))], long_term(), actor=cast.li)
    page.keyboard.press("Control+Enter")
    page.locator(".conflict").wait_for()
    shot(page, "desk-conflict")
    assert "李静" in page.locator(".conflict").inner_text()
    assert page.locator("[data-editor=reword] textarea").first.input_value() == "陈明改的表述。"
    page.locator("[data-editor=reword]").get_by_role("button", name="保存").click()
    page.locator(".item-text", has_text="陈明改的表述。").wait_for()


def test_a_proposal_that_resembles_an_open_task_is_merged_into_it(page_as, cast, plan, shot):
    open_task = a_task(cast, a_plan(cast, "去年的方案"), "年底前完成柳溪河河道疏浚18公里，推进综合治理。", issued=True)
    sign([open_task])
    page = page_as(cast.chen)
    _open(page, plan)
    like = page.locator(".like")
    like.wait_for(state="attached")
    like.scroll_into_view_if_needed()
    shot(page, "desk-similar")
    like.get_by_role("button", name="并入").click()
    page.locator(".desk-last", has_text="并入").wait_for()
    assert plan.decisions.get().task == open_task


def test_on_a_telephone_source_and_tasks_are_tabs(page_as, cast, plan, shot, checked):
    page = page_as(cast.chen, width=390, height=844)
    _open(page, plan)
    shot(page, "desk")
    checked(page)
    page.get_by_role("button", name="任务", exact=True).first.click()
    assert page.locator(".item").first.is_visible()
    shot(page, "desk-tasks")
    checked(page)
    page.goto("/plans/")
    shot(page, "plans")
    checked(page)


def test_on_paper_the_source_and_its_tasks_stand_together_however_narrow_it_is(page_as, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    page = page_as(cast.chen, width=700)
    _open(page, plan)
    part = page.locator(".part", has=page.locator(".item")).first
    assert not part.locator(".item").first.is_visible(), "one side at a time on the screen"
    page.emulate_media(media="print")
    assert part.locator(".item").first.is_visible()
    assert part.locator(".said").first.is_visible()


def test_an_address_names_the_item_that_somebody_comes_for(page_as, cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    task = plan.tasks.order_by("-position").first()
    page = page_as(cast.chen)
    page.goto(f"/plans/{plan.pk}/desk/#t{task.pk}")
    current = page.locator(f"#t{task.pk}.is-current")
    current.wait_for()
    expect(current).to_be_in_viewport()
