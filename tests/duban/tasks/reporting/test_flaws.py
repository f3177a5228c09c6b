"""What is wrong in a returned sheet is named by file, sheet, row and column, and nothing of the file counts."""

import pytest

from luoshi.duban.tasks.models import ReportSheet
from tests.duban.tasks.circulation.given import a_round, sent_file
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task
from tests.duban.tasks.reporting.given import HEAD, TICK, filled, only_problem, sent

pytestmark = pytest.mark.django_db


class TestFlaws:
    """Each with file, sheet, row and column, in Chinese and English; nothing of the file counts."""

    @pytest.mark.parametrize(
        ("answers", "chinese", "english"),
        [
            (
                {"2": {"进展情况": 60}},
                "工作表“报送表”第7行F列（进展情况）：此处应为文字，写的是“60”。",
                "(sheet “报送表”, row 7, column F): words belong here, not “60”.",
            ),
            (
                {"2": {"进展情况": "已修订。", "完成比例（%）": "六成"}},
                "第7行H列（完成比例（%））：此处应为0到100的数，写的是“六成”。",
                "a number from 0 to 100 belongs here, not “六成”.",
            ),
            (
                {"1": {"进展情况": "已开工。"}, "1.1": {"指标完成值": "过半"}},
                "第5行G列（指标完成值）：此处应为数字（单位：公里），写的是“过半”。",
                "row 5, column G): a figure (in 公里) belongs here, not “过半”.",
            ),
            ({"2": {"无变化（✓）": "也许"}}, "第7行E列（无变化（✓））：此处只打✓，写的是“也许”。", "only a tick"),
            (
                {"2": {"进展情况": "已修订。", "申请销号（✓）": "✓", "完成日期": "月底"}},
                "第7行N列（完成日期）：看不懂日期“月底”",
                "the day “月底” cannot be read",
            ),
            (
                {"2": {"进展情况": "已修订。", "申请销号（✓）": "✓", "完成日期": "2026-8-3"}},
                "第7行N列（完成日期）：完成日期2026-08-03晚于填报日期2026-07-28。",
                "lies after the day of the report",
            ),
            (
                {"2": {"进展情况": "已修订。", "申请销号（✓）": "✓", "完成日期": "2024-7-3"}},
                "第7行N列（完成日期）：日期2024-07-03早于一年前",
                "is over a year ago",
            ),
            (
                {"2": {"进展情况": "已修订。", "完成日期": "2026-7-3"}},
                "第7行N列（完成日期）：填了完成日期，没有在“申请销号”栏打✓。",
                "申请销号 is not ticked",
            ),
            (
                {"2": {"申请销号（✓）": "✓", "无变化（✓）": "✓"}},
                "第7行M列（申请销号（✓））：又打了“无变化”",
                "is ticked as well",
            ),
            (
                {"2": {"进展情况": "已修订。", "无变化（✓）": "✓"}},
                "第7行E列（无变化（✓））：打了✓，又写了进展情况",
                "although there is progress",
            ),
            (
                {"2": {"存在问题": "没有经费。"}},
                "第7行F列（进展情况）：没有填写；其他栏已填",
                "is empty although other cells are filled",
            ),
            ({"2": {"申请销号（✓）": "✓"}}, "第7行F列（进展情况）：没有填写", "is empty"),
            ({"1.1": {"指标完成值": 12}}, "第4行F列（进展情况）：没有填写", "is empty"),
            (
                {"1": {"指标完成值": 12, "进展情况": "已开工。"}},
                "第4行G列（指标完成值）：请填在下面各指标行。",
                "rows of the figures below",
            ),
            ({"1.1": {"进展情况": "已开工。"}}, "第5行F列（进展情况）：请填在上面的任务行", "the task's row above"),
            ({"2": {"进展情况": "长" * 3001}}, "第7行F列（进展情况）：超过3000字", "more than 3000 characters"),
            (
                {"2": {"进展情况": "已修订。", "协调单位": "县" * 201}},
                "第7行K列（协调单位）：超过200字",
                "more than 200 characters",
            ),
            ({"2": {"编号": "甲"}}, "第7行A列：编号是“甲”，不是表中原有的行", "is no row of ours"),
        ],
    )
    def test_in_a_cell(self, sheet, drop, answers, chinese, english):
        (file,) = drop(("水利局.xlsx", filled(sheet, answers)))
        said = " ".join(one["chinese"] for one in file.problems)
        assert chinese in said
        assert english in " ".join(one["english"] for one in file.problems)
        assert all(one["chinese"].startswith("“水利局.xlsx”") for one in file.problems)
        assert all(one["english"].startswith("“水利局.xlsx” ") for one in file.problems)
        assert not file.found
        assert file.source is None

    def test_a_changed_heading(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, change=lambda page: page.cell(HEAD, 6, "工作进展"))))
        chinese, english = only_problem(file)
        assert "第3行F列：表头应有“进展情况”，此处为“工作进展”" in chinese.replace("\n", "")
        assert "row 3, column F): the heading “进展情况” is missing" in english

    def test_the_heading_of_the_figures_where_there_are_some(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, change=lambda page: page.cell(HEAD, 7, "完成数"))))
        assert "表头应有“指标完成值”" in only_problem(file)[0]

    def test_a_heading_that_stands_twice(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, change=lambda page: page.cell(HEAD, 4, "进展情况"))))
        assert "第3行F列：表头“进展情况”出现了两次" in only_problem(file)[0]

    def test_a_missing_row(self, cast, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, change=lambda page: page.delete_rows(HEAD + 4))))
        chinese, english = only_problem(file)
        assert "缺少编号为“" in chinese
        assert "-002”的行，请勿删行" in chinese
        assert "-002 is missing" in english

    def test_a_missing_figures_row(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, change=lambda page: page.delete_rows(HEAD + 3))))
        assert "-001-2”的行" in only_problem(file)[0]

    def test_a_doubled_row(self, sheet, drop):
        def double(page):
            page.insert_rows(HEAD + 5)
            page.cell(HEAD + 5, 1).value = page.cell(HEAD + 4, 1).value

        (file,) = drop(("水利局.xlsx", filled(sheet, change=double)))
        chinese, english = only_problem(file)
        assert "第8行A列" in chinese
        assert "重复，第7行已有" in chinese
        assert "row 8, column A" in english
        assert "stands twice" in english

    def test_an_added_row(self, sheet, drop):
        def add(page):
            page.insert_rows(HEAD + 5)
            page.cell(HEAD + 5, 2).value = "新增任务"
            page.cell(HEAD + 5, 6).value = "已完成"

        (file,) = drop(("水利局.xlsx", filled(sheet, change=add)))
        assert "第8行A列：编号是空的，不是表中原有的行" in only_problem(file)[0]

    def test_a_row_beyond_the_sheet(self, sheet, drop):
        def add(page):
            code = page.cell(HEAD + 1, 1).value.split("-")[0]
            page.insert_rows(HEAD + 5)
            page.cell(HEAD + 5, 1).value = f"{code}-077"

        (file,) = drop(("水利局.xlsx", filled(sheet, change=add)))
        assert "-077”的行" in only_problem(file)[0]

    def test_another_units_row(self, cast, sheet, drop):
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
        foreign, _content = sent(cast, HOUSING)
        (file,) = drop(
            ("水利局.xlsx", filled(sheet, change=lambda page: page.cell(HEAD + 4, 1, f"{foreign.code}-001")))
        )
        said = [one["chinese"] for one in file.problems]
        assert f"第7行A列：编号“{foreign.code}-001”是{HOUSING}的行。" in said[0]
        assert "缺少编号" in said[1]

    def test_a_row_of_an_earlier_sheet_of_the_same_unit(self, cast, sheet, drop):
        later, _content = sent(cast)
        (file,) = drop(("水利局.xlsx", filled(sheet, change=lambda page: page.cell(HEAD + 4, 1, f"{later.code}-002"))))
        assert "是本单位另一张报送表的行" in file.problems[0]["chinese"]

    def test_a_code_that_nobody_gave(self, cast, sheet, drop):
        def recode(page):
            for row in page.iter_rows():
                for cell in row:
                    if cell.value:
                        cell.value = str(cell.value).replace(code, "QQQQQ")

        code = ReportSheet.objects.get().code
        (file,) = drop(("水利局.xlsx", filled(sheet, change=recode)))
        assert "的编号“QQQQQ”不是本机构发出的" in only_problem(file)[0]

    def test_another_offices_sheet_is_unknown_here(self, cast, sheet, drop):
        (file,) = drop(("水利局.xlsx", sheet), actor=cast.shen)
        assert "不是本机构发出的" in only_problem(file)[0]

    def test_a_sheet_of_a_circulation(self, cast, drop):
        round_ = a_round(cast).circulation
        (file,) = drop(("水利局.xlsx", sent_file(round_, WATER)))
        chinese, english = only_problem(file)
        assert chinese == "“水利局.xlsx”是征求意见“全会讲话任务分解”的文件，不是报送表。"
        assert "belongs to the circulation of “全会讲话任务分解”" in english

    def test_a_day_before_the_sheet_was_sent(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, {"2": TICK}, on="2026-7-1")))
        assert "填报日期2026-07-01早于发表日期2026-07-28" in only_problem(file)[0]

    def test_a_day_to_come(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, {"2": TICK}, on="2026-8-1")))
        assert "填报日期2026-08-01还没有到" in only_problem(file)[0]

    def test_a_name_that_is_none(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, {"2": TICK}, by="123")))
        assert "填报人应为姓名" in only_problem(file)[0]

    def test_a_formula_without_a_result(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, {"2": {"进展情况": "已修订。", "完成比例（%）": "=30+30"}})))
        assert "第7行H列（完成比例（%））：是公式，没有算出结果" in only_problem(file)[0]

    def test_every_flaw_is_named(self, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, {"1": {"进展情况": 1}, "2": {"进展情况": 2}})))
        assert sum("此处应为文字" in one["chinese"] for one in file.problems) == 2

    def test_a_target_that_was_changed_meanwhile(self, cast, tasks, sheet, drop):
        tasks[0].targets.first().delete()
        (file,) = drop(("水利局.xlsx", filled(sheet, {"1": {"进展情况": "已开工。"}, "1.1": {"指标完成值": 3}})))
        assert "这项指标已变更" in only_problem(file)[0]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "不是 .xlsx"),
        ("扫描.pdf", b"%PDF-1.7 ...", "不是 .xlsx"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "已损坏"),
        ("坏.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("空.csv", b"", "没有内容"),
        ("无表.csv", "姓名,电话\n张三,1\n".encode(), "没有找到报送表"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(cast, drop, name, content, words):
    chinese, english = only_problem(drop((name, content))[0])
    assert name in chinese
    assert words in chinese
    assert name in english
