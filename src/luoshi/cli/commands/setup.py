"""``luoshi setup``: the data folder, keys, tables, static files and the first people of an installation."""

from __future__ import annotations

import click
from rich.console import Console

from luoshi.cli.accounts import show_accounts
from luoshi.cli.application import load
from luoshi.cli.console import say, screen
from luoshi.cli.county import raise_county
from luoshi.cli.installation import data_folder, demonstrate, make_keys


@click.command("setup")
@click.option("--office-key", metavar="KEY", help="机构标识，小写字母开头，如 qinghe · a short name for the office.")
@click.option("--office-name", metavar="NAME", help="机构名称，如 青禾县督查室 · the office's name.")
@click.option("--demo", is_flag=True, help="改为建一个虚构的演示县 · set up a fictional county instead.")
def command(office_key: str | None, office_name: str | None, demo: bool) -> int:
    """建立或升级应用：数据文件夹（LUOSHI_DATA）、密钥、数据表、页面文件，以及机构和三员账号。

    Set up the application or bring it up to date; what is there already is left as it is. The database is SQLite in
    the data folder, or what DATABASE_URL names.
    """
    out = screen()
    if demo:
        demonstrate()
        return raise_county(out)
    made = make_keys()
    installing = load("luoshi.duban.config.installing")
    installing.install()
    say(out, f"数据文件夹 Data: {data_folder()}")
    say(out, f"数据库 Database: {installing.database_name()}")
    if made:
        say(out, "已生成密钥，请把 keys/audit 另存一份在别处，记录要靠它核验。")
        say(out, "Keys were made. Keep a copy of keys/audit elsewhere: the record is verified with it.")
    if installing.has_office() and not office_key:
        say(out, "已是最新，机构和账号未改动。 Up to date; office and accounts were left as they are.")
        return 0
    key, name = _office(office_key, office_name)
    office, newcomers = installing.found(key, name)
    say(out, f"机构 Office: {office.name} ({office.key})", style="bold")
    _introduce(out, newcomers)
    return 0


def _office(key: str | None, name: str | None) -> tuple[str, str]:
    """What was not given is asked for."""
    key = key or click.prompt("机构标识（小写字母，如 qinghe） Office key")
    name = name or click.prompt("机构名称（如 青禾县督查室） Office name")
    return key, name


def _introduce(out: Console, newcomers: list) -> None:  # type: ignore[type-arg]  # of the application, not loaded here
    if not newcomers:
        return
    say(out, "三员账号，密码只显示这一次，首次登录须修改：")
    say(out, "The three administrators; passwords are shown once and must be changed at the first sign-in:")
    rows = [(str(one.role.label), one.person.name, one.person.username, one.password) for one in newcomers]
    show_accounts(out, rows)
    say(out, "下一步：luoshi serve，再由系统管理员建账号、安全管理员授权。")
    say(out, "Next: luoshi serve; then the system administrator makes accounts and the security administrator grants.")
