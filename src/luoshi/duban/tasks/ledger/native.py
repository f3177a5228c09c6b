"""The index of the grams of tasks, by the means of each database: FTS5 in SQLite, GIN in PostgreSQL.

The database keeps it by itself: by triggers in SQLite, which are taken down while migrations run, by an index over an
expression in PostgreSQL.  Why not a table of grams: docs/decisions/0013-words-found-by-pairs.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db import connections

_TABLE = "tasks_taskwords"
_INDEX = "tasks_words_index"
Sql = tuple[str, list[object]]


class Dialect(Protocol):
    """How a database is told to index, and asked."""

    @property
    def up(self) -> Sequence[str]:
        """Puts the index up; what stands already is left alone."""

    @property
    def down(self) -> Sequence[str]:
        """Takes down what would be in the way of a migration."""

    def matching(self, names: Sequence[str], word: str) -> Sql:
        """Selects the keys of the tasks with all grams of these *names*, and with *word* where it is not empty."""

    def holding(self, word: str) -> Sql:
        """Selects the keys of the tasks with *word*, without the index."""


class Sqlite:
    """A table of FTS5 over the column, kept by triggers."""

    up = (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} USING fts5(grams, content='{_TABLE}', content_rowid='task_id', "
        "detail='none', columnsize=0, tokenize='ascii')",
        f"CREATE TRIGGER IF NOT EXISTS {_INDEX}_adds AFTER INSERT ON {_TABLE} BEGIN "
        f"INSERT INTO {_INDEX}(rowid, grams) VALUES (NEW.task_id, NEW.grams); END",
        f"CREATE TRIGGER IF NOT EXISTS {_INDEX}_drops AFTER DELETE ON {_TABLE} BEGIN "
        f"INSERT INTO {_INDEX}({_INDEX}, rowid, grams) VALUES ('delete', OLD.task_id, OLD.grams); END",
        f"CREATE TRIGGER IF NOT EXISTS {_INDEX}_renews AFTER UPDATE ON {_TABLE} BEGIN "
        f"INSERT INTO {_INDEX}({_INDEX}, rowid, grams) VALUES ('delete', OLD.task_id, OLD.grams); "
        f"INSERT INTO {_INDEX}(rowid, grams) VALUES (NEW.task_id, NEW.grams); END",
    )
    down = tuple(f"DROP TRIGGER IF EXISTS {_INDEX}_{what}" for what in ("adds", "drops", "renews"))

    def matching(self, names: Sequence[str], word: str) -> Sql:
        """As :class:`Dialect` says."""
        if not word:
            return f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s", [" ".join(names)]
        return (
            f"SELECT task_id FROM {_TABLE} WHERE task_id IN (SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH %s) "
            "AND instr(words, %s)",
            [" ".join(names), word],
        )

    def holding(self, word: str) -> Sql:
        """As :class:`Dialect` says."""
        return f"SELECT task_id FROM {_TABLE} WHERE instr(words, %s)", [word]


class PostgreSQL:
    """A GIN index over the grams as an array; the long columns are kept apart, so that counting reads none of them."""

    up = (
        f"ALTER TABLE {_TABLE} SET (toast_tuple_target = 128)",
        f"CREATE INDEX IF NOT EXISTS {_INDEX} ON {_TABLE} USING gin (string_to_array(grams, ' '))",
    )
    down = ()

    def matching(self, names: Sequence[str], word: str) -> Sql:
        """As :class:`Dialect` says."""
        # OFFSET 0 keeps the planner from asking the row of each task in turn instead of the index.
        found = f"SELECT task_id FROM {_TABLE} WHERE string_to_array(grams, ' ') @> %s"
        if not word:
            return f"{found} OFFSET 0", [list(names)]
        return f"{found} AND strpos(words, %s) > 0 OFFSET 0", [list(names), word]

    def holding(self, word: str) -> Sql:
        """As :class:`Dialect` says."""
        return f"SELECT task_id FROM {_TABLE} WHERE strpos(words, %s) > 0", [word]


_DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": PostgreSQL()}


def dialect(vendor: str) -> Dialect:
    """How the database of that *vendor* is asked."""
    return _DIALECTS[vendor]


def put_up(using: str, **_signal: object) -> None:
    """Put the index up where its table is there: after every migration."""
    connection = connections[using]
    if _TABLE in connection.introspection.table_names():
        _execute(using, dialect(connection.vendor).up)


def take_down(using: str, plan: list[object], **_signal: object) -> None:
    """Take down what would be in the way, where anything will be migrated at all."""
    if plan:
        _execute(using, dialect(connections[using].vendor).down)


def _execute(using: str, statements: Sequence[str]) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
