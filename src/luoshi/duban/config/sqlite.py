"""What the SQLite at hand can do, where Django reckons with the oldest one."""

from __future__ import annotations

import sqlite3

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def let_statements_be_long() -> None:
    """Called once when the application starts.

    Django sends at most 999 values in one statement; an SQLite since 3.32 takes 32,766 and more, which it says
    itself.  A thousand rows are then written by a few statements instead of dozens.
    """
    connection_created.connect(_ask, dispatch_uid="how long a statement of SQLite may be")


def _ask(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    if connection.vendor == "sqlite" and connection.connection is not None:
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = min(limit, 32_766)
