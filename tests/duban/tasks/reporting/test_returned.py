"""Sheets that come back: matched, looked at, taken in; what does not fit is refused with its place."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.documents import storage
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.receive_sheets import receive_sheets
from luoshi.duban.tasks.actions.take_sheets_in import set_sheet_aside, take_sheets_in
from luoshi.duban.tasks.models import (
    Approval,
    Assignment,
    Channel,
    Report,
    ReportKind,
    ReturnedSheet,
    State,
)
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, by_telephone, progress, the
from tests.duban.tasks.reporting.given import ANSWERS, HEAD, TICK, TODAY, as_csv, codes, filled, only_problem, sent

pytestmark = pytest.mark.django_db


def take(cast, *files, actor=None, **more):
    return take_sheets_in([file.pk for file in files], actor=actor or cast.chen, **more)


class TestWhatCounts:
    def test_nothing_before_it_is_taken_in(self, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, ANSWERS)))
        assert file.problems == []
        assert file.sheet.unit.name == WATER
        assert (file.reported_by, file.reported_on) == ("孙联络", TODAY)
        assert len(file.found) == 3
        assert not Report.objects.exists()

    def test_each_row_is_a_report_like_one_that_is_typed(self, cast, tasks, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, ANSWERS)))
        done = take(cast, file, actor=cast.li)
        assert (len(done.taken), done.reports) == (1, 3)
        water, plan, reservoirs = (the(task) for task in tasks)
        report = water.latest
        assert (report.kind, report.text, report.percent) == (ReportKind.PROGRESS, "已铺设管网12公里。", Decimal(65))
        assert (report.problem, report.next_step) == ("两处穿路施工未批。", "8月底前全部贯通。")
        assert (report.help_needed, report.help_from) == ("请协调穿路手续。", "县交通运输局")
        assert [(one.target.words, one.value) for one in report.figures.all()] == [
            ("18公里", Decimal(12)),
            ("2300人", Decimal(1500)),
        ]
        assert (report.reported_by, report.reported_on, report.channel) == ("孙联络", TODAY, Channel.FILE)
        assert report.typed_by == cast.li
        assert (water.state, water.percent) == (State.IN_PROGRESS, Decimal(65))
        assert plan.latest.kind == ReportKind.NO_CHANGE
        assert (reservoirs.state, reservoirs.done_on) == (State.SUBMITTED, date(2026, 7, 25))

    def test_both_names_are_on_record(self, cast, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK})))
        take(cast, file)
        event = Event.objects.get(verb="report.filed")
        assert (event.actor_name, event.after["by"], event.after["channel"]) == ("陈明", "孙联络", "file")
        taken = Event.objects.get(verb="report-sheet.taken-in")
        assert taken.after["by"] == "孙联络"
        assert taken.after["reports"] == [Report.objects.get().pk]

    def test_empty_rows_are_no_reports(self, cast, tasks, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": {"进展情况": "预案已印发。"}})))
        take(cast, file)
        assert [one.assignment.task for one in Report.objects.all()] == [tasks[1]]

    def test_no_change_in_words_is_the_tick(self, drop, sheet):
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": {"进展情况": "暂无变化。", "存在问题": "资金未到位。"}})))
        assert [(one["kind"], one["text"], one["problem"]) for one in file.found] == [("no-change", "", "资金未到位。")]

    def test_where_the_head_approves_it_waits_for_that(self, cast, sheet, drop):
        Register.objects.update(unit_head_approves=True)
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK})))
        take(cast, file)
        assert Report.objects.get().approval == Approval.AWAITING

    def test_without_a_day_it_is_the_day_on_which_it_came(self, cast, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK}, on=None)))
        take(cast, file)
        assert Report.objects.get().reported_on == TODAY

    def test_without_a_name_it_waits_for_one(self, cast, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK}, by=None)))
        assert file.problems == []
        done = take(cast, file)
        assert (done.taken, [one.pk for one in done.nameless]) == ([], [file.pk])
        assert take(cast, file, reporters={file.pk: " 孙水源 "}).reports == 1
        assert Report.objects.get().reported_by == "孙水源"

    def test_the_name_in_the_file_counts_for_more_than_one_typed_beside_it(self, cast, sheet, drop):
        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK})))
        take(cast, file, reporters={file.pk: "别人"})
        assert Report.objects.get().reported_by == "孙联络"

    def test_words_outside_of_the_table_are_kept(self, sheet, drop):
        def remark(page):
            page.cell(page.max_row + 2, 1).value = "另：第二项请予延期。"

        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK}, change=remark)))
        assert (file.problems, file.words) == ([], "另：第二项请予延期。")


class TestForms:
    def test_a_renamed_file_is_known_by_its_codes(self, sheet, drop):
        (file,) = drop(("新建 Microsoft Excel 工作表(3).xlsx", filled(sheet, {"2": TICK})))
        assert file.sheet.unit.name == WATER

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_a_csv_of_it(self, cast, sheet, drop, encoding):
        (file,) = drop(("回复.csv", as_csv(filled(sheet, ANSWERS), encoding)))
        assert file.problems == []
        assert take(cast, file).reports == 3
        assert Report.objects.filter(percent=65, reported_by="孙联络").count() == 1

    def test_rows_may_be_sorted_and_columns_moved(self, cast, sheet, drop):
        def turn(page):
            rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=HEAD)]
            head, lines, rest = rows[0], rows[1:7], rows[7:]
            for offset, line in enumerate([head, *reversed(lines), *rest]):
                for at, value in enumerate(reversed(line) if offset <= 6 else line):
                    page.cell(HEAD + offset, at + 1).value = value

        (file,) = drop(("回复.xlsx", filled(sheet, ANSWERS, change=turn)))
        assert file.problems == []
        assert len(file.found) == 3

    def test_a_share_in_a_cell_that_shows_per_cent(self, cast, sheet, drop):
        def share(page):
            cell = page.cell(HEAD + 4, 8)
            assert page.cell(HEAD, 8).value.startswith("完成比例")
            cell.number_format, cell.value = "0%", 0.4

        (file,) = drop(("回复.xlsx", filled(sheet, {"2": {"进展情况": "预案已修订。"}}, change=share)))
        assert file.problems == []
        assert file.found[0]["percent"] == "40.00"

    def test_the_label_and_the_name_in_one_cell(self, sheet, drop):
        def sign(page):
            page.cell(page.max_row, 1).value = "填报人：孙水源"
            page.cell(page.max_row, 2).value = None

        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK}, change=sign)))
        assert (file.problems, file.reported_by) == ([], "孙水源")

    def test_an_untouched_file_says_nothing(self, cast, sheet, drop):
        (file,) = drop(("回复.xlsx", sheet))
        assert (file.found, file.problems) == ([], [])

    def test_a_head_that_was_repeated_is_no_row(self, sheet, drop):
        def repeat(page):
            for at in range(1, page.max_column + 1):
                page.cell(page.max_row + (at == 1), at).value = page.cell(HEAD, at).value

        (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK}, change=repeat)))
        assert file.problems == []


def test_the_bytes_are_kept_as_they_came(cast, sheet, drop):
    content = filled(sheet, {"2": TICK})
    (file,) = drop(("回复.xlsx", content))
    assert storage.content_of(file.source) == content


def test_the_same_file_twice_is_known(cast, sheet, drop):
    content = filled(sheet, {"2": TICK})
    (file,) = drop(("回复.xlsx", content))
    again = receive_sheets([("又一份.xlsx", content)], actor=cast.li)
    assert (again.new, [one.pk for one in again.known]) == ([], [file.pk])
    take(cast, file)
    assert take(cast, file, actor=cast.li).taken == []
    assert Report.objects.count() == 1


def test_a_file_that_was_set_aside_can_be_dropped_again(cast, sheet, drop):
    content = filled(sheet, {"2": TICK})
    (file,) = drop(("回复.xlsx", content))
    set_sheet_aside(file, actor=cast.chen)
    assert take(cast, file).taken == []
    assert len(drop(("回复.xlsx", content))) == 1
    assert Event.objects.filter(verb="report-sheet.set-aside").count() == 1


def test_what_was_taken_in_is_not_set_aside(cast, sheet, drop):
    (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK})))
    take(cast, file)
    file.refresh_from_db()
    set_sheet_aside(file, actor=cast.chen)
    file.refresh_from_db()
    assert file.set_aside_at is None


class TestMeanwhile:
    def test_a_task_that_was_reported(self, cast, tasks, sheet, drop):
        file_report(the(tasks[1]), actor=cast.sun, said=progress(), came=by_page())
        (file,) = drop(("水利局.xlsx", filled(sheet, {"2": {"进展情况": "已修订。"}})))
        chinese, english = only_problem(file)
        assert f"第7行A列（编号）：“{tasks[1].number}”在发表以后已经反馈过" in chinese
        assert "was reported since the sheet was sent" in english

    def test_a_task_that_was_reported_and_is_left_empty_here(self, cast, tasks, sheet, drop):
        file_report(the(tasks[1]), actor=cast.sun, said=progress(), came=by_page())
        (file,) = drop(("水利局.xlsx", filled(sheet, {"3": {"进展情况": "已完工2座。"}})))
        assert file.problems == []

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.CLOSED_OUT, State.WITHDRAWN, State.RETURNED])
    def test_a_task_that_is_over(self, tasks, sheet, drop, state):
        Assignment.objects.filter(task=tasks[1]).update(state=state)
        (file,) = drop(("水利局.xlsx", filled(sheet, {"2": {"进展情况": "已修订。"}})))
        assert f"第7行A列（编号）：这项任务处于“{state.label}”" in only_problem(file)[0]

    def test_between_looking_and_taking_in_the_file_is_refused_and_the_others_count(self, cast, tasks, sheet, drop):
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
        other = sent(cast, HOUSING)[1]
        bad, good = drop(("水利局.xlsx", filled(sheet, ANSWERS)), ("住建局.xlsx", filled(other, {"1": TICK})))
        # The last row of the first file: two of its reports were written by then.
        file_report(the(tasks[2]), actor=cast.chen, said=progress(), came=by_telephone())
        done = take(cast, bad, good)
        assert [one.name for one in done.taken] == ["住建局.xlsx"]
        assert [one.name for one in done.spoilt] == ["水利局.xlsx"]
        assert sorted(Report.objects.values_list("channel", flat=True)) == [Channel.FILE, Channel.TELEPHONE]
        bad.refresh_from_db()
        assert "在核对以后已经反馈过，整份未录入" in bad.problems[0]["chinese"]
        assert bad.taken_at is None

    def test_a_task_closed_between_looking_and_taking_in(self, cast, tasks, sheet, drop):
        (file,) = drop(("水利局.xlsx", filled(sheet, {"1": {"进展情况": "已开工。"}, "2": TICK})))
        Assignment.objects.filter(task=tasks[1]).update(state=State.CLOSED_OUT)
        assert [one.pk for one in take(cast, file).spoilt] == [file.pk]
        assert not Report.objects.exists()
        assert the(tasks[0]).state == State.ISSUED

    def test_a_corrected_file_after_the_first_was_taken_in_is_named(self, cast, sheet, drop):
        (first,) = drop(("一.xlsx", filled(sheet, {"2": TICK})))
        take(cast, first)
        (second,) = drop(("二.xlsx", filled(sheet, {"2": {"进展情况": "已修订。"}})))
        assert "在发表以后已经反馈过" in only_problem(second)[0]


def test_of_a_file_with_a_secrecy_mark_nothing_is_kept(cast, sheet):
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    book.active["A1"].value = "机密★1年"
    target = io.BytesIO()
    book.save(target)
    received = receive_sheets([("某某专项.xlsx", target.getvalue())], actor=cast.chen)
    assert (received.new, received.secret) == ([], 1)
    assert not ReturnedSheet.objects.exists()
    assert not SourceFile.objects.exists()
    assert "某某专项" not in str(Event.objects.get(verb="report-sheet.refused").after)


@pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "chu"])
def test_only_the_office_drops_files_and_takes_them_in(cast, sheet, drop, who):
    (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK})))
    person = getattr(cast, who)
    for forbidden in (
        lambda: receive_sheets([("x.xlsx", sheet)], actor=person),
        lambda: take(cast, file, actor=person),
        lambda: set_sheet_aside(file, actor=person),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()


def test_another_office_takes_nothing_of_ours_in(cast, sheet, drop):
    (file,) = drop(("回复.xlsx", filled(sheet, {"2": TICK})))
    assert take(cast, file, actor=cast.shen).taken == []
    set_sheet_aside(file, actor=cast.shen)
    file.refresh_from_db()
    assert file.set_aside_at is None


def test_thirty_files_with_one_bad_among_them(cast, drop):
    """A round of a whole county: twenty-nine count at once, the thirtieth is named and keeps none of them back."""
    contents = {}
    for number in range(30):
        name = f"青禾县第{number + 1}局"
        cast.units[name] = type(cast.unit(WATER)).objects.create(office=cast.office, name=name, position=100 + number)
        an_issued_task(cast, f"完成第{number + 1}批农村公路养护{number + 3}公里。", lead=name)
        sheet = sent(cast, name)[1]
        words = 60 if number == 17 else f"已完成{number + 1}公里。"
        contents[f"回复{number + 1}.xlsx"] = filled(sheet, {"1": {"进展情况": words}})
    files = drop(*contents.items())
    assert [one.name for one in files if one.problems] == ["回复18.xlsx"]
    done = take(cast, *files)
    assert (len(done.taken), done.reports) == (29, 29)
    assert Report.objects.count() == 29
    assert codes(contents["回复1.xlsx"]) == {"1": HEAD + 1}
