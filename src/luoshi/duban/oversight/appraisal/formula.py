"""The formula as data: criteria with their weights and parameters, and what is refused about them.

A criterion of weight 0 does not count.  Shares (按时完成, 核查质量, 报送) give their weight times the share that was
good; the others take points off for each case.  Nothing here can ask for activity in the application: there is no
criterion of it (DESIGN: no measure of clicks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from luoshi.duban.problems import Refused

TENTH = Decimal("0.1")
FULL = Decimal(100)
#: A unit with fewer items than this stands apart, without a rank.
FEW = 5
#: Working days in which a unit may appeal.
APPEAL_DAYS = 5


class Kind(StrEnum):
    """What a criterion looks at."""

    ON_TIME = "on-time"
    QUALITY = "quality"
    EXTENSIONS = "extensions"
    SEND_BACKS = "send-backs"
    REPORTS = "reports"
    DAYS_LATE = "days-late"


#: Criteria that give a share of their weight; the others take points off.
SHARES = frozenset({Kind.ON_TIME, Kind.QUALITY, Kind.REPORTS})


class CriterionRefused(Refused):
    """A criterion that contradicts itself; ``kind`` says which row."""

    def __init__(self, kind: Kind, code: str, chinese: str, english: str) -> None:
        super().__init__(code, chinese, english)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion.  ``weight`` in points of 100.

    ``each`` are the points off for a case (a day, an extension, a send-back), of which the first ``free`` of a task
    cost nothing, and ``cap`` the most that one task can cost; shares have none of the three.  ``supporting``: the
    tasks count too in which the unit only supports.
    """

    kind: Kind
    weight: Decimal
    each: Decimal = Decimal(0)
    cap: Decimal = Decimal(0)
    free: int = 0
    supporting: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it gives a share of its weight."""
        return self.kind in SHARES

    def as_data(self) -> dict[str, object]:
        """Plain values, for the row and for the record."""
        found: dict[str, object] = {"kind": str(self.kind), "weight": plain(self.weight), "supporting": self.supporting}
        if not self.is_share:
            found |= {"each": plain(self.each), "cap": plain(self.cap), "free": self.free}
        return found


@dataclass(frozen=True, slots=True)
class Formula:
    """The criteria in their order, and from how many items on a unit is ranked; ``appeal_days`` are working days."""

    criteria: tuple[Criterion, ...]
    few: int = FEW
    appeal_days: int = APPEAL_DAYS

    @property
    def counting(self) -> tuple[Criterion, ...]:
        """The criteria that have a weight."""
        return tuple(one for one in self.criteria if one.weight)

    def as_data(self) -> dict[str, object]:
        """Plain values."""
        return {
            "criteria": [one.as_data() for one in self.criteria],
            "few": self.few,
            "appeal_days": self.appeal_days,
        }


_D = Decimal
#: What a register begins with.  On time weighs most, as offices do; see docs/appraisal.md.
USUAL = Formula(
    (
        Criterion(Kind.ON_TIME, _D(40)),
        Criterion(Kind.QUALITY, _D(20)),
        Criterion(Kind.EXTENSIONS, _D(10), each=_D(2), cap=_D(4)),
        Criterion(Kind.SEND_BACKS, _D(10), each=_D(2), cap=_D(6)),
        Criterion(Kind.REPORTS, _D(10)),
        Criterion(Kind.DAYS_LATE, _D(10), each=_D("0.5"), cap=_D(5)),
    )
)


def plain(value: Decimal) -> str:
    """*value* as a person writes it: ``40``, ``0.5``."""
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def read_formula(data: Mapping[str, object]) -> Formula:
    """The formula that *data* (as :meth:`Formula.as_data` gives it) holds, checked.

    Raises :class:`CriterionRefused` for the row that is wrong, :class:`~luoshi.duban.problems.Refused` where the
    weights do not add up to 100 (the sum is named), a criterion stands twice, or a number is out of its range.
    """
    rows = data.get("criteria")
    criteria = tuple(_read(one) for one in rows) if isinstance(rows, Sequence) else ()
    if len({one.kind for one in criteria}) < len(criteria):
        raise Refused("twice", "同一项考评内容只能列一次。", "A criterion can stand only once.")
    for one in criteria:
        _check(one)
    total = sum((one.weight for one in criteria), Decimal(0))
    if total != FULL:
        raise Refused(
            "weights",
            f"各项分值合计应为100分，现在合计{plain(total)}分。",
            f"The weights must add up to 100; they add up to {plain(total)}.",
        )
    few = _whole(data.get("few", FEW), 1, 1000, "少于几项不排名", "The number of items below which nobody is ranked")
    days = _whole(data.get("appeal_days", APPEAL_DAYS), 1, 60, "申诉期限（工作日）", "The working days for an appeal")
    return Formula(criteria, few, days)


def _read(data: Mapping[str, object]) -> Criterion:
    try:
        kind = Kind(str(data.get("kind")))
    except ValueError as error:
        raise Refused("no-such-criterion", "没有这项考评内容。", "There is no such criterion.") from error
    weight = _points(kind, data.get("weight"))
    supporting = data.get("supporting") is True
    if kind in SHARES or not weight:
        return _kept(Criterion(kind, weight, supporting=supporting), data)
    free = data.get("free", 0)
    if not str(free).isdecimal() or len(str(free)) > 3:
        raise CriterionRefused(
            kind, "free", "不扣分的次数应为0到999的整数。", "The number that costs nothing is a whole one, 0 to 999."
        )
    each, cap = _points(kind, data.get("each")), _points(kind, data.get("cap"))
    return Criterion(kind, weight, each, cap, int(str(free)), supporting)


def _kept(one: Criterion, data: Mapping[str, object]) -> Criterion:
    """*one* with the parameters of a criterion that does not count, which are still there when it does again."""
    if one.is_share:
        return one
    free = str(data.get("free", 0))
    kept = int(free) if free.isdecimal() and len(free) < 4 else 0
    each, cap = (_points(one.kind, data.get(name) or 0) for name in ("each", "cap"))
    return replace(one, each=each, cap=cap, free=kept)


def _check(one: Criterion) -> None:
    """Refuse what contradicts itself."""
    if one.is_share or not one.weight:
        return
    if not one.each:
        raise CriterionRefused(
            one.kind,
            "each",
            "每次（每天）扣分应大于0；不考这一项的，把分值设为0。",
            "Points off must be more than 0; give weight 0 to what shall not count.",
        )
    if one.each > one.cap:
        raise CriterionRefused(
            one.kind,
            "each-above-cap",
            f"每次（每天）扣{plain(one.each)}分，多于一项任务最多扣的{plain(one.cap)}分。",
            f"{plain(one.each)} points off a case are more than the {plain(one.cap)} that a task can cost.",
        )
    if one.cap > one.weight:
        raise CriterionRefused(
            one.kind,
            "cap-above-weight",
            f"一项任务最多扣{plain(one.cap)}分，多于这一项的分值{plain(one.weight)}分。",
            f"A task can cost {plain(one.cap)} points, more than the weight of {plain(one.weight)}.",
        )


def _points(kind: Kind, value: object) -> Decimal:
    try:
        number = Decimal(str(value))
        fits = number.is_finite() and 0 <= number <= FULL and number == number.quantize(TENTH)
    except InvalidOperation:
        fits = False
    if not fits:
        raise CriterionRefused(
            kind,
            "points",
            "分值和扣分应为0到100，最多一位小数。",
            "Points lie between 0 and 100, with one decimal at most.",
        )
    return number


def _whole(value: object, least: int, most: int, chinese: str, english: str) -> int:
    words = str(value)
    if not (words.isdecimal() and len(words) < 6 and least <= int(words) <= most):
        raise Refused(
            "number",
            f"{chinese}应为{least}到{most}的整数。",
            f"{english} must be a whole number from {least} to {most}.",
        )
    return int(words)
