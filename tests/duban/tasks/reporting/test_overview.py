"""Which units owe: how many, since when, overdue; and what a chat is told."""

from datetime import date, timedelta

import pytest

from luoshi.duban import clock
from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, Task
from luoshi.duban.tasks.reporting.listing import as_item, owed_by, rows_under_way
from luoshi.duban.tasks.reporting.overview import all_owing, units_owing, with_counts
from luoshi.duban.tasks.reporting.texts import owed_text
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, no_change, progress, the
from tests.duban.tasks.reporting.given import LATE_JULY, TODAY, owed_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _late_july():
    with clock.standing_at(LATE_JULY):
        yield


def owing(cast, today=TODAY):
    return {row.unit.name: row for row in with_counts(list(units_owing(cast.office, today)), today)}


def test_each_unit_with_how_much_it_owes_and_how_much_of_that_is_late(cast):
    owed_tasks(cast, 3)
    an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
    found = owing(cast)
    assert {name: (row.count, row.overdue) for name, row in found.items()} == {WATER: (3, 2), HOUSING: (1, 0)}
    assert [one.name for one in all_owing(cast.office, TODAY)] == [WATER, HOUSING]
    assert found[WATER].liaisons == ["孙联络"]


def test_a_monthly_report_is_owed_since_the_window_opened(cast):
    owed_tasks(cast, 1)
    # The last five working days of July 2026 begin on Monday the 27th.
    assert owing(cast)[WATER].since == date(2026, 7, 27)


def test_what_was_left_out_before_is_owed_since_then(cast):
    (task,) = owed_tasks(cast, 1)
    Assignment.objects.filter(task=task).update(reported_through=date(2026, 5, 31), counts_from=date(2026, 1, 10))
    june_window = owing(cast)[WATER].since
    assert date(2026, 6, 22) <= june_window <= date(2026, 6, 25)


def test_who_never_reported_owes_since_the_first_window_after_it_was_given_the_task(cast):
    (task,) = owed_tasks(cast, 1)
    Assignment.objects.filter(task=task).update(counts_from=date(2026, 5, 10))
    assert owing(cast)[WATER].since < date(2026, 6, 1)


def test_where_reports_follow_the_limit_they_are_owed_since_its_window(cast):
    (task,) = owed_tasks(cast, 1)
    Register.objects.update(rhythm=Rhythm.NONE)
    Assignment.objects.filter(task=task).update(due=date(2026, 7, 31))
    assert owing(cast)[WATER].since == date(2026, 7, 27)


def test_the_oldest_of_several_rhythms_counts(cast):
    monthly, weekly = owed_tasks(cast, 2)
    Task.objects.filter(pk=weekly.pk).update(rhythm=Rhythm.WEEKLY)
    found = owing(cast)[WATER]
    assert found.count == 2
    assert found.since < date(2026, 7, 27)
    assert monthly.rhythm == ""


def test_who_has_reported_owes_no_more(cast):
    for task in owed_tasks(cast, 2):
        file_report(the(task), actor=cast.sun, said=no_change(), came=by_page(on=TODAY))
    assert owing(cast) == {}


def test_a_unit_is_found_by_a_part_of_its_name_and_by_an_alias(cast):
    owed_tasks(cast, 1)
    an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
    for words in ("水利", "县水务局"):
        assert [one.name for one in units_owing(cast.office, TODAY, words)] == [WATER]


def test_another_offices_units_are_none_of_ours(cast):
    owed_tasks(cast, 1)
    assert list(units_owing(cast.other_office, TODAY)) == []


def test_everything_under_way_for_a_unit_that_telephones_about_something_else(cast):
    first, second = owed_tasks(cast, 2)
    file_report(the(first), actor=cast.sun, said=progress(), came=by_page(on=TODAY))
    water = cast.unit(WATER).pk
    assert [item.assignment.task for item in owed_by([water], TODAY)[water]] == [second]
    items = [as_item(row, TODAY) for row in rows_under_way(water)]
    assert {item.assignment.task for item in items} == {first, second}
    assert {item.until for item in items} == {None, date(2026, 7, 31)}


class TestText:
    def text(self, cast, today=TODAY, **more):
        water = cast.unit(WATER)
        return owed_text(water, owed_by([water.pk], today)[water.pk], today, **more)

    def test_it_is_numbered_and_short_and_names_the_limits(self, cast):
        owed_tasks(cast, 3)
        assert self.text(cast) == (
            "【青禾县督查室】青禾县水利局：3项任务待报送进展，请于7月31日前回复。\n"
            "1. 督2026-002 开展农村供水保障提升行动，完成管网改造18公里，新增受益人口2300人"
            "（时限7月10日，已逾期13天）\n"
            "2. 督2026-003 修订县乡两级防汛应急预案（时限7月20日，已逾期8天）\n"
            "3. 督2026-001 完成3座小型水库除险加固，汛前全部具备蓄水条件（时限9月30日）\n"
            "请按序号回复进展；没有变化的，回复序号和“无变化”。"
        )

    def test_with_a_link_it_says_how_to_use_it(self, cast):
        owed_tasks(cast, 1)
        assert self.text(cast, url="https://x.example/r/t/").endswith(
            "点开链接即可填报，无须登录，没有变化的勾选“无变化”：https://x.example/r/t/"
        )

    def test_after_the_period_it_asks_at_once(self, cast):
        owed_tasks(cast, 1)
        later = TODAY + timedelta(days=9)
        with clock.standing_at(LATE_JULY + timedelta(days=9)):
            assert "报送期限已过，请尽快回复" in self.text(cast, later)

    def test_a_long_title_is_cut(self, cast):
        task = an_issued_task(cast, "完成水库除险加固。")
        Task.objects.filter(pk=task.pk).update(title="长" * 60)
        assert f"{'长' * 40}…（" in self.text(cast)
