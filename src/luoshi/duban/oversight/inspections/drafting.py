"""What conclusions and reports begin with: the findings in the office's usual words, to be changed by people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.inspections.models import UNMET, Inspection, Item, Outcome, Stop
from luoshi.layout.official import date_words


@in_chinese
def usual_conclusion(stop: Stop, items: Sequence[Item]) -> str:
    """What was looked at, what has landed, what has not, what is to be put right, in a paragraph each."""
    seen = [item for item in items if item.outcome not in (Outcome.OPEN, Outcome.NOT_SEEN)]
    day = stop.day or stop.inspection.starts
    days = sorted({item.seen_on for item in seen if item.seen_on is not None}) or [day]
    when = date_words(days[0]) if days[0] == days[-1] else f"{date_words(days[0])}至{date_words(days[-1])}"
    parts = [f"{when}，督查组对{stop.unit.name}{len(items)}项事项进行了督查。{in_figures(items)}"]
    done = [item for item in seen if item.outcome not in UNMET]
    if done:
        parts += [
            "一、落实情况",
            *(f"{place}. {_name(item)}：{_end(item.finding)}" for place, item in enumerate(done, 1)),
        ]
    unmet = [item for item in seen if item.outcome in UNMET]
    if unmet:
        number = "二" if done else "一"
        parts += [
            f"{number}、存在问题",
            *(f"{place}. {_name(item)}：{_problem(item)}" for place, item in enumerate(unmet, 1)),
        ]
    asked = [item for item in items if item.demand]
    if asked:
        number = "一二三"[bool(done) + bool(unmet)]
        parts += [f"{number}、整改要求", *(f"{place}. {demand_words(item)}" for place, item in enumerate(asked, 1))]
    return "\n".join(parts)


@in_chinese
def usual_opening(inspection: Inspection, items: Sequence[Item], stops: int) -> str:
    """The first paragraph of the report: basis, days, how many units and matters, how they stand."""
    when = (
        date_words(inspection.starts)
        if inspection.starts == inspection.ends
        else f"{date_words(inspection.starts)}至{date_words(inspection.ends)}"
    )
    return (
        f"根据{inspection.basis.rstrip('。')}，{when}，督查组对{stops}个单位{len(items)}项事项开展了"
        f"{inspection.get_activity_display()}。{in_figures(items)}"
    )


def in_figures(items: Iterable[Item]) -> str:
    """How many matters were found how: 已落实3项，进度滞后1项。"""
    counted = Counter(Outcome(item.outcome) for item in items)
    words = [f"{outcome.label}{counted[outcome]}项" for outcome in Outcome if outcome and counted[outcome]]
    return f"其中，{'，'.join(words)}。" if words else ""


def demand_words(item: Item) -> str:
    """A demand with its day."""
    until = f"，{date_words(item.due)}前完成" if item.due is not None else ""
    return f"{item.demand.rstrip('。')}{until}。"


def _name(item: Item) -> str:
    return item.task.title if item.task is not None else item.words.rstrip("。")


def _problem(item: Item) -> str:
    return f"{Outcome(item.outcome).label}。{_end(item.problem)}"


def _end(words: str) -> str:
    return f"{words.rstrip('。')}。" if words else ""
