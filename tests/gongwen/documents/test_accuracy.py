"""How close the engine comes to the annotated documents, one by one and pooled."""

import tomllib
from functools import cache
from pathlib import Path

import pytest
from annotated_documents import Annotated, annotated

import luoshi
from luoshi.gongwen.evaluation import FIELDS, Counts, Scores, pool, predictions_of, score

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))
GROUPS = [group for group in FLOORS["pooled"] if annotated(group)]
DOCUMENTS = [
    pytest.param(group, one, id=f"{group}-{one.name}")
    for group in GROUPS
    if group in FLOORS["rule"]["groups"]
    for one in annotated(group)
]


@cache
def scored(one: Annotated) -> Scores:
    document = one.document()
    plan = luoshi.extract(document, issued_on=None)  # the words of a limit stand there without a date, too
    return score(one.gold(), document.text, predictions_of(plan))


def complaints(scores: Scores, field: str) -> str:
    lines = (
        f"{one.unit}: wanted {'、'.join(one.wanted) or '-'}; found {'、'.join(one.found) or '-'}"
        for one in scores.disagreements
        if one.field == field
    )
    return "\n".join(lines)


def falls_short(group: str, name: str, field: str, counts: Counts, units: int) -> str:
    """Why a document's figures are too low, or nothing."""
    rule = FLOORS["rule"]
    own = FLOORS.get("documents", {}).get(name, {}).get(field, {})
    if "errors" in own or ("f1" not in own and counts.n < rule["many"]):
        most = own.get("errors", rule["errors"])
        return f"{units} units disagree, at most {most} may" if units > most else ""
    least = own.get("f1", FLOORS["pooled"][group][field] - rule["less"])
    return f"F1 {counts.f1:.4f} is under {least:.4f}" if counts.f1 < least else ""


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("group", GROUPS)
def test_the_documents_together_reach_the_floor(group, field):
    counts = pool(scored(one) for one in annotated(group))[field]
    assert counts.f1 >= FLOORS["pooled"][group][field], counts


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(("group", "one"), DOCUMENTS)
def test_each_document_reaches_the_floor(group, one, field):
    scores = scored(one)
    units = sum(found.field == field for found in scores.disagreements)
    short = falls_short(group, one.name, field, scores[field], units)
    assert not short, f"{short}\n{complaints(scores, field)}"
