"""The pages on which a unit asks for more time, returns a task, takes back, objects; the office asks in its name."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, Channel, Extension, Report, Return, State
from tests.duban.tasks.life.given import HOUSING, an_issued_task, by_page, by_telephone, done, progress, the

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 30)
TODAY = date(2026, 9, 21)


@pytest.fixture(autouse=True)
def september():
    with clock.standing_at(datetime(2026, 9, 21, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def row(cast):
    return the(an_issued_task(cast, due=DUE))


@pytest.fixture
def sun(cast, client):
    client.force_login(cast.sun)
    return client


@pytest.fixture
def chen(cast, client):
    client.force_login(cast.chen)
    return client


def url(row, what):
    return f"/my-work/{row.pk}/{what}/"


WISH = {"due": "2026-11-15", "reason": "汛期停工一个月。", "progress": "已完成七成。"}


class TestAskingForMoreTime:
    def test_what_was_reported_last_stands_in_the_form(self, cast, sun, row):
        file_report(row, actor=cast.sun, said=progress("大坝加固完成。"), came=by_page(on=TODAY))
        assert "大坝加固完成。" in sun.get(url(row, "extension")).content.decode()

    def test_one_form(self, cast, sun, row):
        page = sun.post(url(row, "extension"), WISH, follow=True)
        assert page.redirect_chain[-1][0] == f"/tasks/{row.task_id}/"
        assert "延期申请已提交" in page.content.decode()
        asked = Extension.objects.get()
        assert (asked.asked_by, asked.asked_on, asked.channel) == ("孙联络", TODAY, Channel.PAGE)

    def test_what_is_missing_is_named_beside_its_field(self, sun, row):
        page = sun.post(url(row, "extension"), {**WISH, "reason": ""})
        assert page.status_code == 422
        assert page.context["form"].errors.keys() == {"reason"}

    def test_a_refusal_keeps_what_was_typed(self, sun, row):
        page = sun.post(url(row, "extension"), {**WISH, "due": "2026-09-30"})
        assert page.status_code == 409
        assert "须晚于现行时限" in page.content.decode()
        assert "汛期停工一个月。" in page.content.decode()

    def test_after_the_limit_the_page_says_so_before_anything_is_typed(self, cast, sun, row):
        with clock.standing_at(datetime(2026, 10, 9, 9, 0, tzinfo=clock.ZONE)):
            assert "时限已过" in sun.get(url(row, "extension")).content.decode()

    def test_the_office_types_it_after_a_telephone_call(self, chen, row):
        said = {"reported_by": "孙联络", "reported_on": "2026-09-20", "channel": "telephone", **WISH}
        assert "代录人不能答复这份申请" in chen.get(url(row, "extension/enter")).content.decode()
        assert chen.post(url(row, "extension/enter"), said)["Location"] == f"/tasks/{row.task_id}/"
        asked = Extension.objects.get()
        assert (asked.asked_by, asked.asked_on, asked.typed_by.name) == ("孙联络", date(2026, 9, 20), "陈明")

    def test_what_was_asked_for_after_the_limit_is_refused_to_the_office_too(self, chen, row):
        with clock.standing_at(datetime(2026, 10, 9, 9, 0, tzinfo=clock.ZONE)):
            said = {"reported_by": "孙联络", "reported_on": "2026-10-08", "channel": "telephone", **WISH}
            page = chen.post(url(row, "extension/enter"), said)
        assert page.status_code == 409
        assert "须在时限前提出" in page.content.decode()
        assert not Extension.objects.exists()

    def test_the_office_says_who_telephoned(self, chen, row):
        page = chen.post(url(row, "extension/enter"), {"channel": "telephone", "reported_on": "2026-09-20", **WISH})
        assert page.context["form"].errors.keys() == {"reported_by"}

    def test_a_person_goes_back_to_where_they_came_from(self, sun, row):
        assert sun.post(url(row, "extension"), {**WISH, "back": "/"})["Location"] == "/"

    def test_but_never_to_another_site(self, sun, row):
        answer = sun.post(url(row, "extension"), {**WISH, "back": "https://example.org/"})
        assert answer["Location"] == f"/tasks/{row.task_id}/"


class TestReturning:
    def test_with_the_right_unit(self, cast, sun, row):
        sun.post(url(row, "return"), {"reason": "不归水利。", "right_unit": cast.unit(HOUSING).pk})
        assert Return.objects.get().right_unit.name == HOUSING
        assert the(row.task).state == State.RETURNED

    def test_without(self, sun, row):
        sun.post(url(row, "return"), {"reason": "不归水利。"})
        assert Return.objects.get().right_unit is None

    def test_not_once_it_is_begun(self, cast, sun, row):
        file_report(row, actor=cast.sun, said=progress(), came=by_page(on=TODAY))
        page = sun.post(url(row, "return"), {"reason": "不归水利。"})
        assert page.status_code == 409
        assert not Return.objects.exists()

    def test_the_office_types_it_from_a_paper(self, cast, chen, row):
        said = {"reported_by": "周局长", "reported_on": "2026-09-18", "channel": "paper", "reason": "不归水利。"}
        said["right_unit"] = cast.unit(HOUSING).pk
        assert chen.post(url(row, "return/enter"), said).status_code == 302
        asked = Return.objects.get()
        assert (asked.channel, asked.typed_by, asked.right_unit.name) == (Channel.PAPER, cast.chen, HOUSING)
        assert the(row.task).state == State.RETURNED


class TestTakingBack:
    def test_with_a_reason(self, cast, sun, row):
        file_report(row, actor=cast.sun, said=done(), came=by_page(on=TODAY))
        assert sun.post(url(row, "take-back"), {"reason": "验收有遗留问题。"}).status_code == 302
        assert the(row.task).state == State.IN_PROGRESS

    def test_what_was_not_submitted_is_refused(self, sun, row):
        assert sun.post(url(row, "take-back"), {"reason": "有误。"}).status_code == 409


class TestObjecting:
    @pytest.fixture
    def entered(self, cast, row):
        return file_report(row, actor=cast.chen, said=progress("完成八成。"), came=by_telephone(on=TODAY))

    def test_shows_what_was_typed_and_by_whom(self, sun, entered):
        page = sun.get(f"/my-work/reports/{entered.pk}/object/").content.decode()
        assert "完成八成。" in page
        assert "陈明" in page

    def test_once(self, sun, entered):
        where = f"/my-work/reports/{entered.pk}/object/"
        assert sun.post(where, {"objection": "只说了六成。"}).status_code == 302
        assert Report.objects.get().objection == "只说了六成。"
        assert sun.post(where, {"objection": "再说一遍。"}).status_code == 409

    def test_another_unit_does_not_find_it(self, cast, client, entered):
        client.force_login(cast.wu)
        assert client.get(f"/my-work/reports/{entered.pk}/object/").status_code == 404

    def test_nobody_finds_what_is_not_there(self, sun):
        assert sun.get("/my-work/reports/999/object/").status_code == 404


@pytest.mark.parametrize("what", ["extension", "return", "take-back", "parts"])
def test_another_units_task_is_not_there(cast, client, row, what):
    client.force_login(cast.wu)
    assert client.get(url(row, what)).status_code == 404


@pytest.mark.parametrize("what", ["extension/enter", "return/enter"])
def test_another_offices_task_is_not_there(cast, client, row, what):
    client.force_login(cast.shen)
    assert client.get(url(row, what)).status_code == 404
    assert Assignment.objects.get().state == State.ISSUED
