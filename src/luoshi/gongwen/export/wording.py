"""What the library's terms are called on paper."""

from __future__ import annotations

from luoshi.gongwen.model import GapKind, Kind

KINDS = {
    Kind.HEADING: "标题",
    Kind.DIRECTIVE: "任务",
    Kind.ACHIEVEMENT: "成效",
    Kind.CONTEXT: "说明",
}

#: What a supervisor would have to ask back.
GAPS = {
    GapKind.NO_UNIT: "未写明责任单位",
    GapKind.NO_LIMIT: "未写明完成时限",
    GapKind.MASKED_QUANTITY: "指标数字以字母代替",
    GapKind.MASKED_LIMIT: "时限数字以字母代替",
    GapKind.UNRESOLVED_LIMIT: "时限推算不出日期",
    GapKind.CONTRADICTORY_LIMITS: "前后时限不一致",
    GapKind.ONLY_AIM: "只有力争性表述",
    GapKind.UNKNOWN_UNIT: "单位不在名册中",
}

#: Stands where the text says nothing.
MISSING = "（待明确）"
