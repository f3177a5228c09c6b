"""Words found in 50,000 tasks: every character and every pair of neighbouring characters of a task is indexed.

A word of two characters is then found by its pair and one of a single character by itself; a longer one by all of its
pairs, after which the task's own words are looked at, as the pairs may stand apart in them.  Which index that is says
:mod:`.native`.  ``write_words`` is called by every action that writes the words of an issued task.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from luoshi.duban.tasks.ledger.native import dialect
from luoshi.duban.tasks.models import Step, Task, TaskWords

#: The columns of a task whose words can be found, beside those of its steps.
_COLUMNS = ("number", "title", "text", "campaign", "deliverables", "conditions", "leader", "note")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WIDTH = 4  # digits to the base of 36 for any character
_NOT_WORDS = re.compile(r"[\W_]+")
_BATCH = 500
#: No more pairs of one word are looked up; its words are compared anyway.
_MOST = 40


def write_words(tasks: Sequence[Task]) -> None:
    """Let the words of *tasks* be found as they stand now; must run in the transaction that writes them."""
    steps: dict[int, list[str]] = {}
    for task, text in Step.objects.filter(task__in=[one.pk for one in tasks]).values_list("task", "text"):
        steps.setdefault(task, []).append(text)
    rows = [_row(task, steps.get(task.pk, ())) for task in tasks]
    TaskWords.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["task"], update_fields=["words", "grams"], batch_size=_BATCH
    )


def found(asked: str) -> Q:
    """A condition for tasks that hold every one of the words *asked* for, which are parted by spaces."""
    condition = Q()
    speaks = dialect(connection.vendor)
    for word in plain(asked).split(" "):
        pieces = list(_looked_up(word))
        if pieces:
            condition &= Q(pk__in=RawSQL(*speaks.matching(pieces, _compared(word))))
        elif word:  # nothing but signs
            condition &= Q(pk__in=RawSQL(*speaks.holding(word)))
    return condition


def plain(text: str) -> str:
    """*text* as it is compared: one form of each character, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def grams(text: str) -> set[str]:
    """The characters and the pairs of neighbouring characters of a plain *text*, as the index names them."""
    named: set[str] = set()
    for part in _NOT_WORDS.split(text):
        named.update(_name(one) for one in part)
        named.update(_name(part[at : at + 2]) for at in range(len(part) - 1))
    return named


def _row(task: Task, steps: Sequence[str]) -> TaskWords:
    words = plain("\n".join([*(getattr(task, name) for name in _COLUMNS), *steps]))
    return TaskWords(task=task, words=words, grams=" ".join(sorted(grams(words))))


def _looked_up(word: str) -> Iterator[str]:
    """The pairs of *word*, and the characters that stand alone in it."""
    pieces: dict[str, None] = {}
    for part in _NOT_WORDS.split(word):
        if len(part) == 1:
            pieces[part] = None
        pieces.update((part[at : at + 2], None) for at in range(len(part) - 1))
    for piece in list(pieces)[:_MOST]:
        yield _name(piece)


def _compared(word: str) -> str:
    """*word* where finding its pairs does not show yet that it stands there."""
    return word if len(word) > 2 or _NOT_WORDS.search(word) else ""


def _name(piece: str) -> str:
    """A piece in small letters and figures of a fixed length, which no index cuts or folds."""
    return "".join(_code(ord(one)) for one in piece)


def _code(point: int) -> str:
    digits = ""
    for _place in range(_WIDTH):
        point, rest = divmod(point, 36)
        digits = _DIGITS[rest] + digits
    return digits
