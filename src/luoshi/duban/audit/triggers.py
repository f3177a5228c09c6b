"""Triggers with which the database itself refuses to bend what must stay, on SQLite and PostgreSQL.

They are taken down before migrations run and put up after them: SQLite drops the triggers of a table that a
migration rebuilds, and refuses to rename one that a trigger names.  Every refusal is an
:class:`~django.db.IntegrityError`.  The owner of the tables can drop a trigger; that is what the chain is for
(docs/decisions/0005-a-record-that-cannot-be-bent.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import truncate_name

#: PostgreSQL's NAMEDATALEN less its closing zero, in bytes; the names are ASCII.
_LONGEST_NAME = 63

_kept: list[Refusal] = []
_emptied: list[str] = []


@dataclass(frozen=True, slots=True)
class Refusal:
    """The *event* (``UPDATE``, ``DELETE``, ``UPDATE OF column``) that *table* refuses where *when* holds.

    ``when`` is an SQL condition over the row ``OLD`` (and ``NEW``), ``message`` what the error says.
    """

    table: str
    event: str
    message: str
    when: str = "1=1"

    @property
    def name(self) -> str:
        """The trigger's name, short enough for PostgreSQL, which cuts longer ones off without a word."""
        name = f"{self.table}_keeps_{re.sub('[^a-z]+', '_', self.event.lower())}"
        return truncate_name(name, _LONGEST_NAME, 8)

    def statements(self, vendor: str) -> list[str]:
        """What puts the trigger up.  On PostgreSQL a condition that asks another table stands in the function."""
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW WHEN {self.when} "
                f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            ]
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.when} THEN RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]


def keep(*refusals: Refusal, whole: Iterable[str] = ()) -> None:
    """Let an app name what its tables refuse; *whole* are tables that are never emptied by TRUNCATE."""
    _kept.extend(refusal for refusal in refusals if refusal not in _kept)
    _emptied.extend(table for table in whole if table not in _emptied)


def put_up(using: str) -> None:
    """Put up every trigger whose table is there."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    take_down(using)
    with connection.cursor() as cursor:
        for refusal in _kept:
            for statement in refusal.statements(connection.vendor) if refusal.table in tables else ():
                cursor.execute(statement)
        for table in _emptied if connection.vendor == "postgresql" else ():
            for statement in _no_truncate(table) if table in tables else ():
                cursor.execute(statement)


def take_down(using: str) -> None:
    """Take every trigger of ours down."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in _standing(connection):
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{where}")


def missing(using: str) -> list[str]:
    """The names of triggers that should stand and do not: somebody dropped them."""
    standing = {name for name, _table in _standing(connections[using])}
    expected = [refusal.name for refusal in _kept]
    if connections[using].vendor == "postgresql":
        expected += [f"{table}_keeps_all" for table in _emptied]
    return [name for name in expected if name not in standing]


def _standing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%!_keeps!_%' ESCAPE '!'"
            )
        else:
            cursor.execute(
                "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgname LIKE '%!_keeps!_%' ESCAPE '!' "
                "AND pg_table_is_visible(c.oid)"
            )
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _no_truncate(table: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {table}_keeps_all() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{table} is never emptied' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keeps_all()",
    ]
