"""The packed weights of the statement model."""

import itertools
from importlib import resources

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.statements import weights
from luoshi.gongwen.statements.weights import SCALE, Weights, load, pack, pair_codes, unpack

WHOLE = st.integers(-2000, 2000)
TRIPLES = st.lists(st.tuples(WHOLE, WHOLE, WHOLE), max_size=300)


def text_of(code: int) -> str:
    return code.to_bytes(4, "little").decode("utf-16-le", "surrogatepass")


@settings(max_examples=200, deadline=None)
@given(TRIPLES)
def test_the_sum_of_packed_weights_is_the_packed_sum(triples):
    total = sum(pack(*one) for one in triples)
    expected = [sum(column) / SCALE for column in zip(*triples, strict=True)] or [0.0, 0.0, 0.0]
    assert unpack(total) == (*expected, 0.0)


@given(st.integers(-(2**20), 2**20 - 1), st.integers(-(2**20), 2**20 - 1), st.integers(-(2**20), 2**20 - 1))
def test_each_of_three_weights_has_21_bits(first, second, third):
    assert unpack(pack(first, second, third)) == (first / SCALE, second / SCALE, third / SCALE, 0.0)


def test_the_last_label_weighs_nothing():
    assert unpack(0) == (0.0, 0.0, 0.0, 0.0)


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=("Cs",)), min_size=1, max_size=40))
def test_pair_codes_are_the_neighbouring_pairs(words):
    even, odd = pair_codes(words)
    pairs = [one + other for one, other in itertools.pairwise(words)]
    assert [text_of(code) for code in even] == pairs[::2]
    assert [text_of(code) for code in odd] == pairs[1::2]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("县水务局要清淤。0年底前𠮷") | st.characters(), max_size=40), max_size=20))
def test_each_statement_has_the_weight_of_its_own_pairs(statements):
    known = load()
    alone = [sum(map(known.of_pair, map("".join, itertools.pairwise(f"^{words}$")))) for words in statements]
    assert known.pairs_totals(statements) == alone


def test_many_statements_are_weighed_like_one():
    known, words = load(), ["县水务局要清淤。", "", "渠道𠮷"]
    assert known.pairs_totals(words * 400) == known.pairs_totals(words) * 400


def test_words_have_the_weight_of_their_pairs_ends_included():
    pairs = {
        pair_codes(pair)[0][0]: pack(place, 0, -place) for place, pair in enumerate(["^清", "清淤", "淤$", "渠道"], 1)
    }
    assert unpack(Weights({}, pairs, ()).pairs_totals(["清淤"])[0]) == (6 / SCALE, 0.0, -6 / SCALE, 0.0)


def test_unknown_features_count_nothing():
    known = Weights({"@bias": pack(1, 2, 3)}, {}, ())
    assert known.total(["@bias", "@unheard-of"]) == pack(1, 2, 3)
    assert known.pairs_totals(["清淤"]) == [0]


def test_the_shipped_weights_know_every_transition():
    transitions = load().transitions
    assert [len(row) for row in transitions] == [weights.HEADING + 1] * (weights.HEADING + 1)


def test_the_shipped_weights_hold_pairs_apart_from_other_features():
    shipped = load()
    assert "@bias" in shipped.features
    assert not [name for name in shipped.features if len(name) == 2 and name[0] not in "<>@"]
    assert all(len(text_of(code)) == 2 for code in shipped.pairs)


def test_the_shipped_weights_are_the_lines_of_the_file():
    lines = resources.files(weights.__package__).joinpath("weights.tsv").read_text("utf-8").split("\n")
    named = [line for line in lines if "\t" in line and not line.startswith("!\t")]
    shipped = load()
    assert len(named) == len(shipped.features) + len(shipped.pairs)


def test_the_weights_of_a_sentence_leave_room_to_be_added():
    """21 bits hold what the largest weights add up to over the features of a long statement."""
    shipped = load()
    largest = max(abs(one) for total in shipped.features.values() for one in unpack(total)) * SCALE
    assert largest * 200 < 2**20
