"""经过: a task's history as sentences that a person reads, not as verbs and names of fields.

Pure: it is told from events of the record, newest first as they come, in the language of the page.  What a task can go
through is a table from the verb to the sentence; a verb without one still says who did what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from luoshi.duban.audit.verbs import verb_name
from luoshi.duban.clock import ZONE
from luoshi.duban.language import is_chinese
from luoshi.duban.tasks.models import AssignmentRole, Channel, Decision, ReportKind

#: A sentence quotes no more of what was written than this; the whole stands in its own part of the page.
_QUOTED = 120
_ON_BEHALF = (Channel.TELEPHONE, Channel.PAPER)


class Told(Protocol):
    """What the story needs of an event (:class:`luoshi.duban.audit.models.Event`)."""

    at: datetime
    actor_name: str
    verb: str
    before: Any
    after: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: when, a sentence, and what it rests on.  ``tone`` is that of a badge."""

    at: datetime
    sentence: str
    because: str = ""
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class _Said:
    """The values of an event, read leniently: what an older version of the application wrote is told as well."""

    who: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str

    def words(self, name: str) -> str:
        """A value of ``after`` as words."""
        value = self.after.get(name)
        return "" if value is None else str(value)

    def names(self, name: str) -> str:
        """A list of ``after`` as words."""
        value = self.after.get(name)
        return _("、").join(str(one) for one in value) if isinstance(value, list) else ""


def tell_story(events: Iterable[Told]) -> list[Line]:
    """*events* as lines, in their order; units that signed one after another on one day make one line."""
    lines: list[Line] = []
    signed: list[tuple[str, str]] = []
    for event in events:
        if event.verb != "assignment.acknowledged":
            signed = []
            lines.append(_line(event))
            continue
        same_day = bool(signed) and _local(lines[-1].at) == _local(event.at)
        signed = [*(signed if same_day else ()), (str((event.after or {}).get("unit", "")), event.actor_name)]
        line = Line(lines[-1].at if same_day else event.at, _signed(signed))
        lines[len(lines) - same_day :] = [line]
    return lines


def _local(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def _line(event: Told) -> Line:
    said = _Said(event.actor_name, event.before or {}, event.after or {}, event.reason)
    tell = _SENTENCES.get(event.verb, partial(_otherwise, event.verb))
    return Line(event.at, tell(said).strip(), event.reason, _TONES.get(event.verb, "plain"))


def _otherwise(verb: str, said: _Said) -> str:
    return _("%(who)s %(did)s") % {"who": said.who, "did": verb_name(verb)}


def _signed(signed: list[tuple[str, str]]) -> str:
    units = _("、").join(_("%(unit)s（%(who)s）") % {"unit": unit, "who": who} for unit, who in signed[::-1])
    return _("%(units)s 签收") % {"units": units}


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"


def _day(value: object) -> str:
    """An ISO day as the page says it."""
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return ""
    return f"{day.year}年{day.month}月{day.day}日" if is_chinese() else day.isoformat()


def _roles(value: object) -> str:
    """``[[unit, role], …]`` as 牵头：水利局；配合：财政局."""
    by_role: dict[str, list[str]] = {}
    for name, role in value if isinstance(value, list) else ():
        by_role.setdefault(str(AssignmentRole(role).label), []).append(str(name))
    return _("；").join(
        _("%(role)s：%(units)s") % {"role": role, "units": _("、").join(units)} for role, units in by_role.items()
    )


def _issued(said: _Said) -> str:
    limit = said.words("limit") or _day(said.words("due"))
    words = _("%(who)s 交办。%(units)s") % {"who": said.who, "units": _roles(said.after.get("units"))}
    return _("%(words)s；完成时限 %(limit)s") % {"words": words, "limit": limit} if limit else words


def _source_added(said: _Said) -> str:
    quotes = [_quoted(str(one.get("quote", ""))) for one in said.after.get("sources", ()) if isinstance(one, dict)]
    return _("%(who)s 增加来源：%(quotes)s") % {"who": said.who, "quotes": _("；").join(quotes)}


def _changed(said: _Said) -> str:
    parts = []
    for name, was in said.before.items():
        if name == "due" and "limit" in said.before:
            continue
        label = _labels().get(name, name)
        parts.append(
            _("%(name)s 由“%(was)s”改为“%(now)s”")
            % {"name": label, "was": _value(name, was), "now": _value(name, said.after.get(name))}
        )
    return _("%(who)s 变更：%(parts)s") % {"who": said.who, "parts": _("；").join(parts)}


def _labels() -> dict[str, str]:
    return {
        "title": _("标题"),
        "text": _("工作任务"),
        "leader": _("牵头领导"),
        "note": _("备注"),
        "limit": _("完成时限"),
        "due": _("截止日期"),
        "units": _("单位"),
    }


def _value(name: str, value: object) -> str:
    if name == "units":
        return _roles(value)
    if name == "due":
        return _day(value) or _("无")
    return _quoted(str(value)) if value else _("无")


def _reported(said: _Said) -> str:
    kind, unit, person = said.words("kind"), said.words("unit"), said.words("by") or said.who
    values = {"unit": unit, "who": person, "text": _quoted(said.words("text")), "day": _day(said.words("done_on"))}
    if kind == ReportKind.NO_CHANGE:
        sentence = _("%(unit)s %(who)s 反馈：进展无变化") % values
    elif kind == ReportKind.COMPLETION:
        sentence = _("%(unit)s %(who)s 申请销号（%(day)s完成）：%(text)s") % values
    else:
        sentence = _("%(unit)s %(who)s 反馈：%(text)s") % values
    if percent := said.words("percent"):
        sentence = _("%(words)s完成%(percent)s%%。") % {"words": sentence, "percent": _plain(percent)}
    return f"{sentence}{_came(said, person)}"


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def _came(said: _Said, person: str) -> str:
    """（电话，陈明代录）: how it came, where that is not by the unit's own hand."""
    channel = said.words("channel")
    if channel not in Channel.values or channel == Channel.PAGE:
        return ""
    values = {"channel": Channel(channel).label, "who": said.who}
    if channel in _ON_BEHALF:
        return _("（%(channel)s，%(who)s代录）") % values
    if person != said.who:
        return _("（%(channel)s，%(who)s录入）") % values
    return _("（%(channel)s）") % values


def _submitted(said: _Said) -> str:
    return _("%(words)s，待单位负责人审签") % {"words": _reported(said).rstrip("。")}


def _extension_asked(said: _Said) -> str:
    values = {"unit": said.words("unit"), "who": said.words("by") or said.who, "day": _day(said.words("due"))}
    sentence = _("%(unit)s %(who)s 申请延期至%(day)s") % values
    return f"{sentence}{_came(said, values['who'])}"


def _extension_decided(said: _Said) -> str:
    values = {"who": said.who, "unit": said.words("unit"), "day": _day(said.words("due"))}
    if said.words("decision") == Decision.GRANTED:
        return _("%(who)s 同意%(unit)s延期至%(day)s") % values
    return _("%(who)s 不同意%(unit)s延期") % values


def _return_asked(said: _Said) -> str:
    values = {"unit": said.words("unit"), "who": said.words("by") or said.who, "right": said.words("right_unit")}
    sentence = _("%(unit)s %(who)s 申请退回") % values
    if values["right"]:
        sentence = _("%(words)s，认为应由%(right)s承办") % {"words": sentence, "right": values["right"]}
    return f"{sentence}{_came(said, values['who'])}"


def _return_decided(said: _Said) -> str:
    values = {"who": said.who, "unit": said.words("unit"), "given": said.words("given")}
    if said.words("decision") != Decision.GRANTED:
        return _("%(who)s 不同意%(unit)s退回") % values
    if values["given"]:
        return _("%(who)s 同意%(unit)s退回，改交%(given)s") % values
    return _("%(who)s 同意%(unit)s退回") % values


def _verified(said: _Said) -> str:
    values = {
        "who": said.who,
        "unit": said.words("unit"),
        "means": said.names("means"),
        "text": _quoted(said.words("conclusion")),
    }
    return _("%(who)s 核查通过%(unit)s的反馈（%(means)s）：%(text)s") % values


def _closed_out(said: _Said) -> str:
    values = {"who": said.who, "unit": said.words("unit")}
    sentence = _("%(who)s 为%(unit)s销号") % values
    if others := said.names("with"):
        sentence = _("%(words)s，%(units)s一并办结") % {"words": sentence, "units": others}
    days = said.after.get("late_days")
    if isinstance(days, int) and days:
        late = ngettext("曾逾期%(days)s天", "曾逾期%(days)s天", days) % {"days": days}
        sentence = _("%(words)s（%(late)s）") % {"words": sentence, "late": late}
    return sentence


def _reopened(said: _Said) -> str:
    words = _("%(who)s 决定重新办理：%(units)s") % {"who": said.who, "units": said.names("units")}
    if said.after.get("due") != said.before.get("due"):
        return _("%(words)s；新时限%(day)s") % {"words": words, "day": _day(said.after.get("due"))}
    return words


def _resumed(said: _Said) -> str:
    words = _("%(who)s 恢复办理") % {"who": said.who}
    if said.after.get("due") and said.after.get("due") != said.before.get("due"):
        return _("%(words)s，时限顺延至%(day)s") % {"words": words, "day": _day(said.after.get("due"))}
    return words


def _merged(said: _Said) -> str:
    values = {
        "who": said.who,
        "into": said.words("into"),
        "title": said.words("into_title") or said.words("other_title"),
    }
    if values["into"]:
        return _("%(who)s 将本任务并入 %(into)s %(title)s") % values
    sentence = _("%(who)s 将 %(other)s %(title)s 并入本任务") % {**values, "other": said.words("other")}
    if units := said.names("units"):
        sentence = _("%(words)s，增加配合单位：%(units)s") % {"words": sentence, "units": units}
    return sentence


def _unit_merged(said: _Said) -> str:
    values = {"old": str(said.before.get("unit", "")), "new": said.words("unit")}
    return _("机构调整：%(old)s的这项任务由%(new)s承接") % values


def _withdrawn(said: _Said) -> str:
    units = said.names("units")
    words = _("%(who)s 撤销任务") % {"who": said.who}
    return _("%(words)s，当时承办的有：%(units)s") % {"words": words, "units": units} if units else words


def _carried_over(said: _Said) -> str:
    values = {"who": said.who, "old": str(said.before.get("register", "")), "new": said.words("register")}
    sentence = _("%(who)s 将任务由%(old)s结转到%(new)s") % values
    days = said.after.get("overdue_days")
    if isinstance(days, int) and days:
        late = ngettext("当时逾期%(days)s天", "当时逾期%(days)s天", days) % {"days": days}
        sentence = _("%(words)s（%(late)s）") % {"words": sentence, "late": late}
    return sentence


def _milestones(said: _Said) -> str:
    if nodes := said.words("milestones"):
        return _("%(who)s 填写节点计划：%(nodes)s") % {"who": said.who, "nodes": _quoted(nodes)}
    return _("%(who)s 取消节点计划") % {"who": said.who}


def _plainly(template: str, said: _Said) -> str:
    """A sentence of who did it, the unit, and what was written."""
    text = said.words("text") or said.words("words") or said.words("objection") or said.words("answer")
    values = {"who": said.who, "unit": said.words("unit"), "text": _quoted(text), "part": said.words("part")}
    return _(template) % {**values, "paper": said.words("paper")}


#: What needs no more than its words filled in.
_PLAINLY: dict[str, str] = {
    "task.taken-over": gettext_noop("%(who)s 从原有台账导入任务"),
    "task.paper-attached": gettext_noop("%(who)s 补附书面依据：%(paper)s"),
    "task.suspended": gettext_noop("%(who)s 中止任务"),
    "task.remarked": gettext_noop("%(who)s 留言：%(text)s"),
    "task.instructed": gettext_noop("%(who)s 批示：%(text)s"),
    "report.approved": gettext_noop("%(who)s 审签通过%(unit)s的反馈"),
    "report.refused": gettext_noop("%(who)s 未通过%(unit)s反馈的审签"),
    "report.objected": gettext_noop("%(unit)s %(who)s 对代录提出异议：%(text)s"),
    "report.objection-answered": gettext_noop("%(who)s 答复%(unit)s的异议：%(text)s"),
    "evidence.added": gettext_noop("%(unit)s %(who)s 上传佐证：%(text)s"),
    "assignment.broken-down": gettext_noop("%(unit)s %(who)s 分办给%(part)s：%(text)s"),
    "assignment.part-closed": gettext_noop("%(who)s 办结%(unit)s分办的工作"),
    "assignment.part-withdrawn": gettext_noop("%(who)s 撤回%(unit)s分办的工作"),
    "assignment.submission-taken-back": gettext_noop("%(unit)s %(who)s 撤回销号申请"),
    "assignment.sent-back": gettext_noop("%(who)s 退办%(unit)s的反馈"),
}
_SENTENCES: dict[str, Callable[[_Said], str]] = {
    "task.issued": _issued,
    "task.source-added": _source_added,
    "task.changed": _changed,
    "task.unit-merged": _unit_merged,
    "task.withdrawn": _withdrawn,
    "task.resumed": _resumed,
    "task.merged": _merged,
    "task.carried-over": _carried_over,
    "task.milestones-set": _milestones,
    "report.filed": _reported,
    "report.submitted": _submitted,
    "extension.asked": _extension_asked,
    "extension.decided": _extension_decided,
    "return.asked": _return_asked,
    "return.decided": _return_decided,
    "assignment.verified": _verified,
    "assignment.closed-out": _closed_out,
    "assignment.reopened": _reopened,
    **{verb: partial(_plainly, template) for verb, template in _PLAINLY.items()},
}
_TONES = {
    "assignment.sent-back": "bad",
    "report.refused": "bad",
    "report.objected": "bad",
    "extension.asked": "todo",
    "return.asked": "todo",
    "task.instructed": "todo",
    "assignment.verified": "good",
    "assignment.closed-out": "good",
    "task.suspended": "wait",
}


def tell_verb(
    verb: str, tell: Callable[[str, Mapping[str, Any], Mapping[str, Any]], str], *, tone: str = "plain"
) -> None:
    """Let an app above this one tell a verb of its own: *tell* is given who did it, ``before`` and ``after``."""
    _SENTENCES[verb] = lambda said: tell(said.who, said.before, said.after)
    _TONES[verb] = tone
