"""What a unit does beside reporting: more time, a return, an objection, parts for units below, the head's approval."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.organisations.models import Post, Tenure, Unit
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Approval, Assignment, Extension, Report, Return, State, Target
from tests.browser.clocks import stand_at
from tests.duban.tasks.life.given import HOUSING, an_issued_task, by_page, by_telephone, done, progress, the

pytestmark = pytest.mark.django_db(transaction=True)
WATER = "青禾县水利局"
BELOW = ("青禾县水利局河湖中心", "青禾县水利局灌溉管理站", "青禾县水利局水文分局")
WIDTHS = (1440, 390)
DAY = date(2026, 7, 27)


@pytest.fixture(autouse=True)
def late_july(monkeypatch):
    stand_at(monkeypatch, datetime(2026, 7, 27, 10, 3, tzinfo=clock.ZONE))


@pytest.fixture
def row(cast):
    return the(an_issued_task(cast, "年底前完成3座小型水库除险加固并通过蓄水验收。"))


@pytest.fixture
def look(shot, fits, no_axe_violations):
    """``look(page, name)``: a picture, and the page meets the standard and fits."""

    def check(page, name):
        shot(page, name)
        fits(page)
        no_axe_violations(page)

    return check


def units_below(cast):
    for name in BELOW[1:]:
        Unit.objects.create(office=cast.office, name=name, parent=cast.unit(WATER), starts=date(2020, 1, 1))


def menu(page, row, entry):
    place = page.locator(f"#row-{row.pk}")
    place.locator("details.menu summary").click()
    place.get_by_role("link", name=entry).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_more_time_is_asked_for_from_my_work(page_as, cast, row, look, width):
    acknowledge([row], actor=cast.sun)
    file_report(the(row.task), actor=cast.sun, said=progress("大坝加固完成。"), came=by_page(on=DAY))
    page = page_as(cast.sun, width=width)
    page.goto("/")
    page.get_by_text("在办，暂不用反馈").click()
    page.locator(f"#row-{row.pk} details.menu summary").click()
    look(page, "work-menu")
    page.locator(f"#row-{row.pk}").get_by_role("link", name="申请延期").click()
    expect(page.get_by_label("目前进展")).to_have_value("大坝加固完成。")
    page.get_by_label("申请延至").fill("2026-11-15")
    page.get_by_label("延期理由").fill("主汛期停工一个月，混凝土养护期顺延。")
    look(page, "ask-extension")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("延期申请已提交").wait_for()
    page.get_by_text("在办，暂不用反馈").click()
    page.locator(f"#row-{row.pk}").get_by_text("延期申请待答复").wait_for()
    assert Extension.objects.get().due_wanted == date(2026, 11, 15)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_task_goes_to_the_right_unit(page_as, cast, row, look, width):
    page = page_as(cast.sun, width=width)
    page.goto("/")
    menu(page, row, "申请退回")
    page.get_by_label("退回理由").fill("小区二次供水改造由住建部门负责。")
    page.get_by_label("应由谁承办").fill("住建")
    page.get_by_role("option").first.click()
    look(page, "ask-return")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("退回申请已提交").wait_for()
    assert Return.objects.get().right_unit == cast.unit(HOUSING)


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_is_on_the_page_of_the_task(page_as, cast, row, look, width):
    page = page_as(cast.sun, width=width)
    page.goto(f"/tasks/{row.task_id}/")
    look(page, "unit-task-to-sign")
    page.get_by_role("button", name="签收").click()
    expect(page.get_by_role("button", name="无变化")).to_be_visible()
    page.get_by_role("link", name="反馈").first.click()
    page.get_by_label("进展情况").fill("三座水库全部完工，蓄水验收通过。")
    page.get_by_label("已全部完成，申请销号").check()
    look(page, "unit-report-done")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(f"**/tasks/{row.task_id}/")
    look(page, "unit-task-submitted")
    page.get_by_role("link", name="撤回销号申请").click()
    page.get_by_label("理由").fill("验收还有一项遗留问题。")
    look(page, "take-back")
    page.get_by_role("button", name="撤回").click()
    page.get_by_text("已撤回，任务继续办理").wait_for()
    assert the(row.task).state == State.IN_PROGRESS


@pytest.mark.parametrize("width", WIDTHS)
def test_a_unit_objects_to_what_the_office_typed(page_as, cast, row, look, width):
    file_report(
        row, actor=cast.chen, said=progress("三座水库已完工。", percent=Decimal(100)), came=by_telephone(on=DAY)
    )
    page = page_as(cast.sun, width=width)
    page.goto("/")
    look(page, "work-notice")
    page.locator("#notices").locator("xpath=ancestor::section").get_by_role("link").first.click()
    look(page, "unit-task-entered")
    page.get_by_role("link", name="内容不对，提出异议").click()
    page.get_by_label("哪里不对").fill("电话里说的是两座完工、一座在建。")
    look(page, "object")
    page.get_by_role("button", name="提出异议").click()
    page.get_by_text("异议已提交").wait_for()
    assert Report.objects.get().objection == "电话里说的是两座完工、一座在建。"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_work_is_broken_down_and_rolled_up(page_as, cast, row, look, width):
    units_below(cast)
    page = page_as(cast.sun, width=width)
    page.goto("/")
    menu(page, row, "分办")
    for name in BELOW[:2]:
        page.get_by_label(name).check()
    page.get_by_label("分办内容").fill("对辖区内水库逐座排查，列出隐患清单。")
    page.get_by_label("完成时限").fill("2026-08-31")
    look(page, "parts-form")
    page.get_by_role("button", name="分办").click()
    page.get_by_text("已分办给2个单位").wait_for()
    page.get_by_text("已办结 0/2").wait_for()
    parts = {one.name: one for one in Assignment.objects.filter(parent=row)}
    Assignment.objects.filter(pk=parts[BELOW[1]].pk).update(state=State.IN_PROGRESS, percent=40)
    post = Post.objects.create(office=cast.office, role="liaison", title="联络员", unit=cast.unit(BELOW[0]))
    Tenure.objects.create(post=post, person=cast.jiang, starts=date(2020, 1, 1))
    said = done("辖区水库全部排查，隐患清单已附。", percent=Decimal(100))
    file_report(the(row.task, BELOW[0]), actor=cast.jiang, said=said, came=by_page("蒋查阅", DAY))

    page.goto("/")
    look(page, "work-parts")
    page.get_by_role("link", name="对辖区内水库逐座排查").click()
    page.get_by_text("平均 70%").wait_for()
    look(page, "parts")
    page.locator("tr", has_text=BELOW[0]).get_by_text("退办").first.click()
    look(page, "parts-reason")
    page.locator("tr", has_text=BELOW[0]).get_by_role("button", name="办结").click()
    page.get_by_text("已办结 1/2").wait_for()
    page.goto(f"/tasks/{row.task_id}/")
    page.get_by_text("已办结 1/2").wait_for()
    look(page, "unit-task-parts")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_head_of_a_unit_lets_reports_out(page_as, cast, row, look, width):
    Register.objects.update(unit_head_approves=True)
    target = Target.objects.create(task=row.task, words="3座", measured="水库除险加固", value=3, unit="座")
    said = progress(
        "大坝加固完成两座。",
        percent=Decimal(60),
        figures={target.pk: Decimal(2)},
        problem="第三座水库征地未完成。",
        help_needed="请协调征地。",
        help_from="自然资源局",
        next_step="8月底前完成征地。",
    )
    file_report(the(row.task), actor=cast.sun, said=said, came=by_page(on=DAY))
    other = the(an_issued_task(cast, "疏浚河道12公里。"))
    file_report(other, actor=cast.sun, said=progress("已疏浚7公里。"), came=by_page(on=DAY))
    page = page_as(cast.zhou, width=width)
    page.goto("/")
    look(page, "approvals")
    page.get_by_text("不同意").first.click()
    look(page, "approvals-held")
    page.get_by_role("button", name="全部同意").click()
    page.get_by_text("已审签2份反馈").wait_for()
    assert set(Report.objects.values_list("approval", flat=True)) == {Approval.APPROVED}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_office_types_what_a_unit_asked_by_telephone(page_as, cast, row, look, width):
    page = page_as(cast.chen, width=width)
    page.goto(f"/my-work/{row.pk}/extension/enter/")
    page.get_by_label("申请人").fill("孙联络")
    page.get_by_label("申请延至").fill("2026-11-15")
    page.get_by_label("延期理由").fill("主汛期停工。")
    page.get_by_label("目前进展").fill("七成。")
    look(page, "enter-extension")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("延期申请已提交").wait_for()
    page.goto(f"/my-work/{row.pk}/return/enter/")
    look(page, "enter-return")
    assert Extension.objects.get().typed_by == cast.chen


def test_my_work_of_a_busy_unit(page_as, cast, row, shot, fits, no_axe_violations):
    """Everything at once, as a person with two units sees it."""
    post = Post.objects.create(office=cast.office, role="liaison", title="联络员", unit=cast.unit(HOUSING))
    Tenure.objects.create(post=post, person=cast.sun, starts=date(2020, 1, 1))
    late = the(an_issued_task(cast, "汛前完成河道清障。", due=date(2026, 6, 30)))
    acknowledge([late], actor=cast.sun)
    soon = the(an_issued_task(cast, "改造老旧小区6个。", lead=HOUSING, due=date(2026, 7, 31)), HOUSING)
    acknowledge([soon], actor=cast.sun)
    back = the(an_issued_task(cast, "修订防汛抗旱应急预案。"))
    file_report(back, actor=cast.sun, said=done("预案已修订。"), came=by_page(on=DAY))
    Assignment.objects.filter(pk=back.pk).update(state=State.SENT_BACK)
    sent = the(an_issued_task(cast, "建成山洪灾害监测预警平台。"))
    file_report(sent, actor=cast.sun, said=done("平台已上线。"), came=by_page(on=DAY))
    for width in WIDTHS:
        page = page_as(cast.sun, width=width)
        page.goto("/")
        shot(page, "work-busy")
        fits(page)
        no_axe_violations(page)
