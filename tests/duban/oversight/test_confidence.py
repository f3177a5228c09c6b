"""督查员把握: beside the unit's figure, for the office's eyes, each word on the record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.actions.give_confidence import give_confidence
from luoshi.duban.oversight.models import Confidence
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import State, Task
from tests.duban.oversight.given import MIDWAY, fresh, light, reported
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db


def test_what_a_supervisor_believes_is_kept_with_who_and_why(cast):
    task = an_issued_task(cast)
    give_confidence(task, actor=cast.chen, percent=60, note=" 资金未到位 ")
    given = give_confidence(task, actor=cast.li, percent=30)
    assert list(Confidence.objects.filter(task=task).values_list("percent", "note", "given_by__name")) == [
        (30, "", "李静"),
        (60, "资金未到位", "陈明"),
    ]
    assert given == task.confidences.first()
    event = Event.objects.filter(verb="task.confidence-given").latest("pk")
    assert (event.before, event.after) == ({"percent": 60}, {"percent": 30, "note": ""})


def test_it_never_turns_the_light(cast, standing):
    standing(MIDWAY)
    task = reported(cast, 50)
    before = light(task)
    give_confidence(task, actor=cast.chen, percent=0)
    assert light(task) == before
    assert light(task).colour == "green"


@pytest.mark.parametrize(
    ("percent", "note", "code"), [(-1, "", "percent"), (101, "", "percent"), (5, "长" * 301, "too-long")]
)
def test_nonsense_is_refused(cast, percent, note, code):
    task = an_issued_task(cast)
    with pytest.raises(Refused) as refused:
        give_confidence(task, actor=cast.chen, percent=percent, note=note)
    assert refused.value.code == code


def test_of_what_is_over_nothing_is_believed(cast):
    task = an_issued_task(cast)
    Task.objects.filter(pk=task.pk).update(state=State.CLOSED_OUT)
    with pytest.raises(Refused, match="不在办理中"):
        give_confidence(fresh(task), actor=cast.chen, percent=50)


@pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "shen"])
def test_only_supervisors_of_the_office_say_so(cast, who):
    task = an_issued_task(cast)
    with pytest.raises(PermissionDenied):
        give_confidence(task, actor=cast.people[who], percent=50)


class TestThePage:
    def test_the_three_figures_stand_side_by_side_and_disagree_in_a_sentence(self, cast, client, standing):
        standing(MIDWAY)
        task = reported(cast, 90)
        client.force_login(cast.chen)
        answer = client.post(f"/tasks/{task.pk}/confidence/", {"percent": "40", "note": "两处未开工"}, follow=True)
        page = answer.content.decode()
        assert "已记下：按时完成的把握40%。" in page
        for words in ("单位自报进度", "90%", "序时进度", "49%", "督查员把握", "40%", "两处未开工"):
            assert words in page
        assert "单位报进度90%，督查员只有40%的把握。" in page

    def test_the_unit_sees_the_light_but_not_the_offices_judgement(self, cast, client, standing):
        standing(MIDWAY)
        task = reported(cast, 90)
        give_confidence(task, actor=cast.chen, percent=40, note="两处未开工")
        client.force_login(cast.sun)
        page = client.get(f"/tasks/{task.pk}/").content.decode()
        assert "绿灯" in page
        assert "49%" in page
        assert "督查员把握" not in page
        assert "两处未开工" not in page
        story = client.get(f"/tasks/{task.pk}/story/").content.decode()
        assert "陈明 填写督查员把握" in story
        assert "两处未开工" not in story

    @pytest.mark.parametrize(("percent", "said"), [("", "必填"), ("abc", "整数"), ("120", "100"), ("-5", "0")])
    def test_what_is_no_share_is_said_beside_the_field(self, cast, client, percent, said):
        task = an_issued_task(cast)
        client.force_login(cast.chen)
        answer = client.post(f"/tasks/{task.pk}/confidence/", {"percent": percent})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Confidence.objects.exists()

    def test_it_opens_with_the_last_figure_as_a_fragment_or_a_page(self, cast, client):
        task = an_issued_task(cast)
        give_confidence(task, actor=cast.chen, percent=70)
        client.force_login(cast.li)
        fragment = client.get(f"/tasks/{task.pk}/confidence/", headers={"hx-request": "true"}).content.decode()
        assert 'value="70"' in fragment
        assert "<html" not in fragment
        assert "<html" in client.get(f"/tasks/{task.pk}/confidence/").content.decode()


def test_a_date_beyond_the_calendar_is_said_in_the_block(cast, client, standing):
    standing(date(2026, 8, 21))
    soon = an_issued_task(cast)
    later = an_issued_task(cast, "建成第二水源。", due=date(2027, 6, 30))
    client.force_login(cast.chen)
    warning = "2027年的节假日安排还没有录入"
    assert warning not in client.get(f"/tasks/{soon.pk}/").content.decode()
    assert warning in client.get(f"/tasks/{later.pk}/").content.decode()
