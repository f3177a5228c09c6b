"""From a period and registers to a text whose numbers are counted, in one act."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_bulletin, draft_special
from luoshi.duban.oversight.bulletins.actions.renew_figures import differences, renew_figures
from luoshi.duban.oversight.bulletins.models import Bulletin, PeriodKind
from luoshi.duban.oversight.bulletins.periods import latest_periods, own_days, period_of
from luoshi.duban.oversight.bulletins.reading import Reading, rows_of
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.models import CarriedTask, CarryOver, Task
from tests.duban.oversight.bulletins.given import (
    HOUSING,
    LAST_DAY,
    LATER,
    QUARTER,
    WATER,
    a_quarter,
    a_task,
    change,
    drafted,
    proposed,
)

pytestmark = pytest.mark.django_db


def words(bulletin):
    return "\n".join(one.words for one in Reading.of(bulletin).paragraphs)


def test_periods_have_their_names():
    day = date(2026, 9, 3)
    assert period_of(PeriodKind.QUARTER, day).words == "2026年第三季度"
    assert period_of(PeriodKind.HALF_YEAR, day).days == "2026年7月1日至12月31日"
    assert [one.words for one in latest_periods(PeriodKind.MONTH, date(2026, 1, 9), 2)] == ["2026年1月", "2025年12月"]
    assert own_days(date(2025, 12, 1), date(2026, 1, 5), day).words == "2025年12月1日至2026年1月5日"


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 9, 2), date(2026, 9, 1)),
        (date(2026, 10, 1), date(2026, 10, 2)),
        (date(2020, 1, 1), date(2026, 1, 1)),
    ],
)
def test_days_in_the_wrong_order_or_not_begun_or_too_many_are_refused(starts, ends):
    with pytest.raises(Refused):
        own_days(starts, ends, date(2026, 9, 3))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2026年度重点工作督查台账", "关于2026年第三季度重点工作督查情况的通报"),
        ("2026年重点工作督查台账", "关于2026年第三季度重点工作督查情况的通报"),
        ("2025年度结转事项台账", "关于2026年第三季度2025年度结转事项办理情况的通报"),
        ("民生实事台账", "关于2026年第三季度民生实事办理情况的通报"),
    ],
)
def test_a_title_names_the_year_once(cast, name, title):
    a_quarter(cast)
    Register.objects.filter(pk=cast.register.pk).update(name=name)
    cast.register.refresh_from_db()
    assert drafted(cast).title == title


def test_the_text_follows_the_structure_of_offices(cast):
    a_quarter(cast)
    text = words(drafted(cast))
    parts = (
        *("根据《政府督查工作条例》", "一、基本情况", "二、总体进展", "（一）对照计划。", "（二）对照序时。"),
        *("三、存在问题", "（一）部分任务逾期。", "四、下步工作要求"),
    )
    places = [text.index(one) for one in parts]
    assert places == sorted(places)
    assert "本期到期应办结49项，已销号48项，到期办结率98.0%" in text
    assert "青禾县水利局“完成3座水库除险加固”（督2026-049，逾期20天）" in text
    assert "逾期后办结" in text
    assert "本期撤销1项，不计入以上数字" in text
    assert "{{" not in text


def test_each_number_counts_the_rows_of_its_list(cast):
    a_quarter(cast)
    bulletin = drafted(cast)
    reading = Reading.of(bulletin)
    for paragraph in reading.paragraphs:
        for piece in (*paragraph.head, *paragraph.running):
            if piece.token.startswith("{{n:"):
                assert int(piece.words) == rows_of(bulletin, piece.key, piece.unit).count(), piece.token
    assert rows_of(bulletin, "due-in").count() == 49
    for figure in bulletin.figures.all():
        rows = list(rows_of(bulletin, figure.key).values_list("task", flat=True))
        assert (len(rows), rows[:10]) == (figure.value, figure.first), figure.key


def test_without_late_or_slow_tasks_it_says_so_and_names_nobody(cast):
    a_task(cast, "修堤", done=date(2026, 8, 1), closed=date(2026, 8, 2))
    bulletin = drafted(cast)
    assert "本期未发现逾期和落后序时进度的任务。" in words(bulletin)
    assert bulletin.annexes == ["by-unit"]


def test_of_an_empty_period_nothing_is_made(cast):
    a_task(cast, "十月的事", issued=date(2026, 10, 1))
    with pytest.raises(Refused, match="没有可以通报的内容"), clock.standing_at(LAST_DAY):
        draft_bulletin(QUARTER, [cast.register], actor=cast.chen)
    with pytest.raises(Refused, match="台账"), clock.standing_at(LAST_DAY):
        draft_bulletin(QUARTER, [], actor=cast.chen)
    assert not Bulletin.objects.exists()


def test_units_are_ranked_only_where_somebody_asks_for_it(cast):
    a_quarter(cast)
    assert "居前的是" not in words(drafted(cast))
    assert "按销号率排列，居前的是" in words(drafted(cast, ranked=True))


def test_another_offices_tasks_are_not_counted(cast):
    a_quarter(cast)
    Task.objects.filter(title="整治河段1").update(office=cast.other_office)
    assert Reading.of(drafted(cast)).numbers["total"].value == 52


def test_what_was_carried_over_is_still_told_of_with_the_old_register(cast):
    slow = a_quarter(cast)
    new = Register.objects.create(office=cast.office, name="重点工作任务台账", year=2027, prefix="督")
    with clock.standing_at(LAST_DAY):
        carried = CarryOver.objects.create(register=cast.register, into=new, made_by=cast.wang)
        CarriedTask.objects.create(carry_over=carried, task=slow, state=slow.state)
    Task.objects.filter(pk=slow.pk).update(register=new)
    assert Reading.of(drafted(cast)).numbers["due-in"].value == 49
    with pytest.raises(Refused, match="没有可以通报"), clock.standing_at(LAST_DAY):
        draft_bulletin(QUARTER, [new], actor=cast.chen)
    with clock.standing_at(LATER):
        october = period_of(PeriodKind.MONTH, LATER.date())
        assert Reading.of(draft_bulletin(october, [new], actor=cast.chen)).numbers["total"].value == 1


def test_a_special_report_tells_of_what_the_ledger_shows(cast):
    a_quarter(cast)
    asked = Asked.parse(f"q=水库&unit={cast.unit(WATER).pk}")
    with clock.standing_at(LAST_DAY):
        bulletin = draft_special(
            asked, actor=cast.chen, topic="水库除险加固", presented_to="钱副县长", starts=date(2026, 1, 1),
            ends=LAST_DAY.date(),
        )  # fmt: skip
    text = words(bulletin)
    assert bulletin.title == "关于水库除险加固办理情况的专报"
    assert "涉及的1项任务" in text
    assert "1项逾期未销号" in text
    assert not bulletin.annexes


def test_a_draft_keeps_its_numbers_until_they_are_renewed_and_says_what_changes(cast):
    slow = a_quarter(cast)
    bulletin = drafted(cast)
    Task.objects.filter(pk=slow.pk).update(done_on=date(2026, 9, 9))
    a_task(cast, "新增任务", lead=HOUSING, issued=date(2026, 9, 1), due=date(2026, 12, 1))
    assert Reading.of(bulletin).numbers["overdue"].value == 1
    with clock.standing_at(LAST_DAY):
        found = {one.key: (one.was, one.now) for one in differences(bulletin, actor=cast.li)}
        assert found["overdue"] == (1, 0)
        assert found["total"] == (53, 54)
        renew_figures(bulletin, actor=cast.li, version=bulletin.version)
        assert differences(bulletin, actor=cast.li) == []
    assert Reading.of(bulletin).numbers["overdue"].value == 0
    assert {person.pk for person in bulletin.edited_by.all()} == {cast.chen.pk, cast.li.pk}


def test_of_two_people_who_change_it_at_once_the_second_is_refused(cast):
    a_quarter(cast)
    first = drafted(cast)
    second = Bulletin.objects.get(pk=first.pk)
    change(first, cast.chen, title="第一人的标题")
    with pytest.raises(ChangedMeanwhile):
        change(second, cast.li, title="第二人的标题")
    with pytest.raises(ChangedMeanwhile), clock.standing_at(LAST_DAY):
        renew_figures(second, actor=cast.li, version=second.version)
    assert Bulletin.objects.get().title == "第一人的标题"


def test_what_is_proposed_is_not_changed_any_more(cast):
    a_quarter(cast)
    bulletin = proposed(cast)
    with pytest.raises(Refused, match="退回起草"):
        change(bulletin, cast.chen, title="改")
    with pytest.raises(Refused), clock.standing_at(LAST_DAY):
        renew_figures(bulletin, actor=cast.chen, version=bulletin.version)


@pytest.mark.parametrize("who", ["zhao", "qian", "sun", "jiang", "feng"])
def test_only_the_supervision_office_drafts(cast, who):
    a_quarter(cast)
    with pytest.raises(PermissionDenied), clock.standing_at(LAST_DAY):
        draft_bulletin(QUARTER, [cast.register], actor=cast.people[who])
