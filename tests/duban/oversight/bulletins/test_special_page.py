"""A 专报 of a topic with a dozen slow tasks still begins on one page."""

from datetime import date

import pytest

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_special
from luoshi.duban.oversight.bulletins.paper import official
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.errors import LuoshiError
from luoshi.layout import pdf
from luoshi.layout.font_files import find_fonts
from tests.duban.oversight.bulletins.given import FARMS, HOUSING, LAST_DAY, a_quarter, a_task

pytestmark = pytest.mark.django_db


def test_it_fits(cast):
    try:
        find_fonts()
    except LuoshiError:
        pytest.skip("no font with Chinese: make fonts")
    a_quarter(cast)
    for place in range(1, 7):
        a_task(cast, f"推进第{place}个老旧小区改造", lead=HOUSING, due=date(2026, 9, place), percent=40)
        a_task(cast, f"建成第{place}处产地冷库", lead=FARMS, due=date(2026, 12, 20), percent=20)
    days = {"starts": date(2026, 1, 1), "ends": LAST_DAY.date()}
    with clock.standing_at(LAST_DAY):
        made = draft_special(Asked(), actor=cast.chen, topic="县重点民生工程", presented_to="钱副县长", **days)
    document = official(Reading.of(made), serial=3, day=LAST_DAY.date(), copies=[])
    assert "等7项" in document.body[2].running
    assert pdf.page_count(document) == 1
