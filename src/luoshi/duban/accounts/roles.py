"""The roles, and the one table of what each may do (DESIGN: Roles; 等保 2.0: separation of the three administrators).

This is the only place where a right is given to a role.  How far a right reaches (which tasks, which
units) is decided by the ``visible_to`` of each app's queries.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person is in an office.  The last three exclude one another."""

    SUPERVISOR = "supervisor", _("督查员")
    HEAD_OF_SUPERVISION = "head-of-supervision", _("督查室负责人")
    ACCOUNTABLE_LEADER = "accountable-leader", _("分管领导")
    PRINCIPAL = "principal", _("主要领导")
    LIAISON = "liaison", _("联络员")
    UNIT_HEAD = "unit-head", _("单位负责人")
    READER = "reader", _("查阅人员")
    AUDITOR = "auditor", _("审计管理员")
    SYSTEM_ADMINISTRATOR = "system-administrator", _("系统管理员")
    SECURITY_ADMINISTRATOR = "security-administrator", _("安全管理员")


#: 三员: granted to an account, never by a post.
ADMINISTRATORS = frozenset({Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR})

_S, _H = Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION
_LEADERS = (Role.ACCOUNTABLE_LEADER, Role.PRINCIPAL)
_UNITS = (Role.LIAISON, Role.UNIT_HEAD)
_BUSINESS = (_S, _H, *_LEADERS, *_UNITS, Role.READER)


class Right(models.TextChoices):
    """What can be allowed."""

    SEE_OWN_ACCOUNT = "see-own-account", pgettext_lazy("right", "查看本人账号")
    MANAGE_ACCOUNTS = "manage-accounts", pgettext_lazy("right", "管理账号")
    GRANT_ROLES = "grant-roles", pgettext_lazy("right", "授予角色")
    READ_RECORD = "read-record", pgettext_lazy("right", "查看记录")
    SEE_UNITS = "see-units", pgettext_lazy("right", "查看单位")
    MANAGE_UNITS = "manage-units", pgettext_lazy("right", "维护单位")
    MANAGE_UNIT_POSTS = "manage-unit-posts", pgettext_lazy("right", "维护联络员和单位负责人")
    SEE_DOCUMENTS = "see-documents", pgettext_lazy("right", "查看公文")
    TAKE_IN_DOCUMENTS = "take-in-documents", pgettext_lazy("right", "上传公文")
    DECIDE_STATEMENTS = "decide-statements", pgettext_lazy("right", "审核分解")
    CIRCULATE = "circulate", pgettext_lazy("right", "征求意见")
    COMMENT = "comment", pgettext_lazy("right", "反馈意见")
    PROPOSE_PLAN = "propose-plan", pgettext_lazy("right", "送审立项")
    APPROVE_PLAN = "approve-plan", pgettext_lazy("right", "审批立项")
    ISSUE_PLAN = "issue-plan", pgettext_lazy("right", "印发")
    CHANGE_ISSUED = "change-issued", pgettext_lazy("right", "变更任务")
    SEE_TASKS = "see-tasks", pgettext_lazy("right", "查看任务")
    SEE_OVERVIEW = "see-overview", pgettext_lazy("right", "查看总览")
    REPORT = "report", pgettext_lazy("right", "签收和反馈")
    APPROVE_REPORT = "approve-report", pgettext_lazy("right", "审签反馈")
    ENTER_REPORT = "enter-report", pgettext_lazy("right", "代录反馈")
    SUPERVISE = "supervise", pgettext_lazy("right", "督办")
    VERIFY = "verify", pgettext_lazy("right", "核查")
    CLOSE_OUT = "close-out", pgettext_lazy("right", "销号")
    DECIDE_EXTENSION = "decide-extension", pgettext_lazy("right", "审批延期")
    REMARK = "remark", pgettext_lazy("right", "留言")
    INSTRUCT = "instruct", pgettext_lazy("right", "批示")
    SEE_REGISTERS = "see-registers", pgettext_lazy("right", "查看台账设置")
    MANAGE_REGISTERS = "manage-registers", pgettext_lazy("right", "设置台账")
    CARRY_OVER = "carry-over", pgettext_lazy("right", "年度结转")
    IMPORT_LEDGER = "import-ledger", pgettext_lazy("right", "导入台账")
    SEE_BULLETINS = "see-bulletins", pgettext_lazy("right", "查看通报")
    DRAFT_BULLETIN = "draft-bulletin", pgettext_lazy("right", "起草通报")
    APPROVE_BULLETIN = "approve-bulletin", pgettext_lazy("right", "审批通报")
    APPROVE_CRITICISM = "approve-criticism", pgettext_lazy("right", "审批点名通报")
    ISSUE_BULLETIN = "issue-bulletin", pgettext_lazy("right", "印发通报")
    ANSWER_CRITICISM = "answer-criticism", pgettext_lazy("right", "答复点名和申请复核")
    DECIDE_REVIEW = "decide-review", pgettext_lazy("right", "复核通报")
    LOOK_BACK = "look-back", pgettext_lazy("right", "回头看")
    DRAW_SAMPLE = "draw-sample", pgettext_lazy("right", "回头看抽样")
    RELEASE = "release", pgettext_lazy("right", "公开任务")
    OPEN_PUBLIC_PAGE = "open-public-page", pgettext_lazy("right", "开放公开页面")
    SEE_SCORES = "see-scores", pgettext_lazy("right", "查看考评")
    APPRAISE = "appraise", pgettext_lazy("right", "考评送审")
    ISSUE_SCORES = "issue-scores", pgettext_lazy("right", "发布考评")
    APPEAL_SCORE = "appeal-score", pgettext_lazy("right", "考评申诉")
    DECIDE_SCORE_APPEAL = "decide-score-appeal", pgettext_lazy("right", "处理考评申诉")
    SEE_INSPECTIONS = "see-inspections", pgettext_lazy("right", "查看督查")
    INSPECT = "inspect", pgettext_lazy("right", "开展督查")
    APPROVE_INSPECTION = "approve-inspection", pgettext_lazy("right", "审批督查方案和结论")
    DECIDE_CONCLUSION_REVIEW = "decide-conclusion-review", pgettext_lazy("right", "复核督查结论")


ALLOWED: dict[Right, frozenset[Role]] = {
    Right.SEE_OWN_ACCOUNT: frozenset(Role),
    Right.MANAGE_ACCOUNTS: frozenset({Role.SYSTEM_ADMINISTRATOR}),
    Right.GRANT_ROLES: frozenset({Role.SECURITY_ADMINISTRATOR}),
    Right.READ_RECORD: frozenset({Role.AUDITOR}),
    Right.SEE_UNITS: frozenset({*_BUSINESS, Role.SECURITY_ADMINISTRATOR}),
    Right.MANAGE_UNITS: frozenset({_S, _H}),
    Right.MANAGE_UNIT_POSTS: frozenset({_S, _H, Role.SECURITY_ADMINISTRATOR}),
    Right.SEE_DOCUMENTS: frozenset({_S, _H, *_LEADERS, Role.READER}),
    Right.TAKE_IN_DOCUMENTS: frozenset({_S, _H}),
    Right.DECIDE_STATEMENTS: frozenset({_S, _H}),
    Right.CIRCULATE: frozenset({_S, _H}),
    Right.COMMENT: frozenset(_UNITS),
    Right.PROPOSE_PLAN: frozenset({_S, _H}),
    Right.APPROVE_PLAN: frozenset({_H, Role.PRINCIPAL}),
    Right.ISSUE_PLAN: frozenset({_H}),
    Right.CHANGE_ISSUED: frozenset({_S, _H}),
    Right.SEE_TASKS: frozenset(_BUSINESS),
    Right.SEE_OVERVIEW: frozenset({_S, _H, *_LEADERS, Role.READER}),
    Right.REPORT: frozenset(_UNITS),
    Right.APPROVE_REPORT: frozenset({Role.UNIT_HEAD}),
    Right.ENTER_REPORT: frozenset({_S, _H}),
    Right.SUPERVISE: frozenset({_S, _H}),
    Right.VERIFY: frozenset({_S, _H}),
    Right.CLOSE_OUT: frozenset({_H}),
    Right.DECIDE_EXTENSION: frozenset({_H}),
    Right.REMARK: frozenset({_S, _H, *_LEADERS, *_UNITS}),
    Right.INSTRUCT: frozenset(_LEADERS),
    Right.SEE_REGISTERS: frozenset({_S, _H}),
    Right.MANAGE_REGISTERS: frozenset({_H}),
    Right.CARRY_OVER: frozenset({_H}),
    Right.IMPORT_LEDGER: frozenset({_S, _H}),
    Right.SEE_BULLETINS: frozenset({_S, _H, *_LEADERS, Role.READER}),
    Right.DRAFT_BULLETIN: frozenset({_S, _H}),
    Right.APPROVE_BULLETIN: frozenset({_H, Role.PRINCIPAL}),
    Right.APPROVE_CRITICISM: frozenset({Role.PRINCIPAL}),
    Right.ISSUE_BULLETIN: frozenset({_H}),
    Right.ANSWER_CRITICISM: frozenset(_UNITS),
    Right.DECIDE_REVIEW: frozenset({_S, _H, *_LEADERS}),
    Right.LOOK_BACK: frozenset({_S, _H}),
    Right.DRAW_SAMPLE: frozenset({_H}),
    Right.RELEASE: frozenset({_S, _H}),
    Right.OPEN_PUBLIC_PAGE: frozenset({_H}),
    Right.SEE_SCORES: frozenset({_S, _H, Role.PRINCIPAL, *_UNITS}),
    Right.APPRAISE: frozenset({_S, _H}),
    Right.ISSUE_SCORES: frozenset({_H, Role.PRINCIPAL}),
    Right.APPEAL_SCORE: frozenset(_UNITS),
    Right.DECIDE_SCORE_APPEAL: frozenset({_S, _H, Role.PRINCIPAL}),
    Right.SEE_INSPECTIONS: frozenset({_S, _H, *_LEADERS}),
    Right.INSPECT: frozenset({_S, _H}),
    Right.APPROVE_INSPECTION: frozenset({_H, Role.PRINCIPAL}),
    Right.DECIDE_CONCLUSION_REVIEW: frozenset({_S, _H, *_LEADERS}),
}
