"""The text of a bulletin as it is kept: a paragraph a line, with references in place of figures.

A line that begins with one to four ``#`` is a heading of that level; its number (一、 （一） 1. （1）) follows from its
place, so that moving it never leaves a wrong one.  What stands behind the first full stop of a heading goes on as plain
text in the same paragraph.  A line that begins with ``{{c:12,15}}`` names the units with these keys for problems.

References: ``{{n:closed}}`` a number, ``{{n:closed@12}}`` that of one unit, ``{{p:closed/total}}`` a share (also with
``@12``), ``{{u:total}}`` how many leading units, ``{{l:overdue}}`` a list spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from luoshi.duban.oversight.bulletins.figures import LISTS, RULES
from luoshi.duban.problems import Refused

LEVELS = 4
#: How the first heading of each level is numbered.
LEVEL_MARKS = ("一、", "（一）", "1.", "（1）")
LONGEST_LINE = 5_000
MOST_LINES = 300
_HEADING = re.compile(r"(#{1,4})\s*(.*)", re.DOTALL)
_NAMES = re.compile(r"\s*\{\{c:([0-9,]*)\}\}\s*(.*)", re.DOTALL)
_REFERENCE = re.compile(r"\{\{([a-z]):([^{}]*)\}\}")
_KEY = re.compile(r"[a-z-]{1,20}")
_UNIT = re.compile(r"[1-9][0-9]{0,17}")
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands for a figure: its kind (n, p, u, l), the figure's key, the whole of a share, one unit's key."""

    kind: str
    key: str
    whole: str = ""
    unit: int | None = None

    def __str__(self) -> str:
        share = f"/{self.whole}" if self.whole else ""
        return f"{{{{{self.kind}:{self.key}{share}{'' if self.unit is None else f'@{self.unit}'}}}}}"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: ``level`` 0 is plain text; ``named`` are the keys of the units that it names for problems."""

    level: int
    text: str
    named: tuple[int, ...] = ()
    is_marked: bool = False

    def __str__(self) -> str:
        head = f"{'#' * self.level} " if self.level else ""
        mark = f"{{{{c:{','.join(map(str, self.named))}}}}}" if self.is_marked else ""
        return f"{head}{mark}{self.text}"

    @property
    def pieces(self) -> list[str | Reference]:
        """Words and references in their order; what only looks like a reference is words."""
        return list(_pieces(self.text))

    @property
    def references(self) -> list[Reference]:
        """The references alone."""
        return [piece for piece in self.pieces if isinstance(piece, Reference)]


def parse(body: str) -> list[Block]:
    """The paragraphs of *body*; empty lines are none."""
    return [_block(line.strip()) for line in body.splitlines() if line.strip()]


def written(blocks: Collection[Block]) -> str:
    """The text that :func:`parse` reads."""
    return "\n".join(str(block) for block in blocks)


def check(body: str, units: Collection[int]) -> None:
    """:class:`Refused` with the first thing in *body* that cannot be printed: a reference that nothing stands for."""
    blocks = parse(body)
    if len(blocks) > MOST_LINES:
        raise Refused("text", f"正文最多{MOST_LINES}段。", f"A text has at most {MOST_LINES} paragraphs.")
    for place, block in enumerate(blocks, 1):
        if len(block.text) > LONGEST_LINE:
            raise Refused("text", f"第{place}段过长，请分段。", f"Paragraph {place} is too long; part it.")
        for found in _REFERENCE.finditer(block.text):
            if _reference(found) is None:
                raise Refused(
                    "text",
                    f"第{place}段的“{found[0]}”不是系统的数字，请从数字栏中插入。",
                    f"{found[0]} in paragraph {place} stands for no figure; insert it from the list.",
                )
        missing = [unit for unit in _units_of(block) if unit not in units]
        if missing:
            raise Refused(
                "text", f"第{place}段提到的单位不在名录中。", f"A unit of paragraph {place} is not in the register."
            )


def numbered(blocks: Collection[Block]) -> Iterator[tuple[str, Block]]:
    """Each paragraph with the number that its heading has, empty for plain text."""
    counts = [0] * (LEVELS + 1)
    for block in blocks:
        if not block.level:
            yield "", block
            continue
        counts[block.level] += 1
        counts[block.level + 1 :] = [0] * (LEVELS - block.level)
        yield _number(block.level, counts[block.level]), block


def heading_parts(text: str) -> tuple[str, str]:
    """A heading up to its first full stop, and what goes on behind it."""
    head, stop, rest = text.partition("。")
    return (f"{head}{stop}", rest) if rest.strip() else (text, "")


def numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def _number(level: int, count: int) -> str:
    words = numeral(count) if count < 100 else str(count)
    return ("", f"{words}、", f"（{words}）", f"{count}.", f"（{count}）")[level]


def _block(line: str) -> Block:
    level = 0
    heading = _HEADING.fullmatch(line)
    if heading:
        level, line = len(heading[1]), heading[2]
    names = _NAMES.fullmatch(line)
    if not names:
        return Block(level, line)
    units = tuple(dict.fromkeys(int(key) for key in names[1].split(",") if _UNIT.fullmatch(key)))
    return Block(level, names[2], units, is_marked=True)


def _pieces(text: str) -> Iterator[str | Reference]:
    end = 0
    for found in _REFERENCE.finditer(text):
        reference = _reference(found)
        if reference is None:
            continue
        if found.start() > end:
            yield text[end : found.start()]
        yield reference
        end = found.end()
    if end < len(text):
        yield text[end:]


def _reference(found: re.Match[str]) -> Reference | None:
    kind, (what, at, unit) = found[1], found[2].partition("@")
    if at and not _UNIT.fullmatch(unit):
        return None
    key, slash, whole = what.partition("/")
    known = all(_KEY.fullmatch(one) and one in RULES for one in (key, *([whole] if slash else [])))
    fits = {
        "n": not slash,
        "p": bool(slash),
        "u": not slash and not at,
        "l": not slash and not at and key in LISTS,
    }.get(kind, False)
    return Reference(kind, key, whole, int(unit) if at else None) if known and fits else None


def _units_of(block: Block) -> Iterator[int]:
    return chain(block.named, (one.unit for one in block.references if one.unit is not None))
