"""What the record says happened: each verb with its Chinese name, app by app (a test knows every verb in use)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    # What administrators do
    "office.opened": _("开设机构"),
    "account.created": _("新建账号"),
    "account.edited": _("修改账号"),
    "account.switched-off": _("停用账号"),
    "account.switched-on": _("启用账号"),
    "account.password-reset": _("重置密码"),
    "account.unlocked": _("解除锁定"),
    "account.sessions-ended": _("强制退出"),
    "account.second-factor-removed": _("撤销他人二次验证"),
    "role.granted": _("授予角色"),
    "role.ended": _("收回角色"),
    # What people do with their own account
    "sign-in.done": _("登录"),
    "sign-in.failed": _("登录失败"),
    "sign-in.locked": _("登录锁定"),
    "sign-in.refused": _("锁定期间尝试登录"),
    "sign-out.done": _("退出登录"),
    "session.timed-out": _("超时退出"),
    "session.ended": _("结束其他会话"),
    "session.displaced": _("超出会话数而退出"),
    "password.changed": _("修改密码"),
    "second-factor.set-up": _("启用二次验证"),
    "second-factor.removed": _("停用二次验证"),
    "second-factor.codes-renewed": _("更换恢复码"),
    "second-factor.code-used": _("使用恢复码"),
    # The record itself
    "record.verified": _("核验记录"),
    "record.exported": _("导出记录"),
    # Documents
    "document.taken-in": _("公文入库"),
    "document.refused": _("拒收文件"),
    "document.read": _("读取公文"),
    "document.read-again": _("再次读取公文"),
    "document.reading-failed": _("公文读取失败"),
    "document.facts-corrected": _("更正公文信息"),
    # Units and posts
    "post.closed": _("停用岗位"),
    "post.fields-set": _("设置分管单位"),
    "post.filled": _("任职"),
    "post.opened": _("设置岗位"),
    "post.start-corrected": _("更正起任日期"),
    "post.tenure-ended": _("离任"),
    "unit.added": _("新增单位"),
    "unit.alias-added": _("新增别名"),
    "unit.alias-removed": _("删除别名"),
    "unit.dissolved": _("撤销单位"),
    "unit.edited": _("修改单位"),
    "unit.members-set": _("设置单位组成员"),
    "unit.merged": _("合并单位"),
    "unit.moved": _("调整单位隶属"),
    "unit.renamed": _("单位更名"),
    "unit.took-over": _("单位承接"),
    # Circulating for comment
    "circulation.closed": _("结束征求意见"),
    "circulation.file-received": _("收到反馈文件"),
    "circulation.file-refused": _("拒收反馈文件"),
    "circulation.file-set-aside": _("搁置反馈文件"),
    "circulation.last-day-moved": _("调整反馈期限"),
    "circulation.opened": _("征求意见"),
    "comment.decided": _("处理意见"),
    "invitation.answered": _("反馈意见"),
    "invitation.link-renewed": _("更换意见链接"),
    "invitation.link-revoked": _("撤销意见链接"),
    "unit.sheet-taken-over": _("导入单位表"),
    # Registers
    "register.added": _("新建台账"),
    "register.changed": _("修改台账设置"),
    "register.columns-changed": _("修改台账列"),
    "register.closed": _("停用台账"),
    "register.reopened": _("恢复台账"),
    # Yesterday's ledgers
    "ledger.received": _("收到原有台账"),
    "ledger.set-aside": _("搁置原有台账"),
    "ledger.taken-over": _("导入原有台账"),
    # The review desk
    "desk.accepted": _("确认语句"),
    "desk.alias-kept": _("记下单位别名"),
    "desk.combined": _("合并任务"),
    "desk.decided": _("改定语句类别"),
    "desk.figure-filled": _("补填数值"),
    "desk.limit-set": _("设定时限"),
    "desk.merged": _("并入已有任务"),
    "desk.oral-task-added": _("增加口头交办"),
    "desk.reassigned": _("修改责任单位"),
    "desk.redone": _("重做"),
    "desk.reopened": _("撤回语句处理"),
    "desk.reordered": _("调整任务顺序"),
    "desk.reworded": _("修改任务表述"),
    "desk.split": _("拆分任务"),
    "desk.targets-set": _("修改指标"),
    "desk.task-removed": _("撤掉任务"),
    "desk.undone": _("撤销操作"),
    "desk.unit-added": _("增加责任单位"),
    # Plans and tasks
    "plan.approved": _("批准立项"),
    "plan.issued": _("印发"),
    "plan.proposed": _("送审"),
    "plan.sent-back": _("退回修改"),
    "plan.withdrawn": _("撤销方案"),
    "task.changed": _("变更任务"),
    "task.issued": _("交办任务"),
    "task.source-added": _("任务增加来源"),
    "task.paper-attached": _("补附书面依据"),
    "task.taken-over": _("任务随原有台账导入"),
    "task.unit-merged": _("任务随单位合并"),
    "task.withdrawn": _("撤销任务"),
    "plan.opened": _("建立分解方案"),
}


def verb_name(verb: str) -> str:
    """The name of *verb* in the language of the page."""
    return str(VERBS.get(verb, verb))
