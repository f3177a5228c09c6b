"""A unit's tasks, its record and the burden laid on it, as a liaison, a leader and the office look at them."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.documents.models import Document, SourceFile
from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.models import (
    Assignment,
    Circulation,
    Decision,
    Extension,
    Invitation,
    Report,
    SourceKind,
    State,
    Task,
    TaskSource,
)
from tests.browser.clocks import stand_at
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out, withdrawn
from tests.duban.tasks.life.given import WATER, the

pytestmark = pytest.mark.django_db(transaction=True)
IN_NOVEMBER = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    stand_at(monkeypatch, IN_NOVEMBER)


@pytest.fixture
def water(cast):
    """The water bureau with a dozen tasks of all kinds."""
    plan, unit = a_plan(cast), cast.unit(WATER)
    under_way = a_task(cast, plan, "完成3座水库除险加固，年底前通过竣工验收。", due=date(2026, 10, 31), issued=True)
    again = a_task(cast, plan, "年底前完成3座水库除险加固并通过竣工验收。", due=date(2026, 12, 31), issued=True)
    river = a_task(cast, plan, "疏浚柳溪河18公里。", due=date(2026, 12, 10), issued=True)
    a_task(cast, plan, "健全河湖长效管护机制。", due=None, issued=True)
    a_task(cast, plan, "完成全县农村饮水安全排查。", due=date(2027, 3, 31), issued=True)
    a_task(cast, plan, "配合做好秸秆禁烧。", lead="青禾县农业农村局", supporting=(WATER,), issued=True)
    closed_out(a_task(cast, plan, "开展汛前检查。", due=date(2026, 8, 31), issued=True), on=date(2026, 8, 20))
    closed_out(a_task(cast, plan, "备足防汛物资。", due=date(2026, 8, 31), issued=True), on=date(2026, 9, 10))
    withdrawn(a_task(cast, plan, "建设水情平台。", due=date(2026, 8, 31), issued=True))
    reports(the(under_way), the(river))
    Extension.objects.create(
        assignment=the(river), asked_by="孙联络", asked_on=date(2026, 9, 20), reason="汛期延长", progress="过半",
        due_then=date(2026, 10, 31), due_wanted=date(2026, 12, 10), due_granted=date(2026, 12, 10),
        decision=Decision.GRANTED,
    )  # fmt: skip
    source = SourceFile.objects.create(office=cast.office, sha256="1", name="通知.docx", size=1, stored="x")
    letter = Document.objects.create(office=cast.office, source=source, title="市政府关于水库除险加固的督办通知")
    TaskSource.objects.create(task=under_way, kind=SourceKind.STATEMENT, document=letter, position=1)
    weekly = Register.objects.create(office=cast.office, name="防汛工作台账", year=2026, rhythm=Rhythm.WEEKLY)
    Task.objects.filter(pk=river.pk).update(register=weekly)
    round_ = Circulation.objects.create(plan=plan, answer_by=date(2026, 9, 1), opened_by=cast.chen)
    Invitation.objects.create(circulation=round_, unit=unit, answered_at=clock.now())
    sign([under_way, again, river])
    return unit


def reports(under_way, river):
    said = {"reported_by": "孙联络", "filed_at": clock.now()}
    for row, days in ((under_way, ((7, 28), (8, 28), (9, 28), (10, 29))), (river, ((8, 7), (8, 14), (10, 30)))):
        for month, day in days:
            kind = "no-change" if month == 9 else "progress"
            last = Report.objects.create(assignment=row, kind=kind, reported_on=date(2026, month, day), **said)
        Assignment.objects.filter(pk=row.pk).update(latest=last, state=State.IN_PROGRESS, percent=60)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_office_looks_at_a_unit(cast, water, page_as, shot, fits, no_axe_violations, width):
    page = page_as(cast.chen, width=width)
    page.goto(f"/units/{water.pk}/")
    page.get_by_role("link", name="任务与负担").click()
    page.get_by_role("heading", name="未办结 5 项").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "unit-work")
    page.locator(".unit-matrix tfoot a.is-bad").click()
    page.wait_for_url("**when=late**")
    assert page.locator("#list tbody tr").count() == 1
    page.get_by_role("link", name="报送负担").click()
    page.get_by_text("每月应报多少件反馈").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "unit-burden")
    page.get_by_role("link", name="同一事项").click()
    page.get_by_text("表述相近的任务（1）").wait_for()
    page.get_by_text("有多个来源的任务（1）").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "unit-matters")
    page.get_by_role("link", name="并案").click()
    page.get_by_role("heading", name="确认并案").wait_for()


def test_a_liaison_looks_at_the_own_unit_and_at_no_other(cast, water, page_as):
    page = page_as(cast.sun)
    page.goto(f"/units/{water.pk}/")
    page.get_by_role("link", name="任务与负担").click()
    page.get_by_role("heading", name="未办结 5 项").wait_for()
    other = cast.unit("青禾县财政局")
    page.goto(f"/units/{other.pk}/")
    page.get_by_role("heading", name=other.name).wait_for()
    assert page.get_by_role("link", name="任务与负担").count() == 0
