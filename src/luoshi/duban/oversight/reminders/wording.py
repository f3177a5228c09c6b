"""What a reminder says: 距时限3个工作日, 今天到期, 逾期6天, 7月进展待报送."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.duban.language import is_chinese
from luoshi.duban.oversight.lights.workdays import working_days
from luoshi.duban.oversight.news import kinds
from luoshi.duban.oversight.reminders.models import Kind, Reminder, Telling


def words_of(kind: str, due: date, today: date) -> str:
    """How far a limit or an owed report is on *today*, in the language of the page."""
    if kind == Kind.CHASE:
        return _("督查室催办")
    left = working_days(today, due)
    if kind == Kind.LIMIT:
        return _before_limit(left) if today <= due else _late(due, today)
    if today <= due:
        return _("请于%(day)s前报送进展") % {"day": _short(due)}
    days = (today - due).days
    late = ngettext("进展欠报%(days)s天", "进展欠报%(days)s天", days) % {"days": days}
    return _("%(late)s（应于%(day)s前报送）") % {"late": late, "day": _short(due)}


def _before_limit(left: int) -> str:
    if left == 0:
        return _("时限到期")
    return ngettext("距时限%(days)s个工作日", "距时限%(days)s个工作日", left) % {"days": left}


def _late(due: date, today: date) -> str:
    days = (today - due).days
    return ngettext("逾期%(days)s天", "逾期%(days)s天", days) % {"days": days}


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日" if is_chinese() else day.isoformat()


def group_of(kind: str, due: date, today: date) -> str:
    """Under which heading a reminder is counted: ``near``, ``late``, ``owed``, ``chased``."""
    if kind == Kind.CHASE:
        return "chased"
    if kind == Kind.OWED:
        return "owed"
    return "near" if today <= due else "late"


def tone_of(kind: str, due: date, today: date) -> str:
    """How a badge with these words looks."""
    return {"near": "wait", "late": "bad", "chased": "todo"}.get(
        group_of(kind, due, today), "bad" if today > due else "wait"
    )


def kind_of(telling: Telling) -> str:
    """What kind of news it is: 督办函, 考评结果."""
    kind = kinds().get(telling.news.kind)
    return str(kind.label) if kind is not None else ""


def counts_of(reminders: Iterable[Reminder], today: date, tellings: Iterable[Telling] = ()) -> str:
    """1件督办函待回复、临近时限2项、逾期1项, as a message and the inbox count them."""
    news = Counter(one.news.kind for one in tellings)
    urgent_first = sorted(kinds().values(), key=lambda kind: not kind.is_urgent)
    told = [kind.count(news[kind.key]) for kind in urgent_first if news[kind.key]]
    counts = Counter(group_of(one.kind, one.due, today) for one in reminders)
    said = {
        "late": ngettext("逾期%(count)s项", "逾期%(count)s项", counts["late"]),
        "near": ngettext("临近时限%(count)s项", "临近时限%(count)s项", counts["near"]),
        "owed": ngettext("待报送进展%(count)s项", "待报送进展%(count)s项", counts["owed"]),
        "chased": ngettext("督查室催办%(count)s项", "督查室催办%(count)s项", counts["chased"]),
    }
    return _("、").join([*told, *(words % {"count": counts[group]} for group, words in said.items() if counts[group])])
