"""The pages of the overview, as they are asked for."""

import pytest

from luoshi.duban import clock
from tests.duban.oversight.dashboards.given import MONDAY, a_monday

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast):
    made = a_monday(cast)
    with clock.standing_at(MONDAY):
        yield made


ADDRESSES = (
    "/overview/",
    "/overview/?by=unit",
    "/overview/?by=leader",
    "/overview/?by=topic",
    "/overview/timeline/",
    "/overview/timeline/?scale=week",
    "/overview/workload/",
    "/overview/bottlenecks/",
    "/overview/bottlenecks/unsigned/",
    "/overview/bottlenecks/help/",
    "/overview/tasks/",
    "/overview/tasks/?fate=overdue",
    "/overview/landed.xlsx",
    "/overview/trend.xlsx",
    "/overview/workload.xlsx",
    "/overview/bottlenecks.xlsx",
    "/overview/timeline.xlsx",
)


@pytest.mark.parametrize("who", ["wang", "qian"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_costs_twelve_queries_at_most(cast, county, client, django_assert_max_num_queries, who, address):
    client.force_login(cast.people[who])
    client.get(address)
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    assert answer.status_code == 200, answer
