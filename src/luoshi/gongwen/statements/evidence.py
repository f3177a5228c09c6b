"""What each trait of a statement adds to the model's weights: the same features, one by one.

:mod:`.classify` sums them; here they keep their names, so that a verdict can be explained.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from luoshi.gongwen.statements import features
from luoshi.gongwen.statements.classify import Weigher
from luoshi.gongwen.statements.weights import unpack

#: The log weight of each label (:data:`.weights.LABELS`).
Weight = tuple[float, float, float, float]


class Aspect(StrEnum):
    """The sides of a statement, beside its words, that the model weighs."""

    SHAPE = "shape"  # length, commas, how it ends
    MARK = "mark"  # 一是, （一）, 1.
    PLACE = "place"  # where in the document, and after what
    TITLE = "title"  # whether it could be a title that opens a paragraph
    CUES = "cues"  # words that tell, set limits, report, find fault
    MOOD = "mood"  # how the document and the section speak elsewhere
    GENRE = "genre"
    HEADINGS = "headings"  # the headings above
    OPENER = "opener"  # the sentence that opened its list
    ANSWERED = "answered"  # whether what follows says who answers
    USUAL = "usual"  # how common each kind is
    OTHER = "other"


_ASPECTS = {
    "length": Aspect.SHAPE,
    "commas": Aspect.SHAPE,
    "shape": Aspect.SHAPE,
    "run": Aspect.SHAPE,
    "ending": Aspect.SHAPE,
    "number": Aspect.SHAPE,
    "mark": Aspect.MARK,
    "item": Aspect.MARK,
    "opened": Aspect.OPENER,
    "listed": Aspect.OPENER,
    "genre": Aspect.GENRE,
    "line": Aspect.PLACE,
    "tenth": Aspect.PLACE,
    "cue": Aspect.CUES,
    "told": Aspect.MOOD,
    "past": Aspect.MOOD,
    "here": Aspect.MOOD,
    "mood": Aspect.MOOD,
    "opening": Aspect.TITLE,
    "title": Aspect.TITLE,
    "echo": Aspect.TITLE,
    "depth": Aspect.HEADINGS,
    "direction": Aspect.HEADINGS,
    "directions": Aspect.HEADINGS,
    "answered": Aspect.ANSWERED,
    "bias": Aspect.USUAL,
}


def aspect_of(feature: str) -> Aspect:
    """The side of a statement that a feature such as ``@length=3`` belongs to."""
    return _ASPECTS.get(feature[1:].partition("=")[0], Aspect.OTHER)


def weigh_words(weigher: Weigher, index: int) -> Iterator[tuple[int, int, Weight]]:
    """What stretches of the squeezed words of statement *index* weigh, as half-open places in them."""
    words = weigher.setting.words[index]
    for place, pair in enumerate(features.pairs(words)):
        yield max(0, place - 1), min(place + 1, len(words)), unpack(weigher.weights.of_pair(pair))
    for feature in features.end_features(words):
        size = min(len(feature) - 1, len(words))
        start = 0 if feature[0] == "<" else len(words) - size
        yield start, start + size, unpack(weigher.weights.total([feature]))


def weigh_rest(weigher: Weigher, index: int) -> Iterator[tuple[Aspect, Weight]]:
    """What the other features of statement *index* weigh."""
    setting = weigher.setting
    for group in features.place_groups(setting, index):
        for feature in features.features_of(group):
            yield aspect_of(feature), unpack(weigher.weights.total([feature]))
    above = weigher.outline.path(weigher.section(setting.pieces[index].node))
    yield Aspect.HEADINGS, unpack(weigher.weights.total(features.heading_features(above)))
    opener = setting.opener[index]
    if opener is not None:
        yield Aspect.OPENER, unpack(weigher.weights.total(features.opener_features(weigher.words(opener))))
