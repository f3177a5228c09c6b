"""A register (台账): what kind of matter it holds and by which rules."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office


class LegalProfile(models.TextChoices):
    """On which rules the supervision stands."""

    GOVERNMENT = "government", _("政府督查（政府督查工作条例）")
    PARTY = "party", _("党委督查（党内法规）")


class Completion(models.TextChoices):
    """How a task with several units is completed."""

    LEAD_GATHERS = "lead-gathers", _("牵头汇总")
    EACH_REPORTS = "each-reports", _("各自反馈")
    PASS_ON = "pass-on", _("只传达")


class Rhythm(models.TextChoices):
    """How often units report."""

    NONE = "none", _("不定期")
    WEEKLY = "weekly", _("每周")
    TEN_DAYS = "ten-days", _("每旬")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    MILESTONES = "milestones", _("按节点")


class Visibility(models.TextChoices):
    """Which tasks a unit sees beside its own."""

    OWN = "own", _("只看本单位任务")
    OFFICE = "office", _("各单位可看全部任务")


class Register(models.Model):
    """A register with its rules.  ``schema`` describes the columns that are special to it.

    ``schema``: ``{"columns": [{"key", "name", "kind": "text|number|date|choice|flag", "required", "choices",
    "show", "export"}]}``; what every task has (wording, units, limits, targets) is not in it.
    ``prefix`` opens the numbers of its tasks (``督`` → 督2026-001).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="registers")
    name = models.CharField(_("名称"), max_length=100)
    year = models.PositiveIntegerField(_("年度"))
    prefix = models.CharField(_("编号前缀"), max_length=10, blank=True)
    legal_profile = models.CharField(
        _("督查依据"), max_length=16, choices=LegalProfile.choices, default=LegalProfile.GOVERNMENT
    )
    completion = models.CharField(
        _("多单位任务的办结方式"), max_length=16, choices=Completion.choices, default=Completion.LEAD_GATHERS
    )
    first_leads = models.BooleanField(_("未写明牵头的，列第一位的为牵头单位"), default=False)
    rhythm = models.CharField(_("报送频次"), max_length=16, choices=Rhythm.choices, default=Rhythm.MONTHLY)
    principal_approves = models.BooleanField(_("立项须主要领导审批"), default=False)
    unit_head_approves = models.BooleanField(_("反馈须单位负责人审签"), default=False)
    visibility = models.CharField(_("可见范围"), max_length=16, choices=Visibility.choices, default=Visibility.OWN)
    schema = models.JSONField(default=dict)
    is_open = models.BooleanField(_("在用"), default=True)
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("台账")
        ordering = ("-year", "id")
        constraints = (models.UniqueConstraint(fields=("office", "name", "year"), name="one_register_a_name"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.year}）"
