"""督办台: what waits, for whom, in which order; and what is decided there, one by one or together."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from luoshi.duban import clock
from luoshi.duban.accounts.models import RoleGrant, User
from luoshi.duban.organisations.models import Tenure
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Channel,
    CloseOut,
    Report,
    State,
    Target,
    Task,
    Verification,
)
from luoshi.duban.tasks.supervision import Tab, waiting
from luoshi.duban.tasks.supervision_counts import counts
from tests.duban.tasks.life.given import FINANCE, HOUSING, an_issued_task, done, progress, the
from tests.duban.tasks.life.office import BY_PAPER, a_return, an_extension, fresh, on, submitted, verified

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 28)


@pytest.fixture(autouse=True)
def late_september():
    with on(9, 28):
        yield


@pytest.fixture
def desk(client, cast):
    def ask(tab="", who="wang"):
        client.force_login(getattr(cast, who))
        answer = client.get(f"/supervision/?tab={tab}" if tab else "/supervision/")
        assert answer.status_code == 200
        return answer

    return ask


def handed_in(cast, text="完成3座水库除险加固。", figure=3, **more):
    task = an_issued_task(cast, text)
    target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
    submitted(cast, task, said=done(figures={target.pk: Decimal(figure)} if figure is not None else {}), **more)
    return the(task)


class TestWhatWaits:
    def test_the_oldest_first(self, cast):
        with on(9, 20):
            first = handed_in(cast, "修订预案。")
        second = handed_in(cast, "整治隐患。")
        assert list(waiting(cast.chen, Tab.VERIFY)) == [first, second]

    def test_only_units_that_answer_and_no_parts(self, cast):
        task = an_issued_task(cast, supporting=(HOUSING,))
        submitted(cast, task, HOUSING)
        part = the(task, HOUSING)
        Assignment.objects.filter(pk=part.pk).update(role=AssignmentRole.PART, answers=True)
        assert not waiting(cast.chen, Tab.VERIFY).exists()

    def test_another_office_sees_nothing(self, cast):
        handed_in(cast)
        an_extension(an_issued_task(cast))
        assert not any(counts(cast.shen).values())

    @pytest.mark.parametrize("who", ["sun", "zhao", "jiang"])
    def test_who_does_not_supervise_sees_nothing(self, cast, who):
        handed_in(cast)
        assert not waiting(getattr(cast, who), Tab.VERIFY).exists()

    def test_counts_by_kind(self, cast):
        handed_in(cast)
        verified(cast, an_issued_task(cast, "修订预案。"))
        an_extension(an_issued_task(cast, "新建供水站。"))
        a_return(an_issued_task(cast, "整治小区物业。"))
        suspend_task(fresh(an_issued_task(cast, "建设水源。")), actor=cast.chen, version=1, basis=BY_PAPER)
        entered = an_issued_task(cast, "改造灌区。")
        file_report(the(entered), actor=cast.chen, said=progress(), came=Came("孙联络", TODAY, Channel.TELEPHONE))
        Report.objects.filter(assignment__task=entered).update(objection="没有。", objected_at="2026-09-28T09:00+08:00")
        Assignment.objects.filter(state=State.ISSUED).update(state_since="2026-07-15T09:00+08:00")
        found = counts(cast.chen)
        assert {tab: found[tab] for tab in Tab if tab is not Tab.OWED} == {
            Tab.VERIFY: 1,
            Tab.CLOSE: 1,
            Tab.EXTENSIONS: 1,
            Tab.RETURNS: 1,
            Tab.OBJECTIONS: 1,
            Tab.UNSIGNED: 1,
            Tab.SUSPENDED: 1,
        }

    def test_what_is_over_or_answered_waits_no_more(self, cast):
        task = an_issued_task(cast)
        an_extension(task)
        a_return(task)
        Assignment.objects.filter(task=task).update(state=State.WITHDRAWN)
        found = counts(cast.chen)
        assert (found[Tab.EXTENSIONS], found[Tab.RETURNS]) == (0, 0)

    @pytest.mark.parametrize(("days", "shown"), [(2, 0), (4, 1)])
    def test_unsigned_after_some_days(self, cast, days, shown):
        task = an_issued_task(cast)
        Assignment.objects.filter(task=task).update(state_since=f"2026-09-{28 - days}T09:00+08:00")
        assert counts(cast.chen)[Tab.UNSIGNED] == shown

    def test_asked_again_in_the_same_minute_it_is_counted_again(self, cast):
        assert counts(cast.chen)[Tab.VERIFY] == 0
        handed_in(cast)
        assert counts(cast.chen)[Tab.VERIFY] == 1

    def test_asked_a_minute_later_time_has_gone_on(self, cast):
        task = an_issued_task(cast)
        Assignment.objects.filter(task=task).update(state_since="2026-09-25T09:01:30+08:00")
        assert [unsigned_at(cast, minute) for minute in (0, 1, 0)] == [0, 1, 0]

    def test_who_supervises_no_more_sees_nothing_from_then_on(self, cast):
        handed_in(cast)
        assert counts(User.objects.get(pk=cast.chen.pk))[Tab.VERIFY] == 1
        Tenure.objects.filter(person=cast.chen).delete()
        RoleGrant.objects.filter(user=cast.chen).delete()
        assert not any(counts(User.objects.get(pk=cast.chen.pk)).values())


def unsigned_at(cast, minute):
    with clock.standing_at(datetime(2026, 9, 28, 9, minute, 59, tzinfo=clock.ZONE)):
        return counts(cast.chen)[Tab.UNSIGNED]


class TestTheDesk:
    def test_it_opens_where_something_waits(self, cast, desk):
        assert desk().context["tab"] == Tab.VERIFY
        an_extension(an_issued_task(cast))
        assert desk().context["tab"] == Tab.EXTENSIONS

    @pytest.mark.parametrize("tab", ["", "nonsense", "owed", *(tab.value for tab in Tab if tab is not Tab.OWED)])
    def test_every_tab_with_and_without_rows(self, cast, desk, tab):
        assert desk(tab)
        handed_in(cast)
        assert desk(tab)

    def test_what_differs_stands_out_and_is_not_decided_together(self, cast, desk):
        handed_in(cast, "修订预案。", 3)
        handed_in(cast, "整治隐患。", 2)
        page = desk("verify").content.decode()
        assert "与目标不符" in page
        assert page.count('name="one"') == 2
        assert page.count("disabled>") == 1

    def test_whoever_typed_it_is_told_that_another_has_to(self, cast, desk):
        handed_in(cast, by=cast.chen)
        assert "本人录入，须由他人核查" in desk("verify", "chen").content.decode()
        assert "本人录入，须由他人核查" not in desk("verify", "li").content.decode()

    def test_unsigned_by_unit_with_whom_to_call(self, cast, desk):
        for lead in (HOUSING, HOUSING, FINANCE):
            an_issued_task(cast, lead=lead)
        Assignment.objects.update(state_since="2026-09-18T09:00+08:00")
        cast.wu.telephone = "0571-1234567"
        cast.wu.save()
        answer = desk("unsigned")
        rows = {row.name: row for row in answer.context["rows"]}
        assert (rows[HOUSING].count, rows[HOUSING].days, rows[HOUSING].people) == (2, 10, ["吴联络 0571-1234567"])
        assert "没有联络员" in answer.content.decode()
        assert "共 2 条" in answer.content.decode()

    def test_pages_of_twenty_five(self, cast, desk, client):
        for number in range(27):
            task = an_issued_task(cast, f"整治第{number}处隐患。")
            Assignment.objects.filter(task=task).update(state=State.SUBMITTED)
        assert len(desk("verify").context["rows"]) == 25
        assert len(client.get("/supervision/?tab=verify&page=2").context["rows"]) == 2

    @pytest.mark.parametrize("tab", [tab.value for tab in Tab if tab is not Tab.OWED])
    def test_it_costs_few_queries_whatever_waits(self, cast, client, django_assert_max_num_queries, tab):
        for number in range(12):
            handed_in(cast, f"整治第{number}处隐患。", 3)
            verified(cast, an_issued_task(cast, f"修订第{number}份预案。"))
            an_extension(an_issued_task(cast, f"新建第{number}处供水站。"))
            an_issued_task(cast, f"压减第{number}项支出。", lead=FINANCE)
            a_return(an_issued_task(cast, f"整治第{number}个小区。", lead=HOUSING), HOUSING)
            entered = an_issued_task(cast, f"改造第{number}处灌区。")
            file_report(the(entered), actor=cast.chen, said=progress(), came=Came("孙", TODAY, Channel.TELEPHONE))
        Report.objects.filter(channel="telephone").update(objection="没有。", objected_at="2026-09-28T09:00+08:00")
        Assignment.objects.filter(state=State.ISSUED).update(state_since="2026-07-15T09:00+08:00")
        Task.objects.filter(title__startswith="新建").update(suspended_since=date(2026, 9, 20))
        client.force_login(cast.wang)
        with django_assert_max_num_queries(12):
            assert client.get(f"/supervision/?tab={tab}").context["rows"]


class TestTogether:
    def post(self, client, where, rows, **more):
        data = {"one": [f"{one.pk}-{one.version}" for one in rows], **more}
        return client.post(f"/supervision/{where}/", data, follow=True).content.decode()

    def test_where_the_figures_hold(self, cast, client):
        rows = [handed_in(cast, f"整治第{number}处隐患。") for number in range(3)]
        client.force_login(cast.chen)
        page = self.post(client, "verify", rows, means=["records"], conclusion="资料齐全，属实。")
        assert "已核查通过3项。" in page
        assert Verification.objects.count() == 3

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"conclusion": "属实。"}, "请至少选择一种核查方式"),
            ({"means": ["records"]}, "请填写核查意见"),
            ({"means": ["magic"], "conclusion": "属实。"}, "请选择核查方式"),
        ],
    )
    def test_not_without_means_and_conclusion(self, cast, client, more, words):
        row = handed_in(cast)
        client.force_login(cast.chen)
        assert words in self.post(client, "verify", [row], **more)
        assert not Verification.objects.exists()

    def test_one_that_differs_stops_all(self, cast, client):
        rows = [handed_in(cast, "修订预案。"), handed_in(cast, "整治隐患。", 2)]
        client.force_login(cast.chen)
        page = self.post(client, "verify", rows, means=["records"], conclusion="属实。")
        assert "请单独核查" in page
        assert not Verification.objects.exists()

    @pytest.mark.parametrize("chosen", [[], ["abc"], ["1"], ["-1-1"], ["999999-1"], ["9" * 40 + "-1"]])
    def test_nothing_that_could_be_meant(self, cast, client, chosen):
        handed_in(cast)
        client.force_login(cast.chen)
        data = {"one": chosen, "means": ["records"], "conclusion": "属实。"}
        assert "请先勾选任务" in client.post("/supervision/verify/", data, follow=True).content.decode()

    def test_what_changed_meanwhile_is_not_overwritten(self, cast, client):
        row = handed_in(cast)
        Assignment.objects.filter(pk=row.pk).update(version=row.version + 1)
        client.force_login(cast.chen)
        assert "已被他人修改" in self.post(client, "verify", [row], means=["records"], conclusion="属实。")

    def test_close_out_together(self, cast, client):
        rows = [verified(cast, an_issued_task(cast, f"整治第{number}处隐患。")) for number in range(2)]
        client.force_login(cast.wang)
        assert "已销号2项。" in self.post(client, "close-out", rows, reasons="目标完成。")
        assert CloseOut.objects.count() == 2

    def test_a_supervisor_closes_nothing_out(self, cast, client):
        row = verified(cast, an_issued_task(cast))
        client.force_login(cast.chen)
        answer = client.post("/supervision/close-out/", {"one": [f"{row.pk}-{row.version}"], "reasons": "完成。"})
        assert answer.status_code == 403
