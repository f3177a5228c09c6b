"""Accounts with their first passwords, as a table on the screen: they are shown once."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table


def show_accounts(out: Console, rows: Iterable[tuple[str, str, str, str]]) -> None:
    """A line each of role or post, name, login name, password."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("角色 Role", "姓名 Name", "登录名 Login", "密码 Password"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        table.add_row(*row)
    out.print(table)
