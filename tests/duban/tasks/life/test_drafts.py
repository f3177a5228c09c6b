"""草稿: what was typed is on the server until the report is filed, for the person who typed it alone."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.drafts import draft_of, keep_draft
from luoshi.duban.tasks.models import ReportDraft, Target
from tests.duban.tasks.life.given import an_issued_task, by_page, progress, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 3, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def row(cast):
    return the(an_issued_task(cast))


def draft_url(row):
    return f"/my-work/{row.pk}/draft/"


def typed(row, **values):
    return {f"a{row.pk}-{name}": value for name, value in {"version": row.version, **values}.items()}


class TestKeeping:
    def test_the_newer_stands_in_place_of_the_older(self, cast, row):
        keep_draft(row, person=cast.sun, typed={"text": "大坝"})
        keep_draft(row, person=cast.sun, typed={"text": "大坝已加固", "is_done": True})
        assert draft_of(row, cast.sun).data == {"text": "大坝已加固", "is_done": True}
        assert ReportDraft.objects.count() == 1

    def test_nothing_typed_keeps_nothing(self, cast, row):
        keep_draft(row, person=cast.sun, typed={"text": "大坝"})
        assert keep_draft(row, person=cast.sun, typed={"text": "", "is_done": False}) is None
        assert not ReportDraft.objects.exists()

    def test_colleagues_have_their_own(self, cast, row):
        keep_draft(row, person=cast.sun, typed={"text": "联络员写的"})
        assert draft_of(row, cast.zhou) is None

    def test_it_goes_with_the_report(self, cast, row):
        keep_draft(row, person=cast.sun, typed={"text": "大坝"})
        keep_draft(row, person=cast.zhou, typed={"text": "局长写的"})
        file_report(row, actor=cast.sun, said=progress(), came=by_page())
        assert [one.person for one in ReportDraft.objects.all()] == [cast.zhou]

    def test_the_last_keys_may_arrive_after_the_report(self, cast, row):
        file_report(row, actor=cast.sun, said=progress("大坝已加固。"), came=by_page())
        assert keep_draft(row, person=cast.sun, typed={"text": "大坝已加固。"}) is None
        assert keep_draft(row, person=cast.sun, typed={"text": "溢洪道也修好了。"}) is not None

    def test_the_same_words_next_month_are_a_draft(self, cast, row):
        file_report(row, actor=cast.sun, said=progress("按计划推进。"), came=by_page())
        with clock.standing_at(datetime(2026, 8, 27, 9, 0, tzinfo=clock.ZONE)):
            assert keep_draft(row, person=cast.sun, typed={"text": "按计划推进。"}) is not None

    def test_it_leaves_no_trace_in_the_record(self, cast, row):
        before = Event.objects.count()
        keep_draft(row, person=cast.sun, typed={"text": "大坝"})
        assert Event.objects.count() == before

    def test_text_that_a_database_would_not_take(self, cast, row):
        assert keep_draft(row, person=cast.sun, typed={"text": "坝\0体"}).data == {"text": "坝体"}

    def test_it_does_not_grow_without_end(self, cast, row):
        assert len(keep_draft(row, person=cast.sun, typed={"text": "字" * 50_000}).data["text"]) == 10_000

    @pytest.mark.parametrize("who", ["wu", "chen", "jiang"])
    def test_by_the_unit_alone(self, cast, row, who):
        with pytest.raises(PermissionDenied):
            keep_draft(row, person=getattr(cast, who), typed={"text": "大坝"})


class TestThePage:
    def test_says_when_it_was_kept(self, cast, client, row):
        client.force_login(cast.sun)
        answer = client.post(draft_url(row), typed(row, text="大坝已加固", done_on="2026-07-28"))
        assert "草稿 已保存 10:03" in answer.content.decode()
        assert draft_of(row, cast.sun).data == {"text": "大坝已加固"}, "the day matters only once the work is done"

    def test_an_empty_form_is_no_draft(self, cast, client, row):
        client.force_login(cast.sun)
        assert "草稿" not in client.post(draft_url(row), typed(row)).content.decode()

    def test_what_would_be_refused_is_kept_all_the_same(self, cast, client, row):
        client.force_login(cast.sun)
        client.post(draft_url(row), typed(row, percent="七成"))
        assert draft_of(row, cast.sun).data == {"percent": "七成"}

    def test_the_form_opens_with_it(self, cast, client, row):
        target = Target.objects.create(task=row.task, words="3座", measured="水库", value=3, unit="座")
        keep_draft(row, person=cast.sun, typed={"text": "大坝已加固", f"figure-{target.pk}": "2", "problem": "雨多"})
        client.force_login(cast.sun)
        page = client.get(f"/my-work/{row.pk}/report/").content.decode()
        for words in ("大坝已加固", 'value="2"', "雨多", "已恢复 2026-07-28 10:03 的草稿", "清空草稿"):
            assert words in page
        assert '<details class="report-more" open>' in page, "what was typed is in sight"

    def test_it_is_given_up_on_request(self, cast, client, row):
        keep_draft(row, person=cast.sun, typed={"text": "大坝已加固"})
        client.force_login(cast.sun)
        page = client.post(f"/my-work/{row.pk}/draft/discard/", follow=True).content.decode()
        assert "大坝已加固" not in page
        assert draft_of(row, cast.sun) is None

    def test_another_units_task_is_not_there(self, cast, client, row):
        client.force_login(cast.wu)
        assert client.post(draft_url(row), typed(row, text="大坝")).status_code == 404
