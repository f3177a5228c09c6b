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
    statement: int
    end: int = -1


def build_outline(text: str, pieces: Sequence[Piece], facts: Facts) -> Outline:
    """The tree of *pieces*' headings and items; sets each piece's ``node`` on the way."""
    nodes = _read_nodes(text, pieces)
    return Outline(tuple([_heading(text, index, node, node.parent) for index, node in enumerate(nodes)]), facts)


def build_sections(text: str, pieces: Sequence[Piece], facts: Facts) -> Outline:
    """The same tree without its items: what stands under an item stands under the heading above it."""
    nodes = _read_nodes(text, pieces)
    headings: list[Heading] = []
    sections: dict[int | None, int | None] = {None: None}  # by node, the place among the headings
    for index, node in enumerate(nodes):
        above = sections[node.parent]
        if _is_item(node.piece):
            sections[index] = above
        else:
            sections[index] = len(headings)
            headings.append(_heading(text, len(headings), node, above))
    for piece in pieces:
        piece.node = sections[piece.node]
    return Outline(tuple(headings), facts)


def _read_nodes(text: str, pieces: Sequence[Piece]) -> list[_Node]:
    nodes: list[_Node] = []
    stack: list[int] = []
    line = -1
    for statement, piece in enumerate(pieces):
        if piece.line != line:
            line = piece.line
            inline_at = next((place for place, index in enumerate(stack) if nodes[index].inline), len(stack))
            _cut(nodes, stack, inline_at, piece.start)
        numbering = _numbering(piece)
        if numbering is not None:
            _make_room(nodes, stack, numbering, piece)
            parent = stack[-1] if stack else None
            inline = numbering in _INLINE or not (piece.heading or piece.first)
            nodes.append(_Node(numbering, piece, parent, len(stack), inline, piece.level, statement))
            if piece.level == 0:
                # The document's own title heads everything: it would say nothing in a path.
                nodes[-1].end, piece.node = piece.end, len(nodes) - 1
                continue
            stack.append(len(nodes) - 1)
        piece.node = stack[-1] if stack else None
    _cut(nodes, stack, 0, len(text))
    return nodes


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


def _is_item(piece: Piece) -> bool:
    return not (piece.heading or piece.run_in)


def _heading(text: str, index: int, node: _Node, parent: int | None) -> Heading:
    piece, mark = node.piece, node.piece.mark
    start, end, number = piece.start, piece.end, ""
    if mark is not None:
        number = mark.number
        if node.numbering is Numbering.ASPECT:
            end = start + len(number)
        else:
            start = mark.end
    words = text[start:end].rstrip("。：:；; ")
    title = Phrase(Span(start, start + len(words)), words)
    return Heading(
        index,
        Span(piece.start, piece.end),
        node.numbering,
        number,
        title,
        node.depth,
        parent,
        node.end,
        node.statement,
        _is_item(piece),
    )
