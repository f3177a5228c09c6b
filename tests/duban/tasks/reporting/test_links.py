"""Personal links: who makes them, what opens through them and what does not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.report_links import MOST_DAYS, make_report_links, revoke_report_link
from luoshi.duban.tasks.links.tokens import digest
from luoshi.duban.tasks.models import Approval, Channel, Report, ReportLink, State
from luoshi.duban.tasks.reporting.queries import link_by_token
from luoshi.duban.tasks.views.reporting_entry import SENDINGS, WRONG_LINKS
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, progress, the
from tests.duban.tasks.reporting.given import LATE_JULY, TODAY, a_target, owed_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _late_july():
    with clock.standing_at(LATE_JULY):
        yield


@pytest.fixture
def made(cast):
    """A link of the water bureau."""
    (one,) = make_report_links([cast.unit(WATER)], actor=cast.chen)
    return one


def url(made):
    return f"/r/{made.token}/"


def answers(*tasks, who="孙水源", **fields):
    """What the form sends: ``no_change=[task]``, ``text={task: words}``."""
    rows = [the(task) for task in tasks]
    data = {f"a{row.pk}-version": row.version for row in rows}
    for task in fields.get("no_change", ()):
        data[f"a{the(task).pk}-no_change"] = "on"
    for task, words in fields.get("text", {}).items():
        data[f"a{the(task).pk}-text"] = words
    return {**data, **fields.get("more", {}), "reported_by": who}


class TestMaking:
    def test_only_the_digest_is_kept(self, made):
        link = ReportLink.objects.get()
        assert link.token_sha256 == digest(made.token)
        assert made.token not in str(list(ReportLink.objects.values()))
        assert made.token not in str(list(Event.objects.values()))
        assert Event.objects.get(verb="report-link.made").after["unit"] == WATER

    def test_it_lives_as_long_as_it_was_given(self, cast):
        (made,) = make_report_links([cast.unit(WATER)], actor=cast.chen, days=3)
        assert link_by_token(made.token, LATE_JULY + timedelta(days=2)) == made.link
        assert link_by_token(made.token, LATE_JULY + timedelta(days=3, seconds=1)) is None

    @pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1])
    def test_not_for_ever(self, cast, days):
        with pytest.raises(Refused, match="有效期"):
            make_report_links([cast.unit(WATER)], actor=cast.chen, days=days)

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "chu"])
    def test_only_the_office_makes_and_revokes_them(self, cast, made, who):
        with pytest.raises(PermissionDenied):
            make_report_links([cast.unit(WATER)], actor=getattr(cast, who))
        with pytest.raises(PermissionDenied):
            revoke_report_link(made.link, actor=getattr(cast, who))

    def test_another_office_makes_none_for_our_units(self, cast):
        with pytest.raises(Refused, match="请选择单位"):
            make_report_links([cast.unit(WATER)], actor=cast.shen)

    def test_a_revoked_link_is_dead_and_a_second_time_changes_nothing(self, cast, made):
        revoke_report_link(made.link, actor=cast.li)
        revoke_report_link(made.link, actor=cast.chen)
        assert link_by_token(made.token, LATE_JULY) is None
        assert ReportLink.objects.get().revoked_by == cast.li
        assert Event.objects.filter(verb="report-link.revoked").count() == 1

    def test_another_office_revokes_none_of_ours(self, cast, made):
        revoke_report_link(made.link, actor=cast.shen)
        assert link_by_token(made.token, LATE_JULY) == made.link


class TestOpening:
    def test_it_shows_what_the_unit_owes_and_nothing_else(self, cast, client, made):
        owed, reported = owed_tasks(cast, 2)
        file_report(the(reported), actor=cast.sun, said=progress(), came=by_page(on=TODAY))
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
        page = client.get(url(made)).content.decode()
        assert owed.text in page
        assert reported.text not in page
        assert "改造老旧小区" not in page
        assert "/tasks/" not in page.replace("/static/tasks/", "")

    def test_nobody_keeps_the_page(self, cast, client, made):
        response = client.get(url(made))
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"].startswith("noindex")

    def test_the_first_opening_is_noted(self, client, made):
        assert ReportLink.objects.get().opened_at is None
        client.get(url(made))
        assert ReportLink.objects.get().opened_at == LATE_JULY

    @pytest.mark.parametrize("wrong", ["x", "A" * 43, "../" * 3])
    def test_a_wrong_link_says_nothing(self, cast, client, wrong):
        response = client.get(f"/r/{wrong}/")
        assert response.status_code == 404
        assert WATER not in response.content.decode()

    def test_dead_and_wrong_ones_look_alike(self, cast, client, made):
        def seen(address):
            response = client.get(address)
            page = response.content.decode()
            return response.status_code, page.partition("<main")[2].partition("</main>")[0]

        wrong = seen(f"/r/{'A' * 43}/")
        revoke_report_link(made.link, actor=cast.chen)
        assert seen(url(made)) == wrong

    def test_who_tries_too_many_is_shut_out(self, client, made):
        for _time in range(WRONG_LINKS):
            client.get(f"/r/{'A' * 43}/")
        assert client.get(url(made)).status_code == 429

    def test_one_link_is_not_used_without_end(self, cast, client, made):
        owed_tasks(cast, 1)
        for _time in range(SENDINGS):
            client.post(url(made), {})
        assert client.post(url(made), {}).status_code == 429


class TestReporting:
    def test_progress_and_no_change_at_once(self, cast, client, made):
        first, second, third = owed_tasks(cast)
        reached = a_target(first)
        key = f"a{the(first).pk}"
        more = {f"{key}-percent": "65", f"{key}-figure-{reached.pk}": "2", f"{key}-problem": "经费不足。"}
        data = answers(*(first, second, third), text={first: "已完工2座。"}, no_change=[second, third], more=more)
        response = client.post(url(made), data, follow=True)
        assert "已提交 3 项" in response.content.decode()
        assert "目前没有待报送的任务" in response.content.decode()
        report = the(first).latest
        assert (report.text, report.percent, report.problem) == ("已完工2座。", 65, "经费不足。")
        assert [one.value for one in report.figures.all()] == [2]
        assert (report.channel, report.reported_by, report.typed_by) == (Channel.LINK, "孙水源", None)
        assert the(second).latest.kind == "no-change"
        link = ReportLink.objects.get()
        assert (link.uses, link.used_at) == (3, LATE_JULY)
        assert Event.objects.filter(verb="report.filed", actor_name="孙水源（青禾县水利局，链接）").count() == 3

    def test_what_nobody_touched_is_no_report(self, cast, client, made):
        first, second = owed_tasks(cast, 2)
        client.post(url(made), answers(first, second, no_change=[second]))
        assert [one.assignment.task for one in Report.objects.all()] == [second]

    def test_files_become_evidence(self, cast, client, made):
        (task,) = owed_tasks(cast, 1)
        file = SimpleUploadedFile("验收.pdf", b"%PDF-1.7 x")
        more = {f"a{the(task).pk}-evidence": file}
        client.post(url(made), answers(task, text={task: "已完工。"}, more=more))
        assert [one.name for one in Report.objects.get().evidence.all()] == ["验收.pdf"]

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({}, "没有填写任何内容"),
            ({"no_change": True, "who": " "}, "还没有写明由谁报送"),
            ({"no_change": True, "text": "已完工。"}, "请只选一样"),
            ({"more": {"percent": "60"}}, "请填写进展情况；没有变化的"),
            ({"text": "已完工。", "more": {"percent": "160"}}, "填写有误"),
        ],
    )
    def test_what_cannot_be_sent_is_said_and_what_was_typed_stays(self, cast, client, made, fields, words):
        (task,) = owed_tasks(cast, 1)
        key = f"a{the(task).pk}"
        data = answers(
            task,
            who=fields.get("who", "孙水源"),
            no_change=[task] if fields.get("no_change") else (),
            text={task: fields["text"]} if "text" in fields else {},
            more={f"{key}-{name}": value for name, value in fields.get("more", {}).items()},
        )
        response = client.post(url(made), data)
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert fields.get("text", "") in page
        assert not Report.objects.exists()

    def test_who_was_first_is_told_and_nothing_is_overwritten(self, cast, client, made):
        first, second = owed_tasks(cast, 2)
        data = answers(first, second, text={first: "我的话。"}, no_change=[second])
        file_report(the(first), actor=cast.sun, said=progress("别人的话。"), came=by_page(on=TODAY))
        response = client.post(url(made), data)
        assert response.status_code == 409
        page = response.content.decode()
        assert "别人的话。" in page
        assert "我的话。" in page
        assert Report.objects.count() == 1
        # The other one is still ticked, and goes through by itself.
        assert f'name="a{the(second).pk}-no_change" data-no-change checked' in page
        client.post(url(made), answers(second, no_change=[second]))
        assert Report.objects.count() == 2

    def test_another_units_task_is_out_of_reach(self, cast, client, made):
        owed_tasks(cast, 1)
        foreign = an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
        row = the(foreign, HOUSING)
        data = {f"a{row.pk}-version": row.version, f"a{row.pk}-no_change": "on", "reported_by": "孙"}
        assert client.post(url(made), data).status_code == 422
        assert not Report.objects.exists()

    def test_what_is_not_owed_is_not_taken(self, cast, client, made):
        (task,) = owed_tasks(cast, 1)
        file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=TODAY))
        response = client.post(url(made), answers(task, text={task: "再报一次。"}))
        assert response.status_code == 409
        assert "现在不用报送" in response.content.decode()
        assert Report.objects.count() == 1

    def test_where_the_head_approves_it_waits_for_that(self, cast, client, made):
        Register.objects.update(unit_head_approves=True)
        (task,) = owed_tasks(cast, 1)
        assert "须单位负责人审签" in client.get(url(made)).content.decode()
        client.post(url(made), answers(task, text={task: "已完工。"}))
        assert Report.objects.get().approval == Approval.AWAITING
        assert the(task).state == State.ISSUED

    def test_it_all_counts_or_nothing_does(self, cast, client, made):
        first, second = owed_tasks(cast, 2)
        data = answers(first, second, text={first: "已完工。"}, no_change=[second])
        data[f"a{the(second).pk}-version"] = 99
        assert client.post(url(made), data).status_code == 409
        assert not Report.objects.exists()
