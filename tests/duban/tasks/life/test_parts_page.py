"""分办 on its page: several units below at once, progress rolled up, closed, sent back and taken back."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.actions.break_down import Part, break_down, break_down_among
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, State
from luoshi.duban.tasks.parts import progress_of, units_to_choose
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, done, the

pytestmark = pytest.mark.django_db
CENTRE, STATION = "青禾县水利局河湖中心", "青禾县水利局灌溉站"


@pytest.fixture(autouse=True)
def july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def row(cast):
    Unit.objects.create(
        office=cast.office, name=STATION, kind="organisation", parent=cast.unit(WATER), starts=date(2020, 1, 1)
    )
    return the(an_issued_task(cast))


@pytest.fixture
def sun(cast, client):
    client.force_login(cast.sun)
    return client


def keys(*names):
    return [Unit.objects.get(name=name).pk for name in names]


def given(row, name=CENTRE):
    return the(row.task, name)


class TestProgress:
    """n of m done, and the mean of what is known."""

    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            ([], (0, 0, None, 0)),
            ([("issued", None)], (0, 1, None, 0)),
            ([("in-progress", 40), ("in-progress", None)], (0, 2, Decimal(40), 1)),
            ([("closed-out", None), ("in-progress", 50)], (1, 2, Decimal(75), 2)),
            ([("closed-out", 80)], (1, 1, Decimal(100), 1)),
            ([("withdrawn", 90), ("in-progress", 30)], (0, 1, Decimal(30), 1)),
            ([("submitted", 100), ("sent-back", 60)], (0, 2, Decimal(80), 2)),
        ],
    )
    def test_together(self, parts, expected):
        rows = [Assignment(state=state, percent=percent and Decimal(percent)) for state, percent in parts]
        found = progress_of(rows)
        assert (found.done, found.total, found.mean, found.told) == expected


class TestGiving:
    def test_several_units_in_one_form(self, cast, sun, row):
        said = {"units": keys(CENTRE, STATION), "words": "巡查辖区水库。", "due": "2026-08-31"}
        page = sun.post(f"/my-work/{row.pk}/parts/", said, follow=True).content.decode()
        assert "已分办给2个单位" in page
        assert "已办结 0/2" in page
        parts = Assignment.objects.filter(parent=row)
        assert {(one.name, one.words, one.due) for one in parts} == {
            (CENTRE, "巡查辖区水库。", date(2026, 8, 31)),
            (STATION, "巡查辖区水库。", date(2026, 8, 31)),
        }

    def test_all_or_none(self, cast, row):
        parts = [Part(cast.unit(CENTRE), "巡查。"), Part(cast.unit(HOUSING), "巡查。")]
        with pytest.raises(Refused, match="不是青禾县水利局的下级单位"):
            break_down_among(row, actor=cast.sun, parts=parts)
        assert not Assignment.objects.filter(parent=row).exists()

    def test_to_nobody_is_refused(self, cast, row):
        with pytest.raises(Refused, match="请选择"):
            break_down_among(row, actor=cast.sun, parts=[])

    @pytest.mark.parametrize("missing", ["units", "words"])
    def test_what_is_missing_is_named_beside_its_field(self, sun, row, missing):
        said = {"units": keys(CENTRE), "words": "巡查。"}
        page = sun.post(f"/my-work/{row.pk}/parts/", {**said, missing: []})
        assert page.status_code == 422
        assert page.context["form"].errors.keys() == {missing}

    def test_a_day_after_the_own_limit_is_refused(self, sun, row):
        said = {"units": keys(CENTRE), "words": "巡查。", "due": "2026-12-31"}
        page = sun.post(f"/my-work/{row.pk}/parts/", said)
        assert page.status_code == 409
        assert "不能晚于本单位的时限" in page.content.decode()

    def test_only_units_below_that_do_not_have_it_are_offered(self, cast, row):
        break_down(row, actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查。"))
        assert [unit.name for unit in units_to_choose(row)] == [STATION]

    def test_one_that_was_taken_back_is_offered_again(self, cast, row):
        break_down(row, actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查。"))
        Assignment.objects.filter(parent=row).update(state=State.WITHDRAWN)
        assert CENTRE in {unit.name for unit in units_to_choose(row)}

    def test_without_anybody_below_the_page_says_so(self, cast, client):
        client.force_login(cast.wu)
        row = the(an_issued_task(cast, lead=HOUSING), HOUSING)
        assert "没有可以分办的下级单位" in client.get(f"/my-work/{row.pk}/parts/").content.decode()


class TestFollowing:
    @pytest.fixture
    def part(self, cast, row):
        return break_down(row, actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查。"))

    def submitted(self, part):
        Assignment.objects.filter(pk=part.pk).update(state=State.SUBMITTED, percent=100)

    def test_closing(self, sun, row, part):
        self.submitted(part)
        page = sun.post(f"/my-work/parts/{part.pk}/close/", follow=True).content.decode()
        assert "已办结 1/1" in page
        assert given(row).state == State.CLOSED_OUT

    def test_what_was_not_begun_cannot_be_closed(self, sun, row, part):
        page = sun.post(f"/my-work/parts/{part.pk}/close/", follow=True).content.decode()
        assert "不能办结" in page
        assert given(row).state == State.ISSUED

    def test_sending_back_with_a_reason(self, sun, row, part):
        self.submitted(part)
        sun.post(f"/my-work/parts/{part.pk}/send-back/", {"reason": "没有照片。"})
        assert given(row).state == State.SENT_BACK

    def test_taking_back_with_a_reason(self, sun, row, part):
        page = sun.post(f"/my-work/parts/{part.pk}/withdraw/", {"reason": "改由灌溉站做。"}, follow=True)
        assert "已撤回" in page.content.decode()
        assert given(row).state == State.WITHDRAWN

    @pytest.mark.parametrize("what", ["send-back", "withdraw"])
    def test_not_without_a_reason(self, sun, row, part, what):
        self.submitted(part)
        sun.post(f"/my-work/parts/{part.pk}/{what}/", {"reason": " "})
        assert given(row).state == State.SUBMITTED

    @pytest.mark.parametrize("what", ["close", "send-back", "withdraw"])
    def test_another_unit_does_not_find_it(self, cast, client, part, what):
        client.force_login(cast.wu)
        assert client.post(f"/my-work/parts/{part.pk}/{what}/").status_code == 404

    def test_what_is_no_part_is_not_found(self, sun, row):
        assert sun.post(f"/my-work/parts/{row.pk}/close/").status_code == 404


def test_a_part_asks_its_own_unit_for_more_time(cast, sun, row):
    """The office does not decide what a unit agreed on with the units below it."""
    part = break_down(row, actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查。"))
    Assignment.objects.filter(pk=part.pk).update(unit=cast.unit(CENTRE))
    post = cast.sun.tenures.get().post
    post.unit = cast.unit(CENTRE)
    post.save()
    wish = {"due": "2026-12-31", "reason": "雨多。", "progress": "一半。"}
    page = sun.post(f"/my-work/{part.pk}/extension/", wish)
    assert page.status_code == 409
    assert "与上级单位商定" in page.content.decode()


def test_reports_on_a_part_are_rolled_up_and_do_not_move_the_task(cast, sun, row):
    part = break_down(row, actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查。"))
    post = cast.sun.tenures.get().post
    post.unit = cast.unit(CENTRE)
    post.save()
    cast.sun.__dict__.pop("_tenures", None)
    file_report(the(row.task, CENTRE), actor=cast.sun, said=done("巡查完毕。", percent=Decimal(100)), came=by_page())
    part.refresh_from_db()
    assert (part.state, part.percent) == (State.SUBMITTED, 100)
    assert the(row.task).state == State.ISSUED
