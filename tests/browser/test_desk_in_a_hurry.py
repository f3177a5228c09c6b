"""The clerk is quicker than the server: no key is lost, none is taken for another, no open form is swapped away."""

import pytest

from luoshi.duban.tasks.actions.decide import accept
from luoshi.duban.tasks.actions.set_limit import long_term, set_limit
from luoshi.duban.tasks.models import AssignmentRole
from tests.browser.test_desk import _card, _idle, _open
from tests.duban.tasks.desk.given import SAMPLE, a_desk, everything, ref, the_task

REWORD, LIMIT = "[data-editor=reword] textarea", "[data-editor=limit] input"


@pytest.fixture
def plan(cast):
    return a_desk(cast, SAMPLE.read_text("utf-8"))


@pytest.fixture
def accepted(cast, plan):
    accept(plan, everything(plan), actor=cast.chen)
    return plan


def _far_away(page, milliseconds=700):
    """From now on each answer is so long on its way."""
    conditions = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", conditions)


def _go_to(page, plan, words):
    _card(page, plan, words).locator(".item-text").click()


def test_keys_act_one_after_the_other(page_as, cast, plan):
    page = page_as(cast.chen)
    _open(page, plan)
    _far_away(page)
    for key in "sss":
        page.keyboard.press(key)
    _idle(page)
    assert page.locator(".part.is-done").count() >= 3, "each key its own section"
    assert page.locator(".is-current").first.is_visible()


def test_a_key_that_is_held_down_decides_once(page_as, cast, plan):
    page = page_as(cast.chen)
    _open(page, plan)
    for _ in range(3):
        page.keyboard.down("s")  # the second and third time it repeats
    page.keyboard.up("s")
    _idle(page)
    assert page.locator(".part.is-done").count() == 1


def test_what_is_typed_before_its_form_is_there_goes_into_it(page_as, cast, accepted, shot):
    task = the_task(accepted, "债券资金")
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    _far_away(page, 1500)
    page.keyboard.press("t")
    page.keyboard.type("10月底前")
    page.locator(".desk-waiting:not([hidden])").wait_for()
    shot(page, "desk-typed-ahead", whole=False)
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("争取资金并简化审批。")
    page.keyboard.press("Control+Enter")
    _idle(page)
    task.refresh_from_db()
    assert (task.text, str(task.due)) == ("争取资金并简化审批。", "2026-10-31")
    assert page.locator(".desk-ahead, .item-editor form").count() == 0


def test_a_form_takes_over_in_the_middle_of_a_sentence(page_as, cast, accepted):
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    _far_away(page)
    page.keyboard.press("t")
    page.keyboard.type("10月")
    page.locator(LIMIT).wait_for()
    page.keyboard.type("底前")
    assert page.locator(LIMIT).input_value() == "10月底前"


def test_escape_calls_off_a_form_that_is_on_its_way(page_as, cast, accepted):
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    _far_away(page)
    page.keyboard.press("t")
    page.keyboard.type("10月底前")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    page.locator(".desk-last", has_text="时限设为“年底前”").wait_for()
    _idle(page)
    assert page.locator(".desk-ahead, .item-editor form").count() == 0


def test_keys_after_saving_are_commands_and_not_words_of_the_form(page_as, cast, accepted):
    task = the_task(accepted, "债券资金")
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    page.keyboard.press("e")
    page.locator(REWORD).first.fill("争取资金并简化审批。")
    _far_away(page)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("l")
    _idle(page)
    task.refresh_from_db()
    assert (task.text, task.limit_text) == ("争取资金并简化审批。", "长期坚持")


def test_units_are_typed_faster_than_they_are_found(page_as, cast, accepted):
    task = the_task(accepted, "债券资金")
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    _far_away(page)
    page.keyboard.press("u")
    for name in ("水利局", "住建局"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    page.locator("form[data-editor=units] [role=combobox]").first.wait_for()
    page.keyboard.type("农业农村局")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    page.locator("form[data-editor=units]").wait_for(state="detached")
    _idle(page)
    leads = task.assignments.filter(role=AssignmentRole.LEAD).order_by("position")
    assert [one.unit.name for one in leads][-3:] == ["青禾县水利局", "青禾县住房和城乡建设局", "青禾县农业农村局"]


def test_an_instruction_is_typed_before_its_dialog_is_there(page_as, cast, plan):
    page = page_as(cast.chen)
    _open(page, plan)
    _far_away(page)
    page.keyboard.press("o")
    page.keyboard.type("协调解决城北小学供水问题。")
    page.locator("#oral textarea").wait_for()
    assert page.locator("#oral textarea").first.input_value() == "协调解决城北小学供水问题。"
    page.get_by_label("交办人").fill("赵县长")
    page.locator("#oral .btn-primary").click()
    page.locator("#beside .item", has_text="城北小学").wait_for()


def test_an_instruction_that_is_refused_comes_back_with_what_is_wrong(page_as, cast, plan):
    page = page_as(cast.chen)
    _open(page, plan)
    page.keyboard.press("o")
    page.locator("#oral textarea").first.fill("协调解决城北小学供水问题。")
    page.get_by_label("交办人").fill("赵县长")
    page.get_by_label("交办日期").fill("2099-01-01")
    page.locator("#oral .btn-primary").click()
    page.get_by_text("交办日期不能晚于今天").wait_for()
    assert page.locator("#oral textarea").first.input_value() == "协调解决城北小学供水问题。"


def test_an_open_form_outlives_the_accepting_of_its_section(page_as, cast, plan):
    """The proposal becomes a task under the form, which goes with it."""
    page = page_as(cast.chen)
    _open(page, plan)
    card = page.locator(".item", has_text="债券资金")
    card.locator(".item-text").click()
    page.keyboard.press("e")
    page.locator(REWORD).first.fill("争取资金")
    _far_away(page)
    part = page.locator(".part", has=card)
    part.get_by_role("button", name="确认本节").click()
    card.locator(REWORD).first.focus()
    page.keyboard.press("End")
    page.locator(".part.is-done .item.is-task form[data-editor=reword]").wait_for()
    page.keyboard.type("并简化审批。")
    assert page.locator(REWORD).first.input_value() == "争取资金并简化审批。"
    page.keyboard.press("Control+Enter")
    page.locator(".item.is-task .item-text", has_text="争取资金并简化审批。").wait_for()


def test_what_others_did_takes_nobody_the_cursor(page_as, cast, accepted):
    """Another person changes the same section while somebody types in it."""
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    page.keyboard.press("e")
    page.locator(REWORD).first.fill("争取资金。")
    page.keyboard.press("ArrowLeft")
    set_limit(accepted, [ref(the_task(accepted, "债券资金"))], long_term(), actor=cast.li)
    page.evaluate("htmx.ajax('GET', document.getElementById('desk-news').getAttribute('hx-get'), '#desk-news')")
    page.locator(".desk-last", has_text="李静").wait_for()
    page.keyboard.type("并简化审批")
    assert page.locator(REWORD).first.input_value() == "争取资金并简化审批。"


def test_who_was_signed_out_finds_the_step_done_afterwards(page_as, cast, plan, settings):
    settings.IDLE_SECONDS = 600
    page = page_as(cast.chen, may_say=["401"])
    _open(page, plan)
    signed_in = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("s")
    page.locator("#idle-over").wait_for()
    page.context.add_cookies(signed_in)
    page.get_by_role("button", name="已登录，继续").click()
    page.locator(".part.is-done").first.wait_for()


def test_who_follows_a_link_in_a_hurry_leaves_nothing_undone(page_as, cast, accepted):
    task = the_task(accepted, "债券资金")
    page = page_as(cast.chen)
    _open(page, accepted)
    _go_to(page, accepted, "债券资金")
    _far_away(page)
    page.keyboard.press("y")
    page.keyboard.press("l")
    page.get_by_role("link", name="下一步").click()
    page.wait_for_url(f"**/plans/{accepted.pk}/")
    task.refresh_from_db()
    assert task.limit_text == "长期坚持"


def test_what_is_refused_is_told(page_as, cast, plan):
    """A key that cannot be obeyed says why."""
    page = page_as(cast.chen)
    _open(page, plan)
    page.keyboard.press("z")
    page.locator("#alerts .notice").wait_for()
