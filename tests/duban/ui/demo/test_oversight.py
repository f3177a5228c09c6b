"""Oversight in the demonstration: whatever the day, every page of it has something to show."""

from datetime import date, timedelta

import pytest
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.verification import verify
from luoshi.duban.oversight.appraisal.models import Appeal, Scores, ScoresState, UnitScore
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinState, Kind, Naming
from luoshi.duban.oversight.inspections.models import Inspection, InspectionState
from luoshi.duban.oversight.letters.models import Letter, LetterState
from luoshi.duban.oversight.lookback.models import Draw, Look, Outcome
from luoshi.duban.oversight.meetings.models import Meeting, MeetingState
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.oversight.reminders.models import Digest
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Plan, Task
from luoshi.duban.tasks.owed import working_day_before
from luoshi.duban.ui.demo.accounts import open_to_visitors
from luoshi.duban.ui.demo.oversight import telling
from tests.duban.fonts import has_fonts
from tests.duban.ui.demo.given import TODAY, standing_in

#: A new year, a quarter's end, a usual Friday, the day after a month of 31 days, and one in mid-February.
#: Each with the year in which most of the work was done.
DAYS = {date(2026, 1, 5): 2025, date(2026, 3, 31): 2026, date(2026, 9, 1): 2026, TODAY: 2026, date(2027, 2, 15): 2027}
needs_fonts = pytest.mark.skipif(not has_fonts(), reason="no font with Chinese: make fonts")


@pytest.fixture
def county(db):
    with standing_in() as county:
        yield county


@pytest.fixture
def page_of(county):
    """The page at *url* as somebody reads it who signed in under *username*."""

    open_to_visitors(county.passwords)

    def read(username, url):
        client = Client()
        client.force_login(User.objects.get(username=username))
        answer = client.get(url)
        assert answer.status_code == 200, url
        return answer.content.decode()

    return read


@needs_fonts
@pytest.mark.django_db
@pytest.mark.parametrize(("today", "year"), DAYS.items(), ids=map(str, DAYS))
def test_it_is_right_on_any_day(today, year):
    with standing_in(today) as county:
        register(year)
        bulletins(today)
        letters(today)
        scores()
        looks()
        meetings(today)
        inspections()
        assert Release.objects.filter(taken_off_at=None).count() == 3
        assert PublicSite.objects.get().is_open
        assert Digest.objects.filter(read_at=None).exists()
        assert not list(verify(county.office.key))
        told = Event.objects.filter(office=county.office.key).order_by("pk")
        moments = list(told.values_list("at", flat=True))
        assert moments == sorted(moments), "nothing was written around the days"
        assert moments[-1] <= clock.now()


def register(year):
    assert str(Register.objects.get()) == f"{year}年度重点工作督查台账（{year}）"
    issued = Plan.objects.get(issued_on__isnull=False)
    assert issued.number == f"青督字〔{issued.issued_on.year}〕8号"


def bulletins(today):
    issued = Bulletin.objects.get(kind=Kind.BULLETIN, state=BulletinState.ISSUED)
    assert issued.ranked
    assert issued.copies.count() == 2
    assert (issued.starts.day, issued.ends < issued.issued_on < today) == (1, True)
    assert set(issued.files.values_list("kind", flat=True)) == {"docx", "pdf"}
    ranked = [unit for unit, count in issued.figures.get(key="total").by_unit.items() if count >= 5]
    assert len(ranked) >= 4, "there are units to rank"
    assert issued.figures.get(key="closed").value >= 5
    named = Naming.objects.get(bulletin=issued)
    assert named.unit.name == "柳溪镇人民政府"
    assert named.answered_at < issued.criticism_approved_at < issued.issued_at
    draft = Bulletin.objects.get(kind=Kind.BULLETIN, state=BulletinState.DRAFT)
    assert draft.starts > issued.ends
    assert draft.counted_to <= today
    special = Bulletin.objects.get(kind=Kind.SPECIAL)
    assert special.state == BulletinState.ISSUED
    assert special.figures.get(key="total").value == 2


def letters(today):
    answered = Letter.objects.get(answered_at__isnull=False)
    waiting = Letter.objects.get(state=LetterState.ISSUED, answered_at=None)
    assert answered.answered_at.date() <= answered.answer_by < waiting.answer_by
    assert waiting.answer_by == working_day_before(today - timedelta(days=1), 1), "its answer was due just now"


def scores():
    issued = Scores.objects.get()
    assert issued.state == ScoresState.ISSUED
    assert UnitScore.objects.filter(scores=issued, rank__isnull=False).count() >= 3
    appeal = Appeal.objects.get()
    assert not appeal.outcome
    assert appeal.line.points < appeal.line.weight


def looks():
    found = list(Look.objects.values_list("outcome", flat=True))
    assert len(found) == 5
    assert {Outcome.HOLDS, Outcome.FAILS, Outcome.OPEN} == set(found)


def meetings(today):
    meeting = Meeting.objects.get()
    assert meeting.state == MeetingState.ENDED
    assert meeting.held_on < today
    assert meeting.items.exclude(decision="").count() == 3
    assert Task.objects.get(issued_at=None).plan == meeting.plan


def inspections():
    inspection = Inspection.objects.get()
    assert inspection.state == InspectionState.APPROVED
    assert list(inspection.items.values_list("outcome", flat=True)) == ["behind", "untrue", ""]
    states = inspection.stops.order_by("conclusion__state").values_list("conclusion__state", flat=True)
    assert sorted(filter(None, states)) == ["issued", "proposed"]


@needs_fonts
def test_every_page_of_the_office_has_something_to_show(county, page_of):
    register, scores = Register.objects.get(), Scores.objects.get()
    meeting, special = Meeting.objects.get(), Bulletin.objects.get(kind=Kind.SPECIAL)
    issued, draw = Bulletin.objects.get(kind=Kind.BULLETIN, state=BulletinState.ISSUED), Draw.objects.get()
    shown = (
        ("/overview/", "完成工业园区二期1200亩土地报批"),
        ("/overview/timeline/", "老旧小区加装电梯18部"),
        ("/overview/workload/", "青禾县水利局"),
        ("/overview/bottlenecks/", "待核查"),
        ("/overview/meetings/", "重点工作调度会"),
        (f"/overview/meetings/{meeting.pk}/", "建立园区用地报批会商机制"),
        ("/bulletins/", "起草中"),
        (f"/bulletins/{issued.pk}/", "柳溪镇人民政府"),
        (f"/bulletins/{special.pk}/", "孙副县长"),
        ("/letters/", "督办函〔2026〕1号"),
        (f"/registers/{register.pk}/appraisal/", "青禾县财政局"),
        (f"/appraisal/{scores.pk}/", "申诉"),
        ("/look-back/", f"/look-back/{draw.pk}/"),
        (f"/look-back/{draw.pk}/", "27418"),
        ("/inspections/", "农田管网村容专项督查"),
        (f"/inspections/{Inspection.objects.get().pk}/", "多报0.12万亩"),
        ("/publication/", "方便老年居民上下楼"),
        ("/reminders/sending/", "柳溪镇"),
    )
    assert [url for url, words in shown if words not in page_of("wangjianguo", url)] == []


@needs_fonts
def test_units_leaders_and_the_public_find_what_is_theirs(county, page_of):
    town = page_of("qiliuxi", f"/bulletins/named/{Naming.objects.get().pk}/")
    assert "逐村核对" in town
    assert "整治农村人居环境薄弱村" in page_of("taolinchuan", "/")
    assert "加装电梯" in page_of("zhangzhujian", "/reminders/")
    assert "关于高标准农田建设办理情况的专报" in page_of("sunheping", "/bulletins/")
    public = Client().get(f"/public/{county.office.key}/").content.decode()
    assert "建成高标准农田2万亩" in public


def test_without_fonts_what_is_approved_waits_to_go_out(db, monkeypatch):
    monkeypatch.setattr(telling, "find_fonts", _no_fonts)
    with standing_in():
        assert set(Letter.objects.values_list("state", flat=True)) == {LetterState.APPROVED}
        assert Bulletin.objects.filter(state=BulletinState.APPROVED).count() == 2


def _no_fonts():
    raise telling.LuoshiError("no-fonts", "没有字体。", "There are no fonts.")
