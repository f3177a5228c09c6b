"""The pages of letters: from the ledger to the answer."""

from datetime import date

import pytest
from django.test import Client

from luoshi.duban.oversight.letters import papers
from luoshi.duban.oversight.letters.models import Letter
from tests.duban.fonts import has_fonts
from tests.duban.oversight.letters.test_letters import issued
from tests.duban.oversight.reminders.given import at
from tests.duban.tasks.life.given import FINANCE, an_issued_task

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 7, 27)


@pytest.fixture(autouse=True)
def _papers_without_fonts(monkeypatch):
    if not has_fonts():
        monkeypatch.setitem(papers._MAKERS, "pdf", lambda _document: b"%PDF")


@pytest.fixture
def tasks(cast):
    return [an_issued_task(cast), an_issued_task(cast, "清淤渠道18公里。", due=date(2026, 7, 20))]


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def words(response):
    return response.content.decode()


def test_from_a_selection_to_a_letter_that_is_answered(cast, tasks):
    chen, wang, sun = (client_of(one) for one in (cast.chen, cast.wang, cast.sun))
    keys = [task.pk for task in tasks]
    with at(MONDAY, 10):
        page = words(chen.post("/letters/new/?q=", {"task": keys}))
        assert "拟制督办函：青禾县水利局" in page
        assert "其中1项已逾期" in page
        response = chen.post("/letters/new/", {"task": keys, "unit": "", "title": "关于督办的函", "text": "请抓紧。"})
        letter = Letter.objects.get()
        address = f"/letters/{letter.pk}/"
        assert response["Location"] == address
        assert "您拟的稿须由另一人审批" in words(chen.get(address))
        wang.post(f"{address}act/", {"act": "approve", "version": 1})
        assert "编号并发出" in words(chen.get(address))
        chen.post(f"{address}act/", {"act": "issue", "version": 2})
        assert "督办函〔2026〕1号" in words(sun.get("/reminders/"))
        assert "待签收" in words(sun.get("/letters/"))
        assert "1 条未读" in words(sun.get("/reminders/unread/"))
        sun.post(f"{address}act/", {"act": "sign", "version": 3})
        assert words(sun.get("/reminders/unread/")).strip() == ""
        sun.post(f"{address}act/", {"act": "answer", "version": 4, "answer": "8月底前完成。"})
        assert "8月底前完成。" in words(chen.get(address))
    assert "督办函" in words(chen.get("/supervision/"))


def test_a_letter_stands_on_the_units_page_of_work_until_it_is_answered(cast, tasks):
    letter, sun = issued(cast, tasks), client_of(cast.sun)
    with at(MONDAY, 14):
        page = words(sun.get("/"))
        assert "待回复的督办函" in page
        assert f'<a class="work-title" href="/letters/{letter.pk}/">关于督办2项任务的函</a>' in page
        assert "督办函〔2026〕1号" in page
        assert "2026-08-03前回复" in page
    with at(date(2026, 8, 4), 10):
        assert "应于2026-08-03前回复，已逾期" in words(sun.get("/"))
        assert "督办函" not in words(client_of(cast.wu).get("/"))
        sun.post(f"/letters/{letter.pk}/act/", {"act": "answer", "version": letter.version, "answer": "本周完成。"})
        assert "待回复的督办函" not in words(sun.get("/"))


def test_of_several_units_one_is_chosen(cast, tasks):
    other = an_issued_task(cast, "拨付资金。", lead=FINANCE)
    chen = client_of(cast.chen)
    keys = [*(task.pk for task in tasks), other.pk]
    page = words(chen.post("/letters/new/?q=", {"task": keys}))
    assert "青禾县水利局（2项）" in page
    assert "青禾县财政局（1项）" in page
    page = words(chen.post("/letters/new/", {"task": keys, "unit": cast.unit(FINANCE).pk}))
    assert "有 2 项不由这个单位承办" in page
    assert page.count('name="task"') == 1


def test_without_tasks_it_says_what_to_do(cast, tasks):
    response = client_of(cast.chen).post("/letters/new/?q=", {}, follow=True)
    assert "请先在任务列表中勾选任务。" in words(response)


def test_what_is_refused_keeps_what_was_typed(cast, tasks):
    letter = issued(cast, tasks)
    sun = client_of(cast.sun)
    response = sun.post(f"/letters/{letter.pk}/act/", {"act": "answer", "version": 1, "answer": "8月底前完成。"})
    assert response.status_code == 409
    assert "8月底前完成。" in words(response)
    assert "已被他人修改" in words(response)
    assert sun.post(f"/letters/{letter.pk}/act/", {"act": "burn"}).status_code == 404


def test_without_words_nothing_is_prepared(cast, tasks):
    response = client_of(cast.chen).post("/letters/new/", {"task": tasks[0].pk, "title": "", "text": ""})
    assert response.status_code == 422
    assert not Letter.objects.exists()


def test_the_papers(cast, tasks):
    letter = issued(cast, tasks)
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        response = client_of(cast.sun).get(f"/letters/{letter.pk}/letter.{kind}")
        assert response.content.startswith(start)
    assert client_of(cast.wu).get(f"/letters/{letter.pk}/letter.docx").status_code == 404


def test_the_head_sets_prefix_and_days(cast):
    wang = client_of(cast.wang)
    wang.post("/letters/settings/", {"prefix": "青督函", "answer_days": 7, "version": 0})
    assert "青督函" in words(wang.get("/letters/settings/"))
    assert "发文代字最多20个字" in words(
        wang.post("/letters/settings/", {"prefix": "1号", "answer_days": 7, "version": 1})
    )


@pytest.mark.parametrize("who", ["chen", "sun"])
def test_the_pages_cost_few_queries(cast, tasks, who, django_assert_max_num_queries):
    letter = issued(cast, tasks)
    issued(cast, tasks)
    client = client_of(cast.people[who])
    for address in ("/letters/", f"/letters/{letter.pk}/", "/reminders/"):
        with django_assert_max_num_queries(12):
            client.get(address)
