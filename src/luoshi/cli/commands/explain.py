"""``luoshi explain``: why each statement was read as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console

from luoshi.cli.console import clean, say, screen, shorten
from luoshi.cli.findings import findings
from luoshi.cli.options import ReadingOptions, reading_options
from luoshi.cli.progress import working
from luoshi.cli.reading import read_plan, say_date
from luoshi.cli.reasons import COLOURS, LEGEND, marked, reasons
from luoshi.cli.registers import load_register
from luoshi.errors import LuoshiError
from luoshi.gongwen.explain import Explanation, explain, explain_all
from luoshi.gongwen.export.wording import KINDS
from luoshi.gongwen.model import Directive, Plan, Statement


@click.command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--statement",
    "-n",
    "number",
    type=click.IntRange(min=1),
    metavar="N",
    help="只看第 N 句。 Only statement number N, as `luoshi check` counts them.",
)
@reading_options
def command(file: Path, number: int | None, reading_as: ReadingOptions) -> int:
    """逐句说明：判为任务、成绩、背景还是标题，依据是什么，责任单位从哪里来。

    Say of each statement of FILE what it was taken for and why, and where the units, time
    limits and figures of a directive come from.
    """
    register = load_register(reading_as.units)
    with working([file]):
        reading = read_plan(file, reading_as, register)
    plan, out = reading.plan, screen()
    explanations = _explanations(plan, number)
    say(out, f"{say_date(reading)}。{LEGEND}{COLOURS if out.is_terminal else ''}", style="dim")
    told: dict[int, list[Directive]] = {}
    for directive in plan.directives:
        for index in directive.statements:
            told.setdefault(index, []).append(directive)
    for explanation in explanations:
        _print_statement(out, plan, explanation, told.get(explanation.index, ()))
    return 0


def _explanations(plan: Plan, number: int | None) -> Iterator[Explanation]:
    if number is None:
        return explain_all(plan.document)
    if number > len(plan.statements):
        count = len(plan.statements)
        raise LuoshiError(
            "no-statement",
            f"没有第 {number} 句：全文共 {count} 句。",
            f"There is no statement {number}: the document has {count}.",
        )
    return iter([explain(plan.document, number - 1)])


def _print_statement(out: Console, plan: Plan, explanation: Explanation, directives: Sequence[Directive]) -> None:
    statement = plan.statements[explanation.index]
    kind, place = KINDS[statement.kind], f"{statement.span.start}–{statement.span.end}"
    say(out, f"\n第{statement.index + 1}句 {kind} 把握{statement.confidence:.0%} {place}", style="bold")
    out.print(marked(plan.quote(statement), explanation, out.width, 2))
    for label, words in reasons(plan.document.text, explanation):
        if words:
            say(out, f"{label}：{words}", indent=4, style="dim")
    for label, words in _facts(plan, statement, directives):
        say(out, f"{label}：{words}", indent=4, style="yellow" if label == "待明确" else "")


def _facts(plan: Plan, statement: Statement, directives: Sequence[Directive]) -> Iterator[tuple[str, str]]:
    """Where a statement stands, and what was read from it, as a label and words."""
    where = plan.outline.path(statement.node)
    if where:
        yield "所在", " › ".join(shorten(clean(node.number + node.title.text), 24) for node in where)
    for directive in directives:
        yield from findings(plan, directive, statement.index)
