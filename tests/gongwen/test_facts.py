"""Title, number, issuer, date, addressee and urgency, from the head and foot alone."""

import gzip
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.model import DatedFact, HeadingHint, Phrase, Span
from luoshi.gongwen.outline.facts import read_facts
from tests.gongwen.growing import grows_at_most

CASES = tomllib.loads((Path(__file__).parent / "cases" / "facts.toml").read_text("utf-8"))["case"]
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "documents.jsonl.gz"
FIELDS = ("title", "number", "issuer", "addressee", "urgency", "secrecy")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_facts_are_read(case):
    facts = read_facts(case["text"])
    found = {field: getattr(facts, field) for field in FIELDS}
    words = {field: value.text for field, value in found.items() if value is not None}
    if facts.issued_on is not None:
        words["issued_on"] = facts.issued_on.value.isoformat()
    expected = {key: value for key, value in case.items() if key not in {"about", "text"}}
    none = expected.pop("none", [])
    assert {key: words.get(key) for key in expected} == expected
    assert not [key for key in none if key in words]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_every_fact_is_quoted_from_where_it_stands(case):
    facts = read_facts(case["text"])
    for field in (*FIELDS, "issued_on"):
        value: Phrase | DatedFact | None = getattr(facts, field)
        assert value is None or value.text == value.span.of(case["text"]) != ""


def test_a_title_that_the_file_marks_is_taken():
    text = "首页\n青禾县春耕\n攻坚行动\n各乡镇：\n抓好落实。"
    hints = [HeadingHint(Span(3, 8), 0), HeadingHint(Span(9, 13), 0)]
    title = read_facts(text, hints).title
    assert title is not None
    assert title.text == "青禾县春耕\n攻坚行动"


def test_the_only_heading_above_the_text_is_the_title():
    text = "登录\n数字青禾三步走\n一、抓好春耕。"
    title = read_facts(text, [HeadingHint(Span(3, 10), 1)]).title
    assert title is not None
    assert title.text == "数字青禾三步走"


HEAD = "青禾县人民政府关于做好春耕工作的通知\n青政发〔2024〕5号\n各乡镇人民政府：\n"
FOOT = "\n青禾县人民政府\n2024年3月5日\n"


def test_the_cost_does_not_grow_with_the_length():
    def read(text):
        for _ in range(20):
            assert read_facts(text).issued_on is not None

    paragraph = "要加强组织领导，细化工作举措，确保各项任务落到实处。\n"
    short, long = HEAD + paragraph * 2_000 + FOOT, HEAD + paragraph * 100_000 + FOOT
    assert grows_at_most(5, lambda: read(short), lambda: read(long), noise=0.05)


@pytest.mark.parametrize("unit", ["各", "——", "（", "2024年", "关于", "县局", "《", "：", " ", "\t", "一 "])
def test_no_pattern_backtracks_on_long_runs(unit):
    def read(length):
        read_facts(unit * length)
        read_facts("\n".join([unit * 40] * (length // 40)))

    # Ten times the length may cost ten times as much and some noise, not a hundred times.
    assert grows_at_most(40, lambda: read(2_000), lambda: read(20_000), noise=0.05)


@given(st.text(alphabet="关于青禾县人民政府通知局部\n\t：:（）《》〔〕2024年3月5日号各、，。— 特急机密x", max_size=200))
def test_any_text_gives_facts_that_quote_it(text):
    facts = read_facts(text)
    for field in (*FIELDS, "issued_on"):
        value = getattr(facts, field)
        assert value is None or value.text == value.span.of(text)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_titles_and_dates_of_the_corpus_are_found():
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    issued = [row for row in documents if row["genre"].startswith("国务院/")]
    titles = dates = 0
    for row in issued:
        facts = read_facts(row["text"])
        titles += facts.title is not None and _bare(facts.title.text) == _bare(row["title"])
        dates += facts.issued_on is not None and facts.issued_on.value.isoformat().startswith(row["date"])
    assert titles >= len(issued) - 1
    assert dates >= len(issued) - 1
    assert not any(read_facts(row["text"]).secrecy for row in documents)


def _bare(words):
    return re.sub(r"\s", "", words)
