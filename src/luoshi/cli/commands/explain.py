"""``luoshi explain``: why each statement was read as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from luoshi.cli.console import clean, say, screen, shorten
from luoshi.cli.labels import LIMITS, MODALITIES, PROBLEMS, QUESTIONS, REASONS, WHYS
from luoshi.cli.options import ReadingOptions, reading_options
from luoshi.cli.progress import working
from luoshi.cli.reading import read_plan, say_date
from luoshi.cli.registers import load_register
from luoshi.errors import LuoshiError
from luoshi.gongwen.export.wording import GAPS, KINDS
from luoshi.gongwen.model import Assigned, Directive, Plan, Quantity, Statement, Target, TimeLimit


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
    say(out, say_date(reading), style="dim")
    for statement in _chosen(plan, number):
        _print_statement(out, plan, statement)
    return 0


def _chosen(plan: Plan, number: int | None) -> tuple[Statement, ...]:
    if number is None:
        return plan.statements
    if number > len(plan.statements):
        count = len(plan.statements)
        raise LuoshiError(
            "no-statement",
            f"没有第 {number} 句：全文共 {count} 句。",
            f"There is no statement {number}: the document has {count}.",
        )
    return plan.statements[number - 1 : number]


def _print_statement(out: Console, plan: Plan, statement: Statement) -> None:
    kind, place = KINDS[statement.kind], f"{statement.span.start}–{statement.span.end}"
    say(out, f"\n第{statement.index + 1}句 {kind} 把握{statement.confidence:.0%} {place}", style="bold")
    say(out, clean(plan.quote(statement)), indent=2)
    for label, words in _facts(plan, statement):
        say(out, f"{label}：{words}", indent=4, style="dim" if label == "依据" else "")


def _facts(plan: Plan, statement: Statement) -> Iterator[tuple[str, str]]:
    """What there is to say of a statement, as a label and words."""
    if statement.reasons:
        yield "依据", "；".join(clean(REASONS.get(reason, reason)) for reason in statement.reasons)
    where = plan.outline.path(statement.node)
    if where:
        yield "所在", " › ".join(shorten(clean(node.number + node.title.text), 24) for node in where)
    for directive in plan.directives:
        if statement.index in directive.statements:
            yield from _facts_of_directive(plan, directive)


def _facts_of_directive(plan: Plan, directive: Directive) -> Iterator[tuple[str, str]]:
    yield "任务", f"{directive.index + 1}. {clean(directive.title)}（{MODALITIES[directive.modality]}）"
    for assigned in directive.responsible:
        yield "责任单位", _who(plan, assigned)
    for assigned in directive.supporting:
        yield "配合单位", _who(plan, assigned)
    for leader in directive.leaders:
        yield "牵头领导", clean(leader.text)
    for limit in directive.limits:
        yield "时限", _when(limit)
    for measure in directive.measures:
        yield "指标", _how_much(measure)
    for target in directive.targets:
        yield "定性目标", _to_what(target)
    for condition in directive.conditions:
        yield "前提", clean(condition.text)
    for deliverable in directive.deliverables:
        yield "成果", clean(deliverable.text)
    if directive.campaign:
        yield "所属行动", clean(directive.campaign.text)
    for gap in directive.gaps:
        words = f"「{clean(plan.quote(gap.span))}」" if gap.span else ""
        yield "待明确", f"{GAPS[gap.kind]}{words}，{QUESTIONS[gap.kind]}"


def _who(plan: Plan, assigned: Assigned) -> str:
    name = clean(assigned.mention.name)
    official = f" = {assigned.mention.unit}" if assigned.mention.unit not in (None, name) else ""
    source = shorten(clean(plan.quote(plan.statements[assigned.statement])), 30)
    return f"{name}{official}（{WHYS[assigned.why]}，见第{assigned.statement + 1}句“{source}”）"


def _when(limit: TimeLimit) -> str:
    days = " 至 ".join(str(day) for day in (limit.start, limit.due) if day and (day == limit.due or limit.rule is None))
    parts = [LIMITS[limit.kind]]
    parts += [days] if days else []
    parts += [f"重复规则 {limit.rule}"] if limit.rule else []
    parts += [PROBLEMS.get(limit.problem, limit.problem)] if limit.problem else []
    return f"{clean(limit.text)}（{'，'.join(parts)}）"


def _how_much(measure: Quantity) -> str:
    if measure.value is None:
        return f"{clean(measure.text)}（数字被隐去）"
    upper = f"～{measure.upper:f}" if measure.upper is not None else ""
    of = f"{clean(measure.of.text)}：" if measure.of else ""
    return f"{of}{clean(measure.text)}（{measure.comparator.value} {measure.value:f}{upper} {measure.unit}）"


def _to_what(target: Target) -> str:
    return f"{clean(target.text)}（{target.value:f}{target.unit}）" if target.value is not None else clean(target.text)
