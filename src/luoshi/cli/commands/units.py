"""``luoshi units``: the unit register, to look at, to take over and to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich import box
from rich.table import Table

from luoshi.cli.console import clean, say, screen
from luoshi.cli.labels import UNITS
from luoshi.cli.registers import load_register, save_register
from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.gongwen.units.register import Register, Unit

_PATH = click.Path(path_type=Path)
_REGISTER = click.argument("register", required=False, type=_PATH, envvar="LUOSHI_UNITS")
_FORCE = click.option("--force", is_flag=True, help="覆盖已有文件。 Replace a file that is there.")


@click.group("units")
def command() -> None:
    """单位名录：规范名称、别名、类型、上级。查看、导入（.xlsx .csv .toml）、导出。

    The unit register: official names, aliases, kinds and parents. REGISTER is a .toml, .csv
    or .xlsx file; without one, the file that $LUOSHI_UNITS names.
    """


@command.command("show")
@_REGISTER
def show(register: Path | None) -> int:
    """查看名录。 Show the register."""
    loaded = _given(register)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for name in ("名称", "类型", "别名", "上级", "成员"):
        table.add_column(name, overflow="fold")
    for unit in loaded.units:
        cells = ("、".join(unit.aliases), unit.parent or "", "、".join(unit.members))
        table.add_row(clean(unit.name), UNITS[unit.kind], *map(clean, cells))
    out = screen()
    out.print(table)
    say(out, f"共 {len(loaded.units)} 个单位，{_aliases(loaded.units)} 个别名。")
    return 0


@command.command("import")
@click.argument("source", type=_PATH)
@click.option(
    "-o",
    "--output",
    type=_PATH,
    default=Path("units.toml"),
    show_default=True,
    metavar="PATH",
    help="名录写到哪里。 Where the register is written.",
)
@_FORCE
def take_over(source: Path, output: Path, force: bool) -> int:
    """导入：核对 Excel、CSV 里的单位，写成名录。 Check the units of SOURCE and write them as a register."""
    return _copy(_given(source), output, force=force)


@command.command("export")
@_REGISTER
@click.option(
    "-o", "--output", type=_PATH, required=True, metavar="PATH", help="写到 .xlsx .csv .toml。 Where to write."
)
@_FORCE
def hand_on(register: Path | None, output: Path, force: bool) -> int:
    """导出：把名录写成 Excel、CSV，便于编辑。 Write the register as a file that people can edit."""
    return _copy(_given(register), output, force=force)


def _given(path: Path | None) -> Register:
    register = load_register(path)
    if register is None:
        raise LuoshiError(
            "no-register",
            "没有指定单位名录；请给出文件，或用环境变量 LUOSHI_UNITS 指定。新建可用 luoshi units import 单位.xlsx。",
            "No unit register: name a file, or set LUOSHI_UNITS. luoshi units import makes one from a spreadsheet.",
        )
    return register


def _copy(register: Register, output: Path, *, force: bool) -> int:
    if output.exists() and not force:
        raise LuoshiError(
            "exists",
            f"“{output}”已经存在；确要覆盖请加 --force。",
            f"{output} is there already; --force replaces it.",
        )
    save_register(register, output)
    say(screen(), f"{len(register.units)} 个单位 → {clean(str(output))}")
    return 0


def _aliases(units: tuple[Unit, ...]) -> int:
    return sum(len(unit.aliases) for unit in units)
