"""督查单: sent along as Excel, filled in on the spot, dropped in together, looked through, taken in."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.inspections.actions.receive_findings import (
    receive_findings,
    set_findings_aside,
    take_findings_in,
)
from luoshi.duban.oversight.inspections.models import Item, ReturnedFindings
from luoshi.duban.oversight.inspections.queries import with_tasks
from luoshi.duban.oversight.inspections.sheets.columns import COLUMNS, OUTCOMES
from luoshi.duban.oversight.inspections.sheets.writing import sheet_file
from luoshi.duban.problems import Refused
from tests.duban.oversight.inspections.given import FIRST, LAST, approved, drafted, item_of, on, saw, stop_of
from tests.duban.tasks.life.given import HOUSING, WATER

pytestmark = pytest.mark.django_db
HEAD = 3
PLACES = {column.key: at for at, column in enumerate(COLUMNS, 1)}
DAM, CANAL = "完成3座水库除险加固。", "清淤渠道18公里。"


@pytest.fixture
def inspection(cast):
    return approved(cast)


def sheet(inspection, unit=WATER):
    """The unit's file as it goes out, open to be filled in."""
    stop = stop_of(inspection, unit)
    items = list(with_tasks(stop.items.order_by("number")))
    return openpyxl.load_workbook(BytesIO(sheet_file(stop, items)))


def fill(book, row: int, **cells):
    """Write into the *row*-th matter's cells."""
    for key, value in cells.items():
        book.worksheets[0].cell(HEAD + row, PLACES[key]).value = value
    return book


def signed(book, who="陈明"):
    page = book.worksheets[0]
    page.cell(page.max_row, 2).value = who
    return book


def content(book) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def dropped(cast, inspection, *books, names=None):
    files = [(names[at] if names else f"督查单{at}.xlsx", content(book)) for at, book in enumerate(books)]
    with on(LAST):
        return receive_findings(inspection, files, actor=cast.chen)


def flaws(received) -> list[str]:
    return [problem["chinese"] for file in received.new for problem in file.problems]


def filled(inspection):
    """A sheet with one matter behind and one done."""
    book = sheet(inspection)
    fill(book, 1, outcome="已落实", finding="3座水库均已完工。", measured=3, seen_on="2026-9-15")
    fill(book, 2, outcome="进度滞后", finding="丈量9公里。", measured="9公里", problem="机械不足。",
         demand="完成剩余9公里。", due=date(2026, 10, 20))  # fmt: skip
    return signed(book)


def test_the_sheet_says_what_to_look_at_and_offers_the_outcomes(inspection):
    page = sheet(inspection).worksheets[0]
    assert page["A1"].value == "9月重点工作督查单"
    assert "被督查单位：青禾县水利局" in page["A2"].value
    assert [page.cell(HEAD, at).value for at in range(1, len(COLUMNS) + 1)] == [one.title for one in COLUMNS]
    assert page.cell(HEAD + 1, PLACES["words"]).value == DAM
    assert any("已落实,正在推进" in str(one.formula1) for one in page.data_validations.dataValidation)
    assert page.protection.sheet
    assert not page.cell(HEAD + 1, PLACES["finding"]).protection.locked
    assert page.cell(HEAD + 1, PLACES["words"]).protection.locked


def test_what_comes_back_counts_as_if_it_was_typed(cast, inspection):
    (file,) = dropped(cast, inspection, filled(inspection)).new
    assert (file.problems, file.seen_by, len(file.found)) == ([], "陈明", 2)
    assert not Item.objects.exclude(outcome="").exists(), "nothing counts before the button"
    with on(LAST, 11):
        done = take_findings_in(inspection, [file.pk], actor=cast.li)
    assert (len(done.taken), done.findings) == (1, 2)
    dam, canal = item_of(inspection, DAM), item_of(inspection, CANAL)
    assert (dam.outcome, dam.measured, dam.seen_on, dam.typed_by, dam.by_file) == (
        "done",
        "3",
        date(2026, 9, 15),
        cast.li,
        "督查单0.xlsx",
    )
    assert (canal.outcome, canal.problem, canal.due, canal.seen_on) == (
        "behind",
        "机械不足。",
        date(2026, 10, 20),
        FIRST,
    )
    assert Event.objects.filter(verb="inspection.found").count() == 2


def test_several_files_together_one_of_them_wrong(cast, inspection):
    bad = fill(sheet(inspection, HOUSING), 1, outcome="大概落实", finding="看过。")
    received = dropped(cast, inspection, filled(inspection), bad, names=["水利.xlsx", "住建.xlsx"])
    assert [bool(file.problems) for file in received.new] == [False, True]
    assert flaws(received) == [
        f"“住建.xlsx”工作表“督查单”第4行F列（落实情况）：“大概落实”不在可选的落实情况之内：{'、'.join(OUTCOMES)}。"
    ]
    with on(LAST, 11):
        done = take_findings_in(inspection, [file.pk for file in received.new], actor=cast.chen)
    assert done.findings == 2


@pytest.mark.parametrize(
    ("cells", "where", "words"),
    [
        ({"finding": "看过了。"}, "F列（落实情况）", "没有填写；其他栏已填"),
        ({"outcome": "进度滞后", "finding": "看过。"}, "I列（存在问题）", "请写明存在问题"),
        ({"outcome": "已落实"}, "G列（现场情况）", "请填写现场情况"),
        ({"outcome": "已落实", "finding": 12}, "G列（现场情况）", "此处应为文字，写的是“12”"),
        ({"outcome": "已落实", "finding": "看过。", "due": "月底"}, "K列（整改时限）", "看不懂日期“月底”"),
        ({"outcome": "已落实", "finding": "看过。", "due": "2026-10-1"}, "K列（整改时限）", "请写明整改要求"),
        ({"outcome": "已落实", "finding": "看过。", "seen_on": "2026-9-30"}, "L列（查看日期）", "查看日期应在"),
        ({"outcome": "已落实", "finding": "好" * 2001}, "G列（现场情况）", "超过2000字"),
        (
            {"code": "ABCDE-001", "outcome": "已落实", "finding": "看过。"},
            "A列",
            "编号“ABCDE-001”不是“9月重点工作督查”的事项",
        ),
        ({"code": "", "outcome": "已落实", "finding": "看过。"}, "A列", "编号是空的，不是表中原有的行"),
    ],
)
def test_every_wrong_cell_is_named(cast, inspection, cells, where, words):
    received = dropped(cast, inspection, signed(fill(sheet(inspection), 1, **cells)))
    (flaw,) = flaws(received)[:1]
    assert f"工作表“督查单”第4行{where}" in flaw
    assert words in flaw
    assert not received.new[0].found


def test_changed_headings_doubled_and_missing_rows(cast, inspection):
    renamed = sheet(inspection)
    renamed.worksheets[0].cell(HEAD, PLACES["problem"]).value = "问题"
    assert "表头应有“存在问题”，此处为“问题”" in flaws(dropped(cast, inspection, renamed))[0]
    doubled = sheet(inspection)
    page = doubled.worksheets[0]
    page.cell(HEAD + 2, 1).value = page.cell(HEAD + 1, 1).value
    assert "重复，第4行已有" in flaws(dropped(cast, inspection, doubled))[0]
    missing = sheet(inspection)
    missing.worksheets[0].delete_rows(HEAD + 2)
    assert "缺少编号为" in flaws(dropped(cast, inspection, missing))[0]


def test_a_file_that_is_none_of_ours(cast, inspection):
    other = openpyxl.Workbook()
    other.active.append(["姓名", "电话"])
    assert flaws(dropped(cast, inspection, other))[0].startswith("“督查单0.xlsx”没有找到督查单")
    with on(LAST):
        received = receive_findings(inspection, [("督查单.xlsx", b"PK broken")], actor=cast.chen)
    assert "已损坏" in flaws(received)[0]


def test_the_same_file_twice_and_one_that_is_put_aside(cast, inspection):
    file = ("督查单.xlsx", content(filled(inspection)))
    with on(LAST):
        first = receive_findings(inspection, [file], actor=cast.chen)
        assert receive_findings(inspection, [file], actor=cast.chen).known == first.new
        set_findings_aside(first.new[0], actor=cast.chen)
        assert len(receive_findings(inspection, [file], actor=cast.chen).new) == 1


def test_who_looked_has_to_be_said(cast, inspection):
    book = fill(sheet(inspection), 1, outcome="已落实", finding="已完工。")
    (file,) = dropped(cast, inspection, book).new
    with on(LAST, 11):
        assert take_findings_in(inspection, [file.pk], actor=cast.chen).nameless == [file]
        assert take_findings_in(inspection, [file.pk], actor=cast.chen, seen_by={file.pk: "梁工"}).findings == 1
    assert item_of(inspection, DAM).seen_by == "梁工"


def test_a_matter_that_somebody_typed_meanwhile_spoils_the_file_as_a_whole(cast, inspection):
    (file,) = dropped(cast, inspection, filled(inspection)).new
    saw(cast, item_of(inspection, CANAL), who=cast.li)
    with on(LAST, 11):
        done = take_findings_in(inspection, [file.pk], actor=cast.chen)
    assert (done.findings, len(done.spoilt)) == (0, 1)
    assert "第5行：这一项在核对以后已经有人记录，整份未录入。" in ReturnedFindings.objects.get().problems[0]["chinese"]
    assert not item_of(inspection, DAM).outcome, "nothing of the file was taken in"


def test_a_sheet_made_after_the_finding_says_nothing_new(cast, inspection):
    saw(cast, item_of(inspection, DAM))
    (file,) = dropped(cast, inspection, sheet(inspection)).new
    assert (file.problems, file.found) == ([], [])


def test_a_formula_is_no_finding(cast, inspection):
    book = fill(sheet(inspection), 1, outcome="已落实", finding='=CONCATENATE("已","完工")')
    assert "是公式" in flaws(dropped(cast, inspection, book))[0]


def test_before_approval_nothing_comes_back(cast):
    inspection = drafted(cast)
    with pytest.raises(Refused, match="拟定中"):
        receive_findings(inspection, [], actor=cast.chen)
