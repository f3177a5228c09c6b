"""JSON: the words as they stand, resolved values beside them."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from luoshi.gongwen.export.about import version
from luoshi.gongwen.export.json_file import as_mapping, render
from luoshi.gongwen.model import Document, Quantity, Span
from tests.gongwen.export.golden import agrees
from tests.gongwen.export.plans import TEXT, county_plan, empty_plan

PLAN = county_plan()
DATA = as_mapping(PLAN)


def test_the_file_is_the_agreed_one():
    made = render(PLAN).replace(f'"luoshi": "{version()}"'.encode(), b'"luoshi": "0"', 1)
    assert agrees("county.json", made)


def test_directives_have_the_keys_that_a_scorer_reads():
    first = DATA["directives"][0]
    assert TEXT[first["start"] : first["end"]] == first["text"]
    assert first["responsible"] == ["县农业农村局"]
    assert first["supporting"] == ["县财政局", "各乡镇"]
    assert first["due"] == ["年底前"]
    assert first["measures"] == ["1.2万亩", "3.5亿斤"]


def test_names_are_those_of_the_text_and_the_register_stands_beside_them():
    last = DATA["directives"][5]
    assert last["responsible"] == ["县统计局", "乐民集团"]
    assert last["units"]["responsible"][0] == {
        "start": TEXT.index("县统计局"),
        "end": TEXT.index("县统计局") + 4,
        "name": "县统计局",
        "kind": "organisation",
        "unit": "青禾县统计局",
        "why": "subject",
        "statement": 14,
    }


def test_the_extents_of_the_statements_joined_are_the_text():
    assert "".join(statement["text"] for statement in DATA["statements"]) == TEXT
    assert [DATA["statements"][0]["extent"][0], DATA["statements"][-1]["extent"][1]] == [0, len(TEXT)]


def test_every_span_in_the_file_slices_to_the_words_beside_it():
    def check(value):
        if isinstance(value, list):
            for part in value:
                check(part)
        elif isinstance(value, dict):
            if "start" in value and "text" in value and "extent" not in value:
                assert TEXT[value["start"] : value["end"]] == value["text"]
            for part in value.values():
                check(part)

    check(DATA)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1E+8", "100000000"), ("1.50", "1.5"), ("0.10", "0.1"), ("100", "100"), ("0", "0"), ("-3", "-3")],
)
def test_a_figure_is_written_in_plain_digits(value, expected):
    figure = Quantity(Span(0, 1), "x", Decimal(value), "元")
    directive = replace(PLAN.directives[0], measures=(figure,))
    data = as_mapping(replace(PLAN, directives=(directive,)))
    assert data["directives"][0]["quantities"][0]["value"] == expected


def test_what_is_unknown_is_null():
    data = as_mapping(empty_plan())
    assert data["issued_on"] is None
    assert data["document"]["facts"]["title"] is None
    assert data["directives"] == []


def test_a_lone_surrogate_keeps_the_offsets():
    plan = replace(empty_plan(), document=Document("甲\ud800乙。\n"))
    read = json.loads(render(plan))
    assert read["document"]["length"] == 5
    assert read["statements"][0]["text"] == "甲\ud800乙。\n"


def test_the_same_plan_gives_the_same_bytes():
    assert render(PLAN) == render(county_plan())
