"""What an address asks for, as the ledger understands it."""

import pytest
from django.http import QueryDict

from luoshi.duban.tasks.ledger.asked import Asked


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        ("", ""),
        ("q=水库&due=overdue", "q=水库&due=overdue"),
        # the order of the keys is always the same, so that two addresses can be compared
        ("sort=-due&state=issued&unit=3", "unit=3&state=issued&sort=-due"),
        # several units and states, each once; of everything else the last
        ("unit=3&unit=5&unit=3", "unit=3&unit=5"),
        ("state=issued&state=open", "state=issued&state=open"),
        ("due=overdue&due=30", "due=30"),
        # what no filter understands narrows nothing
        ("due=tomorrow&state=nonsense&role=boss&unit=x&unit=-1&post=&page=2&view=7", ""),
        ("unit=99999999999999999999", ""),
        ("unit=٣", ""),
        ("from=2026-09-01&to=2026-13-01", "from=2026-09-01"),
        ("below=1&below=2", "below=1"),
        ("q=  水库  ", "q=水库"),
        ("q=   ", ""),
        ("columns=number.title.x'y..BAD.extra-c1", "columns=number.title.extra-c1"),
    ],
)
def test_an_address_is_understood(query, understood):
    asked = Asked.parse(query)
    assert asked.query == QueryDict(understood).urlencode()
    assert Asked.parse(asked.query) == asked


def test_a_very_long_word_is_cut():
    assert len(Asked.parse(f"q={'水' * 500}")["q"]) == 100


def test_one_key_or_one_value_is_taken_away():
    asked = Asked.parse("q=水库&unit=3&unit=5&sort=due")
    assert asked.without("q", "sort").query == "unit=3&unit=5"
    assert asked.without_value("unit", "3") == Asked.parse("q=水库&unit=5&sort=due")
    assert asked.without_value("unit", "3").without_value("unit", "5") == Asked.parse("q=水库&sort=due")


def test_values_are_set():
    assert Asked.parse("q=水库").with_values("due", "30") == Asked.parse("q=水库&due=30")
    assert Asked.parse("q=水库&due=30").with_values("due") == Asked.parse("q=水库")


def test_filters_are_told_from_what_only_shows():
    asked = Asked.parse("due=30&sort=due&columns=number.title")
    assert asked.filters == Asked.parse("due=30")
    assert asked.columns == ("number", "title")
