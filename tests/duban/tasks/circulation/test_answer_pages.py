"""What a unit sees and does: behind its link, or signed in."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from luoshi.duban import clock
from luoshi.duban.tasks.actions.close_circulation import close_circulation
from luoshi.duban.tasks.actions.renew_links import renew_links
from luoshi.duban.tasks.actions.revoke_link import revoke_link
from luoshi.duban.tasks.circulation.queries import extract_of
from luoshi.duban.tasks.models import Comment, Invitation, Through
from luoshi.duban.tasks.views.circulation_answer import ANSWERS, WRONG_LINKS
from tests.duban.tasks.circulation.given import MOMENT, a_large_draft, a_round, invitation_of

WATER, MONEY = "青禾县水利局", "青禾县财政局"
NEUTRAL = "这个链接不正确、已过期，或征求意见已经结束。"


@pytest.fixture(autouse=True)
def standing():
    cache.clear()
    with clock.standing_at(MOMENT):
        yield


@pytest.fixture
def opened(cast):
    return a_round(cast, message="请核对本单位任务。")


@pytest.fixture
def link(opened):
    def link(unit=WATER):
        return reverse("tasks:personal", args=(opened.tokens[invitation_of(opened.circulation, unit).pk],))

    return link


def page(response):
    return response.content.decode()


def key_of(circulation, unit=WATER, number=1):
    return next(one.row_id for one in extract_of(invitation_of(circulation, unit)) if one.row.number == number)


def test_the_link_opens_the_units_own_extract_without_a_password(client, link):
    shown = page(client.get(link()))
    assert "青禾县水利局：共 3 项任务" in shown
    assert "请核对本单位任务。" in shown
    other = page(client.get(link(MONEY)))
    assert "清理河道垃圾" in shown
    assert "清理河道垃圾" not in other


def test_no_objection_is_a_name_and_one_click(client, link, opened):
    response = client.post(link(), {"said_by": "孙工", "answer": "agree", "version": 1}, follow=True)
    assert "已提交：无意见。" in page(response)
    water = invitation_of(opened.circulation, WATER)
    assert (water.no_objection, water.answered_by, water.answered_through) == (True, "孙工", Through.LINK)


def test_only_what_was_changed_is_a_comment(client, link, opened):
    key = key_of(opened.circulation)
    sent = {
        "said_by": "孙工",
        "answer": "propose",
        "version": 1,
        f"r{key}-text": "完成2座水库除险加固。",
        f"r{key}-lead": "青禾县水利局",
        f"r{key}-limit": "9月底前",
        f"r{key}-remark": "1座已完工",
    }
    client.post(link(), sent)
    comment = Comment.objects.get()
    assert (comment.field, comment.proposed, comment.remark) == ("text", "完成2座水库除险加固。", "1座已完工")


def test_what_was_answered_is_shown_again_and_can_be_changed(client, link, opened):
    key = key_of(opened.circulation)
    client.post(link(), {"said_by": "孙工", "answer": "propose", "version": 1, f"r{key}-limit": "10月底前"})
    shown = page(client.get(link()))
    assert 'value="10月底前"' in shown
    assert "孙工 已于 2026-07-15 09:00 反馈" in shown
    version = re.search(r'name="version" value="(\d+)"', shown).group(1)
    client.post(link(), {"said_by": "孙工", "answer": "agree", "version": version, f"r{key}-limit": "9月底前"})
    assert invitation_of(opened.circulation, WATER).no_objection


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"said_by": " ", "answer": "agree"}, "请填写反馈人姓名"),
        ({"said_by": "孙工", "answer": "propose"}, "没有填写任何意见"),
        ({"said_by": "孙工", "answer": "agree", "overall": "应增加一条"}, "又点了“无意见”"),
        ({"said_by": "孙工" * 100, "answer": "agree"}, "姓名过长"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, link, sent, words):
    response = client.post(link(), {"version": 1, **sent})
    assert response.status_code == 422
    assert words in page(response)
    assert sent.get("overall", "") in page(response)
    assert not Invitation.objects.filter(answered_at__isnull=False).exists()


def test_rows_of_another_unit_cannot_be_answered(client, link, opened):
    foreign = key_of(opened.circulation, WATER, 2)
    client.post(
        link(MONEY), {"said_by": "李", "answer": "propose", "version": 1, f"r{foreign}-text": "甲", "overall": "乙"}
    )
    assert [one.proposed for one in Comment.objects.all()] == ["乙"]


def test_two_colleagues_at_once_both_answers_are_shown(client, link, opened):
    key = key_of(opened.circulation)
    client.post(link(), {"said_by": "孙工", "answer": "propose", "version": 1, f"r{key}-limit": "10月底前"})
    response = client.post(link(), {"said_by": "周工", "answer": "propose", "version": 1, f"r{key}-limit": "11月底前"})
    assert response.status_code == 409
    assert "改为：10月底前" in page(response)
    assert "11月底前" in page(response)
    version = re.search(r'name="version" value="(\d+)"', page(response)).group(1)
    client.post(link(), {"said_by": "周工", "answer": "propose", "version": version, f"r{key}-limit": "11月底前"})
    assert [one.proposed for one in Comment.objects.all()] == ["11月底前"]


def test_nobody_on_the_way_keeps_the_page_and_no_engine_finds_it(client, link):
    response = client.get(link())
    assert response["Cache-Control"].startswith("no-store, private")
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex' in page(response)
    assert "http://" not in re.sub(r"http://www\.w3\.org/\S+", "", page(response))
    assert "https://" not in page(response)


def dead(client, url):
    """The page without its own address and its CSRF token."""
    response = client.get(url)
    assert response.status_code == 404
    return re.sub(rf"{url}|[A-Za-z0-9]{{64}}", "", page(response))


def test_every_link_that_does_not_open_looks_the_same(cast, client, link, opened):
    circulation, url = opened.circulation, link()
    guessed = dead(client, reverse("tasks:personal", args=("A" * 43,)))
    assert NEUTRAL in guessed
    assert dead(client, reverse("tasks:personal", args=("short",))) == guessed
    revoke_link(invitation_of(circulation, MONEY), actor=cast.chen)
    assert dead(client, link(MONEY)) == guessed
    with clock.standing_at(MOMENT.replace(month=8, day=6)):
        assert dead(client, url) == guessed
    renew_links(circulation, [invitation_of(circulation, WATER).pk], actor=cast.chen)
    assert dead(client, url) == guessed
    close_circulation(circulation, actor=cast.chen)
    assert dead(client, link("临川镇人民政府")) == guessed


def test_a_link_lives_until_two_weeks_after_the_last_day(client, link):
    with clock.standing_at(MOMENT.replace(month=8, day=5)):
        assert client.get(link()).status_code == 200


def test_a_dead_link_takes_no_answer(cast, client, link, opened):
    revoke_link(invitation_of(opened.circulation, WATER), actor=cast.chen)
    assert client.post(link(), {"said_by": "孙工", "answer": "agree", "version": 1}).status_code == 404
    assert not Invitation.objects.filter(answered_at__isnull=False).exists()


def test_who_tries_many_links_is_let_in_by_none_for_a_while(client, link):
    for _ in range(WRONG_LINKS):
        client.get(reverse("tasks:personal", args=("A" * 43,)))
    assert client.get(link()).status_code == 429
    with clock.standing_at(MOMENT.replace(minute=15)):
        assert client.get(link()).status_code == 200


def test_answers_through_one_link_are_counted(client, link):
    statuses = {client.post(link(), {"answer": "agree", "version": 1}).status_code for _ in range(ANSWERS)}
    assert statuses == {422}
    assert client.post(link(), {"answer": "agree", "version": 1}).status_code == 429


def test_words_of_a_unit_are_shown_as_text(client, link):
    response = client.post(
        link(), {"said_by": "<b>孙</b>", "answer": "propose", "version": 1, "overall": "<script>"}, follow=True
    )
    assert "<script>alert" not in page(response)
    assert "<b>孙</b>" not in page(response)
    assert "&lt;script&gt;" in page(response)


def test_the_first_opening_is_remembered(client, link, opened):
    client.get(link())
    assert invitation_of(opened.circulation, WATER).opened_at == MOMENT


def test_a_liaison_answers_signed_in_in_the_same_form(cast, client, opened):
    client.force_login(cast.sun)
    water = invitation_of(opened.circulation, WATER)
    assert "全会讲话任务分解" in page(client.get(reverse("tasks:invitations")))
    url = reverse("tasks:invitation", args=(water.pk,))
    assert 'name="said_by"' not in page(client.get(url))
    client.post(url, {"answer": "agree", "version": 1})
    water.refresh_from_db()
    assert (water.answered_by, water.answered_through) == ("孙联络", Through.PAGE)


def test_another_units_liaison_finds_nothing(cast, client, opened):
    client.force_login(cast.wu)
    url = reverse("tasks:invitation", args=(invitation_of(opened.circulation, WATER).pk,))
    assert client.get(url).status_code == 404
    assert client.post(url, {"answer": "agree", "version": 1}).status_code == 404


def test_after_the_round_the_answer_can_still_be_read(cast, client, opened):
    close_circulation(opened.circulation, actor=cast.chen)
    client.force_login(cast.sun)
    shown = page(client.get(reverse("tasks:invitation", args=(invitation_of(opened.circulation, WATER).pk,))))
    assert "本轮征求意见已结束" in shown
    assert "提交意见" not in shown


def test_an_extract_costs_few_queries(cast, client, django_assert_max_num_queries):
    opened = a_round(cast, a_large_draft(cast))
    token = opened.tokens[invitation_of(opened.circulation, "青禾县第1局").pk]
    with django_assert_max_num_queries(12):
        assert client.get(reverse("tasks:personal", args=(token,))).status_code == 200
