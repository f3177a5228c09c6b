"""What is scored: the directives of a plan, or of the JSON that the command line writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from luoshi.errors import LuoshiError
from luoshi.gongwen.evaluation.gold import Field
from luoshi.gongwen.model import Directive, Plan, Span


@dataclass(frozen=True, slots=True)
class Prediction:
    """One directive as the score sees it: where it stands and the words of its fields."""

    span: Span
    found: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)


def predictions_of(plan: Plan) -> list[Prediction]:
    """The directives of *plan*."""
    return [_of_directive(directive) for directive in plan.directives]


def predictions_from_json(data: Mapping[str, Any]) -> list[Prediction]:
    """The directives of an exported plan, or of any prediction in the guide's JSON.

    Raises :class:`LuoshiError` (code ``prediction``) that names the directive which lacks
    a place or whose fields are no lists of words.
    """
    directives = data.get("directives")
    if not isinstance(directives, list):
        raise LuoshiError("prediction", "缺少directives列表", "there is no list “directives”")
    return [_of_json(item, number) for number, item in enumerate(directives, 1)]


def _of_directive(directive: Directive) -> Prediction:
    return Prediction(
        directive.span,
        {
            Field.RESPONSIBLE: tuple(unit.mention.name for unit in directive.responsible),
            Field.SUPPORTING: tuple(unit.mention.name for unit in directive.supporting),
            Field.DUE: tuple(limit.text for limit in directive.limits),
            Field.MEASURES: tuple(quantity.text for quantity in directive.measures),
        },
    )


def _of_json(item: Mapping[str, Any], number: int) -> Prediction:
    try:
        span = Span(int(item["start"]), int(item["end"]))
        found = {name: _words(item.get(name.value) or ()) for name in Field}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise LuoshiError(
            "prediction",
            f"第{number}条任务的格式不对：{error}",
            f"directive {number} is not in the expected form: {error}",
        ) from error
    return Prediction(span, found)


def _words(items: Iterable[Any]) -> tuple[str, ...]:
    if isinstance(items, str) or not all(isinstance(item, str) for item in items):
        raise TypeError("a list of words was expected")
    return tuple(items)
