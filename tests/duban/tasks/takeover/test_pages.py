"""The clerk's way, through the pages: drop the file, columns, words, look, take over."""

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from luoshi.duban import clock
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.organisations.models import Alias, Unit
from luoshi.duban.registers.models import ColumnMapping
from luoshi.duban.tasks.models import State, StateWord, Takeover, Task
from luoshi.duban.tasks.views.task import PARTS
from tests.duban.spreadsheets.books import book
from tests.duban.tasks.takeover.given import FIRST, HEAD, SECOND, a_file, a_takeover

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=clock.ZONE)
#: What the guesses choose for HEAD.
FIELDS = ("number", "text", "lead", "supporting", "limit", "progress", "state")


@pytest.fixture(autouse=True)
def _summer():
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def chen(client, cast):
    client.force_login(cast.chen)
    return client


def drop(client, cast, content, name="台账.xlsx"):
    return client.post("/takeovers/", {"register": cast.register.pk, "file": SimpleUploadedFile(name, content)})


def columns(**more):
    chosen = {f"column-{place}": field for place, field in enumerate(FIELDS)}
    return {"sheet": "台账", "first": 2, "height": 1, "version": 1, **chosen, **more}


def meanings(**more):
    return {"version": 2, "counted_from": "2026-01-01", "state-0": "in-progress", "state-1": "closed-out", **more}


def test_from_the_drop_to_the_tasks(chen, cast):
    answer = drop(chen, cast, a_file())
    takeover = Takeover.objects.get()
    assert answer["Location"] == f"/takeovers/{takeover.pk}/columns/"
    page = chen.get(answer["Location"]).content.decode()
    assert "完成3座水库除险加固。" in page
    assert '<option value="lead" selected>牵头单位</option>' in page
    answer = chen.post(f"/takeovers/{takeover.pk}/columns/", columns())
    assert answer["Location"] == f"/takeovers/{takeover.pk}/meanings/"
    page = chen.get(answer["Location"]).content.decode()
    assert '<option value="closed-out" selected>已销号</option>' in page
    answer = chen.post(f"/takeovers/{takeover.pk}/meanings/", meanings())
    assert answer["Location"] == f"/takeovers/{takeover.pk}/"
    page = chen.get(answer["Location"]).content.decode()
    assert "将成为2项任务" in page
    answer = chen.post(f"/takeovers/{takeover.pk}/run/", {"version": 3}, follow=True)
    assert "已导入2项任务" in answer.content.decode()
    assert Task.objects.count() == 2


def test_the_second_sheet_with_the_same_headings_and_words_goes_straight_to_the_look(chen, cast):
    a_takeover(cast)
    answer = drop(chen, cast, a_file([1, "建校。", "县财政局", None, "年底前", None, "推进中"]), "二季度.xlsx")
    takeover = Takeover.objects.get(source__name="二季度.xlsx")
    assert answer["Location"] == f"/takeovers/{takeover.pk}/"
    assert "将成为1项任务" in chen.get(answer["Location"]).content.decode()


def test_a_new_word_for_a_state_is_asked_for(chen, cast):
    a_takeover(cast)
    answer = drop(chen, cast, a_file([1, "建校。", "县财政局", None, "年底前", None, "待研判"]), "二季度.xlsx")
    assert answer["Location"].endswith("/meanings/")
    page = chen.get(answer["Location"]).content.decode()
    assert "待研判" in page
    refused = chen.post(answer["Location"], meanings(version=9, **{"state-0": ""}))
    assert refused.status_code == 409
    assert not StateWord.objects.filter(word="待研判").exists()


def test_two_headings_for_one_field_are_refused_with_a_sentence_and_the_choice_is_kept(chen, cast):
    drop(chen, cast, a_file())
    takeover = Takeover.objects.get()
    answer = chen.post(f"/takeovers/{takeover.pk}/columns/", columns(**{"column-3": "lead"}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "与C列都对应“牵头单位”，一项只能对应一列" in page
    assert page.count('<option value="lead" selected>') == 2
    assert not ColumnMapping.objects.exists()


def test_a_mapping_without_the_task_or_its_units_is_refused(chen, cast):
    drop(chen, cast, a_file())
    takeover = Takeover.objects.get()
    nothing = {"column-1": "", "column-2": ""}
    page = chen.post(f"/takeovers/{takeover.pk}/columns/", columns(**nothing)).content.decode()
    assert "没有对应“工作任务”的列" in page
    assert "没有对应牵头单位或责任单位的列" in page


def test_the_registers_own_columns_are_offered_and_taken(chen, cast):
    cast.register.schema = {"columns": [{"key": "money", "name": "投资", "kind": "number"}]}
    cast.register.save()
    drop(chen, cast, a_file([*FIRST, "3,500"], [*SECOND, None], head=[*HEAD, "投资额"]))
    takeover = Takeover.objects.get()
    assert (
        '<option value="extra:money">投资</option>' in chen.get(f"/takeovers/{takeover.pk}/columns/").content.decode()
    )
    chen.post(f"/takeovers/{takeover.pk}/columns/", columns(**{"column-7": "extra:money"}))
    chen.post(f"/takeovers/{takeover.pk}/meanings/", meanings())
    chen.post(f"/takeovers/{takeover.pk}/run/", {"version": 3})
    assert Task.objects.get(position=1).extra == {"money": "3500"}


def test_a_person_can_say_where_sheet_and_headings_are(chen, cast):
    content = book(说明=[["使用说明"]], 数据=[["一"], ["事项内容", "谁办"], ["修路", "县水务局"]])
    drop(chen, cast, content)
    takeover = Takeover.objects.get()
    page = chen.get(f"/takeovers/{takeover.pk}/columns/").content.decode()
    assert "没有认出表头" in page
    page = chen.get(f"/takeovers/{takeover.pk}/columns/?sheet=数据&first=2&height=1").content.decode()
    assert "谁办" in page
    wrong = chen.get(f"/takeovers/{takeover.pk}/columns/?sheet=数据&first=9&height=1").content.decode()
    assert "工作表只有3行" in wrong
    data = {"sheet": "数据", "first": 2, "height": 1, "version": 1, "column-0": "text", "column-1": "lead"}
    answer = chen.post(f"/takeovers/{takeover.pk}/columns/", data)
    assert answer["Location"].endswith("/meanings/")
    takeover.refresh_from_db()
    assert (takeover.sheet, takeover.first_heading) == ("数据", 2)


def test_faulty_cells_are_listed_by_place_and_nothing_can_be_taken_over(chen, cast):
    takeover = a_takeover(cast, [*FIRST[:4], "2026-02-30", *FIRST[5:]], [*SECOND[:4], "2026-02-30", *SECOND[5:]])
    page = chen.get(f"/takeovers/{takeover.pk}/").content.decode()
    assert "2处要在表中改正" in page
    assert "E3、E4" in page
    assert "日期“2026-02-30”不存在或无法识别" in page
    answer = chen.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version}, follow=True)
    assert "工作表“台账”第3行E列" in answer.content.decode()
    assert not Task.objects.exists()


def test_faults_are_told_in_english_on_an_english_page(chen, cast):
    takeover = a_takeover(cast, [*FIRST[:4], "2026-02-30", *FIRST[5:]])
    chen.cookies["django_language"] = "en"
    page = chen.get(f"/takeovers/{takeover.pk}/").content.decode()
    assert "the date 2026-02-30 does not exist or cannot be read" in page


def unknown_units(cast):
    rows = [[n, f"任务{n}。", "县教育局", "教体局" if n > 1 else None, None, None, "推进中"] for n in (1, 2)]
    return a_takeover(cast, *rows)


def test_unknown_units_are_answered_once_for_all_rows(chen, cast):
    takeover = unknown_units(cast)
    page = chen.get(f"/takeovers/{takeover.pk}/").content.decode()
    assert "2个单位名称在名录中没有" in page
    unit = cast.unit("青禾县财政局")
    data = {
        "name-0": "县教育局", "unit-0": "", "unit-0_typed": "", "add-0": "on", "official-0": "青禾县教育局",
        "name-1": "教体局", "unit-1": unit.pk, "official-1": "教体局",
    }  # fmt: skip
    answer = chen.post(f"/takeovers/{takeover.pk}/units/", data, follow=True)
    assert "已记住2个单位名称" in answer.content.decode()
    assert Alias.objects.get(name="县教育局").unit.name == "青禾县教育局"
    assert Alias.objects.get(name="教体局").unit == unit
    chen.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version})
    assert Task.objects.count() == 2


def test_an_answer_that_is_refused_keeps_none_of_them(chen, cast):
    takeover = unknown_units(cast)
    data = {
        "name-0": "县教育局", "add-0": "on", "official-0": "青禾县教育局",
        "name-1": "县水务局", "unit-1": cast.unit("青禾县财政局").pk, "official-1": "",
    }  # fmt: skip
    answer = chen.post(f"/takeovers/{takeover.pk}/units/", data)
    assert answer.status_code == 409
    assert "“县水务局”已是“青禾县水利局”的名称或别名" in answer.content.decode()
    assert not Unit.objects.filter(name="青禾县教育局").exists()


def test_a_typed_name_that_means_nothing_stands_beside_its_field(chen, cast):
    takeover = unknown_units(cast)
    data = {"name-0": "县教育局", "unit-0_typed": "没有的局", "official-0": ""}
    answer = chen.post(f"/takeovers/{takeover.pk}/units/", data)
    assert "名录中没有“没有的局”" in answer.content.decode()


def test_hidden_sheets_rows_and_formulas_are_told(chen, cast):
    workbook = load_workbook(io.BytesIO(a_file()))
    workbook["台账"].row_dimensions[4].hidden = True
    workbook.create_sheet("旧表").append(["作废"])
    workbook["旧表"].sheet_state = "hidden"
    target = io.BytesIO()
    workbook.save(target)
    takeover = a_takeover(cast, content=target.getvalue())
    page = chen.get(f"/takeovers/{takeover.pk}/").content.decode()
    assert "隐藏的工作表（旧表）没有读取" in page
    assert "表中隐藏的1行（第4行）也会导入" in page


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("台账.xlsx", b"", "文件是空的"),
        ("台账.xlsx", b"PK\x03\x04 nothing", "已损坏或不是表格文件"),
        ("台账.docx", b"hello", "不是 .xlsx、.xls 或 .csv 表格"),
        ("空.xlsx", book(台账=[]), "没有内容"),
        ("密.xlsx", book(台账=[["机密★1年"], HEAD, FIRST]), "标有密级，涉密文件不得导入"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_beside_its_field_and_not_kept(chen, cast, name, content, sentence):
    answer = drop(chen, cast, content, name)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SourceFile.objects.exists()
    assert not Takeover.objects.exists()


def test_a_file_beyond_the_limit_is_refused(chen, cast, settings):
    settings.MAX_UPLOAD = 100
    assert drop(chen, cast, a_file()).status_code == 422


def test_the_same_file_leads_to_the_takeover_that_is_open(chen, cast):
    content = a_file()
    first = drop(chen, cast, content)
    assert drop(chen, cast, content)["Location"] == first["Location"]
    assert Takeover.objects.count() == 1


def test_a_file_that_was_taken_over_is_refused_with_who_and_when(chen, cast):
    takeover = a_takeover(cast, content=(content := a_file()))
    chen.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version})
    answer = drop(chen, cast, content)
    assert "已于2026-07-15由陈明导入“重点工作任务台账（2026）”（2项），不能重复导入" in answer.content.decode()


def test_the_file_comes_back_as_it_came(chen, cast):
    takeover = a_takeover(cast, content=(content := a_file()))
    answer = chen.get(f"/takeovers/{takeover.pk}/file/")
    assert answer.content == content
    assert "attachment" in answer["Content-Disposition"]


def test_it_can_be_set_aside(chen, cast):
    takeover = a_takeover(cast)
    answer = chen.post(f"/takeovers/{takeover.pk}/set-aside/", follow=True)
    assert "已搁置" in answer.content.decode()
    assert chen.get(f"/takeovers/{takeover.pk}/").status_code == 404


def test_another_office_finds_nothing(client, cast):
    takeover = a_takeover(cast)
    client.force_login(cast.shen)
    for page in ("", "columns/", "meanings/", "file/"):
        assert client.get(f"/takeovers/{takeover.pk}/{page}").status_code == 404
    assert client.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version}).status_code == 404
    assert (
        client.post(
            "/takeovers/", {"register": cast.register.pk, "file": SimpleUploadedFile("a.csv", b"x")}
        ).status_code
        == 422
    )
    assert not Task.objects.exists()


def test_the_task_shows_where_it_came_from_and_how_far_it_was(chen, cast):
    takeover = a_takeover(cast)
    chen.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version})
    task = Task.objects.get(position=1)
    parts = [chen.get(f"/tasks/{task.pk}/{part}/").content.decode() for part in PARTS]
    page = "".join([chen.get(f"/tasks/{task.pk}/").content.decode(), *parts])
    assert "台账.xlsx，工作表“台账”第3行" in page
    assert "导入时的情况" in page
    assert "已开工" in page
    assert "从原有台账导入任务" in page


def test_a_task_without_a_plan_is_listed_changed_and_withdrawn(chen, cast):
    takeover = a_takeover(cast)
    chen.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version})
    task = Task.objects.get(position=1)
    assert "督2026-001" in chen.get("/tasks/").content.decode()
    assert chen.get(f"/tasks/{task.pk}/change/").status_code == 200
    assert chen.get(f"/tasks/{task.pk}/withdraw/").status_code == 200


def test_pages_cost_the_same_for_many_rows(chen, cast, django_assert_max_num_queries):
    rows = [[n, f"整治第{n}处隐患。", "县水务局", f"无名局{n}", "年底前", "推进", "推进中"] for n in range(1, 301)]
    takeover = a_takeover(cast, *rows)
    for page in ("", "columns/", "meanings/"):
        with django_assert_max_num_queries(14):
            assert chen.get(f"/takeovers/{takeover.pk}/{page}").status_code == 200
    with django_assert_max_num_queries(12):
        chen.get("/takeovers/")


def test_states_that_are_no_states_point_back_to_the_columns(chen, cast):
    rows = [[n, f"任务{n}。", "县水务局", None, None, None, f"第{n}种说法"] for n in range(50)]
    drop(chen, cast, a_file(*rows))
    takeover = Takeover.objects.get()
    chen.post(f"/takeovers/{takeover.pk}/columns/", columns())
    answer = chen.get(f"/takeovers/{takeover.pk}/meanings/", follow=True)
    assert "50种不同的说法，不像状态" in answer.content.decode()


def test_without_a_state_column_one_answer_is_for_all(chen, cast):
    takeover = a_takeover(cast, FIRST[:6], head=HEAD[:6])
    page = chen.get(f"/takeovers/{takeover.pk}/meanings/").content.decode()
    assert "表中没有状态列" in page
    chen.post(f"/takeovers/{takeover.pk}/run/", {"version": takeover.version})
    assert Task.objects.get().state == State.IN_PROGRESS


@pytest.mark.parametrize("name", ["chen", "wang"])
def test_a_registers_page_leads_to_it_with_the_register_chosen(client, cast, name):
    client.force_login(cast.people[name])
    address = f"/takeovers/?register={cast.register.pk}"
    assert address in client.get(f"/registers/{cast.register.pk}/").content.decode()
    page = client.get(address).content.decode()
    assert f'<option value="{cast.register.pk}" selected>' in page


def test_a_register_that_was_closed_is_not_offered(chen, cast):
    cast.register.is_open = False
    cast.register.save()
    assert "/takeovers/" not in chen.get(f"/registers/{cast.register.pk}/").content.decode()
    assert "还没有可用的台账" in chen.get("/takeovers/").content.decode()
    assert drop(chen, cast, a_file()).status_code == 422


def test_the_way_is_there_in_english(chen, cast):
    takeover = a_takeover(cast, FIRST, [2, "建校。", "县教育局", None, "待定", None, "推进中"])
    chen.cookies["django_language"] = "en"
    columns_page = chen.get(f"/takeovers/{takeover.pk}/columns/").content.decode()
    page = chen.get(f"/takeovers/{takeover.pk}/").content.decode()
    assert "待定 names no day; the limit stays open" in page
    assert '<option value="lead" selected>Lead unit</option>' in columns_page
