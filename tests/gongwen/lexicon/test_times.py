"""Every entry of the word list of times proves itself: one sentence hits, one misses."""

import pytest

from luoshi.gongwen.lexicon import entries
from luoshi.gongwen.times import find_times, limits_in

FOUND = {"season", "event", "named-day", "long-term", "open", "issue", "past"}
LIMITING = {"aim", "lead", "object", "is", "titled", "qualified", "doing", "rhythm", "standard"}


def test_every_entry_is_tried():
    assert set(entries("times")) == FOUND | LIMITING


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_time_is_found_in_the_hit_and_none_in_the_miss(name: str):
    entry = entries("times")[name]
    assert find_times(entry.hit)
    assert not find_times(entry.miss)


@pytest.mark.parametrize("name", sorted(LIMITING))
def test_a_time_limits_in_the_hit_and_none_does_in_the_miss(name: str):
    entry = entries("times")[name]
    for text, limited in ((entry.hit, True), (entry.miss, False)):
        mentions = find_times(text)
        assert mentions
        assert bool(limits_in(text, 0, len(text), mentions)) is limited


@pytest.mark.parametrize("name", sorted(FOUND | LIMITING))
def test_an_entry_lists_no_word_twice(name: str):
    words = entries("times")[name].words
    assert len(set(words)) == len(words)
