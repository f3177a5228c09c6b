"""The pages of the office and of the public."""

import csv
import io
import json
from datetime import datetime

import pytest
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.oversight.publication.actions.release import take_off
from luoshi.duban.oversight.publication.models import PublicSite, Release
from luoshi.duban.tasks.actions.file_report import file_report
from tests.duban.oversight.publication.given import ADDRESS, an_open_site, released
from tests.duban.tasks.life.given import FINANCE, HOUSING, an_issued_task, by_page, progress, the

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(FINANCE,))


@pytest.fixture
def anybody():
    return Client()


def page(answer):
    return answer.content.decode()


class TestThePublic:
    def test_finds_nothing_while_the_page_is_closed(self, cast, task, anybody):
        release = released(cast, task)
        for address in (ADDRESS, f"{ADDRESS}{release.pk}/", f"{ADDRESS}data.json", f"{ADDRESS}data.csv"):
            assert anybody.get(address).status_code == 404
        an_open_site(cast, is_open=False)
        assert anybody.get(ADDRESS).status_code == 404
        assert anybody.get("/public/baisha/").status_code == 404

    def test_reads_what_was_promised_by_whom_by_when_and_where_it_stands(self, cast, task, anybody):
        an_open_site(cast, words="每月更新。")
        release = released(cast, task, "三座水库年内加固")
        text = page(anybody.get(ADDRESS))
        for words in ("青禾县重点工作进展", "每月更新。", "三座水库年内加固", "青禾县水利局", "2026-09-30", "正在办理"):
            assert words in text
        text = page(anybody.get(f"{ADDRESS}{release.pk}/"))
        for words in ("三座水库年内加固", "督2026-001", "青禾县财政局", "列入督办。"):
            assert words in text

    def test_reads_no_report_and_no_name_of_a_person(self, cast, task, anybody):
        an_open_site(cast)
        release = released(cast, task)
        file_report(the(task), actor=cast.sun, said=progress("征地还差两户。", percent=40), came=by_page())
        for address in (ADDRESS, f"{ADDRESS}{release.pk}/", f"{ADDRESS}data.json", f"{ADDRESS}data.csv"):
            text = page(anybody.get(address))
            assert not [words for words in ("征地", "孙联络", "陈明", "赵县长", "40%") if words in text]

    def test_gets_no_cookie_and_may_keep_a_page_for_a_minute(self, cast, task, anybody):
        an_open_site(cast)
        answer = anybody.get(ADDRESS)
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "public, max-age=60"

    def test_only_what_was_released(self, cast, task, anybody):
        an_open_site(cast)
        released(cast, task)
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
        assert "老旧小区" not in page(anybody.get(ADDRESS))

    def test_is_told_why_something_was_taken_off(self, cast, task, anybody):
        an_open_site(cast)
        release = released(cast, task)
        take_off(release, because="内容有误，更正后重新公开", actor=cast.chen, version=1)
        answer = anybody.get(f"{ADDRESS}{release.pk}/")
        assert answer.status_code == 410
        assert "内容有误" in page(answer)
        assert "三座水库" not in page(answer)
        assert "还没有公开的事项" in page(anybody.get(ADDRESS))
        assert anybody.get(f"{ADDRESS}99999/").status_code == 404

    def test_finds_by_words_and_topic(self, cast, task, anybody):
        an_open_site(cast)
        released(cast, task, "三座水库年内加固", topic="水利")
        released(cast, an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING), "小区改造", topic="住房")
        assert "小区改造" not in page(anybody.get(ADDRESS, {"q": "水库"}))
        assert "三座水库" not in page(anybody.get(ADDRESS, {"topic": "住房"}))
        assert "没有找到" in page(anybody.get(ADDRESS, {"q": "没有的词"}))

    @pytest.mark.parametrize("count", [2, 30])
    def test_costs_so_many_queries_however_many_there_are(self, cast, anybody, count, django_assert_max_num_queries):
        an_open_site(cast)
        for number in range(count):
            release = released(cast, an_issued_task(cast, f"整治第{number}处隐患。"))
        for address in (ADDRESS, f"{ADDRESS}{release.pk}/", f"{ADDRESS}data.json", f"{ADDRESS}data.csv"):
            with django_assert_max_num_queries(MOST_QUERIES):
                assert anybody.get(address).status_code == 200


class TestOpenData:
    def test_json_and_the_table_say_the_same(self, cast, task, anybody):
        an_open_site(cast)
        release = released(cast, task, "=HYPERLINK(“水库”)", topic="水利")
        told = json.loads(page(anybody.get(f"{ADDRESS}data.json")))
        (item,) = told["items"]
        assert item["promise"] == "=HYPERLINK(“水库”)"
        assert (item["lead"], item["supporting"], item["due"]) == (["青禾县水利局"], ["青禾县财政局"], "2026-09-30")
        assert (item["standing"], item["standing_words"], item["days_late"]) == ("under-way", "正在办理", 0)
        assert item["page"] == f"http://testserver{ADDRESS}{release.pk}/"
        assert told["as_of"] == "2026-07-28T10:00:00+08:00"
        answer = anybody.get(f"{ADDRESS}data.csv")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0]["事项"] == "'=HYPERLINK(“水库”)"
        assert (rows[0]["编号"], rows[0]["状态"], rows[0]["现行时限"]) == ("督2026-001", "正在办理", "2026-09-30")


class TestTheOffice:
    def test_a_clerk_releases_a_task_from_its_number(self, cast, task, client):
        client.force_login(cast.chen)
        answer = client.get("/publication/", {"number": task.number})
        assert answer.url == f"/publication/tasks/{task.pk}/"
        form = page(client.get(answer.url))
        assert task.text in form
        answer = client.post(answer.url, {"version": 0, "words": "三座水库年内加固", "topic": "水利"}, follow=True)
        assert "已公开。" in page(answer)
        assert Release.objects.get().words == "三座水库年内加固"
        assert "三座水库年内加固" in page(client.get("/publication/"))

    def test_a_number_that_is_not_there_is_told(self, cast, client):
        client.force_login(cast.chen)
        assert "没有编号为" in page(client.get("/publication/", {"number": "督2026-999"}))

    def test_errors_stand_beside_their_field_and_keep_what_was_typed(self, cast, task, client):
        client.force_login(cast.chen)
        answer = client.post(f"/publication/tasks/{task.pk}/", {"version": 0, "words": "", "topic": "水利"})
        assert answer.status_code == 422
        assert 'value="水利"' in page(answer)

    def test_two_people_at_once_see_both_versions(self, cast, task, client):
        client.force_login(cast.chen)
        released(cast, task, "第一种说法")
        sent = {"version": 1, "words": "第二种说法"}
        client.post(f"/publication/tasks/{task.pk}/", sent)
        answer = client.post(f"/publication/tasks/{task.pk}/", {**sent, "words": "第三种说法"})
        assert answer.status_code == 409
        assert "第二种说法" in page(answer)
        assert "第三种说法" in page(answer)

    def test_the_head_opens_the_page(self, cast, client):
        client.force_login(cast.wang)
        answer = client.post("/publication/page/", {"version": 0, "title": "进展", "words": "", "is_open": "on"})
        assert answer.url == "/publication/"
        assert PublicSite.objects.get().is_open
        answer = client.post("/publication/page/", {"version": 0, "title": "别的", "words": ""})
        assert answer.status_code == 409
        assert client.post("/publication/page/", {"version": 1, "title": ""}).status_code == 422

    def test_a_note_and_taking_it_off(self, cast, task, client):
        release = released(cast, task)
        client.force_login(cast.chen)
        address = f"/publication/{release.pk}/"
        client.post(address, {"note": 1, "day": "2026-07-20", "words": "大坝完工。"})
        assert "大坝完工。" in page(client.get(address))
        assert client.post(address, {"note": 1, "day": "2030-01-01", "words": "未来"}).status_code == 422
        assert client.post(address, {"take_off": 1, "version": 1, "because": ""}).status_code == 422
        client.post(address, {"take_off": 1, "version": 1, "because": "内容有误"})
        assert "已撤下" in page(client.get(address))
        assert "内容有误" in page(client.get("/publication/", {"off": 1}))

    def test_the_wording_of_the_task_moved_on(self, cast, task, client):
        release = released(cast, task, task.text)
        client.force_login(cast.chen)
        assert "与任务文字不同" not in page(client.get(f"/publication/{release.pk}/"))
        type(task).objects.filter(pk=task.pk).update(text="完成4座水库除险加固。")
        assert "与任务文字不同" in page(client.get(f"/publication/{release.pk}/"))
