"""Units and posts in a browser: the clerk finds, chooses, merges, imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.duban.organisations.actions.keep_sheet import keep_sheet
from luoshi.duban.organisations.models import Membership, Post
from tests.duban.organisations.test_sheets import FILE, PEOPLE
from tests.duban.spreadsheets.books import book

SIZES = [(1440, 900), (390, 844)]


def _at(name, *arguments):
    return reverse(f"organisations:{name}", args=arguments)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_pages_fit_and_can_be_read(page_as, cast, shot, fits, no_axe_violations, width, height):
    good = keep_sheet(cast.office, book(**FILE), "单位和人员.xlsx", actor=cast.chen)
    wrong = book(人员=[PEOPLE, [None, None, "县财政局", "局长"], ["冯春", None, "县气象局", "联络员"]])
    bad = keep_sheet(cast.office, wrong, "有错的表.xlsx", actor=cast.chen)
    posts = "&".join(f"post={post.pk}" for post in Post.objects.filter(role="liaison"))
    page = page_as(cast.chen, width, height)
    for name, address in (
        ("units", _at("units")),
        ("units-vacant", _at("units") + "?show=no-liaison"),
        ("unit", _at("unit", cast.unit("青禾县水利局").pk)),
        ("group", _at("unit", cast.unit("各乡镇").pk)),
        ("unit-new", _at("new-unit")),
        ("unit-members", _at("members", cast.unit("各乡镇").pk)),
        ("posts", _at("posts")),
        ("post", _at("post", Post.objects.get(role="accountable-leader").pk)),
        ("post-appoint", _at("appoint", Post.objects.filter(role="liaison").first().pk)),
        ("hand-over", _at("hand-over") + "?" + posts),
        ("units-import", _at("import")),
        ("units-differences", _at("sheet", good.pk)),
        ("units-faults", _at("sheet", bad.pk)),
    ):
        page.goto(address)
        shot(page, name)
        fits(page)
        no_axe_violations(page)


def test_units_are_chosen_by_keyboard(page_as, cast, shot):
    page = page_as(cast.chen)
    page.goto(_at("members", cast.unit("各乡镇").pk))
    box = page.get_by_role("combobox", name="成员单位")
    box.fill("水务")
    page.get_by_role("option", name="青禾县水利局").wait_for()
    shot(page, "picker")
    box.press("Enter")
    assert box.input_value() == ""
    box.fill("县财政")
    page.get_by_role("option", name="青禾县财政局").click()
    box.press("Backspace")
    page.get_by_role("button", name="保存成员").click()
    page.get_by_text("已保存成员").wait_for()
    names = Membership.objects.filter(group=cast.unit("各乡镇"), ends__isnull=True).values_list(
        "member__name", flat=True
    )
    assert sorted(names) == sorted(["临川镇人民政府", "石桥乡人民政府", "青禾县水利局"])


def test_a_merger_from_the_first_click_to_the_last(page_as, cast, shot, no_axe_violations):
    page = page_as(cast.chen)
    page.goto(_at("unit", cast.unit("青禾县水利局").pk))
    page.get_by_role("link", name="并入其他单位").click()
    page.get_by_role("combobox", name="并入").fill("农业")
    page.get_by_role("option", name="青禾县农业农村局").click()
    page.get_by_role("button", name="看会移交什么").click()
    page.get_by_role("heading", name="并入“青禾县农业农村局”").wait_for()
    shot(page, "merge-look")
    no_axe_violations(page)
    page.get_by_role("button", name="确认合并").click()
    page.get_by_text("已合并").wait_for()
    shot(page, "merged")
    assert page.get_by_role("heading", name="青禾县农业农村局", exact=True).is_visible()


def test_a_sheet_from_upload_to_first_passwords(page_as, cast, shot):
    page = page_as(cast.chen)
    page.goto(_at("import"))
    file = SimpleUploadedFile("单位.xlsx", book(**FILE))
    page.get_by_label("填好的表").set_input_files(
        {"name": file.name, "mimeType": "application/octet-stream", "buffer": file.read()}
    )
    page.get_by_role("button", name="上传并看差异").click()
    page.get_by_role("button", name="全部导入").click()
    page.get_by_role("heading", name="新建了2个账号").wait_for()
    shot(page, "first-passwords")
