"""Statements that nobody waits for: PostgreSQL writes and checks while the application goes on.

When a report's 400 proposals are accepted, PostgreSQL takes as long for the rows and their foreign keys as the
application for the texts of the record.  Neither needs the other, and each has a processor of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def sent_ahead() -> Iterator[None]:
    """Send what is written within the block without waiting for answers; a question waits for all before it.

    Must be within a transaction.  What the database refuses is raised at the latest at the end of the block, as Django
    would raise it.  Nothing within may depend on how many rows an UPDATE or a DELETE found: that is not known yet.
    Only PostgreSQL can do it (libpq's pipeline mode); elsewhere each statement is done before the next line.
    """
    connection = transaction.get_connection()
    if connection.vendor != "postgresql" or not connection.Database.Pipeline.is_supported():
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def check_now() -> None:
    """Let PostgreSQL check the foreign keys of what was written so far now, not at the end of the transaction.

    Raises :class:`~django.db.IntegrityError` for a row that points at nothing.
    """
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
