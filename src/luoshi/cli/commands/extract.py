"""``luoshi extract``: the ledger of tasks of one or many documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from luoshi.cli.console import clean, complain, say, screen
from luoshi.cli.ledger import print_ledger, summary
from luoshi.cli.options import ReadingOptions, reading_options
from luoshi.cli.problems import as_error
from luoshi.cli.progress import working
from luoshi.cli.reading import Reading, read_plan, say_date
from luoshi.cli.registers import load_register
from luoshi.cli.targets import FORMATS, plan_targets
from luoshi.errors import LuoshiError
from luoshi.gongwen.export import write
from luoshi.gongwen.units.register import Register

FAILED = 2


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="写到 .xlsx .docx .csv .json .md 文件，或一个文件夹；可多次使用。"
    " Write to a file of one of these formats, or to a folder; may be given several times.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    default=("xlsx",),
    show_default=True,
    help="输出到文件夹时的格式，可多选。 The format of files in a folder; may be given several times.",
)
@click.option(
    "--show/--no-show",
    default=None,
    help="是否在屏幕上列出台账；缺省：不用 -o 时列出。 Print the ledger; by default only without -o.",
)
@reading_options
def command(
    files: tuple[Path, ...],
    outputs: tuple[Path, ...],
    formats: tuple[str, ...],
    show: bool | None,
    reading_as: ReadingOptions,
) -> int:
    """读公文，列出任务台账：任务、目标、责任单位、配合单位、完成时限、出处。

    Read each FILE (.docx .txt .html .md .xlsx) and list its tasks: what, how much, who
    answers, who supports, by when, and where it says so.
    """
    files = tuple(dict.fromkeys(files))
    register = load_register(reading_as.units)
    targets = dict(zip(files, plan_targets(files, outputs, tuple(dict.fromkeys(formats))), strict=True))
    shown = not outputs if show is None else show
    failed = 0
    with working(files) as work:
        for file in work:
            try:
                reading = _extract(file, targets[file], reading_as, register)
            except Exception as error:
                if len(files) == 1:
                    raise
                failed += 1
                with work.paused():
                    complain(_naming(file, as_error(error)))
            else:
                with work.paused():
                    _report(file, reading, targets[file], shown=shown)
    if len(files) > 1:
        say(screen(), f"共 {len(files)} 个文件：完成 {len(files) - failed} 个，未完成 {failed} 个。")
    return FAILED if failed else 0


def _extract(file: Path, targets: Sequence[Path], reading_as: ReadingOptions, register: Register | None) -> Reading:
    reading = read_plan(file, reading_as, register)
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(reading.plan, target)
    return reading


def _report(file: Path, reading: Reading, targets: Sequence[Path], *, shown: bool) -> None:
    out = screen()
    if shown:
        print_ledger(out, reading)
    elif targets:
        say(out, f"{clean(file.name)}：{summary(reading)}；{say_date(reading)}")
    for target in targets:
        out.print(f"  → {clean(str(target))}", soft_wrap=True)


def _naming(file: Path, error: LuoshiError) -> LuoshiError:
    """*error* with the file's name before it, where it does not say it."""
    if file.name in error.chinese:
        return error
    return LuoshiError(error.code, f"{file.name}：{error.chinese}", f"{file.name}: {error.english}")
