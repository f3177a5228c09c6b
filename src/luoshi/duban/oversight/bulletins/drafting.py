"""The text that a bulletin begins with, by the structure that offices use (Chinese in every language).

opening → 一、基本情况 → 二、总体进展 (against plan, against 序时, by unit) → 三、存在问题 → 四、下步工作要求.  A
sentence is written only where it has something to say; its figures are references, which a person may move and delete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.duban.oversight.bulletins.counting import Counted
from luoshi.duban.oversight.bulletins.rates import rate

#: A unit with fewer tasks is not ranked: one task more or less would turn its rate over.
FEW = 5
#: So many units a text names.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What the text needs beside the figures.

    ``units`` are the names of the leading units by their keys, ``means`` the means of inspection that were used.
    """

    office: str
    period: str
    days: str
    until: date
    registers: Sequence[str]
    basis: str
    means: Sequence[str]
    units: Mapping[int, str]
    ranked: bool = False
    topic: str = ""


def bulletin_title(told: Told) -> str:
    """关于…督查情况的通报."""
    only = told.registers[0].removesuffix("台账") if len(told.registers) == 1 else ""
    # The period names the year already: 2026年10月2026年度… would say it twice.
    what = re.sub(f"^{told.until.year}年度?", "", only) or "督办任务"
    how = "情况" if what.endswith("督查") else "办理情况"
    return f"关于{told.period}{what}{how}的通报"


def bulletin_text(told: Told, figures: Mapping[str, Counted]) -> str:
    """The text of a 通报."""
    return "\n".join(
        line for part in (_opening, _situation, _progress, _problems, _demands) for line in part(told, figures) if line
    )


def special_title(told: Told) -> str:
    """关于…情况的专报."""
    return f"关于{told.topic}办理情况的专报"


def special_text(told: Told, figures: Mapping[str, Counted]) -> str:
    """The text of a 专报, short enough for one page: opening, progress, problems, suggestion, each in one paragraph."""
    return "\n".join(
        (
            f"按照要求，督查室对“{told.topic}”涉及的{{{{n:total}}}}项任务进行了梳理，统计截至{_day(told.until)}。情况如下：",
            f"# 办理进展。{_short_progress(figures)}",
            f"# 存在问题。{_short_problems(figures)}",
            f"# 工作建议。{_short_suggestion(figures)}",
        )
    )


def _short_suggestion(figures: Mapping[str, Counted]) -> str:
    if figures["overdue"].value:
        return "建议分管领导对逾期任务逐项调度、明确完成时间，督查室跟踪核查。"
    if figures["behind"].value:
        return "建议对落后序时的任务按节点加密调度，督查室到期逐项核查。"
    return "建议按现有节点推进，督查室到期逐项核查。"


def _short_progress(figures: Mapping[str, Counted]) -> str:
    late = "（逾期后办结{{n:late-closed}}项）" if figures["late-closed"].value else ""
    parts = [f"已销号{{{{n:closed}}}}项{late}，销号率{{{{p:closed/total}}}}"]
    if figures["submitted"].value:
        parts.append("待核查{{n:submitted}}项")
    if figures["under-way"].value:
        schedule = "，达到序时{{n:on-schedule}}项" if figures["on-schedule"].value else ""
        parts.append(f"正在办理{{{{n:under-way}}}}项{schedule}")
    return f"{'；'.join(parts)}。"


def _short_problems(figures: Mapping[str, Counted]) -> str:
    """What is overdue is spelt out, else what is behind; the other only counted."""
    parts = []
    if figures["overdue"].value:
        parts.append("{{n:overdue}}项逾期未销号：{{l:overdue}}。")
    if figures["behind"].value:
        listed = "" if figures["overdue"].value else "：{{l:behind}}"
        parts.append(f"{{{{n:behind}}}}项落后序时进度{listed}。")
    if figures["no-limit"].value:
        parts.append("{{n:no-limit}}项时限尚未明确。")
    return "".join(parts) or "暂未发现逾期和落后序时进度的任务。"


def _opening(told: Told, figures: Mapping[str, Counted]) -> Iterator[str]:
    """Who inspected what, when, how, on what basis."""
    del figures
    registers = "、".join(f"《{name}》" for name in told.registers)
    how = f"采取{'、'.join(told.means)}等方式" if told.means else "采取单位反馈与台账核对相结合的方式"
    days = f"（{told.days}）" if told.days != told.period else ""
    yield (
        f"根据{told.basis}，{told.office}{how}，对{told.period}{days}{registers}所列任务的办理情况进行了督查，"
        f"数据统计截至{_day(told.until)}。现将有关情况通报如下。"
    )


def _situation(told: Told, figures: Mapping[str, Counted]) -> Iterator[str]:
    yield "# 基本情况"
    words = f"截至{_day(told.until)}，纳入督办的任务共{{{{n:total}}}}项，由{{{{u:total}}}}个单位牵头。"
    words += "已销号{{n:closed}}项，销号率{{p:closed/total}}"
    if figures["submitted"].value:
        words += "；已申请销号、等待核查{{n:submitted}}项"
    if figures["under-way"].value:
        words += "；正在办理{{n:under-way}}项"
    words += "。"
    if figures["suspended"].value:
        words += "正在办理的任务中，经批准中止{{n:suspended}}项。"
    if figures["long-term"].value:
        words += "长期坚持的任务{{n:long-term}}项。"
    yield words
    moved = [
        f"{name}{{{{n:{key}}}}}项"
        for key, name in (("issued-in", "新交办"), ("closed-in", "销号"), ("extended", "批准延期"))
        if figures[key].value
    ]
    words = f"本期{'，'.join(moved)}。" if moved else ""
    if figures["withdrawn"].value:
        words += "本期撤销{{n:withdrawn}}项，不计入以上数字。"
    yield words


def _progress(told: Told, figures: Mapping[str, Counted]) -> Iterator[str]:
    yield "# 总体进展"
    yield from _against_plan(figures)
    yield from _against_time(figures)
    yield from _by_unit(told, figures)


def _against_plan(figures: Mapping[str, Counted]) -> Iterator[str]:
    if not figures["due-in"].value:
        yield "## 对照计划。本期没有到期任务。"
        return
    words = "## 对照计划。本期到期应办结{{n:due-in}}项，已销号{{n:due-closed}}项，到期办结率{{p:due-closed/due-in}}；"
    words += "其中按时办结{{n:due-on-time}}项，按时办结率{{p:due-on-time/due-in}}"
    if figures["due-late"].value:
        words += "，逾期后办结{{n:due-late}}项，仍按逾期统计"
    words += "。"
    if figures["due-submitted"].value:
        words += "到期任务中，已申请销号、待核查{{n:due-submitted}}项。"
    if figures["due-open"].value:
        words += "到期仍未办结{{n:due-open}}项。"
    yield words


def _against_time(figures: Mapping[str, Counted]) -> Iterator[str]:
    if not figures["measured"].value:
        return
    words = "## 对照序时。未逾期的在办任务中，按序时可比{{n:measured}}项，"
    words += "达到序时进度{{n:on-schedule}}项，占{{p:on-schedule/measured}}；"
    words += "落后序时进度{{n:behind}}项"
    words += "；尚未报送进度{{n:unmeasured}}项。" if figures["unmeasured"].value else "。"
    if figures["turned-red"].value or figures["turned-yellow"].value:
        words += "本期转为红灯{{n:turned-red}}项，转为黄灯{{n:turned-yellow}}项。"
    yield words


def _by_unit(told: Told, figures: Mapping[str, Counted]) -> Iterator[str]:
    total, closed = figures["total"].by_unit, figures["closed"].by_unit
    if len(total) < 2:
        return
    if told.ranked:
        rates = ((unit, rate(closed.get(unit, 0), count)) for unit, count in total.items() if count >= FEW)
        ranked = sorted(
            ((unit, share) for unit, share in rates if share), key=lambda pair: (-pair[1], told.units.get(pair[0], ""))
        )
        names = [
            f"{told.units.get(unit, '')}（{{{{p:closed/total@{unit}}}}}，"
            f"{{{{n:total@{unit}}}}}项中销号{{{{n:closed@{unit}}}}}项）"
            for unit, _share in ranked[:NAMED]
        ]
        if names:
            yield f"## 分单位情况。牵头任务在{FEW}项以上的单位，按销号率排列，居前的是{'、'.join(names)}。"
        return
    most = sorted(total.items(), key=lambda pair: (-pair[1], told.units.get(pair[0], "")))[:NAMED]
    names = [
        f"{told.units.get(unit, '')}（{{{{n:total@{unit}}}}}项，已销号{{{{n:closed@{unit}}}}}项）"
        for unit, _count in most
    ]
    yield f"## 分单位情况。牵头任务较多的单位是{'、'.join(names)}，各单位情况见附件。"


def _problems(told: Told, figures: Mapping[str, Counted]) -> Iterator[str]:
    del told
    yield "# 存在问题"
    found = []
    if figures["overdue"].value:
        found.append("## 部分任务逾期。{{n:overdue}}项任务超过时限仍未销号：{{l:overdue}}。")
    if figures["behind"].value:
        found.append("## 部分任务落后序时进度。{{n:behind}}项任务进度落后于时间：{{l:behind}}。")
    if figures["late-closed"].value:
        found.append("## 按时办结意识不强。已销号任务中，{{n:late-closed}}项为逾期后办结。")
    if figures["sent-back"].value:
        found.append("## 办理质量不高。本期{{n:sent-back}}项任务申请销号后，经核查未达到要求，予以退办。")
    if figures["unmeasured"].value:
        found.append("## 进度报送不及时。{{n:unmeasured}}项在办任务尚未报送进度。")
    if figures["no-limit"].value:
        found.append("## 时限不明确。{{n:no-limit}}项在办任务的时限尚待明确。")
    yield from found or ["本期未发现逾期和落后序时进度的任务。"]


def _demands(told: Told, figures: Mapping[str, Counted]) -> Iterator[str]:
    yield "# 下步工作要求"
    if figures["slow"].value:
        yield "## 紧盯滞后任务。牵头单位要逐项查明原因，倒排时间、明确责任人，督查室逐项跟踪，办结一项、销号一项。"
    if figures["due-next"].value:
        yield "## 提前谋划到期任务。今后30日内有{{n:due-next}}项任务到期，牵头单位要对照目标查漏补缺，确保按时办结。"
    yield "## 严把办结质量。申请销号要附佐证，数字、单位、时间、地点与任务要求一致；已销号任务将适时开展“回头看”。"
    if told.ranked:
        yield "## 用好通报结果。各单位要对照本期情况，补短板、强弱项。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
