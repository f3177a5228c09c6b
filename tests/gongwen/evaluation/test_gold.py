"""Gold files are read with every fault named by its line, and written so that they are read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.errors import LuoshiError
from luoshi.gongwen.evaluation import Field, Gold, GoldKind, GoldRow, load_gold, read_gold, write_gold

ROWS = "1\tH\t-\t-\t-\t-\n2\tD\t县水利局、各乡（镇、街道）\t?\t年底前\t3座\n"


def test_a_row_holds_the_kind_and_what_was_to_find():
    gold = read_gold("# 青禾县\n# id\tkind\n" + ROWS)
    assert gold.notes == ("青禾县", "id\tkind")
    assert gold.rows[0] == GoldRow(1, GoldKind.HEADING, dict.fromkeys(Field, ()))
    assert gold.rows[1].wanted == {
        Field.RESPONSIBLE: ("县水利局", "各乡（镇、街道）"),
        Field.SUPPORTING: None,
        Field.DUE: ("年底前",),
        Field.MEASURES: ("3座",),
    }


def test_a_file_from_windows_is_read_alike(tmp_path):
    path = tmp_path / "notice.gold.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + ROWS.replace("\n", "\r\n").encode())
    assert load_gold(path) == read_gold(ROWS)


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ("1\tH\t-\t-\t-\n", 1, "5 columns, not 6"),
        ("1\tH\t-\t-\t-\t-\n\n3\tC\t-\t-\t-\t-\n", 3, "should be 2"),
        ("# note\n1\tX\t-\t-\t-\t-\n", 2, "kind “X”"),
        ("1\tD\t县水利局、\t-\t-\t-\n", 1, "empty item in column responsible"),
        ("1\tD\t-\t-\t-\t\n", 1, "empty item in column measures"),
    ],
)
def test_a_faulty_row_is_named_by_its_line(rows, line, reason):
    with pytest.raises(LuoshiError) as caught:
        read_gold(rows, name="notice.gold.tsv")
    assert caught.value.code == "gold"
    assert caught.value.english.startswith(f"notice.gold.tsv:{line}: ")
    assert reason in caught.value.english


def test_a_file_that_is_missing_or_no_text_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(LuoshiError) as caught:
        load_gold(tmp_path / "none.gold.tsv")
    assert caught.value.code == "missing"
    (tmp_path / "odd.gold.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LuoshiError) as caught:
        load_gold(tmp_path / "odd.gold.tsv")
    assert caught.value.code == "gold"


WORDS = st.text("县局年前3座（）", min_size=1, max_size=6)
CELLS = st.none() | st.lists(WORDS, max_size=3).map(tuple)
KINDS = st.lists(st.tuples(st.sampled_from(GoldKind), st.fixed_dictionaries(dict.fromkeys(Field, CELLS))), max_size=5)


@given(KINDS)
def test_what_is_written_is_read_back(rows):
    gold = Gold(tuple(GoldRow(number, kind, wanted) for number, (kind, wanted) in enumerate(rows, 1)), ("说明",))
    again = read_gold(write_gold(gold))
    assert again.notes == gold.notes
    assert write_gold(again) == write_gold(gold)
