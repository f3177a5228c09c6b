"""回头看: the head draws, a clerk who had no part in it looks, and what does not hold goes on."""

import re
from datetime import timedelta

import pytest

from luoshi.duban import clock
from tests.duban.tasks.life.given import HOUSING, an_issued_task
from tests.duban.tasks.life.office import closed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_sample_is_drawn_and_looked_at(cast, page_as, shot, no_axe_violations, fits, width):
    with clock.standing_at(clock.now() - timedelta(days=90)):
        for number in range(1, 6):
            closed(cast, an_issued_task(cast, f"第{number}处堤段加固并通过验收。"))
        closed(cast, an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING), HOUSING)
    head = page_as(cast.wang, width=width)
    head.goto("/look-back/")
    head.get_by_role("link", name="抽样").click()
    head.get_by_label("抽取项数").fill("3")
    head.get_by_label("随机种子").fill("20261127")
    no_axe_violations(head)
    fits(head)
    shot(head, "look-back-new")
    head.get_by_role("button", name="抽取").click()
    head.get_by_text("按种子重抽，结果一致").wait_for()
    no_axe_violations(head)
    fits(head)
    shot(head, "look-back-draw")
    clerk = page_as(cast.li, width=width)
    clerk.goto(head.url)
    clerk.get_by_role("link", name=re.compile("督2026")).first.click()
    clerk.get_by_label("不实").check()
    clerk.get_by_label("实地检查、走访、暗访").check()
    clerk.get_by_label("核查情况").fill("第三段堤身未合龙，现场仍在施工。")
    no_axe_violations(clerk)
    fits(clerk)
    shot(clerk, "look-back-look")
    clerk.get_by_role("button", name="保存").click()
    clerk.get_by_text("已记录：不实。").wait_for()
    head.goto(clerk.url)
    head.get_by_role("button", name="重新办理").click()
    head.locator("dialog[open]").get_by_role("button", name="确定").click()
    head.get_by_text("已重新办理").first.wait_for()
    fits(head)
    shot(head, "look-back-reopened")
    head.goto("/look-back/")
    head.get_by_text("100.0%").wait_for()
    no_axe_violations(head)
    fits(head)
    shot(head, "look-back")
