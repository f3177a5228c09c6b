"""Typed readers of environment variables, which say what is wrong before the first request."""

from __future__ import annotations

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
#: What suits short queries over rows that are in memory: to compile one, or to share it among processes, takes
#: PostgreSQL longer than to answer it, and an index is no dearer than the table.
_OF_PAGES = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
#: For so many seconds a connection to the database is used again by the requests that follow.
_KEPT = 60


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without space around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: 1/true/yes/on, 0/false/no/off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _TRUE:
        return True
    if value.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"环境变量 {name} 应为 1 或 0，现为“{value}”。 {name} must be 1 or 0, it is {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, at least *least*."""
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(
            f"环境变量 {name} 应为不小于 {least} 的整数，现为“{value}”。 "
            f"{name} must be a whole number of at least {least}, it is {value!r}."
        )
    return int(value)


def choice(name: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words; the first where the variable is not set."""
    value = text(name, allowed[0]).lower() or allowed[0]
    if value not in allowed:
        words = "、".join(allowed)
        raise ImproperlyConfigured(
            f"环境变量 {name} 应为 {words} 之一，现为“{value}”。 "
            f"{name} must be one of {', '.join(allowed)}; it is {value!r}."
        )
    return value


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list parted by commas."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses or networks parted by commas: ``127.0.0.1,10.0.0.0/8``."""
    found = []
    for part in names(name):
        try:
            found.append(ip_network(part, strict=False))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"环境变量 {name} 应为以逗号分隔的 IP 地址或网段，“{part}”不是。 "
                f"{name} must list addresses or networks, parted by commas; {part!r} is neither."
            ) from error
    return found


def folder(name: str, default: Path) -> Path:
    """A folder, as an absolute path; it need not exist yet."""
    return Path(text(name) or default).expanduser().absolute()


def secret(name: str, folder_of_keys: Path, file: str) -> str:
    """A secret from the variable *name*, else from *file* in the folder of keys, else empty (a check says so)."""
    value = text(name)
    path = folder_of_keys / file
    if value or not path.is_file():
        return value
    return path.read_text("utf-8").strip()


def database(url: str, data: Path) -> dict[str, object]:
    """Django's settings for ``DATABASE_URL``; without one, SQLite in the data folder.

    ``postgresql://user:password@host:port/name?sslmode=require`` or ``sqlite:///path``.
    """
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(url)
    if url and parts.scheme != "sqlite":
        raise ImproperlyConfigured(
            f"DATABASE_URL 只支持 postgresql:// 和 sqlite://，现为“{parts.scheme}://”。 "
            f"DATABASE_URL takes postgresql:// or sqlite://, it is {parts.scheme}://."
        )
    path = Path(unquote(parts.path[1:])) if url else data / "luoshi.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Opened for each request it would read the schema and every page of the file anew (docs/decisions/0018).
        "CONN_MAX_AGE": _KEPT,
        "OPTIONS": {
            # As many as the pages have queries; one that is kept need not be planned again.
            "cached_statements": 512,
            # A transaction takes the write lock when it begins: two workers wait instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": _KEPT,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": _OF_PAGES, **dict(parse_qsl(parts.query))},
    }
