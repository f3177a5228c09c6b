"""The office's pages of 报送: what they show, what they hand out, what they ask the database."""

import io
import zipfile

import docx
import openpyxl
import pytest

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.receive_sheets import receive_sheets
from luoshi.duban.tasks.models import Report, ReportLink, ReportSheet, ReturnedSheet
from luoshi.duban.tasks.views import reporting
from tests.duban.cast import SINCE
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, progress, the
from tests.duban.tasks.reporting.given import LATE_JULY, TICK, TODAY, a_target, filled, owed_tasks, sent

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _late_july():
    with clock.standing_at(LATE_JULY):
        yield


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.chen)
    return client


@pytest.fixture
def two(cast):
    owed_tasks(cast, 2)
    an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)


def names(response):
    content = response.getvalue() if response.streaming else response.content
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


class TestHandingOut:
    def test_nothing_ticked_means_every_unit_that_owes(self, clerk, two):
        response = clerk.post("/owed/sheets/")
        assert names(response) == ["青禾县水利局-报送表0728.xlsx", "青禾县住房和城乡建设局-报送表0728.xlsx"]
        assert ReportSheet.objects.count() == 2

    def test_a_whole_countys_sheets_arrive_one_after_the_other(self, clerk, two, monkeypatch):
        made = []
        monkeypatch.setattr(reporting, "sheet_file", lambda sheet, _items: made.append(sheet.unit.name) or b"PK")
        response = clerk.post("/owed/sheets/")
        assert made == []
        parts = iter(response)
        assert "青禾县水利局".encode() in next(parts)
        assert made == ["青禾县水利局"]
        assert "青禾县住房和城乡建设局-报送表0728.xlsx".encode() in b"".join(parts)
        assert "no-store" in response["Cache-Control"]

    def test_one_unit_gets_a_file_of_its_own(self, cast, clerk, two):
        response = clerk.post("/owed/sheets/", {"unit": cast.unit(HOUSING).pk})
        page = openpyxl.load_workbook(io.BytesIO(response.content)).active
        assert "报送单位：青禾县住房和城乡建设局" in page["A2"].value
        assert "no-store" in response["Cache-Control"]

    def test_texts(self, clerk, two):
        page = clerk.post("/owed/texts/").content.decode()
        assert "青禾县水利局：2项任务待报送进展" in page
        assert "青禾县住房和城乡建设局：1项任务待报送进展" in page

    def test_links_are_shown_once(self, cast, clerk, two):
        response = clerk.post("/owed/links/make/", {"days": "5", "unit": cast.unit(WATER).pk})
        page = response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert "http://testserver/r/" in page
        link = ReportLink.objects.get()
        assert (link.expires_at - link.made_at).days == 5
        assert "/r/" not in clerk.get("/owed/links/").content.decode()

    @pytest.mark.parametrize("kind", ["docx", "pdf"])
    def test_papers_for_signature_and_stamp(self, cast, clerk, two, kind):
        response = clerk.post(f"/owed/papers.{kind}", {"unit": cast.unit(WATER).pk})
        assert response.content.startswith(b"%PDF" if kind == "pdf" else b"PK")
        assert names(clerk.post(f"/owed/papers.{kind}")) == [
            f"青禾县水利局-任务进展表.{kind}",
            f"青禾县住房和城乡建设局-任务进展表.{kind}",
        ]

    @pytest.mark.parametrize("address", ["/owed/sheets/", "/owed/texts/", "/owed/papers.docx"])
    def test_who_owes_nothing_gets_nothing(self, cast, clerk, address):
        response = clerk.post(address, {"unit": cast.unit(HOUSING).pk}, follow=True)
        assert "所选单位目前没有待报送的任务" in response.content.decode()

    def test_another_offices_units_are_not_chosen(self, cast, client, two):
        client.force_login(cast.shen)
        response = client.post("/owed/sheets/", {"unit": cast.unit(WATER).pk}, follow=True)
        assert "没有待报送" in response.content.decode()


class TestTheUnitsPaper:
    @pytest.mark.parametrize("kind", ["docx", "pdf"])
    @pytest.mark.parametrize("who", ["chen", "wang", "sun", "zhou", "qian"])
    def test_who_sees_its_work_prints_it_owed_or_not(self, cast, client, who, kind):
        (task,) = owed_tasks(cast, 1)
        file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=TODAY))
        client.force_login(getattr(cast, who))
        response = client.get(f"/units/{cast.unit(WATER).pk}/progress.{kind}")
        assert response.content.startswith(b"%PDF" if kind == "pdf" else b"PK")
        assert "no-store" in response["Cache-Control"]

    def test_what_stands_in_it(self, cast, clerk):
        first, second = owed_tasks(cast, 2)
        target = a_target(first)
        said = progress(
            "大坝已完成加固。", percent=40, figures={target.pk: 2}, problem="汛期不能施工。",
            help_needed="穿路手续", help_from="县交通运输局", next_step="9月底前完工。",
        )  # fmt: skip
        file_report(the(first), actor=cast.sun, said=said, came=by_page(on=TODAY))
        content = clerk.get(f"/units/{cast.unit(WATER).pk}/progress.docx").content
        document = docx.Document(io.BytesIO(content))
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        assert rows[0] == ["序号", "编号", "工作任务", "完成时限", "目前进展", "存在问题和下步措施", "状态"]
        # The nearest limit first: the second task's had passed when it was issued on the 15th; late from then on.
        assert rows[1][1:6] == [second.number, second.text, "2026年7月10日\n逾期13天", "尚未反馈", ""]
        assert rows[2][4] == ("大坝已完成加固。\n小型水库不少于3座：已完成2座\n（完成40%；孙联络7月28日反馈）")
        assert rows[2][5] == "问题：汛期不能施工。\n需协调：县交通运输局，穿路手续\n下步：9月底前完工。"
        lines = [cell.text for row in document.tables[1].rows for cell in row.cells]
        assert [one for one in lines if one.endswith("：")] == ["填报人：", "负责人审签：", "单位（盖章）：", "日期："]

    def test_another_unit_does_not(self, cast, client):
        owed_tasks(cast, 1)
        client.force_login(cast.wu)
        assert client.get(f"/units/{cast.unit(WATER).pk}/progress.docx").status_code == 404

    def test_without_open_tasks_there_is_none(self, cast, clerk):
        response = clerk.get(f"/units/{cast.unit(HOUSING).pk}/progress.docx", follow=True)
        assert "没有在办任务" in response.content.decode()


class TestReturned:
    def test_what_was_said_last_stands_beside_what_is_said_now(self, cast, clerk):
        (task,) = owed_tasks(cast, 1)
        a_target(task)
        with clock.standing_at(LATE_JULY.replace(day=16)):
            said = progress("大坝已完成加固，正在修溢洪道。", percent=40)
            file_report(the(task), actor=cast.sun, said=said, came=by_page(on=TODAY.replace(day=16)))
        answers = {
            "1": {"进展情况": "大坝已完成加固，正在修启闭机房。", "完成比例（%）": "70", "下步措施": "8月验收。"},
            "1.1": {"指标完成值": 2},
        }
        receive_sheets([("回复.xlsx", filled(sent(cast)[1], answers))], actor=cast.chen)
        page = clerk.get("/owed/returned/").content.decode()
        assert "<del>溢洪道</del><ins>启闭机房</ins>" in page
        for words in ("40%", "70%", "2座", "8月验收。", "填报人：孙联络"):
            assert words in page

    def test_the_newer_file_of_a_unit_is_ticked(self, cast, clerk):
        owed_tasks(cast, 2)
        content = sent(cast)[1]
        files = [("一.xlsx", filled(content, {"1": TICK})), ("二.xlsx", filled(content, {"1": TICK, "2": TICK}))]
        older, newer = receive_sheets(files, actor=cast.chen).new
        page = clerk.get("/owed/returned/").content.decode()
        assert f'id="tick-{newer.pk}" checked' in page
        assert f'id="tick-{older.pk}" checked' not in page
        assert "该单位还有一份较新的文件" in page

    def test_an_empty_file_is_shown_and_not_ticked(self, cast, clerk):
        owed_tasks(cast, 1)
        receive_sheets([("空.xlsx", sent(cast)[1])], actor=cast.chen)
        page = clerk.get("/owed/returned/").content.decode()
        assert "没有填写，不算反馈" in page
        assert "checked" not in page

    def test_the_file_can_be_had_as_it_came(self, cast, clerk, client):
        owed_tasks(cast, 1)
        content = filled(sent(cast)[1], {"1": TICK})
        (file,) = receive_sheets([("回复.xlsx", content)], actor=cast.chen).new
        assert clerk.get(f"/owed/returned/{file.pk}/").content == content
        client.force_login(cast.shen)
        assert client.get(f"/owed/returned/{file.pk}/").status_code == 404

    def test_dropping_and_taking_in(self, cast, clerk):
        owed_tasks(cast, 1)
        file = io.BytesIO(filled(sent(cast)[1], {"1": TICK}))
        file.name = "回复.xlsx"
        page = clerk.post("/owed/returned/", {"files": [file]}, follow=True).content.decode()
        assert "已读取 1 个文件" in page
        key = ReturnedSheet.objects.get().pk
        page = clerk.post("/owed/returned/take-in/", {"file": key}, follow=True).content.decode()
        assert "已录入 1 个文件，共 1 条反馈" in page
        assert Report.objects.count() == 1
        page = clerk.post("/owed/returned/take-in/", {"file": key}, follow=True).content.decode()
        assert "没有勾选待录入的文件" in page

    def test_nothing_dropped(self, clerk):
        assert "没有选择文件" in clerk.post("/owed/returned/", {}, follow=True).content.decode()


class TestLinks:
    def test_what_became_of_each(self, cast, clerk, two):
        for unit in (WATER, HOUSING):
            clerk.post("/owed/links/make/", {"unit": cast.unit(unit).pk})
        used, unopened = ReportLink.objects.order_by("id")
        ReportLink.objects.filter(pk=used.pk).update(opened_at=LATE_JULY, used_at=LATE_JULY, uses=2)
        page = clerk.get("/owed/links/").content.decode()
        for words in ("已报 2 项", "没有打开过", "有效"):
            assert words in page
        clerk.post(f"/owed/links/{unopened.pk}/revoke/")
        assert "已撤销" in clerk.get("/owed/links/").content.decode()

    def test_another_offices_link_is_not_there(self, cast, client, clerk, two):
        clerk.post("/owed/links/make/", {"unit": cast.unit(WATER).pk})
        client.force_login(cast.shen)
        assert client.post(f"/owed/links/{ReportLink.objects.get().pk}/revoke/").status_code == 404


@pytest.fixture
def many(cast):
    """Sixty units that owe something, one of them much, with files and links."""
    Unit.objects.bulk_create(
        Unit(office=cast.office, name=f"青禾县第{number}局", position=100 + number, starts=SINCE)
        for number in range(60)
    )
    for unit in Unit.objects.filter(position__gte=100):
        cast.units[unit.name] = unit
        an_issued_task(cast, f"完成第{unit.position}批农村公路养护。", lead=unit.name)
    owed_tasks(cast, 8)


@pytest.mark.parametrize("address", ["/owed/", "/owed/?page=2", "/owed/returned/", "/owed/links/", "unit", "link"])
def test_the_number_of_queries_does_not_follow_the_rows(cast, clerk, many, django_assert_max_num_queries, address):
    receive_sheets(
        [(f"{number}.xlsx", filled(sent(cast, f"青禾县第{number}局")[1], {"1": TICK})) for number in range(3)],
        actor=cast.chen,
    )
    response = clerk.post("/owed/links/make/", {"unit": [cast.unit(WATER).pk]})
    link = response.content.decode().partition("http://testserver")[2].partition("<")[0]
    address = {"unit": f"/owed/units/{cast.unit(WATER).pk}/", "link": link}.get(address, address)
    clerk.get("/owed/")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert clerk.get(address).status_code == 200


def test_the_list_is_paged(cast, clerk, many):
    assert "青禾县第58局" not in clerk.get("/owed/").content.decode()
    assert "青禾县第58局" in clerk.get("/owed/?page=2").content.decode()
    assert "青禾县第58局" in clerk.get("/owed/?q=第58").content.decode()


def test_a_long_list_behind_a_link_is_paged_and_each_page_is_sent_by_itself(cast, clerk):
    tasks = [an_issued_task(cast, f"完成第{number:02}批农村公路养护。") for number in range(25)]
    response = clerk.post("/owed/links/make/", {"unit": [cast.unit(WATER).pk]})
    link = response.content.decode().partition("http://testserver")[2].partition("<")[0]
    first, second = clerk.get(link).content.decode(), clerk.get(f"{link}?page=2").content.decode()
    assert "共 25 项待报送" in first
    assert "第19批" in first
    assert "第20批" not in first
    assert "第20批" in second
    rows = [the(task) for task in tasks[20:]]
    data = {f"a{row.pk}-version": row.version for row in rows} | {f"a{row.pk}-no_change": "on" for row in rows}
    clerk.post(f"{link}?page=2", {**data, "reported_by": "孙联络"})
    assert Report.objects.count() == 5
    assert "共 20 项待报送" in clerk.get(link).content.decode()
