"""Why a statement was read as it was, in the reader's language.

The amounts are natural logarithms of odds, as in :mod:`luoshi.gongwen.explain`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

_SHOWN = 5  # of each list
_LEAST = 0.15  # an amount that changes the odds by less than a sixth is not worth reading

KINDS = {
    "heading": pgettext_lazy("kind of statement", "标题"),
    "directive": pgettext_lazy("one", "任务"),
    "achievement": gettext_lazy("成绩与现状"),
    "context": gettext_lazy("背景与要求"),
}
#: The forms that decide what a statement is.
FORMS = {
    "heading": gettext_lazy("独占一行的标题"),
    "bracket": gettext_lazy("只列单位的括号"),
    "label": gettext_lazy("“责任单位：”“完成时限：”一类的栏目"),
    "formula": gettext_lazy("施行日期、抄送、联系方式一类的文尾"),
    "answered": gettext_lazy("句末括号写明了由谁负责"),
    "order": gettext_lazy("点名要求几个部门办理"),
    "opener": gettext_lazy("只引出下列各项，本身不布置任务"),
    "definition": gettext_lazy("名词解释"),
    "empty": gettext_lazy("只有符号"),
    "table": gettext_lazy("在表格中，按所在的栏判定"),
}
#: What else is weighed.
ASPECTS = {
    "shape": gettext_lazy("句子长短和标点"),
    "mark": gettext_lazy("句首序号"),
    "place": gettext_lazy("在全文的位置"),
    "title": gettext_lazy("是否像段首小标题"),
    "cues": gettext_lazy("提示词"),
    "mood": gettext_lazy("全文和本部分的语气"),
    "genre": gettext_lazy("文种"),
    "headings": gettext_lazy("上级标题"),
    "opener": gettext_lazy("列举的引句"),
    "answered": gettext_lazy("后面是否接责任单位"),
    "usual": gettext_lazy("各类语句的常见程度"),
    "other": gettext_lazy("其他特征"),
    "neighbours": gettext_lazy("前后句的类别"),
}
CUES = {
    "told": gettext_lazy("点名要求"),
    "due": pgettext_lazy("cue", "时限"),
    "past": gettext_lazy("已然"),
    "must": gettext_lazy("必须、严禁"),
    "weak": gettext_lazy("问题不足"),
    "units": gettext_lazy("句末单位"),
}
GENRES = {
    "report": gettext_lazy("工作报告"),
    "speech": gettext_lazy("讲话"),
    "minutes": gettext_lazy("会议纪要"),
    "bulletin": gettext_lazy("通报、简报"),
    "letter": gettext_lazy("函、批复"),
    "regulation": gettext_lazy("规定、办法"),
    "decision": gettext_lazy("决定、公告"),
    "opinion": gettext_lazy("意见、措施"),
    "plan": gettext_lazy("方案、计划"),
    "notice": pgettext_lazy("genre", "通知"),
    "other": pgettext_lazy("genre", "其他"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one side of a statement beside its words adds, and the words or the code that it was read from."""

    aspect: str
    amount: float
    words: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a statement is of its kind: the ``form`` that alone decided, or what was weighed against the ``rival``.

    ``alone`` are the chances of each kind by the statement's own words and place, ``together`` those among its
    neighbours; ``words`` are its words with what they add.
    """

    kind: str
    form: str = ""
    rival: str = ""
    alone: Mapping[str, float] | None = None
    together: Mapping[str, float] | None = None
    words: tuple[tuple[str, float], ...] = ()
    others: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: a label and what it says."""

    label: str
    words: str


def explain_in_words(found: Explained) -> list[Line]:
    """What there is to say, the verdict first."""
    if found.form:
        verdict = _("%(form)s（由格式决定，不看用语）") % {"form": FORMS[found.form]}
        return [Line(_("判定"), verdict)]
    verdict = _("单看本句：%(alone)s；连同前后句：%(together)s") % {
        "alone": _chances(found.alone or {}),
        "together": _chances(found.together or {}),
    }
    told = sorted((one for one in found.others if abs(one.amount) >= _LEAST), key=lambda one: -abs(one.amount))
    lines = [
        Line(_("判定"), verdict),
        Line(_("用语像“%(kind)s”") % {"kind": KINDS[found.kind]}, _stretches(found.words, 1)),
    ]
    if found.rival:
        lines.append(Line(_("用语像“%(kind)s”") % {"kind": KINDS[found.rival]}, _stretches(found.words, -1)))
    lines.append(Line(_("其他依据"), _("，").join(_with(_told(one), f"{one.amount:+.1f}") for one in told[:_SHOWN])))
    return [line for line in lines if line.words]


def _chances(chances: Mapping[str, float]) -> str:
    ranked = sorted(chances.items(), key=lambda one: -one[1])
    shown = [one for one in ranked if one[1] >= 0.005] or ranked[:1]
    return _("、").join(f"{KINDS[kind]} {_per_cent(chance)}" for kind, chance in shown)


def _per_cent(chance: float) -> str:
    return f"{chance:.0%}" if chance < 0.995 else _("99%以上")


def _stretches(words: Sequence[tuple[str, float]], sign: int) -> str:
    chosen = sorted((one for one in words if one[1] * sign >= _LEAST), key=lambda one: -abs(one[1]))[:_SHOWN]
    return _("、").join(_with(f"“{_bare(text)}”", f"{abs(amount):.1f}") for text, amount in chosen)


def _bare(words: str) -> str:
    shown = " ".join(words.split())
    return shown.strip("，,、；;：:") or shown


def _told(one: Told) -> str:
    name = str(ASPECTS[one.aspect])
    if one.aspect == "genre":
        return _quoting(name, GENRES.get(one.value, one.value))
    if one.aspect == "cues" and one.value:
        return _with(name, _("、").join(str(CUES.get(cue, cue)) for cue in one.value.split("/")))
    words = " › ".join(_short(" ".join(words.split())) for words in one.words)
    return _quoting(name, words) if words else name


def _quoting(name: str, words: object) -> str:
    return _("%(name)s“%(words)s”") % {"name": name, "words": words}


def _with(words: str, more: str) -> str:
    return _("%(words)s（%(more)s）") % {"words": words, "more": more}


def _short(words: str, longest: int = 20) -> str:
    return words if len(words) <= longest else words[: longest - 1] + "…"
