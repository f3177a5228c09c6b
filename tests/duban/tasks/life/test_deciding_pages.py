"""The pages on which one thing is decided: verification, close-out, answers, turns in a task's course."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Channel,
    CloseOut,
    Extension,
    Report,
    Return,
    State,
    Target,
    Task,
    Verification,
)
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, done, progress, the
from tests.duban.tasks.life.office import a_return, an_extension, fresh, on, submitted, verified

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 28)


@pytest.fixture(autouse=True)
def late_september():
    with on(9, 28):
        yield


def handed_in(cast, text="完成3座水库除险加固。", figure=3, **more):
    task = an_issued_task(cast, text)
    target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
    submitted(cast, task, said=done(figures={target.pk: Decimal(figure)} if figure is not None else {}), **more)
    return the(task)


class TestOneByOne:
    @pytest.fixture
    def post(self, client, cast):
        def ask(url, who="wang", **data):
            client.force_login(getattr(cast, who))
            return client.post(url, {"next": "/supervision/?tab=verify", **data})

        return ask

    def test_the_form_is_a_fragment_for_a_script_and_else_a_page(self, cast, client):
        row = handed_in(cast)
        client.force_login(cast.chen)
        url = f"/supervision/{row.pk}/verify/?next=/supervision/"
        fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in fragment
        assert "水库3座" in fragment
        assert 'value="/supervision/"' in fragment
        assert "<html" in client.get(url).content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
    def test_the_way_back_never_leads_elsewhere(self, cast, client, elsewhere):
        row = handed_in(cast)
        client.force_login(cast.chen)
        page = client.get(f"/supervision/{row.pk}/verify/", {"next": elsewhere})
        assert page.context["next"] == f"/tasks/{row.task_id}/"

    def test_verify(self, cast, post):
        row = handed_in(cast)
        data = {"version": row.version, "means": ["on-site"], "conclusion": "属实。", "act": "verify"}
        answer = post(f"/supervision/{row.pk}/verify/", "chen", **data)
        assert (answer.status_code, answer["Location"]) == (302, "/supervision/?tab=verify")
        assert the(row.task).state == State.VERIFIED

    def test_the_head_verifies_and_closes_out_at_once(self, cast, post):
        row = handed_in(cast)
        data = {"version": row.version, "means": ["on-site"], "conclusion": "属实。", "act": "close-out"}
        post(f"/supervision/{row.pk}/verify/", **data)
        assert the(row.task).state == State.CLOSED_OUT
        assert CloseOut.objects.get().reasons == "属实。"

    def test_a_supervisor_does_not_close_out_that_way(self, cast, post):
        row = handed_in(cast)
        data = {"version": row.version, "means": ["on-site"], "conclusion": "属实。", "act": "close-out"}
        assert post(f"/supervision/{row.pk}/verify/", "chen", **data).status_code == 403
        assert the(row.task).state == State.SUBMITTED
        assert not Verification.objects.exists()

    def test_send_back(self, cast, post):
        row = handed_in(cast)
        data = {"version": row.version, "conclusion": "溢洪道未完工。", "act": "send-back"}
        post(f"/supervision/{row.pk}/verify/", "chen", **data)
        assert the(row.task).state == State.SENT_BACK

    def test_what_is_refused_is_said_beside_what_was_typed(self, cast, post):
        row = handed_in(cast)
        data = {"version": row.version, "conclusion": "现场看过，属实。", "act": "verify"}
        answer = post(f"/supervision/{row.pk}/verify/", "chen", **data)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "请至少选择一种核查方式" in page
        assert "现场看过，属实。" in page

    def test_a_colleague_was_first_and_the_words_stay_over_the_newer_version(self, cast, post):
        row = handed_in(cast)
        Assignment.objects.filter(pk=row.pk).update(version=row.version + 1)
        data = {"version": row.version, "means": ["on-site"], "conclusion": "属实。", "act": "verify"}
        answer = post(f"/supervision/{row.pk}/verify/", "chen", **data)
        page = answer.content.decode()
        assert "已被他人修改" in page
        assert f'name="version" value="{row.version + 1}"' in page
        assert post(f"/supervision/{row.pk}/verify/", "chen", **{**data, "version": row.version + 1}).status_code == 302

    def test_close_out_and_send_back_after_all(self, cast, post):
        one, two = (verified(cast, an_issued_task(cast, f"整治第{n}处隐患。")) for n in range(2))
        post(f"/supervision/{one.pk}/close-out/", version=one.version, reasons="目标完成。", act="close-out")
        post(f"/supervision/{two.pk}/close-out/", version=two.version, reasons="资料不全。", act="send-back")
        assert (the(one.task).state, the(two.task).state) == (State.CLOSED_OUT, State.SENT_BACK)

    def test_an_extension_is_granted_to_another_day(self, cast, post):
        asked = an_extension(an_issued_task(cast))
        post(f"/supervision/extensions/{asked.pk}/", version=1, due="2026-11-15", answer="抓紧。", act="grant")
        assert Extension.objects.get().due_granted == date(2026, 11, 15)

    def test_an_extension_is_refused(self, cast, post):
        asked = an_extension(an_issued_task(cast))
        post(f"/supervision/extensions/{asked.pk}/", version=1, due="2026-11-15", answer="不受汛期影响。", act="refuse")
        assert Extension.objects.get().decision == "refused"

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"due": "", "act": "grant"}, "请填写延至哪一天"),
            ({"due": "2026-09-01", "act": "grant"}, "须晚于现行时限"),
            ({"due": "not a day", "act": "grant"}, "有效的日期"),
            ({"due": "", "act": "refuse"}, "请写明理由"),
        ],
    )
    def test_an_answer_that_cannot_be(self, cast, post, data, words):
        asked = an_extension(an_issued_task(cast))
        answer = post(f"/supervision/extensions/{asked.pk}/", version=1, **data)
        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_a_supervisor_sees_an_extension_and_does_not_decide_it(self, cast, client, post):
        asked = an_extension(an_issued_task(cast))
        client.force_login(cast.chen)
        page = client.get(f"/supervision/extensions/{asked.pk}/").content.decode()
        assert "延期由督查室负责人审批" in page
        answer = post(f"/supervision/extensions/{asked.pk}/", "chen", version=1, due="2026-11-15", act="grant")
        assert answer.status_code == 403

    def test_a_return_goes_to_the_unit_that_was_named(self, cast, client, post):
        asked = a_return(an_issued_task(cast), right_unit=cast.unit(HOUSING))
        client.force_login(cast.chen)
        assert HOUSING in client.get(f"/supervision/returns/{asked.pk}/").content.decode()
        data = {
            "version": 1,
            "unit": cast.unit(HOUSING).pk,
            "basis_kind": "oral",
            "basis": "赵县长明确",
            "act": "grant",
        }
        assert post(f"/supervision/returns/{asked.pk}/", "chen", **data).status_code == 302
        assert Return.objects.get().decision == "granted"
        assert the(asked.assignment.task, HOUSING).role == AssignmentRole.LEAD

    def test_a_return_is_refused(self, cast, post):
        asked = a_return(an_issued_task(cast))
        data = {"version": 1, "basis_kind": "oral", "answer": "由你局牵头。", "act": "refuse"}
        post(f"/supervision/returns/{asked.pk}/", "chen", **data)
        assert the(asked.assignment.task).state == State.ISSUED

    def test_an_objection_is_answered_once(self, cast, client, post):
        task = an_issued_task(cast)
        file_report(the(task), actor=cast.chen, said=progress(), came=Came("孙联络", TODAY, Channel.TELEPHONE))
        Report.objects.update(objection="没有开工。", objected_by="孙联络", objected_at="2026-09-28T09:00+08:00")
        report = Report.objects.get()
        url = f"/supervision/objections/{report.pk}/"
        assert post(url, "li", version=1, answer="").status_code == 422
        assert post(url, "li", version=1, answer="请再报一次。").status_code == 302
        client.force_login(cast.li)
        assert "请再报一次。" in client.get(url).content.decode()

    @pytest.mark.parametrize("what", ["extensions", "returns", "objections"])
    def test_of_another_office_nothing_is_found(self, cast, client, what):
        task = an_issued_task(cast)
        keys = {"extensions": an_extension(task).pk, "returns": a_return(task).pk, "objections": 1}
        client.force_login(cast.shen)
        assert client.get(f"/supervision/{what}/{keys[what]}/").status_code == 404

    def test_another_offices_assignment_is_not_found(self, cast, client):
        row = handed_in(cast)
        client.force_login(cast.shen)
        for what in ("verify", "close-out"):
            assert client.get(f"/supervision/{row.pk}/{what}/").status_code == 404


BASIS = {"basis_kind": "meeting", "basis": "县政府第10次常务会议"}


class TestTurns:
    def test_suspend_and_resume(self, cast, client):
        task = an_issued_task(cast)
        client.force_login(cast.chen)
        assert client.post(f"/tasks/{task.pk}/suspend/", {"version": 1, **BASIS}).status_code == 302
        assert fresh(task).suspended_since == TODAY
        with on(10, 8):
            client.post(f"/tasks/{task.pk}/resume/", {"version": 2, **BASIS})
        assert fresh(task).due == date(2026, 10, 10)

    def test_withdraw_and_restore(self, cast, client):
        task = an_issued_task(cast)
        client.force_login(cast.chen)
        client.post(f"/tasks/{task.pk}/withdraw/", {"version": 1, **BASIS})
        assert fresh(task).state == State.WITHDRAWN
        client.post(f"/tasks/{task.pk}/restore/", {"version": 2, "due": "2026-12-31", **BASIS})
        assert (fresh(task).state, fresh(task).due) == (State.ISSUED, date(2026, 12, 31))

    def test_reopen(self, cast, client):
        one = verified(cast, an_issued_task(cast))
        client.force_login(cast.wang)
        client.post(f"/supervision/{one.pk}/close-out/", {"version": one.version, "reasons": "完成。"})
        again = the(one.task)
        client.post(f"/supervision/{one.pk}/reopen/", {"version": again.version, **BASIS})
        assert the(one.task).state == State.IN_PROGRESS

    @pytest.mark.parametrize("where", ["suspend", "withdraw"])
    def test_not_without_a_basis(self, cast, client, where):
        task = an_issued_task(cast)
        client.force_login(cast.chen)
        answer = client.post(f"/tasks/{task.pk}/{where}/", {"version": 1, "basis_kind": "meeting", "basis": ""})
        assert answer.status_code == 422
        assert fresh(task).version == 1

    @pytest.mark.parametrize("where", ["resume", "restore"])
    def test_what_makes_no_sense_now(self, cast, client, where):
        task = an_issued_task(cast)
        client.force_login(cast.chen)
        answer = client.post(f"/tasks/{task.pk}/{where}/", {"version": 1, **BASIS})
        assert answer.status_code == 422

    def test_a_stale_version_is_refused_and_shown_anew(self, cast, client):
        task = an_issued_task(cast)
        Task.objects.filter(pk=task.pk).update(version=4)
        client.force_login(cast.chen)
        answer = client.post(f"/tasks/{task.pk}/suspend/", {"version": 1, **BASIS})
        assert "已被他人修改" in answer.content.decode()
        assert 'name="version" value="4"' in answer.content.decode()


def test_the_unit_that_was_given_it_by_the_desk_sees_it(cast, client):
    """The water bureau returns it, the office gives it to the housing bureau, whose liaison finds it."""
    asked = a_return(an_issued_task(cast, "开展小区物业专项整治。"), WATER)
    task = asked.assignment.task
    client.force_login(cast.wu)
    assert client.get(f"/tasks/{task.pk}/").status_code == 404
    client.force_login(cast.chen)
    data = {"version": 1, "unit": cast.unit(HOUSING).pk, "basis_kind": "oral", "act": "grant"}
    client.post(f"/supervision/returns/{asked.pk}/", data)
    client.force_login(cast.wu)
    assert client.get(f"/tasks/{task.pk}/").status_code == 200
