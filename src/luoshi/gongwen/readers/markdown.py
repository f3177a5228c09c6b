"""Markdown (.md): headings, lists with their numbers, tables; marks of emphasis dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from luoshi.gongwen.readers.draft import Draft, Slot, Source
from luoshi.gongwen.readers.encoding import decode
from luoshi.gongwen.readers.web import add_html

_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK_TAG = re.compile(r"<br\s{0,8}/?>", re.IGNORECASE)


def build(source: Source) -> Draft:
    """Read a Markdown file."""
    draft = Draft(source)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(decode(source))
    _Reader(draft).read(tokens)
    return draft


class _Reader:
    """Goes through the parsed tokens; ``_numbers`` holds the next number of each open list."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._numbers: list[int | None] = []
        self._mark = ""
        self._level: int | None = None
        self._table: list[Slot] | None = None
        self._row = self._column = 0

    def read(self, tokens: Sequence[Token]) -> None:
        """Add what the tokens say."""
        for token in tokens:
            if token.type == "inline":
                self._inline(words_of(token.children or []))
            elif token.type in {"fence", "code_block"}:
                self._draft.paragraph(token.content)
            elif token.type == "html_block":
                add_html(self._draft, token.content)
            else:
                self._structure(token)

    def _inline(self, words: str) -> None:
        if self._table is not None:
            self._table.append(Slot(words, self._row, self._column))
            self._column += 1
            return
        self._draft.paragraph(self._mark + words, self._level)
        self._mark = ""

    def _structure(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self._level = int(token.tag[1:])
        elif kind == "heading_close":
            self._level = None
        elif kind in {"ordered_list_open", "bullet_list_open"}:
            self._numbers.append(int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None)
        elif kind in {"ordered_list_close", "bullet_list_close"}:
            self._numbers.pop()
        elif kind == "list_item_open":
            self._item(token)
        elif kind == "table_open":
            self._table, self._row = [], -1
        elif kind == "tr_open":
            self._row, self._column = self._row + 1, 0
        elif kind == "table_close":
            self._draft.table(self._table or [])
            self._table = None

    def _item(self, token: Token) -> None:
        number = self._numbers[-1]
        self._mark = "" if number is None else f"{number}{token.markup} "
        if number is not None:
            self._numbers[-1] = number + 1


def words_of(tokens: Sequence[Token]) -> str:
    """The words of inline tokens; a line of the source stays a line."""
    words: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            words.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        elif token.type == "html_inline":
            words.append(_TAG.sub("", _BREAK_TAG.sub("\n", token.content)))
        elif token.children:
            words.append(words_of(token.children))
    return "".join(words)
