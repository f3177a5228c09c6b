"""The first steps, which the extraction and its explanation share."""

from luoshi.gongwen.model import Cell, Document, Kind, Span, Table
from luoshi.gongwen.prepare import prepare

TEXT = "青禾县春耕工作方案\n一、主要任务\n疏通渠道。备足种子。\n"


def test_the_text_is_cut_and_its_headings_are_known():
    begun = prepare(Document(TEXT))
    assert [TEXT[piece.start : piece.end] for piece in begun.pieces] == TEXT.replace("。", "。\n").split()
    assert [piece.heading for piece in begun.pieces] == [True, True, False, False]
    assert [heading.title.text for heading in begun.outline.headings] == ["青禾县春耕工作方案", "主要任务"]
    assert begun.title == "青禾县春耕工作方案"


def test_the_cells_of_a_task_table_have_their_kinds():
    text = "工作任务\t责任单位\n疏通渠道\t县水务局\n"
    at = [(0, 5), (10, 15)]
    grid = tuple(tuple(Cell(Span(s, s + 4), r, c) for c, s in enumerate(row)) for r, row in enumerate(at))
    begun = prepare(Document(text, tables=(Table(Span(0, 19), grid),)))
    assert len(begun.tables) == 1
    assert [piece.given for piece in begun.pieces if text[piece.start] == "疏"] == [Kind.DIRECTIVE]


def test_nothing_has_no_title():
    begun = prepare(Document(""))
    assert (list(begun.pieces), begun.title) == ([], "")
