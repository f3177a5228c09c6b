"""我的工作: what a unit owes stands at the top, is done with few clicks, and costs the same however much there is."""

from datetime import datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.ask_extension import Wish, ask_extension
from luoshi.duban.tasks.actions.break_down import Part, break_down
from luoshi.duban.tasks.actions.decide_approval import refuse_report
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.drafts import keep_draft
from luoshi.duban.tasks.models import Approval, Assignment, Notice, Report, ReportKind, State, Verification
from luoshi.duban.tasks.work import SHOWN_ELSE, work_of
from tests.duban.tasks.life.given import HOUSING, an_issued_task, by_page, by_telephone, no_change, progress, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """Let the clock stand at ten in the morning of a day; the last one counts."""
    stands = []

    def stand(month, day):
        while stands:
            stands.pop().__exit__(None, None, None)
        stands.append(clock.standing_at(datetime(2026, month, day, 10, 0, tzinfo=clock.ZONE)))
        stands[-1].__enter__()

    stand(7, 20)
    yield stand
    while stands:
        stands.pop().__exit__(None, None, None)


def groups(user):
    work = work_of(user)
    names = ("to_sign", "sent_back", "owed", "under_way", "handed_in")
    return {name: getattr(work, name).count for name in names if getattr(work, name).count}


def test_from_signing_to_the_next_month(cast, at):
    tasks = [an_issued_task(cast, f"修订第{number}份预案。") for number in range(3)]
    assert groups(cast.sun) == {"to_sign": 3}
    acknowledge([the(task) for task in tasks], actor=cast.sun)
    assert groups(cast.sun) == {"under_way": 3}
    assert work_of(cast.sun).next_opening == clock.today().replace(day=27)
    at(7, 27)
    assert groups(cast.sun) == {"owed": 3}
    assert [row.period for row in work_of(cast.sun).owed.rows] == ["7月"] * 3
    for task in tasks:
        file_report(the(task), actor=cast.sun, said=no_change(), came=by_page(on=clock.today()))
    assert work_of(cast.sun).is_clear, "next week owes nothing unless due"
    at(8, 3)
    assert work_of(cast.sun).is_clear
    at(8, 25)
    assert groups(cast.sun) == {"owed": 3}


def test_what_came_back_says_why(cast, at):
    task = an_issued_task(cast)
    report = file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=clock.today()))
    Assignment.objects.update(state=State.SENT_BACK)
    Verification.objects.create(
        assignment=the(task), report=report, outcome="sent-back", conclusion="缺验收单。", verified_by=cast.chen
    )
    (row,) = work_of(cast.sun).sent_back.rows
    assert row.reason == "缺验收单。"


def test_nobody_sees_the_work_of_another_unit(cast, at):
    an_issued_task(cast, "改造老旧小区。", lead=HOUSING)
    assert work_of(cast.sun).is_clear
    assert groups(cast.wu) == {"to_sign": 1}


def test_supporting_units_sign_and_owe_nothing(cast, at):
    task = an_issued_task(cast, supporting=(HOUSING,))
    acknowledge([the(task, HOUSING)], actor=cast.wu)
    at(7, 31)
    assert groups(cast.wu) == {"under_way": 1}


def test_who_has_reported_is_not_asked_again_while_the_head_considers(cast, at):
    Register.objects.update(unit_head_approves=True)
    at(7, 28)
    row = the(an_issued_task(cast))
    acknowledge([row], actor=cast.sun)
    assert groups(cast.sun) == {"owed": 1}
    report = file_report(row, actor=cast.sun, said=progress(), came=by_page(on=clock.today()))
    assert groups(cast.sun) == {"handed_in": 1}
    assert work_of(cast.sun).handed_in.rows[0].waiting
    refuse_report(report, actor=cast.zhou, note="数字要核。")
    assert groups(cast.sun) == {"owed": 1}


def test_a_row_says_what_is_open_on_it(cast, at):
    row = the(an_issued_task(cast))
    keep_draft(row, person=cast.sun, typed={"text": "大坝"})
    wish = Wish(row.due.replace(month=11), "汛期停工。", "七成。")
    ask_extension(row, actor=cast.sun, wish=wish, came=by_page(on=clock.today()))
    (found,) = work_of(cast.sun).to_sign.rows
    assert (found.drafted, found.asked) == (clock.now(), True)
    (found,) = work_of(cast.zhou).to_sign.rows
    assert found.drafted is None, "a draft is the person's own"


class TestThePage:
    def test_what_is_late_is_in_sight_even_when_nothing_is_owed(self, cast, at, client):
        row = the(an_issued_task(cast))
        acknowledge([row], actor=cast.sun)
        at(10, 12)
        file_report(the(row.task), actor=cast.sun, said=progress(), came=by_page(on=clock.today()))
        client.force_login(cast.sun)
        page = client.get("/").content.decode()
        assert groups(cast.sun) == {"under_way": 1}
        assert 'work-folded" open' in page
        assert "逾期1项" in page

    def test_a_part_that_is_done_is_closed_with_one_press(self, cast, at, client):
        row = the(an_issued_task(cast))
        part = break_down(row, actor=cast.sun, part=Part(cast.unit("青禾县水利局河湖中心"), "巡查河道。"))
        Assignment.objects.filter(pk=part.pk).update(state=State.SUBMITTED)
        client.force_login(cast.sun)
        assert "巡查河道。" in client.get("/").content.decode()
        assert client.post(f"/my-work/parts/{part.pk}/close/", {"back": "/"})["Location"] == "/"
        assert work_of(cast.sun).parts.count == 0

    def test_is_where_a_unit_lands(self, cast, at, client):
        an_issued_task(cast)
        client.force_login(cast.sun)
        assert "全部签收" in client.get("/").content.decode()

    def test_all_are_signed_for_with_one_press(self, cast, at, client):
        for number in range(8):
            an_issued_task(cast, f"修订第{number}份预案。")
        client.force_login(cast.sun)
        client.post("/my-work/sign/")
        assert not Assignment.objects.exclude(state=State.ACKNOWLEDGED).exists()

    def test_no_change_for_a_selection_is_all_or_none(self, cast, at, client):
        at(7, 28)
        rows = [the(an_issued_task(cast, f"修订第{number}份预案。")) for number in range(3)]
        client.force_login(cast.sun)
        client.post("/my-work/no-change/", {"assignment": [row.pk for row in rows[:2]]})
        assert Report.objects.filter(kind=ReportKind.NO_CHANGE, reported_by="孙联络").count() == 2
        Assignment.objects.filter(pk=rows[0].pk).update(state=State.CLOSED_OUT)
        answer = client.post("/my-work/no-change/", {"assignment": [row.pk for row in rows]}, follow=True)
        assert "现在不能反馈" in answer.content.decode()
        assert Report.objects.count() == 2

    def test_a_report_in_place(self, cast, at, client):
        row = the(an_issued_task(cast))
        client.force_login(cast.sun)
        url, head = f"/my-work/{row.pk}/report/", {"hx-request": "true"}
        assert "进展情况" in client.get(url, headers=head).content.decode()
        answer = client.post(url, {f"a{row.pk}-text": "", f"a{row.pk}-version": row.version}, headers=head)
        assert (answer.status_code, answer["HX-Retarget"]) == (422, f"#report-{row.pk}")
        assert answer["HX-Reswap"] == "innerHTML", "in the place of the form, not below it"
        typed = {f"a{row.pk}-text": "大坝加固完成。", f"a{row.pk}-percent": "60", f"a{row.pk}-version": row.version}
        answer = client.post(url, typed, headers=head)
        assert "已反馈" in answer.content.decode()
        assert the(row.task).percent == 60

    def test_two_colleagues_at_once_see_both_and_lose_nothing(self, cast, at, client):
        row = the(an_issued_task(cast))
        file_report(the(row.task), actor=cast.zhou, said=progress("局长已报。"), came=by_page("周局长", clock.today()))
        client.force_login(cast.sun)
        url, typed = (
            f"/my-work/{row.pk}/report/",
            {f"a{row.pk}-text": "大坝加固完成。", f"a{row.pk}-version": row.version},
        )
        page = client.post(url, typed).content.decode()
        assert "已被他人修改" in page
        assert "局长已报" in page
        assert "大坝加固完成" in page
        again = {**typed, f"a{row.pk}-version": the(row.task).version}
        assert client.post(url, again).status_code == 302
        assert Report.objects.count() == 2

    def test_the_head_approves_all_or_holds_one_back(self, cast, at, client):
        Register.objects.update(unit_head_approves=True)
        for number in range(3):
            row = the(an_issued_task(cast, f"修订第{number}份预案。"))
            file_report(row, actor=cast.sun, said=progress(), came=by_page(on=clock.today()))
        client.force_login(cast.zhou)
        first = Report.objects.order_by("pk").first()
        client.post(f"/my-work/reports/{first.pk}/hold-back/", {"note": "数字要核。"})
        client.post("/my-work/approve/")
        assert list(Report.objects.order_by("pk").values_list("approval", flat=True)) == [
            Approval.REFUSED,
            Approval.APPROVED,
            Approval.APPROVED,
        ]

    def test_notices_are_taken_note_of(self, cast, at, client):
        file_report(the(an_issued_task(cast)), actor=cast.chen, said=progress(), came=by_telephone(on=clock.today()))
        client.force_login(cast.sun)
        assert "代录" in client.get("/").content.decode()
        client.post("/my-work/seen/", {"notice": [Notice.objects.get().pk]})
        assert Notice.objects.get().seen_by == cast.sun

    @pytest.mark.parametrize("count", [1, 60])
    def test_costs_so_many_queries_whatever_there_is(self, cast, at, client, django_assert_max_num_queries, count):
        for number in range(count):
            an_issued_task(cast, f"修订第{number}份预案。")
        Assignment.objects.filter(pk__in=Assignment.objects.values_list("pk", flat=True)[: count // 2 + 1]).update(
            state=State.IN_PROGRESS
        )
        Assignment.objects.filter(pk__in=Assignment.objects.values_list("pk", flat=True)[: count // 4]).update(
            state=State.SENT_BACK
        )
        client.force_login(cast.zhou)
        client.get("/")
        with django_assert_max_num_queries(12):
            page = client.get("/").content.decode()
        to_sign = count - count // 2 - 1
        assert (f"还有{to_sign - SHOWN_ELSE}项" in page) == (to_sign > SHOWN_ELSE)
