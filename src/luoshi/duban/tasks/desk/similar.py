"""Tasks that resemble one another: how much, and which open tasks of an office resemble a given wording.

Alike are two wordings that share many of their pairs of neighbouring characters (the Dice coefficient), the names of
the units left out; the same unit adds to it.  To look only at a handful of 50,000 tasks, each has a signature
(MinHash: for each of 32 orders of all pairs, its first pair) whose 16 bands of two are kept in an indexed table: two
wordings that share a third of their pairs share a band six times out of seven, two that share half of them nearly
always, and those that share little hardly ever.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.duban.tasks.models import Assignment, State, Task, TaskSignature

#: From this share of common pairs on, a task is shown beside another.
ALIKE = 0.5
#: What a unit in common adds to the share.
SAME_UNIT = 0.1
_BANDS = 16
_ROWS = 2
_PRIME = (1 << 61) - 1
_MULTIPLIERS = tuple((0x9E3779B97F4A7C15 * (2 * n + 1)) % _PRIME for n in range(_BANDS * _ROWS))
_SHIFTS = tuple((0xD1B54A32D192ED03 * (n + 7)) % _PRIME for n in range(_BANDS * _ROWS))
_NOT_WORDS = re.compile(r"[\W_]+")
#: No more bands in common than these are read, and no more tasks than these compared with one item.
_MOST = 50_000
_LOOKED_AT = 12
_CLOSED = (State.CLOSED_OUT, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Alike:
    """An open task that resembles an item of the desk, and how much (0 to 1)."""

    task: int
    number: str
    title: str
    text: str
    limit_text: str
    due: date | None
    units: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared: the words, and the units by their keys and as they are named."""

    text: str
    units: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()

    def pairs(self) -> frozenset[str]:
        """The pairs of neighbouring characters, without the units' names and without punctuation."""
        words = self.text
        for name in sorted(self.names, key=len, reverse=True):
            words = words.replace(name, " ")
        parts = _NOT_WORDS.split(words)
        return frozenset(part[at : at + 2] for part in parts for at in range(len(part) - 1))


def likeness(one: Wording, other: Wording) -> float:
    """From 0 (nothing in common) to 1 (the same words)."""
    mine, theirs = one.pairs(), other.pairs()
    if not mine or not theirs:
        return 0.0
    share = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return min(1.0, share + (SAME_UNIT if one.units & other.units else 0.0))


def bands(wording: Wording) -> list[int]:
    """The bands of a wording's signature; none for one without words."""
    hashes = [zlib.crc32(pair.encode()) for pair in wording.pairs()]
    if not hashes:
        return []
    firsts = [
        min((multiplier * one + shift) % _PRIME for one in hashes)
        for multiplier, shift in zip(_MULTIPLIERS, _SHIFTS, strict=True)
    ]
    return [
        (firsts[at] * 31 + firsts[at + 1] + at * 0x5851F42D4C957F2D) % ((1 << 63) - 1)
        for at in range(0, len(firsts), _ROWS)
    ]


def sign(tasks: Sequence[Task]) -> None:
    """Write the signatures of *tasks* anew: when they are issued or imported, or their wording changes afterwards."""
    units = _units([task.pk for task in tasks])
    TaskSignature.objects.filter(task__in=tasks).delete()
    TaskSignature.objects.bulk_create(
        (
            TaskSignature(task_id=task.pk, band=band)
            for task in tasks
            for band in bands(_wording(task.text, units.get(task.pk, ())))
        ),
        batch_size=2000,
    )


def sign_missing(office: int, *, most: int) -> int:
    """Sign up to *most* issued tasks of an office (its key) that have no signature yet; gives how many."""
    tasks = list(Task.objects.filter(office=office, issued_at__isnull=False, signatures__isnull=True)[:most])
    if tasks:
        sign(tasks)
    return len(tasks)


def resembling(office: int, items: Mapping[str, Wording], *, apart_from: int | None = None) -> dict[str, list[Alike]]:
    """For each item, by its name, the open tasks of the office that resemble it, the likest first (three at most).

    *apart_from* is the key of a task that is not looked for: the one that the wording is from.
    """
    by_band: dict[int, list[str]] = {}
    for name, wording in items.items():
        for band in bands(wording):
            by_band.setdefault(band, []).append(name)
    if not by_band:
        return {}
    shared: dict[str, Counter[int]] = {}
    hits = TaskSignature.objects.filter(band__in=list(by_band)).values_list("task", "band")
    for task, band in hits[:_MOST]:
        for name in by_band[band]:
            shared.setdefault(name, Counter())[task] += 1
    nearest = {
        name: {task for task, _ in counts.most_common(_LOOKED_AT)} - {apart_from} for name, counts in shared.items()
    }
    return _likest(office, items, nearest)


def _likest(office: int, items: Mapping[str, Wording], candidates: Mapping[str, set[int]]) -> dict[str, list[Alike]]:
    keys = set[int]().union(*candidates.values())
    if not keys:
        return {}
    found = Task.objects.filter(pk__in=keys, office=office, issued_at__isnull=False).exclude(state__in=_CLOSED)
    tasks = {task.pk: task for task in found}
    units = _units(list(tasks))
    wordings = {key: _wording(task.text, units.get(key, ())) for key, task in tasks.items()}
    answer: dict[str, list[Alike]] = {}
    for name, near in candidates.items():
        rows = [(likeness(items[name], wordings[key]), tasks[key]) for key in near if key in tasks]
        close = sorted((row for row in rows if row[0] >= ALIKE), key=lambda row: (-row[0], row[1].pk))
        if close:
            answer[name] = [_alike(task, score, units.get(task.pk, ())) for score, task in close[:3]]
    return answer


def _alike(task: Task, score: float, units: Iterable[tuple[int | None, str]]) -> Alike:
    names = tuple(name for _, name in units)
    return Alike(task.pk, task.number, task.title, task.text, task.limit_text, task.due, names, round(score, 2))


def _wording(text: str, units: Iterable[tuple[int | None, str]]) -> Wording:
    listed = list(units)
    return Wording(text, frozenset(key for key, _ in listed if key), tuple(name for _, name in listed))


def _units(tasks: Sequence[int]) -> dict[int, list[tuple[int | None, str]]]:
    """The units of tasks, by the key and by the name."""
    found: dict[int, list[tuple[int | None, str]]] = {}
    rows = Assignment.objects.filter(task__in=tasks)
    for task, unit, name in rows.order_by("position").values_list("task", "unit", "name"):
        found.setdefault(task, []).append((unit, name))
    return found
