"""Values that were written once are kept and signed as if they had been written each time."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.audit.canonical import Canonical, canonical, joined, parted, text_of
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.recording import record
from luoshi.duban.audit.verification import verify

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False), WORDS),
    lambda some: st.one_of(st.lists(some, max_size=3), st.dictionaries(WORDS, some, max_size=3)),
    max_leaves=12,
)
PARTS = st.dictionaries(WORDS, st.one_of(st.none(), st.dictionaries(WORDS, VALUES, max_size=4)), max_size=5)


def _signed(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _has(kind, value):
    """Whether there is a fraction, or a word with NUL, anywhere in *value*."""
    if isinstance(value, dict):
        return any(_has(kind, one) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return any(_has(kind, one) for one in value)
    return isinstance(value, kind) and (kind is float or "\0" in value)


@given(parts=PARTS)
def test_the_text_is_what_is_signed(parts):
    found = joined(parts)
    assert found == parts
    assert text_of(found) == _signed(parts)
    if not _has(float, parts) and not _has(str, parts):
        assert isinstance(found, Canonical)
    elif _has(float, parts) or "\\u0000" in text_of(parts):
        assert not isinstance(found, Canonical), "the record has to make it plain first"


@given(parts=st.dictionaries(WORDS, PARTS, max_size=3))
def test_what_was_joined_comes_apart_again_with_the_text_of_each_part(parts):
    text = text_of(parts)
    found = parted(text)
    assert found == parts
    for name, some in parts.items():
        for key, one in some.items():
            kept = found[name][key]
            if one is not None:
                assert text_of(kept) == _signed(one)
                assert isinstance(kept, Canonical) == isinstance(canonical(one), Canonical)


@pytest.mark.parametrize(
    "text", ["", "{", '{"a"', '{"a":', '{"a":{"b":1', '{"a": 1}', '{"a":{"b": 1}}', "{1:2}", '{"a":1,', '{"a":1}}']
)
def test_a_text_in_another_form_does_not_come_apart(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever is wrong with it
        parted(text)


@pytest.mark.parametrize("words", ["比例:3.5%", ",234.5万元", '[1.0]", "x":2.5', ":NaN", "[-Infinity", ":1e5"])
def test_a_fraction_in_words_is_none(words):
    assert isinstance(canonical({"a": words}), Canonical)


@pytest.mark.parametrize("value", [0.5, -0.5, 1e300, float("nan"), float("-inf"), [1, 2.0], {"x": 1.5}])
def test_a_fraction_is_found(value):
    assert not isinstance(canonical({"a": "1.5", "b": value}), Canonical)


@pytest.mark.parametrize("more", ["词", "1.5", 1.5, "\0", '“"\\\n\u2028😀', None, [1, {"b": 1, "a": [True]}]])
def test_the_chain_holds_whatever_is_recorded(cast, more):
    parts = {"task 9": {"名": more, "a": 1}, "task 10": None, "decision 3": {"版本": 2}}
    unit, told = cast.unit("青禾县水利局"), {"office": "qinghe", "actor": cast.chen.actor}
    for after in (joined(parts), parts):
        record("unit.renamed", unit, before=parts, after=after, **told)
    first, second = Event.objects.order_by("id")
    assert first.after == second.after == second.before
    assert not list(verify())
