"""News besides reminders: a letter at once, a score with the day's digest, each person once, nothing that is over."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from luoshi.duban.audit.models import Event
from luoshi.duban.audit.recording import SYSTEM
from luoshi.duban.oversight.appraisal.actions.appeal import appeal
from luoshi.duban.oversight.appraisal.actions.decide_appeal import decide_appeal
from luoshi.duban.oversight.appraisal.models import ScoreLine
from luoshi.duban.oversight.letters import papers
from luoshi.duban.oversight.letters.actions.answer_letter import answer_letter, sign_letter
from luoshi.duban.oversight.letters.actions.decide_letter import approve_letter, issue_letter, withdraw_letter
from luoshi.duban.oversight.letters.actions.prepare_letter import prepare_letter
from luoshi.duban.oversight.reminders.actions import deliver as delivering
from luoshi.duban.oversight.reminders.models import (
    Channel,
    ChannelKind,
    Delivery,
    Digest,
    LeftOut,
    News,
    OfficeRules,
    Telling,
    Vacancy,
)
from luoshi.duban.oversight.reminders.tellings import Taken, put_tellings
from luoshi.duban.registers.models import Rhythm
from tests.duban.fonts import has_fonts
from tests.duban.oversight.appraisal.given import issued as scores_issued
from tests.duban.oversight.reminders.given import at, leaves, remind, work
from tests.duban.tasks.life.given import FINANCE, WATER, an_issued_task

pytestmark = pytest.mark.django_db
#: Wednesday to Friday; on 16 September a limit of the 30th is ten working days off.
DAY, NEXT, FRIDAY = date(2026, 9, 16), date(2026, 9, 17), date(2026, 9, 18)
FAR, DUE = date(2026, 12, 31), date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _quiet_register(cast, monkeypatch):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    if not has_fonts():
        monkeypatch.setitem(papers._MAKERS, "pdf", lambda _document: b"%PDF")


@pytest.fixture
def sent(cast, monkeypatch):
    """What left by the one channel that is on."""
    OfficeRules.objects.create(office=cast.office, site="https://duban.example/")
    Channel.objects.create(
        office=cast.office, kind=ChannelKind.WEBHOOK, name="政务通道", address="http://x", is_on=True
    )
    left = []
    monkeypatch.setattr(delivering, "send", lambda _channel, message: left.append(message.whole))
    return left


def a_letter(cast, day=DAY, hour=11, lead=WATER, due=FAR):
    """Issued by 陈明; what is queued for now is done."""
    with at(day, hour, 0):
        task = an_issued_task(cast, lead=lead, due=due)
        letter = prepare_letter(
            [task], cast.unit(lead), actor=cast.chen, title="关于督办水库除险的函", text="请抓紧办理。"
        )
        approve_letter(letter, actor=cast.wang, version=letter.version)
        issue_letter(letter, actor=cast.chen, version=letter.version)
        work()
    return letter


def told():
    """Who was told of how many things on which day and at which hour."""
    rows = Telling.objects.filter(digest__isnull=False).select_related("digest", "person", "news")
    return sorted((f"{one.digest.day:%m-%d}", one.person.name, one.news.kind) for one in rows)


class TestLetters:
    def test_the_liaison_and_the_head_are_told_at_once(self, cast, sent):
        letter = a_letter(cast)
        assert told() == [("09-16", "周局长", "letter"), ("09-16", "孙联络", "letter")]
        digest = Digest.objects.get(person=cast.sun)
        link = f"https://duban.example/reminders/{digest.pk}/"
        words = f"【青禾县督查室督办提醒】孙联络：待回复督办函1件。\n请登录系统查看和办理。\n{link}"
        assert words in sent
        assert len(sent) == 2
        assert not any(letter.number in one for one in sent), "what it is about stays inside"

    def test_its_title_leaves_only_where_the_office_decided_so(self, cast, sent):
        OfficeRules.objects.update(rules={"content_leaves": True})
        letter = a_letter(cast)
        assert f"1. 督办函：{letter.number} 关于督办水库除险的函\n" in sent[0]

    def test_in_the_evening_it_waits_for_the_morning(self, cast, sent):
        a_letter(cast, hour=20)
        assert not Digest.objects.exists()
        with at(NEXT, 8, 29):
            work()
        assert told() == []
        with at(NEXT, 8, 30):
            work()
        assert told() == [("09-17", "周局长", "letter"), ("09-17", "孙联络", "letter")]

    def test_in_the_morning_it_stands_in_the_days_digest(self, cast, sent):
        an_issued_task(cast, "清淤渠道18公里。", due=DUE)
        a_letter(cast, day=date(2026, 9, 15), hour=20)
        with at(DAY):
            work()
        (digest,) = Digest.objects.filter(person=cast.sun)
        assert (digest.reminders.count(), digest.tellings.count()) == (1, 1)
        assert any("孙联络：待回复督办函1件、临近时限1项。" in one for one in sent)

    def test_after_the_days_digest_it_is_a_message_of_its_own_and_only_once(self, cast, sent):
        an_issued_task(cast, "清淤渠道18公里。", due=DUE)
        remind(DAY)
        a_letter(cast)
        remind(DAY, 14)
        remind(NEXT)
        days = Digest.objects.filter(person=cast.sun).order_by("pk")
        assert [(one.day, one.at_once) for one in days] == [(DAY, False), (DAY, True)]
        assert [one[1] for one in told()] == ["周局长", "孙联络"]

    def test_what_was_withdrawn_in_the_evening_is_not_sent(self, cast, sent):
        letter = a_letter(cast, hour=20)
        with at(DAY, 21, 0):
            withdraw_letter(letter, actor=cast.chen, version=letter.version, reason="任务已调整。")
        with at(NEXT):
            work()
        assert (told(), sent, News.objects.get().left_out) == ([], [], LeftOut.RESOLVED)
        assert not Digest.objects.exists()

    def test_what_was_answered_before_the_message_left_is_not_sent(self, cast, sent, monkeypatch):
        monkeypatch.setattr(delivering, "_take", lambda _pk: None)
        letter = a_letter(cast)
        monkeypatch.undo()
        left = []
        monkeypatch.setattr(delivering, "send", lambda _channel, message: left.append(message))
        with at(DAY, 11, 30):
            answer_letter(letter, actor=cast.sun, version=letter.version, answer="已增派施工队。")
            for one in Delivery.objects.all():
                delivering.deliver(one.pk)
        assert left == []
        assert {one.state for one in Delivery.objects.all()} == {"over"}

    def test_it_is_on_the_record(self, cast, sent):
        letter = a_letter(cast)
        first = Event.objects.filter(verb="news.told").order_by("pk").first()
        assert first.subject_name == f"{WATER} {letter.number} {letter.title}"
        assert first.actor_name == "系统"
        assert first.after["what"] == "督办函"
        assert {event.after["to"] for event in Event.objects.filter(verb="news.told")} == {"孙联络", "周局长"}

    def test_of_two_workers_the_second_gives_way(self, cast, sent):
        """It had read the same rows before the first one wrote."""
        a_letter(cast)
        rows = list(Telling.objects.filter(person=cast.sun).select_related("news__unit", "person"))
        with transaction.atomic():
            other = Digest.objects.create(office=cast.office, person=cast.sun, day=DAY, at_once=True)
            with pytest.raises(Taken):
                put_tellings(other, rows, SYSTEM)
        assert not other.tellings.exists()
        assert Event.objects.filter(verb="news.told").count() == 2


class TestPosts:
    def test_where_nobody_holds_a_post_it_waits_and_the_office_is_told(self, cast, sent):
        a_letter(cast, lead=FINANCE)
        assert told() == []
        assert {one.level for one in Vacancy.objects.filter(unit__name=FINANCE)} == {"liaison", "unit-head"}
        post = cast.office.posts.create(unit=cast.unit(FINANCE), role="liaison", title="联络员")
        cast.wu.tenures.create(post=post, starts=NEXT)
        remind(NEXT)
        remind(FRIDAY)
        assert told() == [("09-17", "吴联络", "letter")]

    def test_who_took_the_post_over_meanwhile_is_told(self, cast, sent):
        a_letter(cast, hour=20)
        post = cast.sun.tenures.get().post
        leaves(cast.sun, NEXT)
        cast.wu.tenures.create(post=post, starts=NEXT)
        remind(NEXT)
        assert told() == [("09-17", "吴联络", "letter"), ("09-17", "周局长", "letter")]

    def test_who_left_between_the_choice_and_the_digest_is_not_told(self, cast, sent):
        remind(DAY)
        scores_issued_on(cast, DAY)
        Digest.objects.create(office=cast.office, person=cast.sun, day=DAY)
        remind(DAY, 14)
        assert [one[1] for one in told()] == ["周局长"]
        post = cast.sun.tenures.get().post
        leaves(cast.sun, NEXT)
        cast.wu.tenures.create(post=post, starts=NEXT)
        remind(NEXT)
        remind(FRIDAY)
        assert [one[:2] for one in told()] == [("09-16", "周局长"), ("09-18", "吴联络")]
        assert Telling.objects.get(person=cast.sun).left_out == LeftOut.LEFT

    def test_the_unit_that_it_merged_into_answers(self, cast, sent):
        a_letter(cast, hour=20)
        unit = cast.unit(WATER)
        leaves(cast.sun, NEXT)
        leaves(cast.zhou, NEXT)
        unit.merged_into = cast.unit("青禾县住房和城乡建设局")
        unit.save()
        remind(NEXT)
        assert told() == [("09-17", "吴联络", "letter"), ("09-17", "钱副县长", "letter")]
        client = Client()
        client.force_login(cast.wu)
        with at(NEXT, 9):
            page = client.get(f"/reminders/news/{Telling.objects.get(person=cast.wu).pk}/", follow=True)
            assert "关于督办水库除险的函" in page.content.decode()
            letter = cast.office.letters.get()
            sign_letter(letter, actor=cast.wu, version=letter.version)


def scores_issued_on(cast, day, hour=10):
    with at(day, hour, 0):
        an_issued_task(cast, "整治隐患。", due=FAR)
        scores = scores_issued(cast)
        work()
    return scores


class TestScores:
    def test_they_come_with_the_days_digest(self, cast, sent):
        scores_issued_on(cast, DAY)
        remind(DAY, 14)
        assert told() == [("09-16", "周局长", "scores"), ("09-16", "孙联络", "scores")]
        with at(DAY, 14):
            work()
        assert any("孙联络：新发布的考评结果1份。" in one for one in sent)
        assert not any("分" in one.replace("考评", "") for one in sent)

    def test_who_has_had_todays_digest_waits_for_tomorrows(self, cast, sent):
        an_issued_task(cast, "清淤渠道18公里。", due=DUE)
        remind(DAY)
        scores_issued_on(cast, DAY)
        remind(DAY, 14)
        assert [one[1] for one in told()] == ["周局长"]
        remind(NEXT)
        assert ("09-17", "孙联络", "scores") in told()

    def test_an_appeal_that_was_decided(self, cast, sent):
        scores_issued_on(cast, DAY)
        remind(DAY, 14)
        line = ScoreLine.objects.filter(score__name=WATER, points__gt=0).first()
        with at(NEXT, 10):
            made = appeal(line, actor=cast.sun, reasons="有一项不是我局的。")
            decide_appeal(made, actor=cast.li, version=made.version, points=None, answer="核对无误。")
        remind(FRIDAY)
        assert told()[2:] == [("09-18", "周局长", "score-appeal"), ("09-18", "孙联络", "score-appeal")]

    def test_a_register_that_is_off_tells_nobody(self, cast, sent):
        scores = scores_issued_on(cast, DAY, hour=19)
        scores.register.formulas.update(is_on=False)
        remind(NEXT)
        assert told() == []


class TestInbox:
    def page(self, person, address, **more):
        client = Client()
        client.force_login(person)
        return client.get(address, **more)

    def test_a_letter_stands_there_with_its_limit_and_leads_to_it(self, cast, sent):
        letter = a_letter(cast)
        told = Telling.objects.get(person=cast.sun)
        with at(DAY, 12):
            text = self.page(cast.sun, "/reminders/").content.decode()
            assert f'href="/reminders/news/{told.pk}/"' in text
            assert "请于2026-09-22前答复" in text
            assert "1 条未读" in text, "a letter in a digest counts once"
            assert self.page(cast.sun, f"/reminders/news/{told.pk}/").url == f"/letters/{letter.pk}/"
            assert self.page(cast.wu, f"/reminders/news/{told.pk}/").status_code == 404

    def test_what_cannot_be_opened_any_more_says_so(self, cast, sent):
        scores = scores_issued_on(cast, DAY)
        remind(DAY, 14)
        scores.register.formulas.update(is_on=False)
        address = f"/reminders/news/{Telling.objects.get(person=cast.sun).pk}/"
        with at(DAY, 15):
            text = self.page(cast.sun, address, follow=True).content.decode()
        assert "已撤回、改写" in text

    def test_it_costs_few_queries(self, cast, sent, django_assert_max_num_queries):
        for hour in range(9, 18):
            a_letter(cast, hour=hour)
        client = Client()
        client.force_login(cast.sun)
        with at(DAY, 18), django_assert_max_num_queries(12):
            client.get("/reminders/")
