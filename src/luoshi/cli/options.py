"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path

import click

LIMIT = 20_000_000


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How documents are to be read; the files of the register and the holidays are not opened yet."""

    issued_on: date | None = None
    units: Path | None = None
    holidays: Path | None = None
    declassified: bool = False
    limit: int = LIMIT


def reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say how a document is read; *command* gets them as ``reading_as``."""

    @wraps(command)
    def gathered(
        *arguments: object,
        issued_on: datetime | None,
        units: Path | None,
        holidays: Path | None,
        declassified: bool,
        limit: int,
        **others: object,
    ) -> int:
        day = issued_on.date() if issued_on else None
        return command(*arguments, reading_as=ReadingOptions(day, units, holidays, declassified, limit), **others)

    with_options: Callable[..., int] = gathered
    for option in reversed(_OPTIONS):
        with_options = option(with_options)
    return with_options


_OPTIONS = (
    click.option(
        "--issued-on",
        type=click.DateTime(["%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日"]),
        metavar="DATE",
        help="成文日期，推算“年底前”等时限；缺省取文件自带的日期。"
        " Date of issue, against which relative limits are resolved; by default the one in the document.",
    ),
    click.option(
        "--units",
        type=click.Path(path_type=Path),
        envvar="LUOSHI_UNITS",
        metavar="REGISTER",
        help="单位名录（TOML）。 The unit register that names are resolved in [$LUOSHI_UNITS].",
    ),
    click.option(
        "--holidays",
        type=click.Path(path_type=Path),
        envvar="LUOSHI_HOLIDAYS",
        metavar="TABLE",
        help="放假调休表，推算“10个工作日内”；缺省用自带的表。"
        " The table of holidays and moved working days; by default the one that is shipped [$LUOSHI_HOLIDAYS].",
    ),
    click.option(
        "--declassified",
        is_flag=True,
        help="声明带密级标志的文件已经解密（记入输出）。 Read a document although it carries a secrecy mark;"
        " the output says so.",
    ),
    click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=LIMIT,
        show_default=True,
        metavar="N",
        help="正文字数上限。 The longest text that is accepted, in characters.",
    ),
)
