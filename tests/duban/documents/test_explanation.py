"""Why a statement was read as it was, said in words."""

import pytest

from luoshi.cli import labels
from luoshi.duban.documents import explanation
from luoshi.duban.documents.explanation import explain_in_words
from luoshi.duban.documents.extraction import explain_statement, read_bytes
from tests.duban.documents.given import NOTICE


def _lines(index):
    found = explain_statement(read_bytes(NOTICE.encode(), "通知.txt"), index)
    return {line.label: line.words for line in explain_in_words(found)}


def test_a_heading_is_told_by_its_form():
    assert _lines(0) == {"判定": "独占一行的标题（由格式决定，不看用语）"}


def test_a_directive_is_told_by_its_words_and_neighbours():
    lines = _lines(4)
    assert "任务" in lines["判定"]
    assert lines["用语像“任务”"].startswith("“")
    assert "（" in lines["其他依据"]


def test_a_statement_that_is_not_there_has_no_explanation():
    assert explain_statement(read_bytes(NOTICE.encode(), "通知.txt"), 1000) is None


@pytest.mark.parametrize("table", ["FORMS", "ASPECTS", "CUES", "GENRES"])
def test_the_page_and_the_command_line_use_the_same_words(table):
    ours = {key: str(words) for key, words in getattr(explanation, table).items()}
    theirs = {getattr(key, "value", key): words for key, words in getattr(labels, table).items()}
    assert theirs.items() <= ours.items()
