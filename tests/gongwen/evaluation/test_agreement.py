"""The project's scores are those of the reference scorer, on its own gold and on invented texts."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.evaluation import (
    FIELDS,
    Scores,
    annotation_units,
    load_gold,
    predictions_from_json,
    read_gold,
    score,
)

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
REFERENCE = SHARED / "eval"
GOLD = sorted(REFERENCE.glob("*.gold.tsv")) if REFERENCE.is_dir() else []
FOLDERS = ("tests/gongwen/documents", "tests/gongwen/documents/held-out", "samples")
OWN = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.gold.tsv"))
ATTRIBUTES = FIELDS[1:]

pytestmark = pytest.mark.skipif(not (REFERENCE / "score.py").is_file(), reason="the reference scorer is not here")


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    sys.path.insert(0, str(REFERENCE))
    try:
        spec = importlib.util.spec_from_file_location("reference_score", REFERENCE / "score.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(REFERENCE))
    return module


def text_of(gold: Path) -> str:
    name = gold.name.removesuffix(".gold.tsv") + ".txt"
    for folder in (gold.parent, SHARED / "corpus"):
        if (folder / name).is_file():
            return (folder / name).read_bytes().decode("utf-8-sig")
    raise FileNotFoundError(name)


def perfect(gold: Path, text: str) -> list[dict]:
    """A prediction that says what the annotation says."""
    directives = []
    for row, span in zip(load_gold(gold).rows, annotation_units(text), strict=True):
        if row.kind == "D":
            attributes = {name: list(row.wanted[name] or ()) for name in row.wanted}
            directives.append({"start": span.start, "end": span.end} | attributes)
    return directives


def spoiled(directives: list[dict], text: str, chance: random.Random) -> list[dict]:
    """Directives moved, joined, dropped, doubled, and with other words in their fields."""
    result = []
    words = [item for one in directives for name in ATTRIBUTES for item in one[name]] or ["县财政局"]
    for one in directives:
        changed = {name: list(one[name]) for name in ATTRIBUTES} | {"start": one["start"], "end": one["end"]}
        if chance.random() < 0.1:
            continue
        if chance.random() < 0.2:
            changed["start"] = max(0, changed["start"] + chance.randint(-60, 60))
        if chance.random() < 0.2:
            changed["end"] = min(len(text), changed["end"] + chance.randint(-60, 200))
        for name in ATTRIBUTES:
            if changed[name] and chance.random() < 0.1:
                changed[name].pop(chance.randrange(len(changed[name])))
            if chance.random() < 0.1:
                changed[name].append(chance.choice(words) + chance.choice(["", "", "等部门", "、各单位", "等", "单位"]))
            if chance.random() < 0.05:
                changed[name].append(chance.choice(["到", "力争", "不少于", "至少"]) + chance.choice(words))
        result.append(changed)
        if chance.random() < 0.05:
            result.append(changed)
    for _ in range(5):
        start = chance.randrange(len(text))
        result.append({"start": start, "end": start + chance.randint(0, 80), "due": [text[start : start + 4]]})
    chance.shuffle(result)
    return result


def assert_same(theirs: dict, ours: Scores) -> None:
    for name in FIELDS:
        counts = ours[name]
        have = {"p": counts.precision, "r": counts.recall, "f1": counts.f1}
        assert {key: round(value, 4) for key, value in have.items()} | {"n": counts.n} == theirs[name]


@pytest.mark.parametrize("gold", [*GOLD, *OWN], ids=lambda path: path.name)
def test_a_prediction_that_says_what_the_annotation_says_is_right_everywhere(gold):
    text = text_of(gold)
    scores = score(load_gold(gold), text, predictions_from_json({"directives": perfect(gold, text)}))
    assert all(counts.false == counts.missed == 0 for counts in scores.counts.values())
    assert scores.disagreements == ()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.name)
def test_spoiled_predictions_get_the_same_scores(gold, seed, reference):
    text = text_of(gold)
    directives = spoiled(perfect(gold, text), text, random.Random(seed))
    errors: list[str] = []
    theirs = reference.score(reference.read_gold(gold), text, directives, errors)
    ours = score(load_gold(gold), text, predictions_from_json({"directives": directives}))
    assert_same(theirs, ours)
    assert [int(line.split("\t")[0]) for line in errors] == [found.unit for found in ours.disagreements]


TEXTS = st.text("甲乙县局。！？；：:;、（）()“”《》一是1.．\n\r\t\v　 年前", max_size=60)
WORDS = st.lists(
    st.text("到在于至少不低超过达约力争年底前5０.．个（）、()等部门单位有关责任各 　", min_size=1, max_size=9),
    max_size=3,
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_cut_into_the_same_units(reference, text):
    theirs = list(reference.units(text))
    assert [(span.start, span.end) for span in annotation_units(text)] == theirs


@given(TEXTS, st.data())
@settings(max_examples=400, deadline=None)
def test_any_prediction_on_any_text_gets_the_same_scores(reference, tmp_path_factory, text, data):
    rows = []
    for number, _ in enumerate(annotation_units(text), 1):
        kind = data.draw(st.sampled_from("HDDDACO"))
        cells = (
            data.draw(WORDS.map(lambda items: "、".join(i for i in items if i.strip("、 　")))) for _ in ATTRIBUTES
        )
        cells = [cell if all(part.strip() for part in cell.split("、")) else "-" for cell in cells]
        rows.append("\t".join((str(number), kind, *cells)))
    path = tmp_path_factory.mktemp("gold") / "any.gold.tsv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    place = st.integers(0, len(text) + 2)
    directive = st.fixed_dictionaries({"start": place, "end": place} | dict.fromkeys(ATTRIBUTES, WORDS))
    directives = data.draw(st.lists(directive, max_size=4))
    theirs = reference.score(reference.read_gold(path), text, directives)
    ours = score(read_gold(path.read_text("utf-8")), text, predictions_from_json({"directives": directives}))
    assert_same(theirs, ours)
