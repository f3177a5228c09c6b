"""Every entry of the lists behind figures and targets, by the two sentences it brings."""

from __future__ import annotations

import re

import pytest

from luoshi.gongwen.lexicon import entries
from luoshi.gongwen.model import Comparator
from luoshi.gongwen.quantities import find_quantities, find_targets, measures_in
from luoshi.gongwen.quantities.context import look_around

FIGURES = entries("quantities")
COMPARATORS = {
    "word-at-least": Comparator.AT_LEAST,
    "word-at-most": Comparator.AT_MOST,
    "word-more-than": Comparator.MORE_THAN,
    "word-less-than": Comparator.LESS_THAN,
    "word-about": Comparator.ABOUT,
}
VERBS = ("word-change", "word-reach", "word-make")
GOAL_WORDS = ("mark-enough", "mark-amount")


def named(prefix):
    return [entry for name, entry in FIGURES.items() if name.startswith(prefix)]


def ids(entry):
    return entry.id


@pytest.mark.parametrize("entry", named("unit-"), ids=ids)
def test_a_unit_is_one_behind_a_figure_only(entry):
    assert {quantity.unit for quantity in find_quantities(entry.hit)} & set(entry.words)
    assert not {quantity.unit for quantity in find_quantities(entry.miss)} & set(entry.words)


@pytest.mark.parametrize("entry", named("not-"), ids=ids)
def test_a_lookalike_is_no_unit(entry):
    assert any(word in entry.hit for word in entry.words)
    assert find_quantities(entry.hit) == []
    assert find_quantities(entry.miss) != []


@pytest.mark.parametrize("name", COMPARATORS)
def test_a_word_before_a_figure_says_how_it_compares(name):
    assert find_quantities(FIGURES[name].hit)[0].comparator is COMPARATORS[name]
    assert find_quantities(FIGURES[name].miss)[0].comparator is not COMPARATORS[name]


def test_a_word_behind_a_figure_belongs_to_it_only_where_it_follows_at_once():
    entry = FIGURES["word-after"]
    assert find_quantities(entry.hit)[0].text.endswith(entry.words)
    assert not find_quantities(entry.miss)[0].text.endswith(entry.words)


def test_a_word_of_aiming_leads_up_to_the_figure():
    entry = FIGURES["word-aim"]
    for text, led in ((entry.hit, False), (entry.miss, False)):
        (quantity,) = find_quantities(text)
        assert (look_around(text, *span(quantity)).lead < quantity.span.start) is led
    assert look_around("力争3%", 2, 4).lead == 0


def span(quantity):
    return quantity.span.start, quantity.span.end


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_that_a_figure_hangs_on_is_named(name):
    entry = FIGURES[name]
    verb = find_quantities(entry.hit)[0].verb
    assert verb is not None
    assert verb.text in entry.words
    assert all(
        quantity.verb is None or quantity.verb.text not in entry.words for quantity in find_quantities(entry.miss)
    )


@pytest.mark.parametrize("entry", named("mark-"), ids=ids)
def test_a_mark_tells_a_description_from_a_goal(entry):
    for text, goals in ((entry.hit, False), (entry.miss, True)):
        assert bool(measures_in(text, 0, len(text), find_quantities(text))) is goals


@pytest.mark.parametrize("entry", entries("targets").values(), ids=ids)
def test_a_target_word_is_one_in_its_place_only(entry):
    barred = entry.id == "not-target"
    found, missed = (entry.hit, entry.miss)
    assert len(find_targets(found)) == 1
    assert find_targets(missed) == []
    assert barred or any(word in re.sub("[“”]", "", found) for word in entry.words)


@pytest.mark.parametrize("name", ["quantities", "targets"])
def test_no_entry_says_a_word_twice(name):
    for entry in entries(name).values():
        assert len(set(entry.words)) == len(entry.words), entry.id
