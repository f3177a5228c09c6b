"""代录: the office types what a unit said by telephone or on paper; who said it and who typed it are kept apart."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.actions.file_several import Filing, enter_reports
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report
from luoshi.duban.tasks.models import (
    Channel,
    Means,
    Notice,
    NoticeKind,
    Report,
    State,
)
from tests.duban.tasks.life.given import (
    HOUSING,
    WATER,
    an_issued_task,
    by_page,
    by_telephone,
    done,
    no_change,
    progress,
    the,
)
from tests.duban.tasks.reporting.given import LATE_JULY, TODAY, owed_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _late_july():
    with clock.standing_at(LATE_JULY):
        yield


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.chen)
    return client


def typed(*tasks, text=(), no_change=(), **more):
    rows = [the(task) for task in tasks]
    data = {f"a{row.pk}-version": row.version for row in rows}
    data |= {f"a{the(task).pk}-text": words for task, words in dict(text).items()}
    data |= {f"a{the(task).pk}-no_change": "on" for task in no_change}
    return {**data, "reported_by": "孙联络", "reported_on": "2026-07-27", "channel": "telephone", **more}


class TestFromAUnitsList:
    def url(self, cast, unit=WATER):
        return f"/owed/units/{cast.unit(unit).pk}/"

    def test_the_unit_is_the_reporter_and_the_clerk_the_typist(self, cast, clerk):
        first, second = owed_tasks(cast, 2)
        response = clerk.post(self.url(cast), typed(first, second, text={first: "已完工2座。"}, no_change=[second]))
        assert response.status_code == 302
        report = the(first).latest
        assert (report.reported_by, report.reported_on) == ("孙联络", date(2026, 7, 27))
        assert (report.typed_by, report.channel) == (cast.chen, Channel.TELEPHONE)
        event = Event.objects.filter(verb="report.filed").first()
        assert (event.actor_name, event.after["by"]) == ("陈明", "孙联络")

    def test_the_unit_is_told(self, cast, clerk):
        first, second = owed_tasks(cast, 2)
        clerk.post(self.url(cast), typed(first, second, text={first: "已完工。"}, no_change=[second]))
        assert {(one.unit.name, one.kind) for one in Notice.objects.all()} == {(WATER, NoticeKind.ENTERED)}
        assert Notice.objects.count() == 2

    def test_the_paper_goes_to_every_report(self, cast, clerk):
        first, second = owed_tasks(cast, 2)
        paper = SimpleUploadedFile("报送表盖章.pdf", b"%PDF-1.7 scan")
        data = typed(first, second, text={first: "已完工。"}, no_change=[second], channel="paper", paper=paper)
        clerk.post(self.url(cast), data)
        for task in (first, second):
            evidence = the(task).latest.evidence.get()
            assert (evidence.name, evidence.added_by) == ("报送表盖章.pdf", cast.chen)
        assert len({one.evidence.get().source_id for one in Report.objects.all()}) == 1

    def test_the_page_says_that_the_typist_does_not_verify(self, cast, clerk):
        owed_tasks(cast, 1)
        page = clerk.get(self.url(cast)).content.decode()
        assert "代录人不能核查、销号自己代录的反馈" in page
        assert "陈明" in page

    def test_everything_under_way_can_be_shown(self, cast, clerk):
        first, second = owed_tasks(cast, 2)
        file_report(the(first), actor=cast.sun, said=progress(), came=by_page(on=TODAY))
        assert first.text not in clerk.get(self.url(cast)).content.decode()
        page = clerk.get(f"{self.url(cast)}?all=1").content.decode()
        assert first.text in page
        assert second.text in page
        clerk.post(f"{self.url(cast)}?all=1", typed(first, second, text={first: "又进一步。"}))
        assert the(first).latest.text == "又进一步。"

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("reported_by", "", "还没有写明由谁报送"),
            ("reported_on", "", "还没有写明由谁报送"),
            ("reported_on", "2026-08-05", "还没有到"),
            ("reported_on", "2024-01-05", "早于一年前"),
            ("channel", "page", "还没有写明由谁报送"),
            ("channel", "file", "还没有写明由谁报送"),
        ],
    )
    def test_who_when_and_how_are_asked_for(self, cast, clerk, field, value, words):
        (task,) = owed_tasks(cast, 1)
        response = clerk.post(self.url(cast), typed(task, text={task: "已完工。"}, **{field: value}))
        assert response.status_code in (409, 422)
        assert words in response.content.decode()
        assert not Report.objects.exists()

    def test_a_unit_of_another_office_is_not_there(self, cast, client):
        client.force_login(cast.shen)
        assert client.get(self.url(cast)).status_code == 404

    def test_a_unit_that_owes_nothing(self, cast, clerk):
        assert "目前没有待报送的任务" in clerk.get(self.url(cast, HOUSING)).content.decode()


class TestFromATask:
    def test_one_report_owed_or_not(self, cast, clerk):
        task = an_issued_task(cast)
        file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=TODAY))
        url = f"/owed/assignments/{the(task).pk}/"
        assert task.text in clerk.get(url).content.decode()
        response = clerk.post(url, typed(task, text={task: "又进一步。"}))
        assert response["Location"] == f"/tasks/{task.pk}/"
        assert the(task).latest.text == "又进一步。"

    def test_another_offices_task_is_not_there(self, cast, client):
        task = an_issued_task(cast)
        client.force_login(cast.shen)
        for name in ("", "extension/", "return/"):
            assert client.get(f"/owed/assignments/{the(task).pk}/{name}").status_code == 404


def test_the_typist_does_not_verify_and_a_colleague_can(cast):
    task = an_issued_task(cast)
    enter_reports(
        cast.unit(WATER), [Filing(the(task), the(task).version, done())], actor=cast.chen, came=by_telephone(on=TODAY)
    )
    checked = Checked((Means.RECORDS,), "材料齐全。")
    with pytest.raises(Refused):
        verify_report(the(task), actor=cast.chen, version=the(task).version, checked=checked)
    verify_report(the(task), actor=cast.li, version=the(task).version, checked=checked)
    assert the(task).state == State.VERIFIED


def test_only_what_came_by_telephone_or_on_paper_is_typed_for_a_unit(cast):
    task = an_issued_task(cast)
    for channel in (Channel.PAGE, Channel.LINK, Channel.FILE):
        with pytest.raises(PermissionDenied):
            enter_reports(
                cast.unit(WATER),
                [Filing(the(task), the(task).version, progress())],
                actor=cast.chen,
                came=Came("孙联络", TODAY, channel),
            )


def test_one_unit_at_a_time(cast):
    own, foreign = an_issued_task(cast), an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
    filings = [
        Filing(the(own), the(own).version, progress()),
        Filing(the(foreign, HOUSING), the(foreign, HOUSING).version, no_change()),
    ]
    with pytest.raises(PermissionDenied):
        enter_reports(cast.unit(WATER), filings, actor=cast.chen, came=by_telephone(on=TODAY))
    assert not Report.objects.exists()
