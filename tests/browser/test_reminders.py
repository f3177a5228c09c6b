"""催办 and 督办函 as people meet them: the inbox, a chase, the settings, a letter from the ledger to its answer."""

from datetime import date, datetime

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from luoshi.duban import clock
from luoshi.duban.jobs.queue import claim
from luoshi.duban.jobs.worker import run
from luoshi.duban.oversight.letters import papers
from luoshi.duban.oversight.letters.actions.decide_letter import approve_letter, issue_letter
from luoshi.duban.oversight.letters.actions.prepare_letter import prepare_letter
from luoshi.duban.oversight.reminders.actions.set_channel import Setting, add_channel
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Delivery, Digest, OfficeRules
from luoshi.duban.oversight.reminders.running import run_round
from luoshi.duban.registers.models import Rhythm
from tests.browser.clocks import stand_at
from tests.duban.fonts import has_fonts
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 9, 16, 10, 5, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def on_a_wednesday(monkeypatch):
    stand_at(monkeypatch, NOON)
    if not has_fonts():
        monkeypatch.setitem(papers._MAKERS, "pdf", lambda _document: b"%PDF")


@pytest.fixture
def tasks(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    return [
        an_issued_task(cast),
        an_issued_task(cast, "清淤渠道18公里，年底前完成灌区末级渠系改造。", due=date(2026, 9, 8)),
        an_issued_task(cast, "修复水毁堤防3处。", due=date(2026, 9, 21)),
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING, due=date(2026, 9, 14)),
        an_issued_task(cast, "拨付专项资金。", lead=FINANCE, due=date(2026, 9, 15)),
    ]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_liaison_reads_and_a_supervisor_chases(cast, tasks, page_as, shot, fits, no_axe_violations, width):
    run_round()
    page = page_as(cast.sun, width=width)
    page.goto("/")
    expect(page.locator(".bell-count")).to_contain_text("1")
    page.locator(".bell").click()
    page.get_by_role("heading", name="逾期1项、临近时限2项").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "reminders-inbox")

    office = page_as(cast.chen, width=width)
    office.goto(f"/tasks/{tasks[1].pk}/")
    shot(office, "reminders-task")
    office.get_by_role("link", name="催办", exact=True).click()
    office.get_by_label("催办意见").fill("汛期已过，请本周内复工并报送施工计划。")
    no_axe_violations(office)
    fits(office)
    shot(office, "reminders-chase")
    office.get_by_role("button", name="催办1项").click()
    office.get_by_text("已催办1项，通知孙联络。").wait_for()
    office.get_by_text("陈明 催办，通知青禾县水利局孙联络：汛期已过").wait_for()
    shot(office, "reminders-story")

    page.reload()
    page.get_by_role("heading", name="陈明催办").wait_for()
    shot(page, "reminders-inbox-chased")
    page.get_by_role("button", name="全部标为已读").click()
    page.get_by_text("没有未读的提醒").wait_for()
    expect(page.locator(".bell-count")).to_have_count(0)
    assert not Digest.objects.filter(person=cast.sun, read_at__isnull=True).exists()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_head_sets_a_channel_up_and_sees_what_failed(cast, tasks, page_as, shot, fits, no_axe_violations, width):
    OfficeRules.objects.create(office=cast.office, site="http://duban.qinghe.example/")
    page = page_as(cast.wang, width=width)
    page.goto("/reminders/settings/")
    page.get_by_text("新增渠道").click()
    page.get_by_role("link", name="钉钉群机器人").click()
    page.get_by_label("名称").fill("县政务钉钉")
    page.get_by_label("服务地址").fill("http://127.0.0.1:9")
    page.get_by_label("令牌").fill("abcdef")
    no_axe_violations(page)
    fits(page)
    shot(page, "reminders-channel")
    page.get_by_role("button", name="新增").click()
    page.get_by_text("已新增，测试后再启用。").wait_for()
    page.get_by_role("button", name="发测试消息").click()
    page.get_by_text("连接不上县政务钉钉").wait_for()
    page.get_by_role("button", name="启用").click()
    page.get_by_text("已启用", exact=True).wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "reminders-settings")

    run_round()
    problem = "连接不上县政务钉钉：对方拒绝连接。\nIt cannot be reached."
    Delivery.objects.filter(channel=Channel.objects.get()).update(
        state="failed", tries=7, tried_at=NOON, problem=problem
    )
    page.goto("/supervision/")
    page.get_by_role("link", name="催办情况").wait_for()
    shot(page, "reminders-desk")
    page.get_by_role("link", name="催办情况").click()
    page.get_by_role("heading", name="无人任职，催办没有送到本人").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "reminders-sending")
    page.get_by_role("button", name="重试 孙联络").click()
    page.get_by_text("已重新排队发送。").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_liaison_hears_of_a_letter_and_chooses_how(cast, tasks, page_as, shot, fits, no_axe_violations, width):
    OfficeRules.objects.create(office=cast.office, site="http://duban.qinghe.example/")
    for name, kind, reach in (("县政务钉钉", "dingtalk", "usual"), ("县府邮件", "email", "always")):
        Channel.objects.create(office=cast.office, kind=kind, name=name, reach=reach, is_on=True)
    letter = prepare_letter(
        tasks[:2], cast.unit(WATER), actor=cast.chen, title="关于督办2项重点工作任务的函", text="请抓紧办理。"
    )
    approve_letter(letter, actor=cast.wang, version=letter.version)
    issue_letter(letter, actor=cast.chen, version=letter.version)
    run(claim("test"))

    page = page_as(cast.sun, width=width)
    page.goto("/")
    expect(page.locator(".bell-count")).to_contain_text("1")
    page.locator(".bell").click()
    page.get_by_role("heading", name="待回复督办函1件").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "news-inbox")
    page.get_by_role("link", name="关于督办2项重点工作任务的函").last.click()
    page.get_by_role("button", name="签收").wait_for()

    page.goto("/reminders/")
    page.get_by_role("link", name="接收方式").last.click()
    expect(page.get_by_label("系统内提醒")).to_be_disabled()
    expect(page.get_by_label("县府邮件")).to_be_disabled()
    page.get_by_label("县政务钉钉").uncheck()
    no_axe_violations(page)
    fits(page)
    shot(page, "reminders-ways")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存，从下一条消息起生效。").wait_for()
    expect(page.get_by_label("县政务钉钉")).not_to_be_checked()

    office = page_as(cast.wang, width=width)
    office.goto("/reminders/sending/?state=waiting")
    office.get_by_text("始终发送").first.wait_for()
    no_axe_violations(office)
    fits(office)
    shot(office, "news-sending")
    office.goto("/reminders/settings/")
    office.get_by_text("默认发送，本人可以停用").wait_for()
    fits(office)
    shot(office, "ways-settings")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_letter_from_the_ledger_to_its_answer(cast, tasks, page_as, shot, fits, no_axe_violations, width):
    office = page_as(cast.chen, width=width)
    office.goto("/tasks/?view=all&sort=due")
    for task in tasks[:3]:
        office.locator(f'input[name="task"][value="{task.pk}"]').check()
    shot(office, "letters-ledger", whole=False)
    office.get_by_role("button", name="督办函").click()
    office.get_by_role("heading", name="拟制督办函：青禾县水利局").wait_for()
    no_axe_violations(office)
    fits(office)
    shot(office, "letters-new")
    office.get_by_role("button", name="送审").click()
    office.get_by_text("已送审，由另一人审批后发出。").wait_for()

    head = page_as(cast.wang, width=width)
    head.goto("/")
    head.get_by_role("link", name="关于督办3项重点工作任务的函").click()
    head.get_by_role("button", name="批准").click()
    head.get_by_text("已批准，可以发出。").wait_for()
    office.reload()
    office.get_by_role("button", name="编号并发出").click()
    office.locator("dialog[open]").get_by_role("button", name="确定").click()
    office.get_by_text("已发出：督办函〔2026〕1号。").wait_for()
    no_axe_violations(office)
    fits(office)
    shot(office, "letters-issued")
    office.goto("/letters/")
    fits(office)
    shot(office, "letters-list")

    unit = page_as(cast.sun, width=width)
    unit.goto("/reminders/")
    unit.get_by_role("link", name="督办函〔2026〕1号").wait_for()
    shot(unit, "letters-inbox")
    unit.get_by_role("link", name="督办函〔2026〕1号").click()
    unit.get_by_role("button", name="签收").click()
    unit.get_by_text("已签收。").wait_for()
    unit.get_by_label("回复内容").fill("已增派施工队，9月25日前完成。")
    no_axe_violations(unit)
    fits(unit)
    shot(unit, "letters-answer")
    unit.get_by_role("button", name="回复", exact=True).click()
    unit.get_by_text("已回复。").wait_for()
    office.goto(f"/tasks/{tasks[1].pk}/")
    office.get_by_text("青禾县水利局 孙联络 回复督办函〔2026〕1号").wait_for()
    shot(office, "letters-story")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_head_enters_a_secret_again_that_cannot_be_read(cast, page_as, shot, fits, no_axe_violations, width):
    setting = Setting("县政务钉钉", "http://127.0.0.1:9", token="tok-8f3a", secret="SEC77c1")
    with override_settings(SECRET_KEY="the key before"):
        add_channel(ChannelKind.DINGTALK, setting, actor=cast.wang)
    page = page_as(cast.wang, width=width)
    page.goto("/reminders/settings/")
    page.get_by_text("保存的令牌、密码或密钥已无法读取，请重新填写。").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "reminders-unreadable")
    page.get_by_role("link", name="县政务钉钉").click()
    expect(page.get_by_text("已保存的无法读取，请重新填写。")).to_have_count(2)
    fits(page)
    shot(page, "reminders-channel-unreadable")
    page.get_by_label("令牌").fill("tok-new")
    page.get_by_label("加签密钥", exact=True).fill("SEC-new")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存。").wait_for()
    assert "无法读取" not in page.content()
