"""A plan as JSON: the words as they stand, with what they were read as beside them.

Spans are half-open and count code points of the document's text, which is not repeated
as a whole: the ``text`` of the statements' extents, joined, is that text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.gongwen.export.about import version
from luoshi.gongwen.model import (
    Assigned,
    DatedFact,
    Directive,
    Gap,
    Phrase,
    Plan,
    Quantity,
    Span,
    Statement,
    Target,
    TimeLimit,
)

#: Raised when a key changes its meaning or goes away; a new key does not raise it.
FORMAT = 1


def render(plan: Plan) -> bytes:
    """The .json file, in UTF-8; the same plan gives the same bytes."""
    words = json.dumps(as_mapping(plan), ensure_ascii=False, indent=1, allow_nan=False)
    # A lone surrogate has no UTF-8 form; as \udXXX it stands in JSON, and offsets stay true.
    return (words + "\n").encode("utf-8", "backslashreplace")


def as_mapping(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, in the order in which they are written."""
    return {
        "luoshi": version(),
        "format": FORMAT,
        "document": _document(plan),
        "issued_on": _day(plan.issued_on),
        "directives": [_directive(plan, directive) for directive in plan.directives],
        "statements": [_statement(plan, statement) for statement in plan.statements],
    }


def _document(plan: Plan) -> dict[str, Any]:
    document, facts = plan.document, plan.outline.facts
    return {
        "name": document.name,
        "format": document.format,
        "reader": document.reader,
        "sha256": document.sha256,
        "length": len(document.text),
        "declassified": document.declassified,
        "facts": {
            "title": _phrase(facts.title),
            "number": _phrase(facts.number),
            "issuer": _phrase(facts.issuer),
            "issued_on": _dated(facts.issued_on),
            "addressee": _phrase(facts.addressee),
            "urgency": _phrase(facts.urgency),
            "secrecy": _phrase(facts.secrecy),
        },
    }


def _directive(plan: Plan, directive: Directive) -> dict[str, Any]:
    return {
        **_span(directive.span),
        "text": plan.quote(directive),
        "title": directive.title,
        "path": list(directive.path),
        "statements": list(directive.statements),
        "responsible": _names(directive.responsible),
        "supporting": _names(directive.supporting),
        "due": [limit.text for limit in directive.limits],
        "measures": [quantity.text for quantity in directive.measures],
        "modality": directive.modality.value,
        "units": {
            "responsible": [_assigned(unit) for unit in directive.responsible],
            "supporting": [_assigned(unit) for unit in directive.supporting],
            "leaders": [_phrase(leader) for leader in directive.leaders],
        },
        "limits": [_limit(limit) for limit in directive.limits],
        "quantities": [_quantity(quantity) for quantity in directive.measures],
        "targets": [_target(target) for target in directive.targets],
        "conditions": [_phrase(condition) for condition in directive.conditions],
        "deliverables": [_phrase(deliverable) for deliverable in directive.deliverables],
        "campaign": _phrase(directive.campaign),
        "gaps": [_gap(gap) for gap in directive.gaps],
        "confidence": round(directive.confidence, 4),
    }


def _statement(plan: Plan, statement: Statement) -> dict[str, Any]:
    return {
        **_span(statement.span),
        "kind": statement.kind.value,
        "confidence": round(statement.confidence, 4),
        "reasons": list(statement.reasons),
        "extent": [statement.extent.start, statement.extent.end],
        "text": plan.quote(statement.extent),
    }


def _names(assigned: Sequence[Assigned]) -> list[str]:
    return list(dict.fromkeys(unit.mention.name for unit in assigned))


def _assigned(unit: Assigned) -> dict[str, Any]:
    mention = unit.mention
    return {
        **_span(mention.span),
        "name": mention.name,
        "kind": mention.kind.value,
        "unit": mention.unit,
        "why": unit.why.value,
        "statement": unit.statement,
    }


def _limit(limit: TimeLimit) -> dict[str, Any]:
    return {
        **_span(limit.span),
        "text": limit.text,
        "kind": limit.kind.value,
        "from": _day(limit.start),
        "to": _day(limit.due),
        "rule": limit.rule,
        "masked": limit.masked,
        "problem": limit.problem,
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        **_span(quantity.span),
        "text": quantity.text,
        "value": _figure(quantity.value),
        "upper": _figure(quantity.upper),
        "unit": quantity.unit,
        "comparator": quantity.comparator.value,
        "masked": quantity.masked,
        "of": _phrase(quantity.of),
        "verb": _phrase(quantity.verb),
    }


def _target(target: Target) -> dict[str, Any]:
    return {**_span(target.span), "text": target.text, "value": _figure(target.value), "unit": target.unit}


def _gap(gap: Gap) -> dict[str, Any]:
    span = None if gap.span is None else [gap.span.start, gap.span.end]
    return {"kind": gap.kind.value, "span": span}


def _phrase(phrase: Phrase | None) -> dict[str, Any] | None:
    return None if phrase is None else {**_span(phrase.span), "text": phrase.text}


def _dated(fact: DatedFact | None) -> dict[str, Any] | None:
    return None if fact is None else {**_span(fact.span), "text": fact.text, "value": fact.value.isoformat()}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _figure(value: Decimal | None) -> str | None:
    """A decimal in plain digits, as a string: a float would change it."""
    if value is None:
        return None
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
