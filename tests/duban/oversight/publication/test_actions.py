"""Opening the page, releasing a task, rewording it, telling of its course, taking it off."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.publication.actions.release import (
    Wording,
    add_note,
    release_task,
    reword_release,
    take_off,
)
from luoshi.duban.oversight.publication.actions.set_site import Wanted, set_site
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.oversight.publication.shown import on_page, open_site
from luoshi.duban.problems import ChangedMeanwhile, Refused
from tests.duban.oversight.publication.given import an_open_site, released
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast)


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


class TestThePage:
    def test_there_is_none_until_the_head_opens_it(self, cast):
        assert open_site("qinghe") is None
        an_open_site(cast, is_open=False)
        assert open_site("qinghe") is None
        set_site(cast.office, Wanted("进展", "", True), actor=cast.wang, version=1)
        assert open_site("qinghe").title == "进展"
        set_site(cast.office, Wanted("进展", "", False), actor=cast.wang, version=2)
        assert open_site("qinghe") is None
        assert verbs()[-3:] == ["public-page.worded", "public-page.opened", "public-page.closed"]

    def test_saving_the_same_is_no_change(self, cast):
        site = an_open_site(cast)
        set_site(cast.office, Wanted(site.title, "", True), actor=cast.wang, version=1)
        assert PublicSite.objects.get().version == 1
        assert verbs().count("public-page.opened") == 1

    @pytest.mark.parametrize("who", ["chen", "zhao", "sun", "feng", "chu"])
    def test_nobody_else_opens_it(self, cast, who):
        with pytest.raises(PermissionDenied):
            set_site(cast.office, Wanted("进展", "", True), actor=getattr(cast, who), version=0)

    def test_of_two_people_the_second_is_told_so(self, cast):
        an_open_site(cast)
        with pytest.raises(ChangedMeanwhile):
            set_site(cast.office, Wanted("另一标题", "", True), actor=cast.wang, version=0)

    @pytest.mark.parametrize(
        ("title", "office", "code"), [(" ", "office", "no-title"), ("进展", "other_office", "other-office")]
    )
    def test_what_is_refused(self, cast, title, office, code):
        with pytest.raises(Refused) as refused:
            set_site(getattr(cast, office), Wanted(title, "", True), actor=cast.wang, version=0)
        assert refused.value.code == code


class TestReleasing:
    def test_a_task_is_released_in_words_of_its_own(self, cast, task):
        release = released(cast, task, " 三座水库年内加固 ", topic="水利")
        assert (release.words, release.topic, release.shows_percent) == ("三座水库年内加固", "水利", False)
        assert list(on_page(cast.office)) == [release]
        assert verbs()[-1] == "task.released"

    @pytest.mark.parametrize("who", ["sun", "zhou", "zhao", "qian", "jiang", "feng"])
    def test_only_supervisors_release(self, cast, task, who):
        with pytest.raises(PermissionDenied):
            release_task(task, Wording("公开"), actor=getattr(cast, who))

    def test_twice_is_refused(self, cast, task):
        released(cast, task)
        with pytest.raises(Refused, match="public already"):
            released(cast, task)

    def test_a_draft_is_not_released(self, cast):
        with pytest.raises(Refused, match="not issued"):
            released(cast, a_task(cast, a_plan(cast)))

    def test_without_words_nothing_is(self, cast, task):
        with pytest.raises(Refused, match="made public"):
            released(cast, task, "  ")
        assert not Release.objects.exists()

    def test_another_office_has_no_say(self, cast, task):
        release = released(cast, task)
        with pytest.raises((Refused, PermissionDenied)):
            take_off(release, because="错误", actor=cast.shen, version=1)


class TestAfterwards:
    def test_words_are_renewed_by_a_person(self, cast, task):
        release = released(cast, task)
        reword_release(release, Wording("四座水库年内加固"), actor=cast.li, version=1)
        release.refresh_from_db()
        assert (release.words, release.version) == ("四座水库年内加固", 2)
        with pytest.raises(ChangedMeanwhile):
            reword_release(release, Wording("两座"), actor=cast.chen, version=1)

    def test_a_note_tells_of_the_course(self, cast, task):
        release = released(cast, task)
        note = add_note(release, day=date(2026, 7, 20), words="大坝主体完工。", actor=cast.chen)
        assert list(release.notes.all()) == [note]
        with pytest.raises(Refused, match="future"):
            add_note(release, day=clock.today() + timedelta(days=1), words="明天完工。", actor=cast.chen)
        with pytest.raises(Refused, match="what happened"):
            add_note(release, day=clock.today(), words=" ", actor=cast.chen)

    def test_what_is_taken_off_stays_on_the_record_and_may_come_back(self, cast, task):
        release = released(cast, task)
        with pytest.raises(Refused, match="Say why"):
            take_off(release, because=" ", actor=cast.chen, version=1)
        take_off(release, because="涉及未定事项", actor=cast.chen, version=1)
        assert not on_page(cast.office).exists()
        for again in (
            lambda: take_off(release, because="再次", actor=cast.chen, version=2),
            lambda: reword_release(release, Wording("改"), actor=cast.chen, version=2),
            lambda: add_note(release, day=clock.today(), words="进展", actor=cast.chen),
        ):
            with pytest.raises(Refused, match="taken off already"):
                again()
        back = released(cast, task, "重新公开")
        assert (back.pk, back.words, back.taken_off_because) == (release.pk, "重新公开", "")
        assert verbs()[-3:] == ["task.released", "release.taken-off", "task.released"]
