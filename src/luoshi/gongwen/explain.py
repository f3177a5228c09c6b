"""Why a statement was read as it was: the form that decided, or what the model weighed.

The amounts are natural logarithms of odds between the kind that was chosen and its strongest
rival: +0.7 doubles the odds, +2.3 makes them ten times as high; those of all words, of all
contributions and of the neighbours add up to the odds of the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import log

from luoshi.gongwen.model import Document, Kind, Span
from luoshi.gongwen.prepare import prepare
from luoshi.gongwen.statements.chain import Row
from luoshi.gongwen.statements.classify import KINDS, Weigher
from luoshi.gongwen.statements.cues import squeezed_places
from luoshi.gongwen.statements.evidence import Aspect, Weight, weigh_rest, weigh_words
from luoshi.gongwen.statements.forced import Form
from luoshi.gongwen.statements.setting import excerpt

_LEAST = 1e-300  # a probability that has faded to nothing still has a logarithm


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of the statement that speak for the kind chosen, or against it where *amount* is negative."""

    span: Span
    text: str
    amount: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one side of the statement beside its words adds.

    ``words`` are the places that it was read from (the headings above, the sentence that
    opened the list); ``value`` is its code where it has one (the genre, the numbering, the
    kinds of cue, parted by ``/``).
    """

    aspect: Aspect
    amount: float
    words: tuple[Span, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why statement *index* is of its kind.

    Where ``form`` is set it alone decided, and nothing was weighed.  Else ``alone`` holds the
    probability of each kind by the statement's own words and place, ``together`` that among
    its neighbours; ``rival`` is the next likely kind; ``stretches`` (in the order of the text),
    ``contributions`` (the weightiest first) and ``neighbours`` say what spoke for the kind
    against it.
    """

    index: int
    span: Span
    kind: Kind
    confidence: float
    form: Form | None = None
    alone: Mapping[Kind, float] | None = None
    together: Mapping[Kind, float] | None = None
    rival: Kind | None = None
    stretches: tuple[Stretch, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    neighbours: float = 0.0


def explain(document: Document, index: int) -> Explanation:
    """Why statement *index* of *document* is of its kind; ``IndexError`` where there is none."""
    explainer = _Explainer(document)
    if not 0 <= index < explainer.count:
        raise IndexError(f"no statement {index}: the document has {explainer.count}")
    return explainer.explain(index)


def explain_all(document: Document) -> Iterator[Explanation]:
    """Why each statement of *document* is of its kind, in the order of the text."""
    explainer = _Explainer(document)
    return map(explainer.explain, range(explainer.count))


class _Explainer:
    """A document weighed once, for any number of explanations."""

    def __init__(self, document: Document) -> None:
        begun = prepare(document)
        self.text = begun.text
        self.weigher = Weigher(begun.text, begun.pieces, begun.outline, begun.title)
        self.rows = self.weigher.rows()
        self.posteriors = self.weigher.posteriors(self.rows)
        # White space alone is one statement, without words to weigh.
        self.count = len(self.rows) or int(bool(self.text))

    def explain(self, index: int) -> Explanation:
        """Why statement *index* is of its kind."""
        if not self.rows:
            return Explanation(index, Span(0, 0), Kind.CONTEXT, 1.0, Form.EMPTY)
        piece, forced = self.weigher.setting.pieces[index], self.weigher.forced[index]
        span = Span(piece.start, piece.end)
        if forced is not None:
            return Explanation(index, span, forced.kind, 1.0, forced.form)
        row, together = self.rows[index], self.posteriors[index]
        ranked = sorted(range(len(KINDS)), key=lambda label: (together[label], row[label]), reverse=True)
        chosen, rival = ranked[:2]
        odds = log(max(together[chosen], _LEAST)) - log(max(together[rival], _LEAST))
        return Explanation(
            index=index,
            span=span,
            kind=KINDS[chosen],
            confidence=round(together[chosen], 4),
            alone=_by_kind(self.weigher.posteriors([row])[0]),
            together=_by_kind(together),
            rival=KINDS[rival],
            stretches=self._stretches(index, chosen, rival),
            contributions=self._contributions(index, chosen, rival),
            neighbours=odds - (row[chosen] - row[rival]),
        )

    def _stretches(self, index: int, chosen: int, rival: int) -> tuple[Stretch, ...]:
        """Neighbouring characters that speak the same way; a pair's weight is its characters' in equal parts."""
        piece = self.weigher.setting.pieces[index]
        places = _places(self.text[piece.words_start : piece.end])
        amounts = [0.0] * len(places)
        for first, end, weight in weigh_words(self.weigher, index):
            for place in range(first, end):
                amounts[place] += _margin(weight, chosen, rival) / (end - first)
        found: list[Stretch] = []
        for sign, run in groupby(range(len(places)), key=lambda place: (amounts[place] > 0) - (amounts[place] < 0)):
            if sign:
                stretch = list(run)
                span = Span(piece.words_start + places[stretch[0]][0], piece.words_start + places[stretch[-1]][1])
                found.append(Stretch(span, span.of(self.text), sum(amounts[place] for place in stretch)))
        return tuple(found)

    def _contributions(self, index: int, chosen: int, rival: int) -> tuple[Contribution, ...]:
        sums: dict[Aspect, float] = {}
        for aspect, weight in weigh_rest(self.weigher, index):
            sums[aspect] = sums.get(aspect, 0.0) + _margin(weight, chosen, rival)
        found = [Contribution(aspect, amount, *self._source(aspect, index)) for aspect, amount in sums.items()]
        return tuple(sorted(found, key=lambda one: -abs(one.amount)))

    def _source(self, aspect: Aspect, index: int) -> tuple[tuple[Span, ...], str]:
        """The words that an aspect was read from, and its code."""
        setting, outline = self.weigher.setting, self.weigher.outline
        piece, opener = setting.pieces[index], setting.opener[index]
        if aspect is Aspect.HEADINGS:
            path = outline.path(self.weigher.section(piece.node))
            return tuple(heading.span for heading in path if not heading.is_item), ""
        if aspect is Aspect.OPENER and opener is not None:
            return (Span(setting.pieces[opener].start, setting.pieces[opener].end),), ""
        if aspect is Aspect.MARK and piece.mark is not None:
            return (Span(piece.start, piece.words_start),), piece.mark.numbering
        if aspect is Aspect.CUES:
            return (), "/".join(setting.cues[index])
        return (), setting.genre if aspect is Aspect.GENRE else ""


def _places(words: str) -> list[tuple[int, int]]:
    """Where the characters that were weighed stand in *words*: of a statement without an end, its two ends."""
    weighed = excerpt(words)
    left_out, half = len(words) - len(weighed), len(weighed) // 2
    return [
        (start + left_out * (start >= half), end + left_out * (end > half)) for start, end in squeezed_places(weighed)
    ]


def _margin(weight: Weight, chosen: int, rival: int) -> float:
    return weight[chosen] - weight[rival]


def _by_kind(row: Row) -> dict[Kind, float]:
    return dict(zip(KINDS, row, strict=False))
