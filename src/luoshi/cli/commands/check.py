"""``luoshi check``: what a draft leaves open, for the drafter to settle before it is issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console

from luoshi.cli.console import clean, say, screen, shorten
from luoshi.cli.labels import QUESTIONS
from luoshi.cli.options import ReadingOptions, reading_options
from luoshi.cli.progress import working
from luoshi.cli.reading import read_plan, say_date
from luoshi.cli.registers import load_register
from luoshi.gongwen.export.places import sections
from luoshi.gongwen.export.wording import GAPS
from luoshi.gongwen.model import Directive, Gap, GapKind, Plan

FOUND = 1


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@reading_options
def command(file: Path, reading_as: ReadingOptions) -> int:
    """印发前检查：按章节列出没有责任单位、没有时限、数字被隐去等待明确的事项。

    List what FILE leaves open, section by section, so that one answer can settle many.
    Exit status 1 when something is, 0 when nothing is.
    """
    register = load_register(reading_as.units)
    with working([file]):
        reading = read_plan(file, reading_as, register)
    plan, out = reading.plan, screen()
    open_items = [directive for directive in plan.directives if directive.gaps]
    name = clean(plan.document.name or file.name)
    say(out, f"{name}：{len(plan.directives)} 项任务，{_verdict(open_items)}", style="bold")
    say(out, say_date(reading), style="dim")
    for section, items in groupby(open_items, key=lambda directive: sections(plan, directive)[:1]):
        say(out, f"\n{clean(''.join(section)) or '（未分章节）'}", style="bold cyan")
        _print_section(out, plan, list(items))
    if open_items:
        say(out, f"\n合计：{_totals(open_items)}", style="bold")
    return FOUND if open_items else 0


def _verdict(open_items: list[Directive]) -> str:
    return f"{len(open_items)} 项有待明确" if open_items else "没有发现遗漏"


def _print_section(out: Console, plan: Plan, items: list[Directive]) -> None:
    """The section's questions, each with the tasks that it is asked of."""
    for kind, asked in _by_kind(items).items():
        say(out, f"{GAPS[kind]}（{len(asked)}项）：{QUESTIONS[kind]}", indent=2, style="yellow")
        for directive, gap in asked:
            words = f"「{clean(plan.quote(gap.span))}」" if gap.span else ""
            title = shorten(clean(directive.title), 40)
            sentence = f"（第{directive.statements[0] + 1}句）" if directive.statements else ""
            say(out, f"{directive.index + 1}. {words}{title}{sentence}", indent=4)


def _by_kind(items: Iterable[Directive]) -> Mapping[GapKind, list[tuple[Directive, Gap]]]:
    found: dict[GapKind, list[tuple[Directive, Gap]]] = {kind: [] for kind in QUESTIONS}
    for directive in items:
        for gap in directive.gaps:
            found[gap.kind].append((directive, gap))
    return {kind: asked for kind, asked in found.items() if asked}


def _totals(items: Iterable[Directive]) -> str:
    counts = Counter(gap.kind for directive in items for gap in directive.gaps)
    return "，".join(f"{GAPS[kind]}{counts[kind]}项" for kind in QUESTIONS if counts[kind])
