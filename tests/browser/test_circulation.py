"""征求意见 as it is lived: the clerk opens a round, units answer by telephone and by file, the clerk decides."""

import re

import pytest

from luoshi.duban.tasks.models import Circulation, Comment, Invitation, PlanState, Through, Verdict
from tests.browser.going import follow
from tests.duban.tasks.circulation.given import filled, filled_word, sent_file
from tests.duban.tasks.given import a_plan, a_task

TASKS = (
    ("完成3座小型水库除险加固，汛前全部具备蓄水条件。", "青禾县水利局", ("青禾县财政局", "各乡镇")),
    ("推进城区老旧小区改造，年内开工12个小区、惠及住户1860户。", "青禾县住房和城乡建设局", ("青禾县财政局",)),
    ("清理河道垃圾和阻水障碍物，建立日常巡查制度，做到日产日清。", "青禾县水利局", ("各乡镇",)),
    ("建设高标准农田2.4万亩，同步完善灌排设施和机耕道路。", "青禾县农业农村局", ("青禾县水利局", "各乡镇")),
    ("压减一般性支出百分之五，腾出资金优先保障民生项目。", "青禾县财政局", ("青禾县水利局", "青禾县住房和城乡建设局")),
    ("开展农村供水保障提升行动，解决季节性缺水问题。", "青禾县水利局", ("临川镇人民政府", "石桥乡人民政府")),
)
WATER, MONEY = "青禾县水利局", "青禾县财政局"


@pytest.fixture
def plan(cast):
    plan = a_plan(cast, "2026年政府重点工作任务分解")
    for text, lead, supporting in TASKS:
        a_task(cast, plan, text, lead=lead, supporting=supporting)
    return plan


def started(page, plan):
    page.goto(f"/plans/{plan.pk}/circulation/")
    page.get_by_role("button", name="开始征求意见").click()
    return {line.split("\t")[0]: line.split("\t")[1] for line in page.locator("#all-links").input_value().splitlines()}


def test_a_round_from_its_first_click_to_its_last(cast, plan, page_as, shot, no_axe_violations, tmp_path):
    clerk = page_as(cast.chen)
    clerk.goto(f"/plans/{plan.pk}/circulation/")
    shot(clerk, "circulation-start")
    no_axe_violations(clerk)
    links = started(clerk, plan)
    shot(clerk, "circulation-links")
    no_axe_violations(clerk)
    with clerk.expect_download() as download:
        clerk.get_by_role("button", name="保存为文本").click()
    assert len(download.value.path().read_text("utf-8-sig").splitlines()) == len(links) == 6
    answer_on_the_telephone(page_as(width=390, height=844), links[WATER], shot)
    agree_on_the_telephone(page_as(width=390, height=844), links[MONEY], shot)
    drop_what_came_back(clerk, plan, tmp_path, shot)
    no_axe_violations(clerk)
    clerk.get_by_role("button", name="录入勾选的文件").click()
    clerk.get_by_text("已录入 2 个单位的反馈").wait_for()
    decide(clerk, shot)
    no_axe_violations(clerk)
    for name, picture in (("意见采纳情况表", "circulation-adoption"), ("反馈情况", "circulation-round")):
        follow(clerk.get_by_role("link", name=name))
        shot(clerk, picture)
        no_axe_violations(clerk)
    clerk.get_by_role("button", name="结束征求意见").click()
    clerk.locator("dialog[open]").get_by_role("button", name="结束征求意见").click()
    clerk.get_by_text("本轮征求意见已结束").wait_for()
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFTING


def answer_on_the_telephone(phone, link, shot):
    phone.goto(link)
    shot(phone, "circulation-personal")
    phone.locator("summary").first.click()
    phone.get_by_label("工作任务").first.fill("完成2座小型水库除险加固，汛前全部具备蓄水条件。")
    phone.get_by_label("理由").first.fill("1座水库已于上年完工")
    assert "1 条意见" in phone.locator("[data-count]").inner_text()
    phone.get_by_label("反馈人姓名").fill("孙工")
    shot(phone, "circulation-personal-edited")
    phone.get_by_role("button", name="提交意见").click()
    phone.get_by_text("已提交，共 1 条意见").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def agree_on_the_telephone(phone, link, shot):
    phone.goto(link)
    phone.get_by_label("反馈人姓名").fill("李科长")
    phone.get_by_role("button", name="无意见").click()
    phone.get_by_text("已提交：无意见").wait_for()
    shot(phone, "circulation-personal-done")


def drop_what_came_back(clerk, plan, folder, shot):
    """Two good files, and one with a row that is not ours."""
    circulation = Circulation.objects.get()
    proposal = {
        "意见（同意/修改建议）": "修改建议",
        "建议修改为": "建设高标准农田2万亩，同步完善灌排设施。",
        "理由": "省下达任务为2万亩",
    }
    contents = {
        "临川镇人民政府.docx": filled_word(
            sent_file(circulation, "临川镇人民政府", "docx"), {1: {"完成时限": "10月底前"}}
        ),
        "青禾县农业农村局.xlsx": filled(sent_file(circulation, "青禾县农业农村局"), {1: proposal}),
        "石桥乡人民政府.xlsx": filled(sent_file(circulation, "石桥乡人民政府"), {1: {"编号": "新增1"}}),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    clerk.goto(f"/plans/{plan.pk}/circulation/1/returned/")
    clerk.locator("#files").set_input_files([folder / name for name in contents])
    clerk.get_by_text("2 个文件待录入").wait_for()
    clerk.get_by_text("编号是“新增1”，不是表中原有的行").wait_for()
    shot(clerk, "circulation-returned")


def decide(clerk, shot):
    """One taken, one not, with the reason that is asked for."""
    follow(clerk.get_by_role("link", name="处理意见"))
    shot(clerk, "circulation-comments")
    clerk.reload()  # a picture leaves empty style attributes behind, which htmx would carry over
    first, second = clerk.locator("article").first, clerk.locator("article").nth(1)
    first.get_by_role("button", name="采纳", exact=True).click()
    first.locator(".verdict").wait_for()
    second.get_by_role("button", name="不采纳").click()
    second.get_by_text("须写明理由").wait_for()
    second.get_by_label("处理理由").fill("全县统一按9月底完成")
    second.get_by_role("button", name="不采纳").click()
    second.locator(".verdict").wait_for()
    shot(clerk, "circulation-decided")
    assert set(Comment.objects.values_list("verdict", flat=True)) == {Verdict.TAKEN, Verdict.NOT_TAKEN, Verdict.OPEN}


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_fit_the_screen(cast, plan, page_as, shot, fits, width):
    clerk = page_as(cast.chen, width=width)
    started(clerk, plan)
    fits(clerk)
    for name in ("", "returned/", "comments/", "adoption/"):
        clerk.goto(f"/plans/{plan.pk}/circulation/1/{name}")
        fits(clerk)
        shot(clerk, f"circulation-page-{name.strip('/') or 'round'}")
    clerk.goto(f"/plans/{plan.pk}/circulation/1/units/{Invitation.objects.first().pk}/")
    fits(clerk)
    shot(clerk, "circulation-by-hand")
    liaison = page_as(cast.sun, width=width)
    liaison.goto("/invitations/")
    fits(liaison)
    shot(liaison, "circulation-invitations")
    liaison.goto(f"/invitations/{Invitation.objects.get(unit__name=WATER).pk}/")
    shot(liaison, "circulation-signed-in")


def test_a_liaison_needs_one_click_from_the_home_page(cast, plan, page_as, shot):
    started(page_as(cast.chen), plan)
    page = page_as(cast.sun)
    page.goto("/")
    shot(page, "circulation-home")
    page.get_by_role("link", name=plan.title).click()
    page.get_by_role("button", name="无意见").click()
    page.get_by_text("已提交：无意见").wait_for()
    assert Invitation.objects.get(unit__name=WATER).answered_through == Through.PAGE


def test_a_draft_outlives_a_lost_connection_and_goes_with_the_answer(cast, plan, page_as):
    links = started(page_as(cast.chen), plan)
    phone = page_as(width=390, may_say=("net::ERR_INTERNET_DISCONNECTED",))
    phone.goto(links[WATER])
    phone.locator("summary").first.click()
    phone.get_by_label("工作任务").first.fill("完成2座小型水库除险加固。")
    phone.get_by_label("反馈人姓名").fill("孙工")
    phone.close()
    again = phone.context.new_page()
    again.goto(links[WATER])
    assert again.get_by_label("工作任务").first.input_value() == "完成2座小型水库除险加固。"
    assert again.get_by_label("反馈人姓名").input_value() == "孙工"
    kept = again.evaluate("JSON.stringify(localStorage)")
    assert re.search(r"/a/([^/]+)/", links[WATER]).group(1) not in kept
    again.get_by_role("button", name="提交意见").click()
    again.get_by_text("已提交，共 1 条意见").wait_for()
    assert again.evaluate("Object.keys(localStorage).filter(key => key.includes('answer')).length") == 0


def test_the_link_works_without_a_script(cast, plan, browser, page_as):
    links = started(page_as(cast.chen), plan)
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(links[WATER])
    page.get_by_label("反馈人姓名").fill("孙工")
    page.get_by_role("button", name="无意见").click()
    page.get_by_text("已提交：无意见").wait_for()
    context.close()
