"""The pages of 并案: what is proposed and found, both side by side, and what comes of it."""

from datetime import date

import pytest

from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.models import (
    State,
    Task,
)
from tests.duban.tasks.life.given import FINANCE, HOUSING, an_issued_task
from tests.duban.tasks.life.office import fresh, on

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 28)


@pytest.fixture(autouse=True)
def late_september():
    with on(9, 28):
        yield


class TestMerging:
    @pytest.fixture
    def two(self, cast):
        kept = an_issued_task(cast, "完成3座水库除险加固。", supporting=(HOUSING,))
        letter = an_issued_task(cast, "加快完成水库除险加固工作。", supporting=(FINANCE,), due=date(2026, 10, 31))
        other = an_issued_task(cast, "压减一般性支出。", lead=FINANCE)
        sign([kept, letter, other])
        return fresh(kept), fresh(letter), fresh(other)

    def test_what_resembles_it_is_proposed(self, cast, client, two):
        client.force_login(cast.chen)
        found = client.get(f"/tasks/{two[0].pk}/merge/").context["found"]
        assert [row.task.pk for row in found] == [two[1].pk]
        assert found[0].per_cent > 50

    @pytest.mark.parametrize("words", ["一般性", "督2026-003"])
    def test_any_other_open_task_is_found_by_number_or_words(self, cast, client, two, words):
        client.force_login(cast.chen)
        found = client.get(f"/tasks/{two[0].pk}/merge/", {"q": words}).context["found"]
        assert [row.task.pk for row in found] == [two[2].pk]

    def test_neither_itself_nor_what_is_over_is_found(self, cast, client, two):
        Task.objects.filter(pk=two[2].pk).update(state=State.CLOSED_OUT)
        client.force_login(cast.chen)
        found = client.get(f"/tasks/{two[0].pk}/merge/", {"q": "督2026"}).context["found"]
        assert [row.task.pk for row in found] == [two[1].pk]

    def test_both_are_shown_and_the_older_one_goes_on(self, cast, client, two):
        client.force_login(cast.chen)
        url = f"/tasks/{two[1].pk}/merge/{two[0].pk}/"
        page = client.get(url)
        assert page.context["form"].initial["keep"] == two[0].pk
        for words in ("完成3座水库除险加固。", "加快完成水库除险加固工作。", HOUSING, FINANCE):
            assert words in page.content.decode()
        data = {
            "keep": two[0].pk, "limit": two[1].pk, "basis_kind": "document", "basis": "市政府办〔2026〕9号",
            "version": two[1].version, "other_version": two[0].version,
        }  # fmt: skip
        assert client.post(url, data).status_code == 302
        assert fresh(two[1]).merged_into == two[0]
        assert fresh(two[0]).due == date(2026, 10, 31)

    def test_a_stale_version_is_refused_and_shown_anew(self, cast, client, two):
        client.force_login(cast.chen)
        data = {
            "keep": two[0].pk,
            "limit": two[0].pk,
            "basis_kind": "oral",
            "basis": "明确",
            "version": 9,
            "other_version": 1,
        }
        answer = client.post(f"/tasks/{two[0].pk}/merge/{two[1].pk}/", data)
        assert answer.status_code == 422
        assert "已被他人修改" in answer.content.decode()
        assert 'name="version" value="1"' in answer.content.decode()

    def test_not_with_itself_nor_with_what_is_not_there(self, cast, client, two):
        client.force_login(cast.chen)
        assert client.get(f"/tasks/{two[0].pk}/merge/{two[0].pk}/").status_code == 404
        assert client.get(f"/tasks/{two[0].pk}/merge/999999/").status_code == 404

    @pytest.mark.parametrize("url", ["merge/", "merge/?q=水库"])
    def test_it_costs_few_queries(self, cast, client, two, django_assert_max_num_queries, url):
        client.force_login(cast.chen)
        with django_assert_max_num_queries(12):
            client.get(f"/tasks/{two[0].pk}/{url}")
