"""The rows behind the numbers as Excel: opened again and compared with what the page shows and what was counted."""

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.figures import RULES
from luoshi.duban.oversight.bulletins.models import BulletinRow
from luoshi.duban.oversight.bulletins.reading import rows_of
from luoshi.duban.tasks.models import Assignment, Task
from tests.duban.oversight.bulletins.given import LATER, WATER, a_quarter, a_task, drafted, issued

pytestmark = pytest.mark.django_db
#: Title, note and head stand above the rows.
HEAD = 3


@pytest.fixture
def bulletin(cast):
    a_quarter(cast)
    a_task(cast, "=HYPERLINK(1)", due=date(2026, 9, 20), percent=50)
    return issued(cast, drafted(cast))


def opened(person, address, language="zh-hans"):
    client = Client(headers={"Accept-Language": language})
    client.force_login(person)
    with clock.standing_at(LATER):
        response = client.get(address)
    assert response.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def table(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]


def test_a_list_holds_exactly_the_rows_that_the_number_counts(cast, bulletin):
    (sheet,) = opened(cast.chen, f"/bulletins/{bulletin.pk}/lists/overdue.xlsx")
    rows = list(rows_of(bulletin, "overdue"))
    assert bulletin.figures.get(key="overdue").value == len(rows) == 2
    assert [cell.value for cell in sheet[HEAD]][:5] == ["序号", "编号", "工作任务", "牵头单位", "完成时限"]
    assert [row[:3] for row in table(sheet)] == [[place, one.number, one.title] for place, one in enumerate(rows, 1)]
    limit = "9月10日前（2026年9月10日）"
    assert table(sheet)[0][2:] == ["完成3座水库除险加固", WATER, limit, "办理中", "60%", "100%", None, 20, None]
    formula = next(cell for row in sheet for cell in row if cell.value == "=HYPERLINK(1)")
    assert formula.data_type == "s"


def test_above_it_stand_the_sentence_the_number_and_the_day(cast, bulletin):
    (sheet,) = opened(cast.chen, f"/bulletins/{bulletin.pk}/lists/overdue.xlsx")
    assert sheet["A1"].value == "逾期未销号：2项"
    first, sentence, counted = sheet["A2"].value.split("\n")
    assert first == f"《{bulletin.title}》（2026年第3期）"
    assert sentence.startswith("正文：")
    assert "2项" in sentence
    assert counted == "统计截至2026年9月30日，各列为当时情况（2026年9月30日16:00统计，印发后不再改变）"


def test_it_stays_as_it_was_when_the_tasks_go_on(cast, bulletin):
    address = f"/bulletins/{bulletin.pk}/lists/overdue.xlsx"
    (before,) = opened(cast.chen, address)
    Task.objects.update(title="改名", state="closed-out")
    Assignment.objects.update(state="closed-out", percent=100)
    (after,) = opened(cast.chen, address)
    assert table(after) == table(before)


def test_of_one_unit(cast, bulletin):
    unit = cast.unit(WATER)
    (sheet,) = opened(cast.chen, f"/bulletins/{bulletin.pk}/lists/total.xlsx?unit={unit.pk}")
    count = BulletinRow.objects.filter(bulletin=bulletin, lead=unit, marks__contains=",total,").count()
    assert sheet["A1"].value == f"督办任务（{WATER}）：{count}项"
    assert {row[3] for row in table(sheet)} == {WATER}
    assert len(table(sheet)) == count


def test_all_lists_are_one_file_with_a_sheet_a_figure(cast, bulletin):
    book = opened(cast.chen, f"/bulletins/{bulletin.pk}/lists.xlsx", "en")
    figures = dict(bulletin.figures.values_list("key", "value"))
    counted = [key for key in RULES if figures.get(key)]
    assert len(book.sheetnames) == len(counted)
    for key, sheet in zip(counted, book, strict=True):
        assert len(table(sheet)) == figures[key], key
        assert [row[1] for row in table(sheet)] == [one.number for one in rows_of(bulletin, key)]
        assert sheet.auto_filter.ref == f"A{HEAD}:K{HEAD + figures[key]}"
    assert book.sheetnames[:2] == ["督办任务", "已销号"], "Chinese in every language"


def test_who_does_not_see_the_bulletin_gets_no_file(cast, bulletin):
    for who in (cast.sun, cast.shen):
        client = Client()
        client.force_login(who)
        for address in ("lists.xlsx", "lists/overdue.xlsx"):
            assert client.get(f"/bulletins/{bulletin.pk}/{address}").status_code in (403, 404)
    client = Client()
    client.force_login(cast.chen)
    assert client.get(f"/bulletins/{bulletin.pk}/lists/none.xlsx").status_code == 404
    page = client.get(f"/bulletins/{bulletin.pk}/lists/overdue/").content.decode()
    assert f'href="/bulletins/{bulletin.pk}/lists/overdue.xlsx"' in page
