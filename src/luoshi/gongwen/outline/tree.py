"""From headings and marks to a tree.

A mark of a kind that is open already closes everything below it and starts a sibling; a
new kind goes one level deeper.  So a document may use the levels in any order, as long as
it keeps to its own.  An item inside a paragraph ends with its paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.gongwen.model import Facts, Heading, Numbering, Outline, Phrase, Span
from luoshi.gongwen.outline.headings import DEPTH_ORDER, Piece

_NARROW = DEPTH_ORDER[Numbering.DASH]
_INLINE = frozenset({Numbering.ASPECT, Numbering.RUN_IN})
_SECTIONS = frozenset({Numbering.ANNEX, Numbering.CHAPTER})


@dataclass(slots=True)
class _Node:
    numbering: Numbering
    piece: Piece
    parent: int | None
    depth: int
    inline: bool
    level: int | None
    end: int = -1


def build_outline(text: str, pieces: Sequence[Piece], facts: Facts) -> Outline:
    """The tree of *pieces*' headings and items; sets each piece's ``node`` on the way."""
    nodes: list[_Node] = []
    stack: list[int] = []
    line = -1
    for piece in pieces:
        if piece.line != line:
            line = piece.line
            inline_at = next((place for place, index in enumerate(stack) if nodes[index].inline), len(stack))
            _cut(nodes, stack, inline_at, piece.start)
        numbering = _numbering(piece)
        if numbering is not None:
            _make_room(nodes, stack, numbering, piece)
            parent = stack[-1] if stack else None
            inline = numbering in _INLINE or not (piece.heading or piece.first)
            nodes.append(_Node(numbering, piece, parent, len(stack), inline, piece.level))
            if piece.level == 0:
                # The document's own title heads everything: it would say nothing in a path.
                nodes[-1].end, piece.node = piece.end, len(nodes) - 1
                continue
            stack.append(len(nodes) - 1)
        piece.node = stack[-1] if stack else None
    _cut(nodes, stack, 0, len(text))
    order = {id(piece): index for index, piece in enumerate(pieces)}
    return Outline(tuple(_heading(text, index, node, order) for index, node in enumerate(nodes)), facts)


def _numbering(piece: Piece) -> Numbering | None:
    if piece.mark is not None:
        return piece.mark.numbering
    if piece.heading:
        return Numbering.TITLE
    return Numbering.RUN_IN if piece.run_in else None


def _make_room(nodes: list[_Node], stack: list[int], numbering: Numbering, piece: Piece) -> None:
    """Close what the new node ends: its elder sibling with all below, or what cannot hold it."""
    same = [place for place, index in enumerate(stack) if _same_level(nodes[index], numbering, piece)]
    if same:
        _cut(nodes, stack, same[0], piece.start)
        return
    if numbering in _SECTIONS:
        keep = [place for place, index in enumerate(stack) if _wider(nodes[index], numbering)]
        _cut(nodes, stack, keep[-1] + 1 if keep else 0, piece.start)
    elif piece.first and DEPTH_ORDER[numbering] < _NARROW:
        # A number that opens a line does not stand under a dash or inside an enumeration.
        narrow = [place for place, index in enumerate(stack) if DEPTH_ORDER[nodes[index].numbering] >= _NARROW]
        if narrow:
            _cut(nodes, stack, narrow[0], piece.start)


def _same_level(node: _Node, numbering: Numbering, piece: Piece) -> bool:
    if numbering is Numbering.TITLE:
        return (
            node.numbering is Numbering.TITLE
            and (node.level is None) == (piece.level is None)
            and (node.level is None or piece.level is None or node.level >= piece.level)
        )
    return node.numbering is numbering


def _wider(node: _Node, numbering: Numbering) -> bool:
    return DEPTH_ORDER[node.numbering] < DEPTH_ORDER[numbering] and not node.inline


def _cut(nodes: list[_Node], stack: list[int], place: int, at: int) -> None:
    for index in stack[place:]:
        nodes[index].end = at
    del stack[place:]


def _heading(text: str, index: int, node: _Node, order: dict[int, int]) -> Heading:
    piece = node.piece
    span = Span(piece.start, piece.end)
    item = not (piece.heading or piece.run_in)
    title = Span(piece.words_start, piece.end)
    if node.numbering is Numbering.ASPECT and piece.mark is not None:
        title = Span(piece.start, piece.start + len(piece.mark.number))
    words = title.of(text).rstrip("。：:；; ")
    return Heading(
        index=index,
        span=span,
        numbering=node.numbering,
        number=piece.mark.number if piece.mark is not None else "",
        title=Phrase(Span(title.start, title.start + len(words)), words),
        depth=node.depth,
        parent=node.parent,
        end=node.end,
        statement=order[id(piece)],
        is_item=item,
    )
