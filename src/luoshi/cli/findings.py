"""What was read from a directive, in words: who answers and why, until when, how much, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from luoshi.cli.console import clean, shorten
from luoshi.cli.labels import COMPARATORS, LIMITS, MODALITIES, PROBLEMS, QUESTIONS, WHYS
from luoshi.gongwen.export.names import unit_names
from luoshi.gongwen.export.wording import GAPS
from luoshi.gongwen.model import (
    Assigned,
    Comparator,
    Directive,
    LimitKind,
    Plan,
    Quantity,
    Target,
    TimeLimit,
)


def findings(plan: Plan, directive: Directive, statement: int) -> Iterator[tuple[str, str]]:
    """What *directive* holds, as a label and words; *statement* is the one that is being explained."""
    yield "任务", f"{directive.index + 1}. {clean(directive.title)}（{MODALITIES[directive.modality]}）"
    for assigned in directive.responsible:
        yield "责任单位", _who(plan, assigned, statement)
    for assigned in directive.supporting:
        yield "配合单位", _who(plan, assigned, statement)
    for leader in directive.leaders:
        yield "牵头领导", clean(leader.text)
    for limit in directive.limits:
        yield "时限", _when(plan, limit)
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


def _who(plan: Plan, assigned: Assigned, statement: int) -> str:
    name = clean(unit_names(plan.document.text, [replace(assigned, mention=replace(assigned.mention, unit=None))]))
    official = f" = {assigned.mention.unit}" if assigned.mention.unit not in (None, name) else ""
    if assigned.statement == statement:
        return f"{name}{official}（{WHYS[assigned.why]}，见本句）"
    source = shorten(clean(plan.quote(plan.statements[assigned.statement])), 30)
    return f"{name}{official}（{WHYS[assigned.why]}，见第{assigned.statement + 1}句“{source}”）"


def _when(plan: Plan, limit: TimeLimit) -> str:
    basis = LIMITS[limit.kind]
    if limit.kind is LimitKind.RELATIVE and plan.issued_on and not limit.problem:
        basis = f"按成文日期{plan.issued_on}推算"
    parts = [basis]
    if limit.rule is None and limit.start and limit.start != limit.due:
        parts.append(f"自{limit.start}起")
    if limit.due:
        parts.append(f"{limit.due}截止")
    if limit.rule:
        parts.append(f"重复规则 {limit.rule}")
    if limit.problem:
        parts.append(PROBLEMS.get(limit.problem, limit.problem))
    return f"{clean(limit.text)}（{'，'.join(parts)}）"


def _how_much(measure: Quantity) -> str:
    of = f"{clean(measure.of.text)}：" if measure.of else ""
    if measure.value is None:
        return f"{of}{clean(measure.text)}（数字被隐去）"
    value = f"{measure.value:,f}"
    if measure.comparator is Comparator.BETWEEN and measure.upper is not None:
        value += f" 至 {measure.upper:,f}"
    return f"{of}{clean(measure.text)}（{COMPARATORS[measure.comparator]} {value} {clean(measure.unit)}）".replace(
        " ）", "）"
    )


def _to_what(target: Target) -> str:
    return f"{clean(target.text)}（{target.value:f}{target.unit}）" if target.value is not None else clean(target.text)
