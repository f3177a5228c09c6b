"""Say of every statement what kind it is: heading, directive, achievement, context.

Where the form decides (:mod:`.forced`) it does; else the model weighs words, place and
headings (:mod:`.features`) and all statements of the document together (:mod:`.chain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from luoshi.gongwen.model import Kind, Outline
from luoshi.gongwen.outline.headings import Piece
from luoshi.gongwen.statements import chain, features
from luoshi.gongwen.statements.forced import forced_kind
from luoshi.gongwen.statements.setting import Setting, read_setting
from luoshi.gongwen.statements.weights import HEADING, load, unpack

#: The kinds in the order of the model's labels.
_KINDS = (Kind.HEADING, Kind.DIRECTIVE, Kind.ACHIEVEMENT, Kind.CONTEXT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a statement, how sure that is, and what told it."""

    kind: Kind
    confidence: float
    reasons: tuple[str, ...]


def classify(text: str, pieces: Sequence[Piece], outline: Outline, title: str) -> list[Verdict]:
    """A verdict for each piece; sets ``run_in`` on those that open a paragraph as a title.

    *outline* is the tree before run-in headings are known, *title* the document's title.
    """
    given = [forced_kind(text, pieces, index) for index in range(len(pieces))]
    weigher = _Weigher(read_setting(text, pieces, given, features.genre_of(title)), outline)
    rows = [weigher.weigh(index) if kind is None else _certain(kind) for index, kind in enumerate(given)]
    verdicts: list[Verdict] = []
    for piece, kind, row in zip(pieces, given, chain.posteriors(rows, weigher.weights.transitions), strict=True):
        if kind is not None:
            verdicts.append(Verdict(kind, 1.0, ("form",)))
            continue
        confidence = max(row)
        label = row.index(confidence)
        piece.run_in = label == 0
        verdicts.append(Verdict(_KINDS[label], round(confidence, 4), ("model",)))
    return verdicts


def _certain(kind: Kind) -> chain.Row:
    only = HEADING if kind is Kind.HEADING else _KINDS.index(kind)
    first, second, third, fourth, fifth = [0.0 if place == only else -inf for place in range(HEADING + 1)]
    return first, second, third, fourth, fifth


class _Weigher:
    """The log weights of a document's statements; what headings add is summed once for each."""

    def __init__(self, setting: Setting, outline: Outline) -> None:
        self.setting = setting
        self.outline = outline
        self.weights = load()
        self.above: dict[int | None, int] = {}
        self.openers: dict[int | None, int] = {None: 0}
        self.groups: dict[features.Group, int] = {}

    def weigh(self, index: int) -> chain.Row:
        """The weight of each label for statement *index*."""
        piece = self.setting.pieces[index]
        words = features.squeeze(self.setting.text[piece.words_start : piece.end])
        total = self.weights.pairs_total(words) + self.weights.total(features.end_features(words))
        total += self._above(piece.node) + self._opener(self.setting.opener[index])
        for group in features.place_groups(self.setting, index, words):
            known = self.groups.get(group)
            if known is None:
                known = self.groups[group] = self.weights.total(features.features_of(group))
            total += known
        run_in, *others = unpack(total)
        # The last sentence of a paragraph is never a run-in title (annotation guide).
        first, second, third, fourth = -inf if self.setting.last[index] else run_in, *others
        return first, second, third, fourth, -inf

    def _above(self, node: int | None) -> int:
        while node is not None and self.outline.headings[node].is_item:
            node = self.outline.headings[node].parent
        if node not in self.above:
            self.above[node] = self.weights.total(features.heading_features(self.outline.path(node)))
        return self.above[node]

    def _opener(self, index: int | None) -> int:
        if index is not None and index not in self.openers:
            piece = self.setting.pieces[index]
            words = self.setting.text[piece.start : piece.end]
            self.openers[index] = self.weights.total(features.opener_features(words))
        return self.openers[index]
