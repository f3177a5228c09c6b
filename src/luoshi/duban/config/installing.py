"""``luoshi setup``: tables, static files, the first people.  Whatever is there already is left as it is."""

from __future__ import annotations

from importlib import resources

from django.core.management import call_command
from django.db import DatabaseError, connection

from luoshi.duban.accounts.founding import Newcomer, appoint_administrators, open_office
from luoshi.duban.accounts.models import Office
from luoshi.duban.audit.recording import coming_from
from luoshi.duban.config.static_files import collect
from luoshi.errors import LuoshiError

VENDOR = ("vendor", "tabler.css")


def install() -> None:
    """Bring the tables up to this version and collect what the pages need."""
    require_assets()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise LuoshiError(
            "database", f"数据库连接不上：{reason}。", f"The database does not answer: {reason}."
        ) from error
    call_command("migrate", interactive=False, verbosity=0)
    collect()


def require_assets() -> None:
    """Raise :class:`LuoshiError` where the pages' styles and scripts were never fetched."""
    if not resources.files("luoshi.duban.ui").joinpath("static", *VENDOR).is_file():
        raise LuoshiError(
            "no-assets",
            "页面样式和脚本还没有生成，请先在项目目录运行 make assets。",
            "The pages' styles and scripts are missing; run make assets in the project's folder first.",
        )


def database_name() -> str:
    """What kind of database it is and where, without its password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"SQLite {settings['NAME']}"
    return f"PostgreSQL {settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def found(key: str, name: str) -> tuple[Office, list[Newcomer]]:
    """The office, and the three administrators with their first passwords where they are new."""
    with coming_from("command"):
        office = Office.objects.filter(key=key).first() or open_office(key, name)
        return office, appoint_administrators()


def has_office() -> bool:
    """Whether an office is there already."""
    return Office.objects.exists()
