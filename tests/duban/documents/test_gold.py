"""Decisions become a gold annotation that the yardstick reads."""

from luoshi.duban.documents.extraction import gold_file
from luoshi.duban.documents.gold import Label
from luoshi.gongwen.evaluation import Field, GoldKind, annotation_units, read_gold

TEXT = "水利工作\n县水务局要在9月底前完成3座水库除险加固；石桥乡配合。\n去年完成投资12亿元。\n"


def _label(words, kind, **fields):
    start = TEXT.index(words)
    return Label(start, start + len(words), kind, **fields)


def _gold(*labels):
    return read_gold(gold_file(TEXT, labels, notes=("青禾县",)))


def test_each_unit_of_the_text_has_a_row():
    assert len(_gold().rows) == len(annotation_units(TEXT))


def test_a_directive_brings_its_fields_and_only_where_the_words_stand():
    told = _label(
        "县水务局要在9月底前完成3座水库除险加固；石桥乡配合。",
        "D",
        responsible=("县水务局",),
        supporting=("石桥乡",),
        due=("9月底前",),
        measures=("3座",),
    )
    rows = _gold(_label("水利工作", "H"), told, _label("去年完成投资12亿元。", "A")).rows
    assert [row.kind for row in rows] == [GoldKind(kind) for kind in "HDDA"]
    assert rows[1].wanted[Field.DUE] == ("9月底前",)
    assert rows[2].wanted[Field.DUE] == ()
    assert rows[2].wanted[Field.RESPONSIBLE] == ("县水务局",)


def test_what_nobody_labelled_is_context():
    assert {row.kind for row in _gold().rows} == {GoldKind.CONTEXT}


def test_of_two_labels_the_longer_counts():
    rows = _gold(_label("去年完成投资", "A"), _label("12亿元。", "C")).rows
    assert rows[3].kind is GoldKind.ACHIEVEMENT


def test_notes_stand_in_the_head():
    assert _gold().notes == ("青禾县",)
