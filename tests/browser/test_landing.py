"""How much of a document has landed, as the office, a leader and a printer see it."""

from datetime import date

import pytest

from luoshi.duban.tasks.models import Task
from tests.architecture.project import ROOT
from tests.browser.clocks import stand_at
from tests.duban.tasks.desk.given import the_task
from tests.duban.tasks.landing.given import IN_OCTOBER, closed_out, issued, withdrawn

pytestmark = pytest.mark.django_db(transaction=True)
SAMPLE = ROOT / "samples" / "qinghe-plenary-speech.txt"


@pytest.fixture(autouse=True)
def in_october(monkeypatch, settings, tmp_path):
    """The server's threads see the same day."""
    stand_at(monkeypatch, IN_OCTOBER)
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def plan(cast):
    plan = issued(cast)
    closed_out(the_task(plan, "户厕"), on=date(2026, 9, 20))
    withdrawn(the_task(plan, "护理型床位"), into=the_task(plan, "保洁"))
    return plan


@pytest.mark.parametrize("width", [1440, 390])
def test_a_document_statement_by_statement(cast, plan, page_as, shot, fits, no_axe_violations, width):
    page = page_as(cast.zhao, width=width)
    page.goto(f"/documents/{plan.document_id}/")
    page.get_by_role("link", name="落实情况").click()
    page.get_by_text("3 项任务").or_(page.get_by_text("项任务中")).first.wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "landing")
    page.get_by_role("link", name="未落地").click()
    page.wait_for_url("**show=open**")
    assert page.get_by_text("农村户厕").count() == 0
    shot(page, "landing-open")
    row = page.locator("tr", has_text="3座水库")
    row.get_by_role("link").click()
    page.wait_for_url(f"**/tasks/{the_task(plan, '水库').pk}/")


def test_a_leader_sees_how_far_others_are_and_no_more(cast, plan, page_as, shot):
    page = page_as(cast.qian)
    page.goto(f"/documents/{plan.document_id}/landing/")
    page.get_by_text("其他单位的任务").first.wait_for()
    shot(page, "landing-leader")


def test_it_prints_on_paper(cast, page_as, shot, tmp_path):
    plan = issued(cast, SAMPLE.read_text("utf-8"))
    tasks = list(Task.objects.filter(plan=plan))
    for task in tasks[::3]:
        closed_out(task, on=date(2026, 9, 1))
    page = page_as(cast.chen)
    page.goto(f"/documents/{plan.document_id}/landing/")
    shot(page, "landing-speech")
    page.emulate_media(media="print")
    content = page.pdf(format="A4", prefer_css_page_size=True)
    (shot(page, "landing-print").parent / "landing-print.pdf").write_bytes(content)
    assert content.startswith(b"%PDF")
    assert not page.get_by_role("button", name="打印").is_visible()
