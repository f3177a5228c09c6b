"""What the columns of an office's own ledger can mean, and the headings by which they are known (DOMAIN: Columns)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetField:
    """Something a ledger's column can hold; ``others`` are other headings of it, parted by 、."""

    key: str
    chinese: str
    english: str
    others: str = ""

    @property
    def headings(self) -> list[str]:
        """Every heading by which it is known, its own name first."""
        return [self.chinese, *filter(None, self.others.split("、"))]


FIELDS = (
    SheetField("number", "序号", "No.", "编号、任务编号、事项编号、序、项次"),
    SheetField("title", "任务名称", "Title", "标题、事项名称、项目名称、任务标题"),
    SheetField(
        "text",
        "工作任务",
        "Task",
        "任务、重点任务、任务内容、督查内容、督办内容、督查事项、督办事项、工作内容、主要任务、目标任务、"
        "重点工作、工作事项、事项、议定事项、交办事项、整改任务、问题、具体任务",
    ),
    SheetField(
        "steps",
        "具体举措",
        "Steps",
        "举措、工作举措、具体措施、工作措施、主要措施、推进措施、主要举措、整改措施、落实措施",
    ),
    SheetField(
        "targets",
        "量化指标",
        "Measures",
        "指标、目标、工作目标、年度目标、目标要求、预期目标、整改目标、目标值、量化目标",
    ),
    SheetField("source", "来源", "Source", "任务来源、文件来源、交办依据、依据、问题来源、来源文件"),
    SheetField("section", "类别", "Section", "分类、章节、所属部分、任务类别、领域、板块、类型"),
    SheetField(
        "leader",
        "牵头领导",
        "Accountable leader",
        "责任领导、分管领导、挂钩领导、包保领导、县领导、牵头县领导",
    ),
    SheetField("lead", "牵头单位", "Lead unit", "牵头部门、主办单位、牵头责任单位、主责单位、牵头"),
    SheetField(
        "responsible",
        "责任单位",
        "Responsible unit",
        "承办单位、责任部门、落实单位、实施单位、整改责任单位、责任主体、办理单位、承办部门",
    ),
    SheetField(
        "supporting",
        "配合单位",
        "Supporting units",
        "协办单位、配合部门、参与单位、配合责任单位、协办部门、配合",
    ),
    SheetField("person", "责任人", "Responsible person", "直接责任人、经办人、具体责任人、承办人、单位责任人"),
    SheetField("contact", "联系人", "Contact", "联络员、联系电话、联系人及电话、联系方式、电话"),
    SheetField("issued_on", "交办时间", "Issued on", "交办日期、立项时间、立项日期、下达时间、交办"),
    SheetField(
        "limit",
        "完成时限",
        "Limit",
        "时限、办结时限、完成时间、办理时限、截止时间、整改时限、时间节点、完成期限、办理期限、"
        "计划完成时间、要求完成时间、时限要求",
    ),
    SheetField("due", "截止日期", "Due", "完成日期、到期日、到期日期、完成时限日期、时限日期"),
    SheetField("first_limit", "原定时限", "First limit", "原时限、原完成时限、首次时限、原定完成时间"),
    SheetField(
        "progress",
        "当前进度",
        "Progress",
        "进展情况、办理情况、落实情况、完成情况、工作进展、承办情况、目前进展、进展、最新进展、推进情况、"
        "进度、整改情况、办理进展、反馈情况",
    ),
    SheetField("percent", "完成比例", "Percent", "完成率、完成百分比、进度%、完成进度、完成比例%、完成度"),
    SheetField(
        "state",
        "状态",
        "State",
        "办理状态、完成状态、是否完成、办结情况、是否办结、任务状态、是否销号、办结状态、当前状态",
    ),
    SheetField("finished_on", "实际完成时间", "Finished on", "办结时间、办结日期、销号日期、销号时间、实际办结时间"),
    SheetField("extensions", "延期次数", "Extensions", "延期、展期次数"),
    SheetField("extension_reason", "延期原因", "Reason of extension", "延期理由、展期原因"),
    SheetField("problems", "存在问题", "Problems", "困难问题、问题困难、存在困难、存在的问题、主要问题"),
    SheetField(
        "next_step",
        "下步措施",
        "Next step",
        "下一步打算、下一步措施、下步打算、下步工作、下一步工作、下步安排",
    ),
    SheetField("note", "备注", "Remarks", "说明、其他"),
)

#: Without this one a row is no task.
REQUIRED = "text"
#: The columns of a register's own schema are mapped under this prefix and the column's key.
EXTRA = "extra:"

BY_KEY = {one.key: one for one in FIELDS}
BY_HEADING = {heading: one.key for one in reversed(FIELDS) for heading in one.headings}
