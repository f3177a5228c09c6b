"""What counts as found, false and missed."""

import pytest

from luoshi.errors import LuoshiError
from luoshi.gongwen.evaluation import (
    DIRECTIVE,
    FIELDS,
    Counts,
    Field,
    Prediction,
    Scores,
    pool,
    predictions_from_json,
    predictions_of,
    read_gold,
    score,
)
from luoshi.gongwen.model import (
    Assigned,
    Comparator,
    Directive,
    Document,
    LimitKind,
    Outline,
    Plan,
    Quantity,
    Span,
    TimeLimit,
    UnitKind,
    UnitMention,
    Why,
)

TEXT = "水利工作\n县水利局牵头，各乡镇配合，到年底前加固水库3座。\n去年加固水库2座。\n要再接再厉。\n"
GOLD = "1\tH\t-\t-\t-\t-\n2\tD\t县水利局\t各乡镇\t年底前\t3座\n3\tA\t-\t-\t-\t-\n4\tO\t?\t-\t-\t-\n"
TASK = Span(5, 29)


def scored(*predictions: Prediction, gold: str = GOLD) -> Scores:
    return score(read_gold(gold), TEXT, predictions)


def said(span: Span = TASK, **found: tuple[str, ...]) -> Prediction:
    return Prediction(span, {Field(name): words for name, words in found.items()})


def test_the_example_stands_where_the_tests_say():
    assert TASK.of(TEXT) == "县水利局牵头，各乡镇配合，到年底前加固水库3座。"


def test_everything_found_is_right():
    scores = scored(said(responsible=("县水利局",), supporting=("各乡镇",), due=("到年底前",), measures=("3座",)))
    assert {name: scores[name] for name in FIELDS} == dict.fromkeys(FIELDS, Counts(right=1))
    assert scores.disagreements == ()


def test_a_missed_directive_misses_all_its_fields():
    scores = scored()
    assert all(scores[name] == Counts(missed=1) for name in FIELDS)
    assert [one.field for one in scores.disagreements] == list(FIELDS)


def test_a_report_taken_for_a_directive_is_false():
    scores = scored(said(Span(30, 39)))
    assert scores[DIRECTIVE] == Counts(false=1, missed=1)
    assert scores.disagreements[-1].found == ("去年加固水库2座。",)


def test_an_open_unit_is_right_either_way():
    assert scored(said(Span(40, 46)))[DIRECTIVE] == Counts(missed=1)


def test_half_of_a_unit_is_enough_and_less_is_not():
    assert scored(said(Span(5, 17)))[DIRECTIVE] == Counts(right=1)
    assert scored(said(Span(5, 16)))[DIRECTIVE] == Counts(missed=1)


def test_two_predictions_cover_a_unit_together():
    assert scored(said(Span(5, 14)), said(Span(10, 18)))[DIRECTIVE] == Counts(right=1)


def test_a_wrong_name_is_false_and_the_right_one_missed():
    assert scored(said(responsible=("县财政局",)))["responsible"] == Counts(false=1, missed=1)


def test_a_name_said_twice_counts_once_but_a_figure_twice():
    scores = scored(said(responsible=("县水利局", "县水利局等部门"), measures=("3座", "3座")))
    assert scores["responsible"] == Counts(right=1)
    assert scores["measures"] == Counts(right=1, false=1)


def test_words_of_another_unit_are_not_held_against_this_one():
    assert scored(said(Span(5, 39), measures=("3座", "2座")))["measures"] == Counts(right=1)


def test_what_is_not_scored_counts_neither_way():
    gold = GOLD.replace("县水利局\t各乡镇", "?\t?")
    scores = scored(said(responsible=("县财政局",)), gold=gold)
    assert scores["responsible"].is_empty
    assert scores["supporting"].is_empty


def test_pooled_scores_are_those_of_the_summed_counts():
    found = said(responsible=("县水利局",))
    pooled = pool([scored(found), scored()])
    assert pooled["responsible"] == Counts(right=1, missed=1)
    assert pooled["responsible"].recall == 0.5
    assert pooled["responsible"].f1 == pytest.approx(2 / 3)


def test_nothing_to_find_and_nothing_found_says_nothing():
    assert Counts().is_empty
    assert not Counts(false=1).is_empty
    assert (Counts(false=1).precision, Counts(false=1).recall, Counts(false=1).f1) == (0.0, 1.0, 0.0)


def test_an_annotation_of_another_text_is_refused():
    with pytest.raises(LuoshiError) as caught:
        score(read_gold(GOLD), "水利工作\n", [])
    assert caught.value.code == "gold"


def test_an_empty_or_reversed_prediction_covers_nothing():
    assert scored(said(Span(10, 10)), said(Span(20, 6)))[DIRECTIVE] == Counts(missed=1)


def test_the_directives_of_a_plan_are_scored_by_their_words():
    def unit(name: str, why: Why) -> Assigned:
        return Assigned(UnitMention(Span(5, 9), name, UnitKind.ORGANISATION), why, 1)

    directive = Directive(
        index=0,
        span=TASK,
        statements=(1,),
        title="加固水库",
        node=None,
        path=(),
        responsible=(unit("县水利局", Why.LEAD),),
        supporting=(unit("各乡镇", Why.ASSIST),),
        limits=(TimeLimit(Span(19, 22), "年底前", LimitKind.RELATIVE),),
        measures=(Quantity(Span(26, 28), "3座", None, "座", Comparator.EXACTLY),),
    )
    plan = Plan(Document(TEXT), None, Outline(), (), (directive,))
    assert scored(*predictions_of(plan)).disagreements == ()


def test_a_prediction_as_json_may_leave_fields_out():
    assert predictions_from_json({"directives": [{"start": 5, "end": 29, "due": None}]}) == [
        Prediction(TASK, dict.fromkeys(Field, ()))
    ]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"directives": {}},
        {"directives": [{"start": 5}]},
        {"directives": [{"start": 5, "end": 29, "due": "年底前"}]},
        {"directives": [{"start": 5, "end": 29, "measures": [3]}]},
        {"directives": ["5-29"]},
    ],
)
def test_json_in_another_form_is_refused(data):
    with pytest.raises(LuoshiError) as caught:
        predictions_from_json(data)
    assert caught.value.code == "prediction"
