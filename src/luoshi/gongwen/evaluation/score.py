"""Score predicted directives against a gold annotation, by the rules of the annotation guide.

Everything is kept as counts, so that the scores of several documents are pooled by
adding them up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.errors import LuoshiError
from luoshi.gongwen.evaluation.compare import bare_name, bare_words, split_items, stands_in
from luoshi.gongwen.evaluation.gold import Field, Gold, GoldKind, GoldRow
from luoshi.gongwen.evaluation.prediction import Prediction
from luoshi.gongwen.evaluation.units import annotation_units
from luoshi.gongwen.model import Span

DIRECTIVE = "directive"
FIELDS = (DIRECTIVE, *(name.value for name in Field))

_NAMES = frozenset({Field.RESPONSIBLE, Field.SUPPORTING})


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def n(self) -> int:
        """How many there were to find."""
        return self.right + self.missed

    @property
    def is_empty(self) -> bool:
        """Nothing was to be found and nothing was: the figures say nothing (``n/a``)."""
        return not (self.right or self.false or self.missed)

    @property
    def precision(self) -> float:
        """The part of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """The part of what was to be found that was; 1 where there was nothing."""
        return self.right / self.n if self.n else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One unit where prediction and annotation differ in ``field`` (one of ``FIELDS``).

    For ``directive``, ``wanted`` or ``found`` holds the unit's words and the other is empty.
    """

    unit: int
    span: Span
    field: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of every field, and where prediction and annotation differ."""

    counts: Mapping[str, Counts]
    disagreements: tuple[Disagreement, ...] = ()

    def __getitem__(self, name: str) -> Counts:
        return self.counts[name]


def score(gold: Gold, text: str, predictions: Sequence[Prediction]) -> Scores:
    """Compare *predictions* on *text* with its annotation.

    Raises :class:`LuoshiError` (code ``gold``) when the annotation has not one row for
    each unit of the text.
    """
    spans = annotation_units(text)
    if len(spans) != len(gold.rows):
        raise LuoshiError(
            "gold",
            f"标注有{len(gold.rows)}行，正文有{len(spans)}个单元",
            f"the annotation has {len(gold.rows)} rows, the text has {len(spans)} units",
        )
    totals = dict.fromkeys(FIELDS, Counts())
    differences: list[Disagreement] = []
    for row, span, over in zip(gold.rows, spans, _overlapping(spans, predictions), strict=True):
        for name, counts, difference in _score_unit(row, span, text, over):
            totals[name] += counts
            if difference:
                differences.append(difference)
    return Scores(totals, tuple(differences))


def pool(scores: Iterable[Scores]) -> Scores:
    """The scores of several documents taken together, by summed counts."""
    totals = dict.fromkeys(FIELDS, Counts())
    for one in scores:
        totals = {name: totals[name] + one[name] for name in FIELDS}
    return Scores(totals)


def _overlapping(spans: Sequence[Span], predictions: Sequence[Prediction]) -> Iterator[list[Prediction]]:
    """For each unit the predictions that share a character with it, in their given order."""
    real = (item for item in enumerate(predictions) if item[1].span.start < item[1].span.end)
    by_start = sorted(real, key=lambda item: item[1].span.start)
    active: list[tuple[int, Prediction]] = []
    coming = 0
    for span in spans:
        while coming < len(by_start) and by_start[coming][1].span.start < span.end:
            active.append(by_start[coming])
            coming += 1
        active = [item for item in active if item[1].span.end > span.start]
        yield [prediction for _, prediction in sorted(active, key=lambda item: item[0])]


def _score_unit(
    row: GoldRow, span: Span, text: str, over: Sequence[Prediction]
) -> Iterator[tuple[str, Counts, Disagreement | None]]:
    """The counts of one unit, field by field, and where it disagrees."""
    if row.kind is GoldKind.OPEN:
        return
    words = span.of(text)
    hit = 2 * _covered(span, over) >= len(span)
    due = row.kind is GoldKind.DIRECTIVE
    if hit and due:
        yield DIRECTIVE, Counts(right=1), None
    elif hit:
        yield DIRECTIVE, Counts(false=1), Disagreement(row.number, span, DIRECTIVE, (), (words,))
    elif due:
        yield DIRECTIVE, Counts(missed=1), Disagreement(row.number, span, DIRECTIVE, (words,), ())
    if due:
        speakers = [one for one in over if _speaks_for(one.span, span)] if hit else []
        for name in Field:
            items = row.wanted.get(name, ())
            if items is not None:
                wanted = _comparable(items, name)
                found = _comparable(_offered(speakers, name, words), name)
                yield name.value, *_compare(wanted, found, row.number, span, name)


def _compare(
    wanted: Counter[str], found: Counter[str], unit: int, span: Span, name: Field
) -> tuple[Counts, Disagreement | None]:
    right = (wanted & found).total()
    counts = Counts(right, found.total() - right, wanted.total() - right)
    if wanted == found:
        return counts, None
    return counts, Disagreement(unit, span, name.value, _listed(wanted), _listed(found))


def _covered(unit: Span, over: Sequence[Prediction]) -> int:
    """How many characters of *unit* lie in a prediction."""
    covered, reached = 0, unit.start
    for span in sorted(one.span for one in over):
        end = min(span.end, unit.end)
        if end > reached:
            covered += end - max(span.start, reached)
            reached = end
    return covered


def _speaks_for(prediction: Span, unit: Span) -> bool:
    """Whether half of either lies in the other."""
    shared = min(prediction.end, unit.end) - max(prediction.start, unit.start)
    return 2 * shared >= min(len(prediction), len(unit))


def _offered(speakers: Iterable[Prediction], name: Field, unit: str) -> Iterator[str]:
    """What the predictions say of a field; of words, only those that stand in the unit."""
    for one in speakers:
        for item in one.found.get(name, ()):
            if name in _NAMES or stands_in(item, unit):
                yield item


def _comparable(items: Iterable[str], name: Field) -> Counter[str]:
    """Names count once each; limits and quantities as often as they stand."""
    if name in _NAMES:
        return Counter({bare_name(part) for item in items for part in split_items(item)})
    return Counter(bare_words(item) for item in items)


def _listed(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted.elements()))
