"""The public page: the head opens it, a clerk releases a task, and somebody without an account reads it."""

import pytest

from luoshi.duban import clock
from luoshi.duban.oversight.publication.actions.release import Wording, add_note, release_task
from luoshi.duban.oversight.publication.models import PublicSite
from tests.duban.tasks.life.given import FINANCE, HOUSING, an_issued_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_from_the_ledger_to_everybody(cast, page_as, shot, no_axe_violations, fits, width):
    task = an_issued_task(cast, supporting=(FINANCE,))
    other = an_issued_task(cast, "改造老旧小区12个，惠及居民3400户。", lead=HOUSING, due=clock.today())
    release_task(other, Wording("改造老旧小区12个", topic="住房"), actor=cast.li)
    head = page_as(cast.wang, width=width)
    head.goto("/publication/")
    head.get_by_role("link", name="页面设置").click()
    head.get_by_label("页面说明").fill("督查室每月更新一次，接受社会监督。")
    head.get_by_label("开放公开页面").check()
    no_axe_violations(head)
    shot(head, "publication-site")
    head.get_by_role("button", name="保存").click()
    head.get_by_text("公开页面已开放").wait_for()
    assert PublicSite.objects.get().is_open

    clerk = page_as(cast.chen, width=width)
    clerk.goto("/publication/")
    clerk.get_by_label("任务编号").fill(task.number)
    clerk.get_by_role("button", name="公开一项").click()
    clerk.get_by_label("公开的内容").fill("年内完成3座水库除险加固，汛期前具备蓄水条件。")
    clerk.get_by_label("类别").fill("水利")
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "publication-task")
    clerk.get_by_role("button", name="公开", exact=True).click()
    clerk.get_by_text("已公开。").wait_for()
    clerk.get_by_role("textbox", name="进展说明").fill("第一座水库大坝主体完工。")
    clerk.get_by_role("button", name="添加").click()
    clerk.get_by_text("已添加进展说明。").wait_for()
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "publication-release")
    clerk.goto("/publication/")
    fits(clerk)
    shot(clerk, "publication-releases")

    anybody = page_as(width=width)
    anybody.goto("/public/qinghe/")
    anybody.get_by_role("link", name="年内完成3座水库除险加固").wait_for()
    no_axe_violations(anybody)
    fits(anybody)
    shot(anybody, "public-list")
    anybody.get_by_role("link", name="年内完成3座水库除险加固").click()
    anybody.get_by_text("第一座水库大坝主体完工。").wait_for()
    no_axe_violations(anybody)
    fits(anybody)
    shot(anybody, "public-release")


def test_it_is_taken_off_with_a_reason(cast, page_as, shot):
    task = an_issued_task(cast)
    release = release_task(task, Wording("三座水库年内加固"), actor=cast.chen)
    add_note(release, day=clock.today(), words="大坝完工。", actor=cast.chen)
    PublicSite.objects.create(office=cast.office, title="青禾县重点工作进展", is_open=True, set_by=cast.wang)
    clerk = page_as(cast.chen)
    clerk.goto(f"/publication/{release.pk}/")
    clerk.get_by_role("textbox", name="撤下理由").fill("内容有误，更正后重新公开")
    clerk.get_by_role("button", name="撤下").click()
    clerk.locator("dialog[open]").get_by_role("button", name="确定").click()
    clerk.get_by_text("已撤下：内容有误").wait_for()
    anybody = page_as(may_say=["410"])
    anybody.goto(f"/public/qinghe/{release.pk}/")
    anybody.get_by_text("这一事项已撤下").wait_for()
    shot(anybody, "public-gone")
