"""Taking in documents and reading them, in a real browser with a real worker."""

import re

import pytest

from luoshi.duban.documents.models import Document, Reading
from tests.architecture.project import ROOT
from tests.browser.going import follow, work, work_until
from tests.duban.documents.given import NOTICE

OPEN = re.compile(r"/documents/\d+/$")
SAMPLE = ROOT / "samples" / "qinghe-plenary-speech.txt"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def checked(fits, no_axe_violations):
    """``checked(page)``: it fits its window, and axe-core finds nothing."""

    def check(page):
        fits(page)
        no_axe_violations(page)

    return check


def _drop(page, *files):
    """Let files fall onto the page, as from the desktop."""
    page.evaluate(
        """files => {
            const data = new DataTransfer();
            for (const [name, text] of files) data.items.add(new File([text], name, {type: "text/plain"}));
            const zone = document.querySelector(".drop");
            for (const kind of ["dragenter", "dragover", "drop"])
                zone.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        [list(file) for file in files],
    )


@pytest.mark.parametrize("width", [1440, 390])
def test_a_chosen_file_opens_and_shows_its_text_once_it_is_read(page_as, cast, shot, checked, width):
    page = page_as(cast.chen, width=width)
    page.goto("/documents/")
    shot(page, "documents-none")
    follow(page.get_by_role("link", name="上传公文").first)
    shot(page, "documents-new")
    checked(page)
    page.locator("#files").set_input_files(SAMPLE)
    page.wait_for_url(OPEN)
    page.get_by_text("等待读取").wait_for()
    shot(page, "document-waiting")
    work()
    page.locator(".source-text").wait_for()
    assert page.locator(".source-text").inner_text().strip() == Reading.objects.get().text.strip()
    assert page.locator(".said-directive").count() > 30
    shot(page, "document")
    checked(page)
    page.goto("/documents/")
    shot(page, "documents")
    checked(page)


def test_dropped_files_are_told_one_by_one(page_as, cast, shot):
    page = page_as(cast.chen)
    page.goto("/documents/new/")
    _drop(page, ("通知.txt", NOTICE), ("空.txt", " "), ("某案.txt", "机密\n" + NOTICE))
    page.locator(".outcome").nth(2).get_by_text("未接收").wait_for()
    assert page.locator(".outcome").nth(0).get_by_role("link", name="通知.txt").is_visible()
    assert "空.txt" in page.locator(".outcome").nth(1).inner_text()
    assert page.locator(".outcome").nth(2).inner_text().count("某案.txt：文件标有密级") == 1
    assert page.get_by_label("文件原有密级").first.is_visible()
    assert Document.objects.count() == 1
    shot(page, "documents-dropped")


def test_files_dropped_while_others_are_on_their_way_wait_for_their_turn_and_lose_no_answer(page_as, cast):
    page = page_as(cast.chen)
    page.goto("/documents/new/")
    _drop(page, ("空.txt", " "), ("通知.txt", NOTICE))
    _drop(page, ("白.txt", "\n"))
    page.locator(".outcome").nth(2).get_by_text("未接收").wait_for()
    assert [one.inner_text() for one in page.locator(".outcome").all()] == [
        "未接收\n“空.txt”里没有文字。",
        "已入库\n通知.txt",
        "未接收\n“白.txt”里没有文字。",
    ]


def test_a_single_dropped_file_opens_at_once(page_as, cast):
    page = page_as(cast.chen)
    page.goto("/documents/new/")
    _drop(page, ("通知.txt", NOTICE))
    page.wait_for_url(OPEN)


def test_an_upload_after_the_session_ended_is_told_and_the_page_stays(page_as, cast):
    page = page_as(cast.chen, may_say=("404", "403"))
    page.goto("/documents/new/")
    page.context.clear_cookies()
    _drop(page, ("通知.txt", NOTICE))
    page.get_by_text("没有上传成功").wait_for()
    assert not Document.objects.exists()


def test_a_file_that_is_there_already_is_told_and_linked(page_as, cast):
    page = page_as(cast.chen)
    page.goto("/documents/new/")
    _drop(page, ("通知.txt", NOTICE))
    page.wait_for_url(OPEN)
    page.goto("/documents/new/")
    _drop(page, ("通知（副本）.txt", NOTICE))
    page.get_by_text("以前已入库").wait_for()
    page.get_by_role("link", name="通知（副本）.txt").click()
    page.wait_for_url(OPEN)
    assert Document.objects.count() == 1


def test_declassified_must_say_on_what_basis_before_anything_is_sent(page_as, cast, shot):
    page = page_as(cast.chen)
    page.goto("/documents/new/")
    card = page.locator("#upload")
    card.get_by_text("文件标有密级").click()
    card.get_by_label("文件原有密级").check()
    _drop(page, ("某案.txt", "机密\n" + NOTICE))
    assert not Document.objects.exists()
    card.get_by_label("解密依据").fill("青密解〔2026〕3号")
    shot(page, "documents-declassified")
    _drop(page, ("某案.txt", "机密\n" + NOTICE))
    page.wait_for_url(OPEN)
    assert Document.objects.get().declassified


@pytest.mark.parametrize("width", [1440, 390])
def test_a_changed_date_is_offered_for_reading_again_and_a_stale_form_shows_both(page_as, cast, shot, checked, width):
    page = page_as(cast.chen, width=width)
    page.goto("/documents/new/")
    page.get_by_label("正文").fill(NOTICE)
    page.get_by_role("button", name="入库").click()
    page.wait_for_url(OPEN)
    work()
    page.locator(".source-text").wait_for()
    other = page_as(cast.li)
    other.goto(page.url)
    page.get_by_label("成文日期").fill("2027-02-01")
    page.get_by_role("button", name="保存更正").click()
    page.get_by_text("按新日期重新读取").wait_for()
    shot(page, "document-date-changed")
    other.get_by_label("文号").fill("青政办发〔2026〕13号")
    other.get_by_role("button", name="保存更正").click()
    other.get_by_text("已修改了这一项").wait_for()
    shot(other, f"document-conflict-{width}")
    checked(other)
    page.get_by_text("按新日期重新读取").click()
    work_until(page, lambda: Reading.objects.count() == 2)
    page.get_by_text("按新日期重新读取").wait_for(state="detached")


def test_pages_read_well_in_english(page_as, cast, shot):
    page = page_as(cast.chen, language="en")
    page.goto("/documents/new/")
    _drop(page, ("空.txt", " "))
    page.get_by_text("There is no text in").wait_for()
