"""What the kinds of things are called on the screen, beyond what the exported files name as well."""

from __future__ import annotations

from luoshi.gongwen.model import GapKind, LimitKind, Modality, UnitKind, Why

LIMITS = {
    LimitKind.FIXED: "固定日期",
    LimitKind.RELATIVE: "相对成文日期",
    LimitKind.RECURRING: "周期",
    LimitKind.LONG_TERM: "长期坚持",
    LimitKind.MILESTONE: "随节点",
    LimitKind.OPEN: "未定日期",
}

PROBLEMS = {
    "masked": "数字被隐去",
    "no-issue-date": "不知成文日期",
    "impossible-date": "历上没有这一天",
    "no-calendar": "该年尚无工作日历",
}

MODALITIES = {Modality.BINDING: "必须完成", Modality.AIM: "力争"}

UNITS = {
    UnitKind.ORGANISATION: "机关",
    UnitKind.GROUP: "群体",
    UnitKind.BODY: "议事机构",
    UnitKind.ENTERPRISE: "企业",
    UnitKind.POST: "职务",
}

# What a statement's kind was told by; reasons of other names are shown as they are.
REASONS = {"form": "编号、位置等格式", "model": "用语（语句模型）"}

WHYS = {
    Why.LEAD: "写明牵头",
    Why.SUBJECT: "句中主语",
    Why.CHARGED: "由其负责",
    Why.LISTED: "列为责任单位",
    Why.BRACKET: "项末括号",
    Why.SECTION: "“以上任务由……负责”",
    Why.HEADING: "标题点名",
    Why.LIST_OPENER: "列表开头点名",
    Why.PREVIOUS: "承前句",
    Why.COLUMN: "表格列",
    Why.FIRST_LISTED: "列第一位",
    Why.ASSIST: "写明配合",
    Why.DUTIES: "按职责分工",
}

# What the drafter is asked about each gap.
QUESTIONS = {
    GapKind.NO_UNIT: "由谁负责？",
    GapKind.NO_LIMIT: "何时完成？",
    GapKind.MASKED_QUANTITY: "应为多少？",
    GapKind.MASKED_LIMIT: "具体是哪一天？",
    GapKind.UNRESOLVED_LIMIT: "以哪一天为准？",
    GapKind.CONTRADICTORY_LIMITS: "以哪个为准？",
    GapKind.ONLY_AIM: "必须达到的底线是什么？",
    GapKind.UNKNOWN_UNIT: "规范名称是什么？",
}
