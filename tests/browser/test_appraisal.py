"""考评 as people meet it: a formula looked at and saved, scores issued, a unit that appeals, the correction beside."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.oversight.appraisal.actions.appeal import appeal
from luoshi.duban.oversight.appraisal.actions.decide_appeal import decide_appeal
from luoshi.duban.oversight.appraisal.formula import Kind
from luoshi.duban.oversight.appraisal.models import Appeal, FormulaVersion, ScoreLine, Scores, ScoresState, UnitScore
from luoshi.duban.tasks.models import Task
from tests.browser.under_way import under_way
from tests.duban.oversight.appraisal.given import D, issued, proposed, switched_on
from tests.duban.tasks.given import a_plan
from tests.duban.tasks.life.given import HOUSING, WATER
from tests.duban.tasks.life.office import submitted

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()
TOWN = "临川镇人民政府"
MATTERS = ("修订防汛应急预案并组织演练", "整治山塘隐患20处", "疏浚柳溪河18公里，打通行洪卡口", "新建农村供水站2处")


def days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def county(cast):
    """Three units with tasks, some of them late."""
    plan = a_plan(cast, "县委全会讲话任务分解")
    for unit, late in ((WATER, 2), (HOUSING, 1), (TOWN, 0)):
        for number, text in enumerate(MATTERS):
            due = days(-6 - number) if number < late else days(20 + number)
            task = under_way(cast, plan, f"{text}。", due=due, lead=unit)
            if number == 3:
                submitted(cast, task, unit)
    under_way(cast, plan, "编制2027年财政预算草案。", due=days(30), lead="青禾县财政局")
    Task.objects.update(issued_at=clock.start_of(days(-30)))


@pytest.mark.parametrize("width", [1440, 390])
def test_scores_are_where_people_look_for_them(cast, county, page_as, shot, no_axe_violations, fits, width):
    found = issued(cast, str(TODAY.year), ranking=True)
    score = UnitScore.objects.get(name=WATER)
    rows = ScoreLine.objects.select_related("score__scores__register__office", "score__scores__formula")
    made = appeal(rows.get(score=score, kind=Kind.ON_TIME), actor=cast.sun, reasons="两项材料已按时送达，登记有误。")
    decide_appeal(made, actor=cast.zhao, version=1, points=D("30"), answer="其中一项确已按时送达。")
    base = f"/registers/{cast.register.pk}/appraisal/"
    for person, name, address in (
        (cast.wang, "appraisal-table", base),
        (cast.wang, "appraisal-formula", base + "formula/"),
        (cast.wang, "appraisal-unit", f"{base}units/{cast.unit(WATER).pk}/"),
        (cast.wang, "appraisal-issued", f"/appraisal/{found.pk}/"),
        (cast.sun, "appraisal-own", f"/appraisal/units/{score.pk}/"),
        (cast.sun, "appraisal-ranking", f"/appraisal/{found.pk}/"),
        (cast.sun, "appraisal-of-unit", f"/units/{cast.unit(WATER).pk}/appraisal/"),
    ):
        page = page_as(person, width=width)
        page.goto(address)
        page.locator("h1").wait_for()
        no_axe_violations(page)
        fits(page)
        shot(page, name)


def test_the_head_sees_what_other_weights_do_before_saving(cast, county, page_as, shot, no_axe_violations):
    switched_on(cast)
    page = page_as(cast.wang)
    page.goto(f"/registers/{cast.register.pk}/appraisal/formula/")
    page.get_by_label("按时完成 分值").fill("50")
    page.get_by_role("button", name="预览会改变什么").click()
    expect(page.get_by_text("现在合计110分")).to_be_visible()
    page.get_by_label("核查质量 分值").fill("10")
    page.get_by_role("button", name="预览会改变什么").click()
    expect(page.get_by_role("heading", name="得分会这样变")).to_be_visible()
    no_axe_violations(page)
    shot(page, "appraisal-preview")
    page.get_by_role("button", name="保存考评办法").click()
    expect(page.get_by_text("已保存考评办法")).to_be_visible()
    assert FormulaVersion.objects.first().read.counting[0].weight == 50


def test_issued_by_another_and_appealed_against(cast, county, page_as, shot, no_axe_violations):
    one = proposed(cast, str(TODAY.year))
    page = page_as(cast.wang)
    page.goto(f"/appraisal/{one.pk}/")
    shot(page, "appraisal-to-approve")
    page.get_by_role("button", name="通过并发布").click()
    page.locator("dialog[open]").get_by_role("button").last.click()
    expect(page.get_by_text("已发布，各单位可以看到本单位的得分")).to_be_visible()
    assert Scores.objects.get().state == ScoresState.ISSUED
    page = page_as(cast.sun)
    page.goto(f"/units/{cast.unit(WATER).pk}/tasks/")
    page.get_by_role("link", name="考评得分").click()
    page.get_by_role("link", name=f"{TODAY.year}年").click()
    line = page.locator(".appraisal-line").first
    line.get_by_text("对这一项申诉").click()
    line.get_by_label("申诉理由").fill("两项材料已按时送达。")
    shot(page, "appraisal-appealing")
    line.get_by_role("button", name="提出申诉").click()
    expect(page.get_by_text("已提出申诉")).to_be_visible()
    page = page_as(cast.zhao)
    page.goto(f"/appraisal/units/{UnitScore.objects.get(name=WATER).pk}/")
    line = page.locator(".appraisal-line").first
    line.get_by_text("处理申诉").click()
    line.get_by_label("更正后得分").fill("30")
    line.get_by_label("处理理由").fill("其中一项确已按时送达。")
    no_axe_violations(page)
    shot(page, "appraisal-deciding")
    line.get_by_role("button", name="确定").click()
    expect(page.get_by_text("已处理申诉")).to_be_visible()
    assert Appeal.objects.get().points == 30
