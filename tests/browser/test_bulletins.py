"""Month's end: the clerk drafts the bulletin, units answer, it is approved and issued, and 48 of 49 shows its rows."""

import time

import docx
import pypdfium2
import pytest

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.models import Bulletin
from luoshi.duban.oversight.lights.renewing import renew_all
from tests.browser.clocks import stand_at
from tests.browser.hand import Hand, Tally
from tests.browser.papers import squeezed, words_of_pdf
from tests.duban.fonts import has_fonts
from tests.duban.oversight.bulletins.given import LAST_DAY, LATER, WATER, a_quarter, drafted, proposed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_the_last_day(monkeypatch):
    stand_at(monkeypatch, LAST_DAY)


@pytest.fixture
def quarter(cast):
    a_quarter(cast)
    with clock.standing_at(LAST_DAY):
        renew_all(LAST_DAY.date())


@pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")
def test_month_end_from_draft_to_issue(cast, quarter, page_as, shot, fits, no_axe_violations, monkeypatch):
    page = page_as(cast.chen)
    page.goto("/")
    page.get_by_role("link", name="通报", exact=True).click()
    page.get_by_role("link", name="起草通报").first.click()
    page.get_by_label("期间").select_option("quarter:2026-07-01")
    no_axe_violations(page)
    shot(page, "bulletin-new")
    page.get_by_role("button", name="起草").click()
    page.wait_for_url("**/edit/")
    page.get_by_role("textbox", name="段落 1", exact=True).wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "bulletin-edit")

    last = page.locator(".block").last
    last.locator(".block-text").click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("全县销号率为")
    page.get_by_text("比率", exact=True).click()
    page.get_by_role("button", name="92.5% 销号率").click()
    page.keyboard.type("，请各单位对照抓好落实。")
    page.locator(".draft-state").get_by_text("已保存").wait_for()
    assert Bulletin.objects.get().body.endswith("全县销号率为{{p:closed/total}}，请各单位对照抓好落实。")
    shot(page, "bulletin-typed", whole=False)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("全县销号率为").wait_for()
    no_axe_violations(page)
    fits(page)
    shot(page, "bulletin-draft")

    page.get_by_role("link", name="98.0%").first.click()  # 48 of the 49 that fell due
    page.get_by_role("heading", name="本期到期应办结：49项").wait_for()
    assert page.locator("tbody tr").count() == 49
    no_axe_violations(page)
    fits(page)
    shot(page, "bulletin-rows", whole=False)
    page.go_back()
    page.get_by_role("button", name="送审").click()
    page.get_by_text("已送审，等待他人审批。").wait_for()
    _answered(page_as(cast.sun, width=390), shot, fits, no_axe_violations)
    stand_at(monkeypatch, LATER)
    _approved_and_issued(cast, page_as, shot, fits, no_axe_violations)


def _answered(unit, shot, fits, no_axe_violations):
    unit.goto("/")
    unit.get_by_role("link", name="关于2026年第三季度").click()
    unit.get_by_role("textbox", name="答复").fill("汛期停工，已倒排工期，10月底前完工。")
    no_axe_violations(unit)
    fits(unit)
    shot(unit, "bulletin-named")
    unit.get_by_role("button", name="答复").click()
    unit.get_by_text("已答复").first.wait_for()


def _approved_and_issued(cast, page_as, shot, fits, no_axe_violations):
    head = page_as(cast.wang)
    head.goto("/")
    head.get_by_role("link", name="关于2026年第三季度").click()
    head.get_by_role("button", name="批准", exact=True).click()
    head.get_by_text("已批准。").wait_for()
    head.get_by_text("等待主要领导批准点名").wait_for()
    assert head.get_by_role("button", name="印发").count() == 0, "naming a unit waits for the principal"
    shot(head, "bulletin-waits-for-the-principal")

    principal = page_as(cast.zhao)
    principal.goto("/")
    principal.get_by_role("link", name="关于2026年第三季度").click()
    principal.get_by_role("button", name="批准点名").click()
    principal.get_by_text("已批准点名。").wait_for()
    shot(principal, "bulletin-named-approved")

    head.reload()
    head.get_by_role("button", name="印发").click()
    head.locator("dialog[open]").get_by_role("button", name="确定").click()
    head.get_by_text("已印发。").wait_for()
    no_axe_violations(head)
    fits(head)
    folder = shot(head, "bulletin-issued").parent
    files = {kind: head.request.get(f"/bulletins/{Bulletin.objects.get().pk}/file/{kind}/") for kind in ("docx", "pdf")}
    for kind, answer in files.items():
        (folder / f"bulletin.{kind}").write_bytes(answer.body())
    _is_laid_out_officially(docx.Document(folder / "bulletin.docx"))
    printed = words_of_pdf(folder / "bulletin.pdf")
    assert "本期到期应办结49项，已销号48项，到期办结率98.0%" in printed
    assert "督查通报第1期" in printed


def _is_laid_out_officially(document):
    """GB/T 9704-2012 in the Word file: margins, the red mark, the serial in its place, title, body, imprint."""
    section = document.sections[0]
    margins = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(one.mm) for one in margins] == [210, 297, 37, 28]
    mark = next(one for one in document.paragraphs if one.text == "督查通报")
    assert str(mark.runs[0].font.color.rgb) == "E60012"
    title = next(one for one in document.paragraphs if one.style.name == "Title")
    assert squeezed(title.text) == "关于2026年第三季度重点工作任务办理情况的通报"
    texts = [squeezed(one.text) for one in document.paragraphs]
    assert texts.index("第1期") < texts.index(squeezed(title.text)) < texts.index("一、基本情况")
    assert any("到期办结率98.0%" in one for one in texts)
    assert "印发" in "".join(document.element.itertext())


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_at_both_widths(cast, quarter, page_as, shot, fits, no_axe_violations, width):
    bulletin = drafted(cast, ranked=True)
    proposed(cast, drafted(cast))
    page = page_as(cast.chen, width=width)
    for name, path in (
        ("list", ""), ("read", f"{bulletin.pk}/"), ("editor", f"{bulletin.pk}/edit/"),
        ("behind", f"{bulletin.pk}/lists/slow/"), ("new", "new/"), ("special", "special/?q=水库"),
    ):  # fmt: skip
        page.goto(f"/bulletins/{path}")
        page.locator("h1").wait_for()
        fits(page)
        no_axe_violations(page)
        shot(page, f"bulletins-{name}")


def test_what_was_typed_outlives_a_lost_connection(cast, quarter, page_as, shot):
    bulletin = drafted(cast)
    page = page_as(cast.chen, may_say=["Failed to load resource", "net::ERR_INTERNET_DISCONNECTED", "htmx:"])
    page.goto(f"/bulletins/{bulletin.pk}/edit/")
    text = page.get_by_role("textbox", name="段落 2", exact=True)
    text.wait_for()
    page.context.set_offline(True)
    page.locator(".block").nth(1).locator(".block-text").click()
    page.keyboard.press("End")
    page.keyboard.type("离线时写的。")
    page.get_by_text("还没有保存").wait_for()
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("textbox", name="段落 2", exact=True).get_by_text("离线时写的。").wait_for()
    page.locator(".draft-state").get_by_text("已保存").wait_for()
    assert "离线时写的。" in Bulletin.objects.get().body


def test_paragraphs_are_moved_parted_joined_and_marked(cast, quarter, page_as, shot):
    bulletin = drafted(cast)
    page = page_as(cast.chen)
    page.goto(f"/bulletins/{bulletin.pk}/edit/")
    blocks = page.locator(".block")
    blocks.first.wait_for()
    count = blocks.count()
    blocks.nth(1).get_by_role("button", name="下移").click()
    assert Bulletin.objects.get().body == bulletin.body
    blocks.nth(0).get_by_role("button", name="在后面加一段").click()
    page.keyboard.type("甲段乙段")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert blocks.count() == count + 2
    blocks.nth(1).get_by_role("button", name="点名").click()
    page.locator("dialog[open]").get_by_label(WATER).check()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()
    blocks.nth(1).get_by_text(f"点名：{WATER}").wait_for()
    blocks.nth(2).get_by_label("层次").select_option("2")
    page.locator(".draft-state").get_by_text("已保存").wait_for()
    shot(page, "bulletin-marked", whole=False)
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_url(f"**/bulletins/{bulletin.pk}/")
    lines = Bulletin.objects.get().body.splitlines()
    unit = cast.unit(WATER)
    assert lines[1:3] == [f"{{{{c:{unit.pk}}}}}甲段", "## 乙段"]
    page.get_by_text("（一）乙段").wait_for()


@pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")
def test_a_leaders_question_becomes_one_page(cast, quarter, page_as, shot, fits, no_axe_violations):
    page = page_as(cast.chen)
    page.goto("/tasks/?q=水库")
    page.locator(".ledger-export summary").click()
    shot(page, "bulletins-ledger-menu", whole=False)
    page.get_by_role("link", name="作专报").click()
    page.get_by_label("专题").fill("水库除险加固")
    page.get_by_label("呈送").fill("钱副县长")
    page.get_by_role("button", name="起草").click()
    page.wait_for_url("**/edit/")
    page.get_by_role("textbox", name="段落 4", exact=True).wait_for()
    assert page.get_by_text("请精简到一页").count() == 0
    no_axe_violations(page)
    fits(page)
    shot(page, "bulletins-special-edit")
    page.locator(".block-text").first.click()
    page.keyboard.press("End")
    page.keyboard.insert_text("补充说明：" + "水库除险加固关系下游安全。" * 25)
    page.get_by_role("button", name="保存并核页数").click()
    page.get_by_text("专报现有2页，请精简到一页。").wait_for()


@pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")
def test_a_leader_gets_one_page_in_five_minutes(cast, quarter, page_as, shot, tmp_path):
    """From the ledger to the printed page: the clerk drafts and proposes, the head approves and issues."""
    tally, began = Tally(), time.monotonic()
    tally.begin("draft")
    clerk = Hand(page_as(cast.chen), tally)
    clerk.page.goto("/tasks/?q=水库")
    clerk.click(".ledger-export summary")
    clerk.click(clerk.page.get_by_role("link", name="作专报"))
    clerk.type("水库除险加固", into=clerk.page.get_by_label("专题"))
    clerk.type("钱副县长", into=clerk.page.get_by_label("呈送"))
    clerk.click(clerk.page.get_by_role("button", name="起草"))
    clerk.page.wait_for_url("**/edit/")
    clerk.page.get_by_role("textbox", name="段落 4", exact=True).wait_for()
    assert clerk.page.get_by_text("请精简到一页").count() == 0
    clerk.click(clerk.page.get_by_role("button", name="保存", exact=True))
    clerk.page.get_by_role("button", name="送审").wait_for()
    shot(clerk.page, "special-read")
    clerk.click(clerk.page.get_by_role("button", name="送审"))
    clerk.page.get_by_text("已送审，等待他人审批。").wait_for()
    tally.begin("issue")
    head = Hand(page_as(cast.wang), tally)
    head.page.goto("/")
    head.click(head.page.get_by_role("link", name="关于水库除险加固"))
    head.click(head.page.get_by_role("button", name="批准", exact=True))
    head.click(head.page.get_by_role("button", name="印发"))
    head.click(head.page.locator("dialog[open]").get_by_role("button", name="确定"))
    head.page.get_by_text("已印发。").wait_for()
    shot(head.page, "special-issued")
    file = tmp_path / "special.pdf"
    file.write_bytes(head.page.request.get(f"/bulletins/{Bulletin.objects.get().pk}/file/pdf/").body())
    assert len(pypdfium2.PdfDocument(file)) == 1
    assert "钱副县长：" in words_of_pdf(file)
    assert time.monotonic() - began < 300
    assert sum(clicks for clicks, _keys in tally.stages.values()) <= 15, str(tally)
