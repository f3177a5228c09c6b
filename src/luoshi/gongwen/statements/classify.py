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
from luoshi.gongwen.quick import quick
from luoshi.gongwen.statements import chain, features
from luoshi.gongwen.statements.forced import forced_kind
from luoshi.gongwen.statements.setting import read_setting
from luoshi.gongwen.statements.weights import HEADING, load, unpack

#: The kinds in the order of the model's labels (:data:`.weights.LABELS`).
KINDS = (Kind.HEADING, Kind.DIRECTIVE, Kind.ACHIEVEMENT, Kind.CONTEXT)


@quick
@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a statement, how sure that is, and what told it: ``form:…`` (:class:`.forced.Form`) or ``model``."""

    kind: Kind
    confidence: float
    reasons: tuple[str, ...]


def classify(text: str, pieces: Sequence[Piece], outline: Outline, title: str) -> list[Verdict]:
    """A verdict for each piece; sets ``run_in`` on those that open a paragraph as a title.

    *outline* is the tree before run-in headings are known, *title* the document's title.
    """
    weigher = Weigher(text, pieces, outline, title)
    verdicts: list[Verdict] = []
    for piece, forced, row in zip(pieces, weigher.forced, weigher.posteriors(weigher.rows()), strict=True):
        if forced is not None:
            verdicts.append(Verdict(forced.kind, 1.0, (forced.reason,)))
            continue
        confidence = max(row)
        label = row.index(confidence)
        piece.run_in = label == 0
        verdicts.append(Verdict(KINDS[label], round(confidence, 4), ("model",)))
    return verdicts


def _certain(kind: Kind) -> chain.Row:
    only = HEADING if kind is Kind.HEADING else KINDS.index(kind)
    first, second, third, fourth, fifth = [0.0 if place == only else -inf for place in range(HEADING + 1)]
    return first, second, third, fourth, fifth


_CERTAIN = {kind: _certain(kind) for kind in Kind}


class Weigher:
    """The log weights of a document's statements; what headings add is summed once for each.

    ``forced`` holds what the form decides of each statement.
    """

    def __init__(self, text: str, pieces: Sequence[Piece], outline: Outline, title: str) -> None:
        self.forced = [forced_kind(text, pieces, index) for index in range(len(pieces))]
        self.setting = read_setting(text, pieces, self.forced, features.genre_of(title))
        self.outline = outline
        self.weights = load()
        self.above: dict[int | None, int] = {}
        self.openers: dict[int | None, int] = {}

    def rows(self) -> list[chain.Row]:
        """The weight of each label for every statement; only one is left where the form decides."""
        weighed = iter(self.weigh([index for index, forced in enumerate(self.forced) if forced is None]))
        return [next(weighed) if forced is None else _CERTAIN[forced.kind] for forced in self.forced]

    def posteriors(self, rows: Sequence[chain.Row]) -> list[chain.Row]:
        """The probability of each label of each statement among the others of *rows*."""
        return chain.posteriors(rows, self.weights.transitions)

    def weigh(self, indices: Sequence[int]) -> list[chain.Row]:
        """The weight of each label for each of the statements *indices*."""
        totals = self.weights.pairs_totals([self.setting.words[index] for index in indices])
        return [self._weigh(index, total) for index, total in zip(indices, totals, strict=True)]

    def _weigh(self, index: int, total: int) -> chain.Row:
        """The weight of each label for statement *index*, whose words' pairs weigh *total*."""
        setting, groups = self.setting, self.weights.groups
        node, opener = setting.pieces[index].node, setting.opener[index]
        above, opened = self.above.get(node), self.openers.get(opener)
        total += self.weights.total(features.end_features(setting.words[index]))
        total += self._above(node) if above is None else above
        total += self._opener(opener) if opened is None else opened
        for group in features.place_groups(setting, index):
            known = groups.get(group)
            if known is None:
                known = groups[group] = self.weights.total(features.features_of(group))
            total += known
        run_in, *others = unpack(total)
        first, second, third, fourth = run_in if setting.may_be_title(index) else -inf, *others
        return first, second, third, fourth, -inf

    def section(self, node: int | None) -> int | None:
        """The heading that *node* stands under, or is: items are passed over."""
        while node is not None and self.outline.headings[node].is_item:
            node = self.outline.headings[node].parent
        return node

    def _above(self, node: int | None) -> int:
        """What the headings above *node* weigh, kept for all that stand under it."""
        path = self.outline.path(self.section(node))
        known = self.above[node] = self.weights.total(features.heading_features(path))
        return known

    def words(self, index: int) -> str:
        """The words of statement *index* as they stand, with its mark."""
        piece = self.setting.pieces[index]
        return self.setting.text[piece.start : piece.end]

    def _opener(self, index: int | None) -> int:
        """What the sentence weighs that opened a list, kept for all its items."""
        words = "" if index is None else self.words(index)
        known = self.openers[index] = self.weights.total(features.opener_features(words) if words else ())
        return known
