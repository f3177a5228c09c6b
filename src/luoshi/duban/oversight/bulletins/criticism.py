"""点名: which units a bulletin names for problems and in which words; what still waits before it may go out.

A paragraph names a unit where a person marked it so, and wherever it spells out a list that is a reproach (逾期,
落后序时); the annex of slow items does where it shows the units.  What is said of a unit is told to it in the words
that will be printed, so that a changed text is told anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.bulletins.annexes import chosen, standing_words
from luoshi.duban.oversight.bulletins.models import Bulletin, Naming
from luoshi.duban.oversight.bulletins.reading import Reading, rows_of
from luoshi.duban.oversight.bulletins.text import Block

#: What heads the part in which units are named for problems.
PROBLEMS = "问题"


@in_chinese
def said_of_units(reading: Reading) -> dict[int, str]:
    """What the bulletin says of each unit that it names for problems, a line each, by the unit's key."""
    if not reading.bulletin.takes_answers:
        return {}
    found: dict[int, list[str]] = {}
    for block, paragraph in zip(reading.blocks, reading.paragraphs, strict=True):
        for unit in block.named:
            found.setdefault(unit, []).append(paragraph.words)
        for one in block.references:
            for row in reading.spelt(one.key) if one.kind == "l" else ():
                if row.lead_id is not None and row in list(reading.named_rows(block)):
                    found.setdefault(row.lead_id, []).append(reading.item_words(row, one.key))
    for _key, annex in chosen(reading.bulletin):
        for row in rows_of(reading.bulletin, annex.figure) if annex.is_reproach else ():
            if row.lead_id is not None:
                words = f"附件《{annex.title}》：“{row.title}”，{standing_words(row)}"
                found.setdefault(row.lead_id, []).append(words)
    return {unit: "\n".join(dict.fromkeys(words)) for unit, words in found.items()}


def unmarked(reading: Reading, units: Collection[Unit]) -> list[tuple[int, str]]:
    """Paragraphs under a heading on problems that speak of a unit and are not marked: their place, the unit's name."""
    found = []
    is_on_problems = False
    for place, block in enumerate(reading.blocks, 1):
        if block.level == 1:
            is_on_problems = PROBLEMS in block.text
        elif is_on_problems:
            named = {*block.named, *(row.lead_id for row in reading.named_rows(block))}
            found += [(place, unit.name) for unit in units if unit.pk not in named and _speaks_of(block, unit)]
    return found


def _speaks_of(block: Block, unit: Unit) -> bool:
    words = "".join(piece for piece in block.pieces if isinstance(piece, str))
    return any(name and name in words for name in (unit.name, unit.short_name)) or any(
        one.unit == unit.pk for one in block.references
    )


def current(bulletin: Bulletin) -> list[Naming]:
    """What was told of the text as it stands, with the units and their reviews."""
    return list(
        bulletin.namings.filter(is_current=True).select_related("unit", "review__decided_by", "review__asked_by")
    )


def waiting(namings: Collection[Naming], today: date) -> Iterator[Naming]:
    """Those whose unit has not answered and still may."""
    return (one for one in namings if one.answered_at is None and today <= one.answer_by)
