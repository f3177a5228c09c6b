"""Patterns that are compiled at their first use behave like those that are compiled at once."""

from __future__ import annotations

import re

import pytest

from luoshi.gongwen.lazy import compile_later


def test_a_pattern_is_not_compiled_before_it_is_used() -> None:
    pattern = compile_later("(")
    with pytest.raises(re.error):
        pattern.search("各乡镇")


def test_every_use_finds_what_the_plain_pattern_finds() -> None:
    text = "县教育局、县财政局"
    later, plain = compile_later("县(..)局"), re.compile("县(..)局")
    for _ in range(2):
        assert later.findall(text) == plain.findall(text)
        assert later.sub("局", text) == plain.sub("局", text)
        assert later.split(text) == plain.split(text)
        assert [found.span() for found in later.finditer(text, 1)] == [
            found.span() for found in plain.finditer(text, 1)
        ]
        for method in ("search", "match", "fullmatch"):
            found, expected = getattr(later, method)(text, 0, 4), getattr(plain, method)(text, 0, 4)
            assert (found and found.span()) == (expected and expected.span())


def test_what_a_pattern_was_made_of_can_be_asked() -> None:
    later = compile_later("A(?P<name>.)", re.IGNORECASE)
    assert (later.pattern, later.flags, dict(later.groupindex)) == (
        "A(?P<name>.)",
        re.IGNORECASE | re.UNICODE,
        {"name": 1},
    )
    found = later.match("ab")
    assert found is not None
    assert found["name"] == "b"
