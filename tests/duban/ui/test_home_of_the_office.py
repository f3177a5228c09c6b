"""What waits at the supervision desk stands first on the home page of those who can do something about it."""

import pytest

from luoshi.duban.ui.providers.supervision import supervision
from tests.duban.tasks.life.given import an_issued_task
from tests.duban.tasks.life.office import a_return, an_extension, on, submitted, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def something_of_everything(cast):
    with on(9, 28):
        submitted(cast, an_issued_task(cast))
        verified(cast, an_issued_task(cast, "修订预案。"))
        an_extension(an_issued_task(cast, "新建供水站。"))
        a_return(an_issued_task(cast, "整治小区物业。"))
        yield


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("chen", ["待核查", "退回待处理"]),
        ("wang", ["待核查", "待销号", "待审批延期", "退回待处理"]),
        ("zhao", []),
        ("sun", []),
        ("jiang", []),
        ("shen", []),
    ],
)
def test_each_sees_what_it_is_their_turn_to_do(cast, who, titles):
    assert [str(entry.title) for entry in supervision(getattr(cast, who))] == titles


def test_it_leads_to_its_place_at_the_desk(cast, client):
    client.force_login(cast.wang)
    page = client.get("/").content.decode()
    assert "/supervision/?tab=verify" in page
    assert page.index("待核查") < page.index("退回待处理")


def test_one_query_whatever_waits(cast, django_assert_num_queries):
    list(supervision(cast.wang))
    with django_assert_num_queries(1):
        list(supervision(cast.wang))
