"""Every entry of the lists behind units and roles, by the two sentences it brings."""

from __future__ import annotations

import pytest

from luoshi.gongwen.lexicon import entries
from luoshi.gongwen.units import find_units

ENTRIES = [entry for name in ("units", "roles") for entry in entries(name).values()]


def ids(entry):
    return entry.id


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_an_entry_finds_a_unit_in_its_first_sentence(entry):
    assert find_units(entry.hit)


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_an_entry_finds_no_unit_in_its_second_sentence(entry):
    assert find_units(entry.miss) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=ids)
def test_the_words_of_an_entry_are_given_once(entry):
    assert len(entry.words) == len(set(entry.words))
    assert all(word == word.strip() and word for word in entry.words)
