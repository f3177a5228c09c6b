"""What was found goes into the column and comes back the same."""

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.documents.content import (
    Content,
    GapFound,
    LimitFound,
    MeasureFound,
    Party,
    QualityFound,
    Words,
)
from luoshi.gongwen.model import Comparator, GapKind, LimitKind, UnitKind, Why

_words, _place = st.text(max_size=10), st.integers(0, 10_000)
_figure = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12)
_day = st.none() | st.dates()
_party = st.builds(
    Party,
    _words,
    st.sampled_from([one.value for one in UnitKind]),
    st.none() | _words,
    st.sampled_from([one.value for one in Why]),
    _place,
    _place,
    _place,
)
_limit = st.builds(
    LimitFound,
    _words,
    _place,
    _place,
    st.sampled_from([one.value for one in LimitKind]),
    _day,
    _day,
    st.none() | _words,
    st.booleans(),
    _words,
)
_measure = st.builds(
    MeasureFound,
    _words,
    _place,
    _place,
    st.none() | _figure,
    _words,
    st.sampled_from([one.value for one in Comparator]),
    st.none() | _figure,
    st.booleans(),
    _words,
)
_quality = st.builds(QualityFound, _words, _place, _place, st.none() | _figure, _words)
_gap = st.builds(GapFound, st.sampled_from([one.value for one in GapKind]), st.none() | _place, st.none() | _place)
_phrases = st.lists(st.builds(Words, _words, _place, _place), max_size=2).map(tuple)


def _some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


_content = st.builds(
    Content,
    _some(_party),
    _some(_party),
    _phrases,
    _some(_limit),
    _some(_measure),
    _some(_quality),
    st.sampled_from(["binding", "aim"]),
    _phrases,
    _phrases,
    _words,
    _some(_words),
    st.none() | _place,
    _some(_gap),
)


@given(_content)
def test_any_content_comes_back_from_the_column_as_it_was(content):
    assert Content.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_every_key_of_the_column_is_a_field():
    assert set(Content().to_json()) == {field.name for field in fields(Content)}


def test_dates_and_figures_stand_as_words():
    content = Content(
        limits=(LimitFound("9月底前", 0, 4, "relative", due=date(2026, 9, 30)),),
        measures=(MeasureFound("3.50亿元", 5, 11, Decimal("350000000.0"), "元", "="),),
    )
    written = content.to_json()
    assert written["limits"][0]["due"] == "2026-09-30"
    assert written["measures"][0]["value"] == "350000000.0"
