"""Without signing in: the office sends sheets, texts and links; what comes back counts like what is typed.

(a) the same eight tasks by returned Excel with the same result as typing; (b) a township telephones.
"""

from datetime import datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, Channel, Report, ReportKind, ReportLink, ReturnedSheet, State
from tests.browser.clocks import stand_at
from tests.browser.hand import Hand, Tally
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, done, no_change, progress, the
from tests.duban.tasks.reporting.given import TICK, a_target, filled, sent

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 7, 27, 9, 0, tzinfo=clock.ZONE)
TOWN = "临川镇人民政府"
TASKS = (
    "完成3座水库除险加固，汛前全部具备蓄水条件。",
    "疏浚河道12公里，同步完善巡查制度。",
    "修订防汛预案。",
    "改造农村供水管网80公里。",
    "整治水土流失面积20平方公里。",
    "建成山洪灾害预警平台。",
    "清淤渠道18公里。",
    "核定取水许可。",
)
FIRST, SECOND = "大坝加固完成，溢洪道完成60%。", "已疏浚7公里，余下5公里11月完成。"


@pytest.fixture(autouse=True)
def late_july(monkeypatch):
    stand_at(monkeypatch, MONDAY)


@pytest.fixture
def eight(cast):
    tasks = [an_issued_task(cast, text) for text in TASKS]
    a_target(tasks[1], "12公里", "河道疏浚", 12, "公里")
    return tasks


@pytest.fixture
def county(cast, eight):
    """Units that owe something, one of them with a task past its limit."""
    an_issued_task(cast, "改造老旧小区12个，惠及住户1860户。", lead=HOUSING, due=MONDAY.date().replace(day=10))
    an_issued_task(cast, "完成卫生厕所改造420座。", lead=TOWN)
    an_issued_task(cast, "开展秸秆禁烧巡查，建立网格台账。", lead=TOWN, due=None)
    an_issued_task(cast, "整治乱占耕地建房问题。", lead="石桥乡人民政府")


def as_reported(task):
    """All that a report came to, as the database has it; who typed it and how it came may differ."""
    row = the(task)
    report = Report.objects.get(assignment=row)
    figures = [(one.target_id, one.value) for one in report.figures.all()]
    said = ("kind", "text", "problem", "help_needed", "help_from", "next_step", "percent", "covers_until", "done_on")
    facts = ("state", "percent", "reported_through", "done_on")
    return (
        [getattr(report, name) for name in said],
        [getattr(row, name) for name in facts],
        (report.reported_by, report.reported_on, bool(report.filed_at), figures, row.latest_id == report.pk),
    )


def test_eight_tasks_by_returned_excel_with_the_same_result_as_typing(
    cast, page_as, eight, shot, no_axe_violations, fits, tmp_path
):
    typed = [an_issued_task(cast, text) for text in TASKS]
    reached = a_target(typed[1], "12公里", "河道疏浚", 12, "公里")
    said = [
        progress(FIRST, percent=60),
        progress(SECOND, figures={reached.pk: 7}),
        *[no_change()] * 5,
        done("已核定。"),
    ]
    for task, words in zip(typed, said, strict=True):
        file_report(the(task), actor=cast.sun, said=words, came=by_page(on=MONDAY.date()))

    page, tally = page_as(cast.chen), Tally()
    hand = Hand(page, tally)
    page.goto("/owed/")
    tally.begin("send the sheet")
    page.get_by_text("未勾选：对全部 1 个单位").wait_for()
    sheet = hand.download(page.get_by_role("button", name="报送表（Excel）").first, tmp_path)
    assert sheet.name == "青禾县水利局-报送表0727.xlsx"
    answers = {
        "1": {"进展情况": FIRST, "完成比例（%）": "60%"},
        "2": {"进展情况": SECOND},
        "2.1": {"指标完成值": "7公里"},
        **{str(number): TICK for number in range(3, 8)},
        "8": {"进展情况": "已核定。", "申请销号（✓）": "✓"},
    }
    returned = tmp_path / "回复（水利局孙）.xlsx"
    returned.write_bytes(filled(sheet.read_bytes(), answers, on="2026-7-27"))
    tally.begin("take it back")
    hand.click(page.get_by_role("link", name="收回的报送表"))
    hand.drop(page.locator("#files"), returned)
    page.get_by_text("已勾选的共 8 条反馈").wait_for()
    shot(page, "owed-returned")
    no_axe_violations(page)
    hand.click(page.get_by_role("button", name="录入勾选的文件"))
    page.get_by_text("已录入 1 个文件，共 8 条反馈").wait_for()
    print(f"\n{tally}")

    for mine, theirs in zip(eight, typed, strict=True):
        (said, facts, rest), (said_typed, facts_typed, rest_typed) = as_reported(mine), as_reported(theirs)
        assert (said, facts) == (said_typed, facts_typed)
        assert rest[:3] == rest_typed[:3]
        assert [value for _target, value in rest[3]] == [value for _target, value in rest_typed[3]]
        assert rest[4] is rest_typed[4] is True
    assert set(Report.objects.filter(assignment__task__in=eight).values_list("channel", "typed_by")) == {
        (Channel.FILE, cast.chen.pk)
    }
    page.goto("/owed/")
    page.get_by_text("各单位都已报送").wait_for()
    shot(page, "owed-none")


def test_sheets_come_back_together_with_one_bad_among_them(cast, page_as, county, shot, no_axe_violations, tmp_path):
    contents = {
        "水利局.xlsx": filled(sent(cast, WATER, at=MONDAY)[1], {"1": {"进展情况": FIRST}, "3": TICK}, on="2026-7-27"),
        "住建局.xlsx": filled(sent(cast, HOUSING, at=MONDAY)[1], {"1": {"进展情况": 60}}, on="2026-7-27"),
        "临川镇.xlsx": filled(
            sent(cast, TOWN, at=MONDAY)[1],
            {"1": {"进展情况": "已完成180座。", "存在问题": "物料未到位。"}},
            by=None,
            on=None,
        ),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    page = page_as(cast.chen)
    page.goto("/owed/returned/")
    page.locator("#files").set_input_files([tmp_path / name for name in contents])
    page.get_by_text("2 个文件待录入").wait_for()
    page.get_by_text("“住建局.xlsx”工作表“报送表”第4行F列（进展情况）：此处应为文字，写的是“60”。").wait_for()
    shot(page, "owed-returned-bad")
    no_axe_violations(page)
    page.get_by_role("button", name="录入勾选的文件").click()
    page.get_by_text("“临川镇.xlsx”没有填报人，请填写后再录入。").wait_for()
    assert Report.objects.count() == 2
    page.get_by_label("文件没有写填报人，请补填：").fill("郑联络")
    page.get_by_role("button", name="录入勾选的文件").click()
    page.get_by_text("已录入 1 个文件，共 1 条反馈").wait_for()
    assert Report.objects.get(assignment__unit__name=TOWN).reported_by == "郑联络"
    page.get_by_role("button", name="全部搁置").click()
    page.get_by_text("个文件没有通过，整份未录入").wait_for(state="detached")
    assert ReturnedSheet.objects.filter(set_aside_at__isnull=False).count() == 1


def test_a_unit_reports_behind_its_link_on_a_telephone(cast, page_as, county, shot, no_axe_violations, fits):
    clerk = page_as(cast.chen)
    clerk.goto("/owed/")
    clerk.get_by_role("checkbox", name=TOWN).check()
    clerk.get_by_text("已选 1 个单位").wait_for()
    shot(clerk, "owed-units")
    no_axe_violations(clerk)
    clerk.locator("summary", has_text="生成链接").click()
    clerk.get_by_role("button", name="生成", exact=True).click()
    link = clerk.locator(".link-cell").inner_text()
    shot(clerk, "owed-links-made")
    no_axe_violations(clerk)

    phone, tally = page_as(width=390, height=844), Tally()
    hand = Hand(phone, tally)
    phone.goto(link)
    shot(phone, "owed-link")
    no_axe_violations(phone)
    fits(phone)
    assert phone.get_by_text("改造老旧小区").count() == 0
    tally.begin("report by link")
    rows = phone.locator("[data-row]")
    hand.click(rows.nth(1).get_by_label("无变化"))
    hand.click(rows.nth(0).get_by_text("填写进展"))
    hand.type("已完成180座，正在备料。", into=rows.nth(0).get_by_label("进展情况"))
    hand.type("郑联络", into=phone.get_by_label("填报人"))
    phone.get_by_text("2 项", exact=True).wait_for()
    shot(phone, "owed-link-filled")
    no_axe_violations(phone)
    hand.click(phone.get_by_role("button", name="提交"))
    phone.get_by_text("已提交 2 项").wait_for()
    phone.get_by_text("目前没有待报送的任务").wait_for()
    shot(phone, "owed-link-done")
    print(f"\n{tally}")
    assert set(Report.objects.values_list("channel", "reported_by", "typed_by")) == {(Channel.LINK, "郑联络", None)}
    assert set(Report.objects.values_list("kind", flat=True)) == {ReportKind.NO_CHANGE, ReportKind.PROGRESS}

    clerk.goto("/owed/links/")
    clerk.get_by_text("已报 2 项").wait_for()
    shot(clerk, "owed-links")
    no_axe_violations(clerk)
    clerk.get_by_role("button", name="撤销").click()
    clerk.locator("dialog[open]").get_by_role("button", name="确定").click()
    clerk.get_by_text("的链接已失效").wait_for()
    assert ReportLink.objects.get().revoked_by == cast.chen
    stranger = page_as(width=390, may_say=("404",))
    stranger.goto(link)
    stranger.get_by_text("链接无法打开").first.wait_for()
    assert stranger.get_by_text(TOWN).count() == 0


def test_a_link_opens_nothing_else(cast, page_as, county):
    clerk = page_as(cast.chen)
    clerk.goto("/owed/")
    clerk.get_by_role("checkbox", name=TOWN).check()
    clerk.locator("summary", has_text="生成链接").click()
    clerk.get_by_role("button", name="生成", exact=True).click()
    link = clerk.locator(".link-cell").inner_text()
    phone = page_as(width=390)
    phone.goto(link)
    own = set(phone.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.getAttribute('href'))"))
    assert own <= {"#main"}, "the page leads nowhere"
    for address in ("/tasks/", f"/tasks/{Assignment.objects.filter(unit__name=TOWN).first().task_id}/", "/documents/"):
        phone.goto(address)
        assert "/sign-in/" in phone.url or "login" in phone.url, phone.url


def test_a_township_telephones(cast, page_as, county, shot, no_axe_violations, fits, tmp_path):
    """(b) The office types it; the unit is the reporter, the clerk the typist, who cannot verify; a colleague can."""
    clerk, tally = page_as(cast.chen), Tally()
    hand = Hand(clerk, tally)
    clerk.goto("/owed/")
    tally.begin("type what was said")
    hand.click(clerk.locator("tr", has_text=TOWN).get_by_role("link", name="代录"))
    clerk.get_by_text("代录人不能核查、销号自己代录的反馈").wait_for()
    rows = clerk.locator("[data-row]")
    hand.click(rows.nth(0).get_by_text("填写进展"))
    hand.type("420座全部改造完成并通过验收。", into=rows.nth(0).get_by_label("进展情况"))
    hand.click(rows.nth(0).get_by_label("已全部完成，申请销号"))
    hand.click(rows.nth(1).get_by_label("无变化"))
    hand.type("郑联络", into=clerk.get_by_label("反馈人"))
    shot(clerk, "owed-enter")
    no_axe_violations(clerk)
    hand.click(clerk.get_by_role("button", name="录入", exact=True))
    clerk.get_by_text("已提交 2 项").wait_for()
    report = Report.objects.get(kind=ReportKind.COMPLETION)
    assert (report.reported_by, report.typed_by, report.channel) == ("郑联络", cast.chen, Channel.TELEPHONE)
    assert report.assignment.state == State.SUBMITTED

    liaison = page_as(cast.zheng)
    liaison.goto("/")
    liaison.get_by_text("代录", exact=True).first.wait_for()
    liaison.get_by_text("420座全部改造完成并通过验收。").first.wait_for()
    shot(liaison, "owed-entered-seen-by-unit")

    tally.begin("the typist does not verify")
    hand.click(clerk.get_by_role("link", name="督办台"))
    row = clerk.locator("tr", has_text="420座全部改造完成")
    row.get_by_text("本人录入，须由他人核查").wait_for()
    shot(clerk, "owed-entered-not-verified")
    colleague = page_as(cast.li)
    colleague.goto(f"/supervision/{report.assignment_id}/verify/")
    colleague.get_by_label("查阅资料").check()
    colleague.get_by_label("核查意见").fill("验收材料齐全，与所报一致。")
    colleague.get_by_role("button", name="核查通过", exact=True).click()
    colleague.wait_for_url(lambda url: "/verify/" not in url)
    assert Assignment.objects.get(pk=report.assignment_id).state == State.VERIFIED

    tally.begin("print the extract")
    clerk.goto(f"/units/{cast.unit(TOWN).pk}/tasks/")
    for kind in ("Word", "PDF"):
        hand.click(clerk.locator("summary", has_text="任务进展表"))
        paper = hand.download(clerk.get_by_role("link", name=f"{kind}，签字盖章用"), tmp_path)
        assert paper.name.startswith(f"{TOWN}-任务进展表.")
        assert paper.read_bytes().startswith(b"PK" if kind == "Word" else b"%PDF")
        clerk.reload()
    print(f"\n{tally}")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_fit_the_screen(cast, page_as, county, shot, fits, no_axe_violations, width):
    clerk = page_as(cast.chen, width=width)
    clerk.goto("/owed/")
    shot(clerk, "owed")
    fits(clerk)
    no_axe_violations(clerk)
    clerk.get_by_role("button", name="群发文字").first.click()
    clerk.get_by_label("复制：青禾县水利局").wait_for()
    shot(clerk, "owed-texts")
    fits(clerk)
    no_axe_violations(clerk)
    for name, address in {
        "returned": "/owed/returned/",
        "links": "/owed/links/",
        "enter": f"/owed/units/{cast.unit(WATER).pk}/",
    }.items():
        clerk.goto(address)
        shot(clerk, f"owed-page-{name}")
        fits(clerk)
        no_axe_violations(clerk)


def test_text_is_copied_without_the_clipboard_and_selected_where_even_that_is_refused(cast, page_as, county):
    clerk = page_as(cast.chen)
    clerk.goto("/owed/")
    clerk.get_by_role("checkbox", name=TOWN).check()
    clerk.get_by_role("button", name="群发文字").first.click()
    clerk.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false"
    )
    clerk.get_by_label(f"复制：{TOWN}").click()
    clerk.get_by_text("文字已选中，请按 Ctrl+C").wait_for()
    chosen = clerk.evaluate("getSelection().toString() || document.activeElement.value")
    assert "临川镇人民政府：2项任务待报送进展，请于7月31日前回复。" in chosen
    assert "请按序号回复进展" in chosen
