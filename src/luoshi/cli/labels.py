"""What the kinds of things are called on the screen, beyond what the exported files name as well."""

from __future__ import annotations

from luoshi.gongwen.model import Comparator, GapKind, LimitKind, Modality, UnitKind, Why
from luoshi.gongwen.statements.evidence import Aspect
from luoshi.gongwen.statements.forced import Form

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

COMPARATORS = {
    Comparator.EXACTLY: "等于",
    Comparator.AT_LEAST: "不低于",
    Comparator.AT_MOST: "不超过",
    Comparator.MORE_THAN: "超过",
    Comparator.LESS_THAN: "低于",
    Comparator.ABOUT: "约",
    Comparator.BETWEEN: "介于",
}

# The forms that decide what a statement is.
FORMS = {
    Form.HEADING: "独占一行的标题",
    Form.BRACKET: "只列单位的括号",
    Form.LABEL: "“责任单位：”“完成时限：”一类的栏目",
    Form.FORMULA: "施行日期、抄送、联系方式一类的文尾",
    Form.ANSWERED: "句末括号写明了由谁负责",
    Form.ORDER: "点名要求几个部门办理",
    Form.OPENER: "只引出下列各项，本身不布置任务",
    Form.DEFINITION: "名词解释",
    Form.EMPTY: "只有符号",
    Form.TABLE: "在表格中，按所在的栏判定",
}

# What else is weighed.
ASPECTS = {
    Aspect.SHAPE: "句子长短和标点",
    Aspect.MARK: "句首序号",
    Aspect.PLACE: "在全文的位置",
    Aspect.TITLE: "是否像段首小标题",
    Aspect.CUES: "提示词",
    Aspect.MOOD: "全文和本部分的语气",
    Aspect.GENRE: "文种",
    Aspect.HEADINGS: "上级标题",
    Aspect.OPENER: "列举的引句",
    Aspect.ANSWERED: "后面是否接责任单位",
    Aspect.USUAL: "各类语句的常见程度",
    Aspect.OTHER: "其他特征",
}

CUES = {
    "told": "点名要求",
    "due": "时限",
    "past": "已然",
    "must": "必须、严禁",
    "weak": "问题不足",
    "units": "句末单位",
}

GENRES = {
    "report": "工作报告",
    "speech": "讲话",
    "minutes": "会议纪要",
    "bulletin": "通报、简报",
    "letter": "函、批复",
    "regulation": "规定、办法",
    "decision": "决定、公告",
    "opinion": "意见、措施",
    "plan": "方案、计划",
    "notice": "通知",
    "other": "其他",
}

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

# What the drafter can do about each gap.
ADVICE = {
    GapKind.NO_UNIT: "逐项写明“由××牵头（负责）”；同一部分由一家负责的，可在该部分末尾写“以上工作由××负责”",
    GapKind.NO_LIMIT: "写明日期（如“9月底前”“年底前”）或“长期坚持”；同一部分时限相同的，可统一写一句",
    GapKind.MASKED_QUANTITY: "把字母换成确定的数字",
    GapKind.MASKED_LIMIT: "把字母换成确定的月、日",
    GapKind.UNRESOLVED_LIMIT: "写明年、月、日；只缺成文日期的，可用 --issued-on 给出",
    GapKind.CONTRADICTORY_LIMITS: "只留一个，或写明各管哪一步",
    GapKind.ONLY_AIM: "写明必须完成的数量或程度，“力争”另写",
    GapKind.UNKNOWN_UNIT: "改用规范名称，或把该单位加入名录",
}
