"""The annotated documents are sound: texts and rows fit, words stand where they are said to stand."""

import gzip
import importlib.util
import json
import sys

import pytest
from annotated_documents import AS_WORD, ROOT, SHARED, annotated

from luoshi.gongwen.evaluation import Field, GoldKind, annotation_units
from luoshi.gongwen.evaluation.compare import stands_in

OWN = annotated("own") + annotated("held-out")
CORPUS = SHARED / "corpus/documents.jsonl.gz"
LONGEST_COPY = 12  # characters; a run of so many in common is a copy


def units_of(one):
    text = one.text_path.read_text("utf-8")
    return text, list(zip(one.gold().rows, annotation_units(text), strict=True))


def test_there_are_documents_of_many_forms():
    assert len(OWN) >= 10


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_each_annotation_says_what_it_is_and_who_made_it(one):
    notes = "\n".join(one.gold().notes)
    assert "kind: " in notes
    assert "annotated by the project by GUIDE" in notes


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_limits_and_figures_stand_in_their_unit(one):
    text, units = units_of(one)
    for row, span in units:
        for field in (Field.DUE, Field.MEASURES):
            for words in row.wanted[field] or ():
                assert stands_in(words, span.of(text)), (row.number, words)


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_names_stand_in_the_document(one):
    text, units = units_of(one)
    for row, _ in units:
        for field in (Field.RESPONSIBLE, Field.SUPPORTING):
            for name in row.wanted[field] or ():
                assert name in text, (row.number, name)


@pytest.mark.parametrize("one", OWN, ids=lambda one: one.name)
def test_only_directives_have_something_to_find(one):
    for row in one.gold().rows:
        if row.kind not in {GoldKind.DIRECTIVE, GoldKind.OPEN}:
            assert set(row.wanted.values()) == {()}, row.number


def test_the_plan_reads_from_word_as_its_text_stands():
    (plan,) = (one for one in OWN if one.name == AS_WORD)
    document = plan.document()
    assert document.text.rstrip("\n") == plan.text_path.read_text("utf-8").rstrip("\n")
    assert [len(table.grid) for table in document.tables] == [10, 6, 3]
    merged = {
        cell.span.of(document.text): cell.rows for row in document.tables[0].grid for cell in row if cell.rows > 1
    }
    assert merged == {"县行政审批局": 3, "县财政局": 2}
    assert {cell.columns for cell in document.tables[0].grid[1]} == {5}


def test_the_sample_of_the_demo_is_a_speech_with_the_usual_length():
    text = (ROOT / "samples/qinghe-plenary-speech.txt").read_text("utf-8")
    assert 2_500 <= len("".join(text.split())) <= 3_500


@pytest.mark.skipif(not CORPUS.is_file(), reason="the corpus is not here")
def test_no_sentence_is_taken_from_the_corpus():
    own = {
        text[at : at + LONGEST_COPY]: one.name
        for one in OWN
        for text in one.text_path.read_text("utf-8").splitlines()
        for at in range(len(text) - LONGEST_COPY + 1)
        if "\t" not in text[at : at + LONGEST_COPY]
    }
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts += [path.read_text("utf-8-sig") for path in CORPUS.parent.glob("*.txt")]
    copied = {
        (own[words], words)
        for text in texts
        for at in range(len(text) - LONGEST_COPY + 1)
        if (words := text[at : at + LONGEST_COPY]) in own
    }
    assert copied == set()


def test_nothing_learns_from_the_held_out_documents():
    spec = importlib.util.spec_from_file_location("training_data", ROOT / "tools/training_data.py")
    training = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = training  # a dataclass looks its module up while it is made
    spec.loader.exec_module(training)
    learnt = {path.name for path, _ in training.annotated_files()}
    assert learnt
    assert learnt.isdisjoint(one.gold_path.name for one in annotated("held-out"))
