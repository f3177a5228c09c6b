"""What the supervision office does all day, as it is clicked: verify, close out, decide, change, merge."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.add_remark import add_remark, write_instruction
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.models import (
    Assignment,
    Channel,
    Extension,
    Report,
    Return,
    State,
    Target,
    Task,
)
from tests.browser.under_way import a_target, hand_in, under_way
from tests.duban.tasks.desk.given import a_desk
from tests.duban.tasks.given import a_plan
from tests.duban.tasks.life.given import FINANCE, HOUSING, progress, the
from tests.duban.tasks.life.office import a_return, an_extension

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = clock.today()


@pytest.fixture
def plan(cast):
    return a_plan(cast, "县委全会讲话任务分解")


@pytest.fixture
def full_desk(cast, plan):
    """Something of everything."""
    soon, late = TODAY + timedelta(days=20), TODAY - timedelta(days=12)
    good = under_way(cast, plan, "完成3座水库除险加固，年底前通过竣工验收。", due=soon, supporting=(FINANCE,))
    a_target(good)
    hand_in(cast, good, 3)
    short = under_way(cast, plan, "疏浚柳溪河18公里，打通行洪卡口。", due=late)
    a_target(short, 18, "不少于18公里", "河道", "公里")
    Target.objects.create(task=short, words="两岸违建全部清零", is_figure=False, position=1)
    hand_in(cast, short, 15, text="柳溪河疏浚已完成，具备过流条件。", done_on=TODAY)
    typed = under_way(cast, plan, "修订防汛应急预案并组织演练。", due=soon)
    hand_in(cast, typed, by=cast.chen, text="预案已修订印发，演练一次。")
    for number in range(3):
        same = under_way(cast, plan, f"整治第{number + 1}批山塘隐患。", due=soon)
        a_target(same, 4, measured="山塘")
        hand_in(cast, same, 4, text="4座山塘整治完成。")
    asked = under_way(cast, plan, "新建农村供水站2处。", due=TODAY + timedelta(days=3))
    Assignment.objects.filter(task=asked).update(state=State.IN_PROGRESS)
    an_extension(asked, wanted=TODAY + timedelta(days=45))
    wrong = under_way(cast, plan, "开展住宅小区物业专项整治。", due=soon)
    a_return(wrong, right_unit=cast.unit(HOUSING))
    entered = under_way(cast, plan, "完成灌区节水改造2万亩。", due=soon)
    file_report(
        the(entered),
        actor=cast.chen,
        said=progress("渠道衬砌完成一半。"),
        came=Came("孙联络", TODAY, Channel.TELEPHONE),
    )
    Report.objects.filter(assignment__task=entered).update(
        objection="衬砌只完成三成，不是一半。", objected_by="孙联络", objected_at=clock.now()
    )
    for unit in (HOUSING, FINANCE):
        under_way(cast, plan, "压减一般性支出，盘活存量资产。", due=soon, lead=unit)
    stopped = under_way(cast, plan, "建设城区第二水源。", due=soon)
    Task.objects.filter(pk=stopped.pk).update(suspended_since=TODAY - timedelta(days=8))
    cast.wu.telephone = "0571-1234567"
    cast.wu.save()
    return {"good": good, "short": short, "typed": typed, "asked": asked, "wrong": wrong, "entered": entered}


@pytest.mark.parametrize("width", [1440, 390])
def test_the_desk_shows_what_waits(cast, full_desk, page_as, shot, no_axe_violations, fits, width):
    page = page_as(cast.wang, width=width)
    page.goto("/supervision/")
    page.get_by_role("link", name="疏浚柳溪河18公里").wait_for()
    for tab in ("verify", "close", "extensions", "returns", "objections", "unsigned", "suspended"):
        page.goto(f"/supervision/?tab={tab}")
        page.locator(".page-tabs [aria-current]").wait_for()
        no_axe_violations(page)
        fits(page)
        shot(page, f"supervision-{tab}")


@pytest.fixture
def long_story(cast):
    """A task of a speech, with units, targets, reports, a request, remarks and a leader's instruction."""
    desk = a_desk(cast)
    late = TODAY - timedelta(days=12)
    task = under_way(
        cast, desk, "县水利局牵头，县住建局配合，9月底前完成3座水库除险加固。", due=late, supporting=(HOUSING, FINANCE)
    )
    statement = desk.reading.statements.get(index=5)
    text = desk.reading.text[statement.start : statement.end]
    task.sources.create(kind="statement", document=desk.document, statement=statement, quote=text, limit_text="9月底前")
    target = a_target(task)
    a_target(task, 2000, "2000万元", "完成投资", "万元")
    acknowledge([the(task)], actor=cast.sun)
    acknowledge([the(task, HOUSING)], actor=cast.wu)
    write_instruction(task, actor=cast.zhao, text="请水利局倒排工期，务必在汛前完成主体工程。")
    file_report(
        the(task),
        actor=cast.sun,
        said=progress(
            "大坝已完成加固，正在修溢洪道。",
            percent=Decimal(60),
            figures={target.pk: Decimal(2)},
            problem="征地还差两户。",
            help_needed="协调两户征地",
            help_from="临川镇",
            next_step="月底前完成溢洪道开挖。",
        ),
        came=Came("孙联络", TODAY),
    )
    came = Came("孙联络", TODAY, Channel.TELEPHONE)
    file_report(the(task), actor=cast.chen, said=progress("溢洪道开挖完成。", percent=Decimal(70)), came=came)
    add_remark(task, actor=cast.sun, text="溢洪道混凝土浇筑下周开始。")
    hand_in(cast, task, 3)
    return task


def test_on_a_telephone_the_chosen_tab_is_in_sight(cast, full_desk, page_as, shot):
    page = page_as(cast.wang, width=390)
    for tab in ("verify", "unsigned", "suspended"):
        page.goto(f"/supervision/?tab={tab}")
        chosen = page.locator(".page-tabs [aria-current=page]")
        expect(chosen).to_be_in_viewport(ratio=1)
        shot(page, f"supervision-chosen-{tab}", whole=False)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_task_is_the_one_place_of_itself(cast, long_story, page_as, shot, no_axe_violations, fits, width):
    page = page_as(cast.wang, width=width)
    page.goto(f"/tasks/{long_story.pk}/")
    page.get_by_role("heading", name="经过").wait_for()
    page.get_by_role("heading", name="反馈").wait_for()
    page.get_by_text("（电话，陈明代录）").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "task-page")
    page.get_by_role("link", name="核查").click()
    page.get_by_role("dialog").get_by_role("rowheader", name="完成投资").wait_for()
    no_axe_violations(page)
    shot(page, "task-verify-dialog", whole=False)


@pytest.mark.parametrize("width", [1440, 390])
def test_several_are_verified_at_once_where_the_figures_hold(
    cast, full_desk, page_as, shot, no_axe_violations, fits, width
):
    page = page_as(cast.li, width=width)
    page.goto("/supervision/?tab=verify")
    page.get_by_label("选择本页数据相符的全部").check()
    assert page.get_by_label("选择：疏浚柳溪河18公里").is_disabled()
    page.get_by_label("选择：完成3座水库除险加固").uncheck()
    page.get_by_label("选择：修订防汛应急预案").uncheck()
    page.get_by_label("查阅资料").check()
    page.get_by_role("textbox", name="核查意见").fill("资料齐全，数据属实。")
    no_axe_violations(page)
    fits(page)
    shot(page, "supervision-several", whole=False)
    page.get_by_role("button", name="核查通过").click()
    page.get_by_text("已核查通过3项。").wait_for()
    assert Assignment.objects.filter(state=State.VERIFIED).count() == 3


def test_a_clerk_does_not_verify_what_was_telephoned_to_him_and_a_colleague_does(cast, full_desk, page_as, shot):
    task = full_desk["typed"]
    page = page_as(cast.chen)
    page.goto("/supervision/?tab=verify")
    row = page.locator("tr", has=page.get_by_role("link", name=task.title))
    row.get_by_text("电话，陈明代录").wait_for()
    row.get_by_text("本人录入，须由他人核查").wait_for()
    row.get_by_role("link", name="查看").click()
    page.get_by_role("dialog").get_by_text("须由另一人核查").wait_for()
    assert page.get_by_role("dialog").get_by_role("button", name="核查通过").count() == 0
    shot(page, "verify-own", whole=False)

    page = page_as(cast.li)
    page.goto("/supervision/?tab=verify")
    row = page.locator("tr", has=page.get_by_role("link", name=task.title))
    row.get_by_role("link", name="核查").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("听取汇报").check()
    dialog.get_by_role("textbox", name="核查意见").fill("电话核实，预案已印发。")
    dialog.get_by_role("button", name="核查通过").click()
    page.get_by_text("核查通过，待销号。").wait_for()
    assert the(task).state == State.VERIFIED


@pytest.mark.parametrize("width", [1440, 390])
def test_what_differs_is_sent_back_with_its_reason(cast, full_desk, page_as, shot, no_axe_violations, width):
    task = full_desk["short"]
    page = page_as(cast.chen, width=width)
    page.goto("/supervision/?tab=verify")
    page.locator("tr", has=page.get_by_role("link", name=task.title)).get_by_role("link", name="核查").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("与目标不符").wait_for()
    dialog.get_by_role("textbox", name="核查意见").fill("只完成15公里，请继续施工。")
    no_axe_violations(page)
    dialog.get_by_role("button", name="退办").click()
    page.get_by_text("已退办，单位会看到理由。").wait_for()
    page = page_as(cast.sun, width=width)
    page.goto(f"/tasks/{task.pk}/")
    page.get_by_text("逾期12天").first.wait_for()
    page.get_by_text("只完成15公里，请继续施工。").first.wait_for()
    shot(page, "sent-back-as-the-unit-sees-it")


def test_the_head_closes_out_what_was_verified(cast, full_desk, page_as, shot, no_axe_violations):
    task = full_desk["good"]
    page = page_as(cast.wang)
    page.goto("/supervision/?tab=verify")
    page.locator("tr", has=page.get_by_role("link", name=task.title)).get_by_role("link", name="核查").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("实地检查").check()
    dialog.get_by_role("textbox", name="核查意见").fill("现场查看，3座水库均已完工。")
    dialog.get_by_role("button", name="核查通过", exact=True).click()
    page.get_by_text("核查通过，待销号。").wait_for()
    page.get_by_role("link", name="待销号").click()
    page.get_by_label(f"选择：{task.title}").check()
    page.get_by_role("textbox", name="销号理由").fill("目标完成，资料齐全。")
    no_axe_violations(page)
    shot(page, "supervision-close-several", whole=False)
    page.get_by_role("button", name="销号", exact=True).click()
    page.get_by_text("已销号1项。").wait_for()
    assert Task.objects.get(pk=task.pk).state == State.CLOSED_OUT


@pytest.mark.parametrize("width", [1440, 390])
def test_requests_are_answered_where_they_stand(cast, full_desk, page_as, shot, no_axe_violations, width):
    page = page_as(cast.wang, width=width)
    page.goto("/supervision/?tab=extensions")
    page.get_by_role("link", name="答复").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("延至").fill((TODAY + timedelta(days=30)).isoformat())
    no_axe_violations(page)
    shot(page, "extension-dialog", whole=False)
    dialog.get_by_role("button", name="同意", exact=True).click()
    page.get_by_text("已答复：同意延期，时限已顺延。").wait_for()

    page.goto("/supervision/?tab=returns")
    page.get_by_role("link", name="答复").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("移除").or_(dialog.get_by_role("button", name=f"移除 {HOUSING}")).first.wait_for(
        state="attached"
    )
    no_axe_violations(page)
    shot(page, "return-dialog", whole=False)
    dialog.get_by_role("button", name="同意并改交").click()
    page.get_by_text("双方都会收到通知").wait_for()

    page.goto("/supervision/?tab=objections")
    page.get_by_role("link", name="答复").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="答复").fill("已核实，请按实际情况再反馈一次。")
    no_axe_violations(page)
    shot(page, "objection-dialog", whole=False)
    dialog.get_by_role("button", name="答复").click()
    page.get_by_text("已答复，单位会收到通知。").wait_for()
    assert Extension.objects.get().due_granted == TODAY + timedelta(days=30)
    assert Return.objects.get().decision == "granted"
    assert Report.objects.exclude(objection_answer="").count() == 1


def test_a_dialog_closes_by_keyboard_and_gives_the_focus_back(cast, full_desk, page_as):
    page = page_as(cast.wang)
    page.goto("/supervision/?tab=extensions")
    link = page.get_by_role("link", name="答复")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("延至").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert link.evaluate("link => link === document.activeElement")


def test_nothing_that_comes_late_pushes_away_what_somebody_is_about_to_click(cast, long_story, page_as):
    page = page_as(cast.qian)
    asked = []

    def slowly(route):
        asked.append(route.request.url.rstrip("/").rpartition("/")[2])
        page.wait_for_timeout(500 if asked[-1] == "sources" else 0)
        route.continue_()

    page.route(re.compile(r"/tasks/\d+/[a-z]+/$"), slowly)
    page.goto(f"/tasks/{long_story.pk}/")
    page.get_by_label("写批示或留言").wait_for()
    assert asked == ["sources", "reports", "decisions", "story"]
    assert not page.locator(".task-part").count(), "all that stands above it is there"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_leader_writes_an_instruction_and_the_unit_reads_it(cast, long_story, page_as, shot, width):
    page = page_as(cast.qian, width=width)
    page.goto(f"/tasks/{long_story.pk}/")
    page.get_by_label("写批示或留言").fill("请住建局配合，月底前完成移交。")
    page.get_by_role("button", name="批示").click()
    page.get_by_text("批示已写入，承办单位会收到通知。").wait_for()
    page = page_as(cast.wu, width=width)
    page.goto(f"/tasks/{long_story.pk}/")
    page.get_by_text("钱副县长 批示：请住建局配合，月底前完成移交。").wait_for()
    shot(page, "task-page-of-a-unit")
