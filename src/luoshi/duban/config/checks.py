"""What must be right before the application serves: ``python -m luoshi.duban check --deploy``, and every start.

Each message holds its sentence in Chinese, a space, and the same in English.
"""

# ruff: noqa: ARG001 -- Django calls a check with all of its arguments
from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from luoshi.duban.config.static_files import MANIFEST

TAG = "luoshi"
ZONE = "Asia/Shanghai"


@register(TAG, deploy=True)
def check_keys(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Both keys are there, and they differ."""
    return [Error(words, id=f"luoshi.E00{number}") for number, words in _keys()]


def _keys() -> Iterator[tuple[int, str]]:
    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:
        secret = ""
    if not secret:
        yield (
            1,
            f"缺少签名密钥 {settings.KEYS / 'secret'}，请先运行 luoshi setup。 "
            f"The signing key {settings.KEYS / 'secret'} is missing; run luoshi setup first.",
        )
    if not settings.AUDIT_KEY:
        yield (
            2,
            f"缺少记录密钥 {settings.KEYS / 'audit'}，请先运行 luoshi setup。 "
            f"The audit key {settings.KEYS / 'audit'} is missing; run luoshi setup first.",
        )
    elif secret == settings.AUDIT_KEY:
        yield 3, "记录密钥与签名密钥不能相同。 The audit key and the signing key must differ."


@register(TAG, deploy=True)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Days are days of the mainland, and errors tell nothing to strangers."""
    found: list[CheckMessage] = []
    if settings.TIME_ZONE != ZONE or not settings.USE_TZ:
        words = f"时区应为 {ZONE}。 The time zone must be {ZONE}."
        found.append(Error(words, id="luoshi.E004"))
    if settings.DEBUG:
        found.append(Error("DEBUG 必须关闭。 DEBUG must be off.", id="luoshi.E005"))
    return found


@register(TAG, deploy=True)
def check_database(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """The database answers, and its tables are those of this version."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, OSError) as error:
        reason = " ".join(str(error).split())
        words = f"数据库连接不上（{reason}）。 The database does not answer ({reason})."
        return [Error(words, id="luoshi.E006")]
    if waiting:
        words = (
            f"数据库还有 {len(waiting)} 项表结构更新未做，请先运行 luoshi setup。 "
            f"{len(waiting)} changes of the tables are not applied yet; run luoshi setup first."
        )
        return [Error(words, id="luoshi.E007")]
    return []


@register(TAG, deploy=True)
def check_static(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """The pages' styles and scripts were collected."""
    if (settings.STATIC_ROOT / MANIFEST).is_file():
        return []
    words = (
        "页面样式和脚本没有准备好，请先运行 luoshi setup。 The pages' assets are not in place; run luoshi setup first."
    )
    return [Error(words, id="luoshi.E008")]
