"""Rules in words: what a page, a comparison and the record's readers see."""

from __future__ import annotations

from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.duban.oversight.lights.rules import OWN, Rule, When
from luoshi.duban.oversight.lights.wording import NAMES

#: What the sets are called.
SETS: dict[str, str | Promise] = {
    "three": gettext_lazy("三色：绿、黄、红"),
    "notices": gettext_lazy("提示单：蓝、橙、红"),
    "five": gettext_lazy("五色：按完成比例"),
    OWN: gettext_lazy("自定规则"),
}
#: What each ready-made set is for.
ABOUT: dict[str, str | Promise] = {
    "three": gettext_lazy("临近时限或进度落后亮黄灯，逾期亮红灯。没有另选的台账都用它。"),
    "notices": gettext_lazy("到期前发蓝色提示，逾期发橙色预警，逾期半月亮红灯督办；不看单位报的进度。"),
    "five": gettext_lazy("看实际完成占应完成的比例，低于30%亮红灯；适合有量化进度的任务。"),
}
#: What a row of the editor offers; the value is in the unit named here.
CONDITIONS: dict[When, str | Promise] = {
    When.OVERDUE: gettext_lazy("已过时限，至少（天）"),
    When.DUE_WITHIN: gettext_lazy("距时限，最多（个工作日）"),
    When.BEHIND: gettext_lazy("落后序时进度，至少（个百分点）"),
    When.SHARE_BELOW: gettext_lazy("完成量占应完成的，低于（%）"),
}


def in_words(rule: Rule) -> str:
    """A rule as a sentence without its light."""
    value = f"{rule.value:g}"
    if rule.when is When.OVERDUE:
        words = ngettext("已过时限%(value)s天及以上", "已过时限%(value)s天及以上", ceil(rule.value))
        return words % {"value": value}
    if rule.when is When.DUE_WITHIN:
        words = ngettext("距时限不超过%(value)s个工作日", "距时限不超过%(value)s个工作日", ceil(rule.value))
        return words % {"value": value}
    if rule.when is When.BEHIND:
        return _("进度落后序时%(value)s个百分点及以上") % {"value": value}
    if rule.when is When.SHARE_BELOW:
        return _("完成量不到应完成的%(value)s%%") % {"value": value}
    return _("其余情况")


def whole(rule: Rule) -> str:
    """A rule with its light."""
    return _("%(when)s：%(light)s") % {"when": in_words(rule), "light": NAMES[rule.colour]}
