"""What the supervision office does all day, as it is clicked: verify, close out, decide, change, merge."""

from datetime import timedelta
from decimal import Decimal

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.add_remark import add_remark, write_instruction
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.models import (
    Assignment,
    Channel,
    Report,
    ReportKind,
    State,
    Target,
    Task,
)
from tests.duban.tasks.desk.given import a_desk
from tests.duban.tasks.given import a_plan
from tests.duban.tasks.given import a_task as given_task
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, progress, the
from tests.duban.tasks.life.office import a_return, an_extension

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = clock.today()


def a_task(cast, plan, text, *, due, issued=True, **more):
    """A task under way for a month, with a limit counted from today."""
    task = given_task(cast, plan, text, due=due, issued=issued, **more)
    since = clock.now() - timedelta(days=30)
    Task.objects.filter(pk=task.pk).update(issued_at=since)
    Assignment.objects.filter(task=task).update(counts_from=since.date(), state_since=since)
    return task


def a_target(task, value=3, words=None, measured="水库", unit="座"):
    return Target.objects.create(task=task, words=words or f"{value}{unit}", measured=measured, value=value, unit=unit)


def hand_in(cast, task, figure=None, *, by=None, unit=WATER, text="3座水库全部完工并通过验收。", done_on=None):
    target = task.targets.first()
    figures = {} if figure is None else {target.pk: Decimal(figure)}
    said = Said(kind=ReportKind.COMPLETION, text=text, figures=figures, percent=Decimal(100), done_on=done_on)
    came = Came("孙联络", TODAY) if by is None else Came("孙联络", TODAY, Channel.TELEPHONE)
    return file_report(the(task, unit), actor=by or cast.sun, said=said, came=came)


@pytest.fixture
def plan(cast):
    return a_plan(cast, "县委全会讲话任务分解")


@pytest.fixture
def full_desk(cast, plan):
    """Something of everything."""
    soon, late = TODAY + timedelta(days=20), TODAY - timedelta(days=12)
    good = a_task(cast, plan, "完成3座水库除险加固，年底前通过竣工验收。", due=soon, supporting=(FINANCE,))
    a_target(good)
    hand_in(cast, good, 3)
    short = a_task(cast, plan, "疏浚柳溪河18公里，打通行洪卡口。", due=late)
    a_target(short, 18, "不少于18公里", "河道", "公里")
    Target.objects.create(task=short, words="两岸违建全部清零", is_figure=False, position=1)
    hand_in(cast, short, 15, text="柳溪河疏浚已完成，具备过流条件。", done_on=TODAY)
    typed = a_task(cast, plan, "修订防汛应急预案并组织演练。", due=soon)
    hand_in(cast, typed, by=cast.chen, text="预案已修订印发，演练一次。")
    for number in range(3):
        same = a_task(cast, plan, f"整治第{number + 1}批山塘隐患。", due=soon)
        a_target(same, 4, measured="山塘")
        hand_in(cast, same, 4, text="4座山塘整治完成。")
    asked = a_task(cast, plan, "新建农村供水站2处。", due=TODAY + timedelta(days=3))
    Assignment.objects.filter(task=asked).update(state=State.IN_PROGRESS)
    an_extension(asked, wanted=TODAY + timedelta(days=45))
    wrong = a_task(cast, plan, "开展住宅小区物业专项整治。", due=soon)
    a_return(wrong, right_unit=cast.unit(HOUSING))
    entered = a_task(cast, plan, "完成灌区节水改造2万亩。", due=soon)
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
        a_task(cast, plan, "压减一般性支出，盘活存量资产。", due=soon, lead=unit)
    stopped = a_task(cast, plan, "建设城区第二水源。", due=soon)
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
    task = a_task(
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
