"""``luoshi check``: what a draft leaves open, for the drafter to settle before it is issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

import click
from rich.cells import cell_len
from rich.console import Console

from luoshi.cli.console import clean, say, screen, shorten
from luoshi.cli.labels import ADVICE, QUESTIONS
from luoshi.cli.options import ReadingOptions, reading_options
from luoshi.cli.progress import working
from luoshi.cli.reading import read_plan, say_date
from luoshi.cli.registers import load_register
from luoshi.gongwen.export.places import sections
from luoshi.gongwen.export.tasks import wording
from luoshi.gongwen.export.wording import GAPS
from luoshi.gongwen.model import Directive, GapKind, Plan, Span

FOUND = 1
_SHORTEST = 20  # characters of a task's sentence that are shown at least


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
    if open_items:
        say(out, "序号与 luoshi extract 的台账一致；同一部分中同一类的事项，一次答复即可。", style="dim")
    for section, items in groupby(plan.directives, key=lambda directive: sections(plan, directive)[:1]):
        _print_section(out, plan, clean("".join(section)) or "（未分章节）", list(items))
    if open_items:
        say(out, f"\n合计：{_totals(open_items)}", style="bold")
    return FOUND if open_items else 0


def _verdict(open_items: list[Directive]) -> str:
    return f"{len(open_items)} 项有待明确" if open_items else "没有发现遗漏"


def _print_section(out: Console, plan: Plan, title: str, items: list[Directive]) -> None:
    """The section's questions, each with what can be done about it and the tasks that it is asked of."""
    count = sum(bool(directive.gaps) for directive in items)
    if not count:
        return
    say(out, f"\n{title}（{len(items)}项任务，{count}项有待明确）", style="bold cyan")
    for kind, asked in _by_kind(items).items():
        share = "全部" if len(items) == len(asked) > 1 else ""
        say(out, f"{GAPS[kind]}（{share}{len(asked)}项）：{QUESTIONS[kind]}", indent=2, style="yellow")
        say(out, f"建议：{ADVICE[kind]}。", indent=4, style="dim")
        for directive, spans in asked:
            words = "".join(f"「{clean(plan.quote(span))}」" for span in spans)
            sentence = f"第{directive.statements[0] + 1}句" if directive.statements else ""
            head = f"{directive.index + 1}. {sentence}{words}："
            say(out, head + _beginning(clean(wording(plan, directive)), out.width - 5 - cell_len(head)), indent=4)


def _beginning(task: str, columns: int) -> str:
    """As much of the sentence as fits its line: a drafter finds it again by how it begins."""
    return shorten(task, max(_SHORTEST, columns // 2))


def _by_kind(items: Iterable[Directive]) -> Mapping[GapKind, list[tuple[Directive, list[Span]]]]:
    """The tasks of each kind of gap, each once, with all the words that are in question."""
    found: dict[GapKind, list[tuple[Directive, list[Span]]]] = {kind: [] for kind in QUESTIONS}
    for directive in items:
        for kind in dict.fromkeys(gap.kind for gap in directive.gaps):
            spans = [gap.span for gap in directive.gaps if gap.kind is kind and gap.span is not None]
            if kind is GapKind.CONTRADICTORY_LIMITS:
                spans = [limit.span for limit in directive.limits]
            found[kind].append((directive, list(dict.fromkeys(spans))))
    return {kind: asked for kind, asked in found.items() if asked}


def _totals(items: Iterable[Directive]) -> str:
    counts = Counter(kind for directive in items for kind in {gap.kind for gap in directive.gaps})
    return "，".join(f"{GAPS[kind]}{counts[kind]}项" for kind in QUESTIONS if counts[kind])
