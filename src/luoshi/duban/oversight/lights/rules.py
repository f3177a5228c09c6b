"""Rule sets: which light shows when, as data.  The first rule that holds decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.duban.problems import Refused


class RuleRefused(Refused):
    """A rule that cannot be; ``place`` is its number, from 1."""

    def __init__(self, place: int, code: str, chinese: str, english: str) -> None:
        super().__init__(code, chinese, english)
        self.place = place


class Colour(StrEnum):
    """What a light can show.  The last four are signs, not colours of a rule."""

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"
    LONG_TERM = "long-term"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


#: The colours that a rule may give, from the calmest to the most urgent.
COLOURS = (Colour.GREEN, Colour.BLUE, Colour.YELLOW, Colour.ORANGE, Colour.RED)


class When(StrEnum):
    """On what a rule looks; ``value`` of the rule is in the unit named here."""

    OVERDUE = "overdue"  # calendar days past the limit, at least so many
    DUE_WITHIN = "due-within"  # working days to the limit, at most so many
    BEHIND = "behind"  # percentage points behind the trajectory, at least so many
    SHARE_BELOW = "share-below"  # per cent of what should be reached, less than so many
    OTHERWISE = "otherwise"


#: The least and the greatest value of each condition.
RANGES: Mapping[When, tuple[float, float]] = {
    When.OVERDUE: (1, 3650),
    When.DUE_WITHIN: (0, 365),
    When.BEHIND: (1, 100),
    When.SHARE_BELOW: (1, 200),
}
#: Whether a smaller value is the narrower condition: it must stand before the wider one to be reached at all.
_SMALLER_IS_NARROWER = {When.OVERDUE: False, When.DUE_WITHIN: True, When.BEHIND: False, When.SHARE_BELOW: True}


@dataclass(frozen=True, slots=True)
class Rule:
    """*colour* where *when* holds with *value*."""

    colour: Colour
    when: When
    value: float = 0

    def as_data(self) -> dict[str, object]:
        """Plain values, for the row and for the record."""
        return {"colour": str(self.colour), "when": str(self.when), "value": self.value}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules in their order; ``key`` names a ready-made set."""

    key: str
    rules: tuple[Rule, ...]

    def as_data(self) -> list[dict[str, object]]:
        """Plain values of the rules."""
        return [rule.as_data() for rule in self.rules]


#: Green, yellow, red: the limit is near, or progress is behind the line; overdue is red.
THREE = RuleSet(
    "three",
    (
        Rule(Colour.RED, When.OVERDUE, 1),
        Rule(Colour.YELLOW, When.DUE_WITHIN, 10),
        Rule(Colour.YELLOW, When.BEHIND, 15),
        Rule(Colour.GREEN, When.OTHERWISE),
    ),
)
#: Notices: blue before the limit, orange once it has passed, red after half a month.
NOTICES = RuleSet(
    "notices",
    (
        Rule(Colour.RED, When.OVERDUE, 15),
        Rule(Colour.ORANGE, When.OVERDUE, 1),
        Rule(Colour.BLUE, When.DUE_WITHIN, 10),
        Rule(Colour.GREEN, When.OTHERWISE),
    ),
)
#: Five colours by the share of what should be reached, red below 30 per cent.
FIVE = RuleSet(
    "five",
    (
        Rule(Colour.RED, When.OVERDUE, 1),
        Rule(Colour.RED, When.SHARE_BELOW, 30),
        Rule(Colour.ORANGE, When.SHARE_BELOW, 60),
        Rule(Colour.YELLOW, When.SHARE_BELOW, 80),
        Rule(Colour.BLUE, When.SHARE_BELOW, 100),
        Rule(Colour.GREEN, When.OTHERWISE),
    ),
)
READY_MADE = {one.key: one for one in (THREE, NOTICES, FIVE)}
#: What rules are called that an office made itself.
OWN = "own"
#: A set has no more rules than somebody can follow.
MOST = 20


def read_rules(key: str, data: Sequence[Mapping[str, object]]) -> RuleSet:
    """The rules that *data* (as :meth:`RuleSet.as_data` gives it) holds, checked.

    Raises :class:`RuleRefused` with the number of the rule that is wrong: a colour, a condition or a value that does
    not exist, a rule that is never reached because one before it holds wherever it does, an end that leaves tasks
    without a light.
    """
    if len(data) > MOST:
        raise Refused(
            "too-many-rules", f"规则最多{MOST}条，请合并。", f"There are at most {MOST} rules; combine some of them."
        )
    rules = tuple(_read(number, one) for number, one in enumerate(data, 1))
    if not rules or rules[-1].when is not When.OTHERWISE:
        raise Refused(
            "no-end",
            "最后一条规则应为“其余情况”，否则有的任务不亮灯。",
            "The last rule must be the one for all other cases; else some tasks have no light.",
        )
    for place, rule in enumerate(rules):
        for before, other in enumerate(rules[:place]):
            if _covers(other, rule):
                raise RuleRefused(
                    place + 1,
                    "never-reached",
                    f"第{place + 1}条规则永远不会用到：第{before + 1}条已经包括了它。",
                    f"Rule {place + 1} is never reached: rule {before + 1} holds wherever it does.",
                )
    return RuleSet(key, rules)


def _covers(first: Rule, later: Rule) -> bool:
    """Whether *first* holds wherever *later* does."""
    if first.when is When.OTHERWISE:
        return True
    if first.when is not later.when:
        return False
    smaller = _SMALLER_IS_NARROWER[first.when]
    return first.value >= later.value if smaller else first.value <= later.value


def _read(number: int, data: Mapping[str, object]) -> Rule:
    try:
        colour, when = Colour(str(data["colour"])), When(str(data["when"]))
        value = float(str(data.get("value", 0)))
    except (KeyError, ValueError):
        colour = Colour.WITHDRAWN
    if colour not in COLOURS:
        raise RuleRefused(
            number,
            "no-such-rule",
            f"第{number}条规则的颜色、条件或数值不对。",
            f"Colour, condition or value of rule {number} is wrong.",
        )
    least, most = RANGES.get(when, (value, value))
    if not least <= value <= most:
        raise RuleRefused(
            number,
            "value",
            f"第{number}条规则的数值应在{least:g}到{most:g}之间。",
            f"The value of rule {number} lies between {least:g} and {most:g}.",
        )
    return Rule(colour, when, value)


def named(rules: RuleSet) -> RuleSet:
    """*rules* under the name of the ready-made set that they are, else as the office's own."""
    key = next((one.key for one in READY_MADE.values() if one.rules == rules.rules), OWN)
    return RuleSet(key, rules.rules)
