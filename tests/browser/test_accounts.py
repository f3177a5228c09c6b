"""Sign-in, own account, administrators and the record, as people use them."""

import re

import pyotp
import pytest
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts import one_time
from luoshi.duban.accounts.models import SecondFactor
from luoshi.duban.audit.recording import SYSTEM, coming_from, record
from tests.browser.going import follow
from tests.duban.cast import PASSWORD

SIZES = [(1440, 900), (390, 844)]


def sign_in(page, username="chen", password=PASSWORD):
    page.goto("/account/sign-in/")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(password)
    follow(page.get_by_role("button", name="登录"))


@pytest.fixture
def busy_record(cast):
    """Some events to look at, after those with which every office's record begins."""
    unit = cast.unit("青禾县水利局")
    with transaction.atomic(), coming_from("192.0.2.7"):
        for office in (cast.office, cast.other_office):
            record("office.opened", office, office=office.key, actor=SYSTEM, after={"name": office.name})
        record("account.created", cast.chu, office="", actor=SYSTEM, after={"name": cast.chu.name})
        for turn in range(30):
            record("unit.renamed", unit, office="qinghe", actor=cast.chen.actor, reason=f"机构改革第{turn}批",
                   before={"name": "县水务局"}, after={"name": "县水利局"})  # fmt: skip
    return unit


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_signing_in(page_as, shot, fits, no_axe_violations, width, height):
    page = page_as(width=width, height=height)
    page.goto("/")
    shot(page, "sign-in")
    no_axe_violations(page)
    fits(page)
    sign_in(page, password="wrong")
    page.get_by_text("登录名或密码不对").wait_for()
    shot(page, "sign-in-wrong")
    for _ in range(4):
        sign_in(page, password="wrong")
    page.get_by_text("已暂时锁定").wait_for()
    shot(page, "sign-in-locked")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_second_factor_is_set_up_and_asked_for(page_as, shot, fits, no_axe_violations, cast, width, height):
    page = page_as(width=width, height=height)
    sign_in(page)
    page.goto("/account/second-factor/")
    shot(page, "second-factor")
    no_axe_violations(page)
    fits(page)
    factor = SecondFactor.objects.get(user=cast.chen)
    page.get_by_label("验证码").fill(pyotp.TOTP(one_time.secret_of(factor)).at(clock.now()))
    page.get_by_role("button", name="启用").click()
    page.get_by_text("恢复码只在这里显示一次").wait_for()
    shot(page, "recovery-codes")
    code = page.locator(".codes code").first.inner_text()
    follow(page.get_by_role("link", name="已抄好"))
    shot(page, "own-account")
    no_axe_violations(page)
    fits(page)
    other = page_as(width=width, height=height)
    sign_in(other)
    shot(other, "second-step")
    other.get_by_label("验证码").fill(code)
    other.get_by_role("button", name="继续").click()
    other.wait_for_url(re.compile(r"//[^/]+/$"))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_of_the_system_administrator(page_as, shot, fits, no_axe_violations, cast, width, height):
    page = page_as(cast.chu, width=width, height=height)
    page.goto("/accounts/")
    shot(page, "people")
    no_axe_violations(page)
    fits(page)
    follow(page.get_by_role("link", name="新建账号"))
    shot(page, "new-person")
    page.get_by_label("登录名").fill("han")
    page.get_by_label("姓名").fill("韩新人")
    page.get_by_role("button", name="新建账号").click()
    page.get_by_text("账号已建立").wait_for()
    shot(page, "first-password")
    follow(page.get_by_role("link", name="已交给本人"))
    shot(page, "person")
    no_axe_violations(page)
    fits(page)
    page.get_by_role("button", name="停用账号").click()
    page.locator("#ask[open]").wait_for()
    shot(page, "person-ask")
    page.get_by_role("button", name="确定").click()
    page.get_by_text("账号已停用").wait_for()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_of_the_security_administrator(page_as, shot, fits, no_axe_violations, cast, width, height):
    page = page_as(cast.wei, width=width, height=height)
    page.goto("/accounts/roles/")
    shot(page, "roles")
    no_axe_violations(page)
    fits(page)
    follow(page.get_by_role("link", name="角色权限表"))
    shot(page, "rights")
    no_axe_violations(page)
    fits(page)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_pages_of_the_auditor(page_as, shot, fits, no_axe_violations, cast, busy_record, width, height):
    page = page_as(cast.feng, width=width, height=height)
    page.goto("/record/")
    shot(page, "record")
    no_axe_violations(page)
    fits(page)
    follow(page.locator(".record-table tbody a").first)
    shot(page, "event")
    no_axe_violations(page)
    fits(page)
    page.goto("/record/verify/")
    page.get_by_role("button", name="开始核验").click()
    page.get_by_text("记录完整").wait_for()
    shot(page, "verify")
    no_axe_violations(page)
    fits(page)
    page.goto("/record/heads/")
    shot(page, "heads")


def test_what_was_typed_outlives_the_time_out(page_as, shot, settings, cast):
    """The warning comes, then the end; after signing in elsewhere the form is sent as it was typed."""
    settings.IDLE_SECONDS = 4
    page = page_as(may_say=["401"])
    sign_in(page, "chu")
    page.goto("/accounts/new/")
    page.get_by_label("姓名").fill("韩新人")
    page.get_by_text("您还在吗？").wait_for()
    shot(page, "idle-warning")
    page.get_by_text("本页填写的内容还在").wait_for()
    shot(page, "idle-over")
    settings.IDLE_SECONDS = 600
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="在新窗口登录").click()
    second = opened.value
    second.get_by_label("登录名").fill("chu")
    second.get_by_label("密码").fill(PASSWORD)
    second.get_by_role("button", name="登录").click()
    second.get_by_role("heading", name="我的账号").wait_for()
    second.close()
    page.get_by_role("button", name="已登录，继续").click()
    page.locator("#idle-over").wait_for(state="hidden")  # nothing can be typed behind the question
    page.get_by_label("登录名").fill("han")
    page.get_by_role("button", name="新建账号").click()
    page.get_by_text("账号已建立").wait_for()
    assert "韩新人" in page.content()
