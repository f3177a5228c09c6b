"""The way of a plan through its pages, as the people concerned walk it."""

import io
import zipfile

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook

from luoshi.duban.tasks.models import Plan, PlanState
from tests.duban.fonts import has_fonts
from tests.duban.tasks.given import a_plan, a_task

needs_fonts = pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")


@pytest.fixture
def plan(cast):
    plan = a_plan(cast, "县委全会讲话任务分解")
    a_task(cast, plan, supporting=("青禾县财政局",))
    a_task(cast, plan, "年底前新建高标准农田2万亩。", lead="青禾县农业农村局", due=None)
    return plan


def post(client, person, plan, what, **data):
    client.force_login(person)
    return client.post(f"/plans/{plan.pk}/{what}/", data)


def notice(**more):
    return {
        "number": "青督字[2026]12号",
        "issued_on": "2026-07-20",
        "mark": "青禾县督查室文件",
        "addressee": "各乡镇，县直各部门",
        "body": "现将任务分解表印发给你们，请认真抓好落实。",
        "signature": "青禾县督查室",
        **more,
    }


@needs_fonts
def test_from_proposal_to_issue(client, cast, plan):
    post(client, cast.chen, plan, "propose", basis="县长7月12日批示")
    post(client, cast.wang, plan, "approve", opinion="同意")
    answer = post(client, cast.wang, plan, "issue", **notice())
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (PlanState.ISSUED, "青督字〔2026〕12号")
    assert [paper.kind for paper in plan.papers.order_by("kind")] == ["docx", "pdf"]
    page = client.get(f"/plans/{plan.pk}/approval/").content.decode()
    assert "青督字〔2026〕12号" in page
    word = WordDocument(io.BytesIO(b"".join(client.get(f"/plans/{plan.pk}/issued.docx"))))
    assert any("任务分解表" in paragraph.text for paragraph in word.paragraphs)
    assert "年底前新建高标准农田2万亩。" in word.tables[-1].cell(2, 1).text


def test_a_malformed_number_stands_beside_what_was_typed(client, cast, plan):
    post(client, cast.chen, plan, "propose", basis="县长批示")
    post(client, cast.wang, plan, "approve")
    answer = post(client, cast.wang, plan, "issue", **notice(number="第12号", addressee="各镇"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "不合规范" in page
    assert "各镇" in page
    assert Plan.objects.get(pk=plan.pk).state == PlanState.APPROVED


def test_a_refusal_keeps_what_was_typed(client, cast, plan):
    a_task(cast, plan, "健全例会制度。", lead=None)
    answer = post(client, cast.chen, plan, "propose", basis="县长7月12日批示")
    assert answer.status_code == 409
    assert "3. 健全例会制度" in answer.content.decode()
    assert "县长7月12日批示" in answer.content.decode()


def test_who_proposed_is_not_offered_to_approve(client, cast, plan):
    post(client, cast.wang, plan, "propose", basis="县长批示")
    page = client.get(f"/plans/{plan.pk}/approval/").content.decode()
    assert "批准立项</button>" not in page
    assert "等待他人审批" in page


def test_another_office_finds_no_plan(client, cast, plan):
    client.force_login(cast.shen)
    assert client.get(f"/plans/{plan.pk}/approval/").status_code == 404
    assert client.get(f"/plans/{plan.pk}/table.docx").status_code == 404


def test_the_page_costs_the_same_with_many_tasks(client, cast, plan, django_assert_max_num_queries):
    for place in range(30):
        a_task(cast, plan, f"整治第{place}处隐患。", supporting=("青禾县财政局",))
    client.force_login(cast.chen)
    with django_assert_max_num_queries(12):
        assert client.get(f"/plans/{plan.pk}/approval/").status_code == 200


def test_the_table_as_excel(client, cast, plan):
    client.force_login(cast.chen)
    answer = client.get(f"/plans/{plan.pk}/table.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["序号", "工作任务", "目标", "牵头（责任）单位", "配合单位", "完成时限"] in cells
    assert any(row[1] == "完成3座水库除险加固。" and row[4] == "青禾县财政局" for row in cells)


def test_a_unit_gets_only_its_tasks(client, cast, plan):
    client.force_login(cast.chen)
    unit = cast.unit("青禾县财政局")
    answer = client.get(f"/plans/{plan.pk}/extracts/{unit.pk}.docx")
    words = "\n".join(cell.text for table in WordDocument(io.BytesIO(answer.content)).tables for cell in table._cells)
    assert "水库" in words
    assert "配合" in words
    assert "高标准农田" not in words


def test_a_unit_without_tasks_has_no_extract(client, cast, plan):
    client.force_login(cast.chen)
    assert client.get(f"/plans/{plan.pk}/extracts/{cast.unit('石桥乡人民政府').pk}.docx").status_code == 404


def test_all_extracts_in_one_file(client, cast, plan):
    client.force_login(cast.chen)
    answer = client.get(f"/plans/{plan.pk}/extracts.docx.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.namelist() == ["01 青禾县水利局.docx", "02 青禾县财政局.docx", "03 青禾县农业农村局.docx"]


@needs_fonts
def test_the_preview_is_the_paper_that_would_go_out(client, cast, plan):
    post(client, cast.chen, plan, "propose", basis="县长批示")
    post(client, cast.wang, plan, "approve")
    answer = post(client, cast.wang, plan, "issue", **notice(preview="1"))
    assert answer.content.startswith(b"%PDF")
    assert Plan.objects.get(pk=plan.pk).state == PlanState.APPROVED
