"""The cards and the statements of the review desk.

A report puts some hundreds of them on one page, and each action draws dozens anew within a few milliseconds: a template
takes ten times as long for them, so they are written here.  Everything that comes from a person or a document goes
through ``escape``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from luoshi.duban.tasks.desk.cards import Card, CardTarget, CardUnit
from luoshi.duban.tasks.desk.gaps import Gap
from luoshi.duban.tasks.desk.page import Said
from luoshi.duban.tasks.models import TaskSource

register = template.Library()

#: Which form answers an open question.
_ANSWERED_BY = {
    Gap.NO_UNIT: "units",
    Gap.UNKNOWN_UNIT: "units",
    Gap.MASKED_FIGURE: "targets",
    Gap.AIM_ONLY: "reword",
}


@register.simple_tag(takes_context=True)
def cards(context: Context, cards: Iterable[Card]) -> SafeString:
    """The cards in their order."""
    words = _Words.of_this_page()
    disabled = "" if context["may_decide"] else " disabled"
    return mark_safe("".join([_card(card, words, disabled) for card in cards]))


@register.simple_tag
def statements(paragraph: Iterable[Said]) -> SafeString:
    """The statements of a paragraph, with nothing between them."""
    return mark_safe("".join([_said(one) for one in paragraph]))


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said on every card, asked for once."""

    unknown: str
    limit: str
    target: str
    gaps: dict[Gap, str]

    @classmethod
    def of_this_page(cls) -> _Words:
        return cls(
            escape(gettext("不在名录")),
            escape(gettext("时限")),
            escape(gettext("指标")),
            {gap: _gap(gap) for gap in Gap},
        )


def _said(one: Said) -> str:
    state = f"{'' if one.decided else ' is-open'}{' is-unsure' if one.unsure else ''}"
    sure = "" if one.decided else f"? {one.confidence}%"
    return (
        f'<span class="said k-{one.kind}{state}" id="s{one.index}" data-ref="{one.reference}" data-item="{one.item}" '
        f'data-mark="{escape(one.mark)}" title="{escape(one.label)}{sure}">{escape(one.words)}</span>'
    )


def _card(card: Card, words: _Words, disabled: str) -> str:
    text = escape(card.text)
    label = text if len(card.text) <= 24 else f"{escape(card.text[:23])}…"
    said = " ".join(map(str, card.said))
    gaps = "".join([f"{gap.value} " for gap in card.gaps])
    facts = [
        *[_unit(unit, words) for unit in card.units],
        _limit(card, words) if card.limit else "",
        *[_target(target, words) for target in card.targets],
        *[words.gaps[gap] for gap in card.gaps],
    ]
    return (
        f'<li class="item {"is-task" if card.is_task else "is-proposal"}" id="{card.key}" data-ref="{card.reference}" '
        f'data-said="{said}" data-gaps="{gaps}">\n'
        f'<div class="item-main"><input type="checkbox" class="item-pick form-check-input" '
        f'aria-label="{label}"{disabled}>\n'
        f'<p class="item-text" data-open="reword">{text}</p></div>\n'
        f"{_steps(card.steps) if card.steps else ''}{_oral(card.oral) if card.oral else ''}"
        f'<div class="item-facts">{"".join(facts)}</div>\n'
        f'<div class="item-like" id="like-{card.key}"></div><div class="item-editor"></div></li>\n'
    )


def _steps(steps: Iterable[str]) -> str:
    return f'<ol class="item-steps">{"".join([f"<li>{escape(step)}</li>" for step in steps])}</ol>\n'


def _oral(source: TaskSource) -> str:
    said_on = source.said_on.isoformat() if source.said_on else ""
    told = " · ".join([source.said_by, said_on, source.noted_by, *([source.paper] if source.paper else [])])
    return f'<p class="item-oral">{escape(told)}</p>\n'


def _unit(unit: CardUnit, words: _Words) -> str:
    label, name = escape(unit.label), escape(unit.name)
    title = f"{label} · {escape(unit.why)}"
    if unit.said != unit.name:
        title += f" · {escape(unit.said)}"
    gap, mark = "", ""
    if unit.key is None:
        gap, mark, title = " is-gap", "<b>?</b>", f"{title} · {words.unknown}"
    return (
        f'<span class="fact fact-unit role-{unit.role}{gap}" data-open="units" title="{title}">'
        f"<i>{label}</i>{name}{mark}</span>"
    )


def _limit(card: Card, words: _Words) -> str:
    due = f" <small>{card.due}</small>" if card.due else ""
    return f'<span class="fact fact-limit" data-open="limit"><i>{words.limit}</i>{escape(card.limit)}{due}</span>'


def _target(target: CardTarget, words: _Words) -> str:
    measured = ""
    if target.measured and target.measured not in target.words:
        short = target.measured if len(target.measured) <= 14 else f"{target.measured[:13]}…"
        measured = f"{escape(short)} "
    masked = " is-gap" if target.masked else ""
    return (
        f'<span class="fact fact-target{masked}" data-open="targets"><i>{words.target}</i>'
        f"{measured}{escape(target.compared)}</span>"
    )


def _gap(gap: Gap) -> str:
    form = _ANSWERED_BY.get(gap, "limit")
    return f'<span class="fact gap gap-{gap.value}" data-open="{form}">{escape(str(gap.label))}</span>'
