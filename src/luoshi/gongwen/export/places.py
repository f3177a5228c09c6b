"""Where a directive stands: its sections, and a short reference to its place."""

from __future__ import annotations

import re

from luoshi.gongwen.model import Directive, Heading, Numbering, Outline, Plan

_SPACE = re.compile(r"\s+")
_TITLE_LENGTH = 20  # characters of a heading that a reference repeats


def sections(plan: Plan, directive: Directive) -> tuple[str, ...]:
    """The headings above *directive*, from the top down, as they are printed; items left out."""
    if directive.node is None:
        return directive.path
    return tuple(label(node) for node in _nodes(plan.outline, directive) if not node.is_item)


def trail(plan: Plan, directive: Directive) -> tuple[str, ...]:
    """All that stands above *directive*, from the top down: headings, and the numbers of items."""
    if directive.node is None:
        return directive.path
    return tuple(_mark(node) if node.is_item else label(node) for node in _nodes(plan.outline, directive))


def reference(plan: Plan, directive: Directive, shown: int) -> str:
    """A short reference: numbers alone for the *shown* upper levels, which a table prints as rows."""
    sentence = f"第{directive.statements[0] + 1}句" if directive.statements else ""
    parts: list[str] = []
    numbers = ""
    level = 0
    for node in _nodes(plan.outline, directive) if directive.node is not None else ():
        level += not node.is_item
        if node.is_item or level > shown:
            parts.append(_short(_mark(node) if node.is_item else label(node)))
        else:
            numbers += node.number.rstrip("，,")
    place = numbers + "，".join(parts)
    return f"{place}\n（{sentence}）" if place and sentence else place or sentence


def label(node: Heading) -> str:
    """A heading with its number, on one line."""
    title = _SPACE.sub("", node.title.text)
    number = "" if title.startswith(node.number) else node.number
    return f"{number}{title}".rstrip("。：:；;")


def _nodes(outline: Outline, directive: Directive) -> tuple[Heading, ...]:
    """The nodes above *directive* without the document's own title."""
    return tuple(node for node in outline.path(directive.node) if not _is_title(node, outline))


def _is_title(node: Heading, outline: Outline) -> bool:
    if node.numbering is not Numbering.TITLE:
        return False
    title = outline.facts.title
    return node.depth == 0 if title is None else node.span.overlaps(title.span)


def _mark(node: Heading) -> str:
    return node.number.rstrip("、.．") or _SPACE.sub("", node.title.text)


def _short(words: str) -> str:
    return words if len(words) <= _TITLE_LENGTH else f"{words[: _TITLE_LENGTH - 1]}…"
