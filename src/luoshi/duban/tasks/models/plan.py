"""A plan: the decomposition (任务分解) of one document on its way from the review desk to issue."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.documents.models import Document, Reading
from luoshi.duban.registers.models import Register


class PlanState(models.TextChoices):
    """How far a plan has come; :mod:`luoshi.duban.tasks.states` says what may follow what."""

    DRAFTING = "drafting", _("分解中")
    CIRCULATING = "circulating", pgettext_lazy("state", "征求意见")
    PROPOSED = "proposed", pgettext_lazy("state", "送审")
    APPROVED = "approved", _("已批准立项")
    ISSUED = "issued", _("已印发")
    WITHDRAWN = "withdrawn", _("已撤销")


class Plan(models.Model):
    """The decomposition of a document into tasks of a register.

    ``basis`` is the decision or instruction that the matters are opened on (立项依据: 政府督查工作条例, art. 11),
    ``number`` the 文号 under which the table was issued.  ``version`` counts changes of the plan itself.
    ``reading`` is empty for a plan whose tasks stand in no text.  ``cover`` holds the elements of the notice that the
    table goes out with (:class:`luoshi.duban.tasks.issuing.cover.Cover`).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="plans")
    register = models.ForeignKey(Register, models.PROTECT, related_name="plans")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="plans")
    reading = models.ForeignKey(Reading, models.PROTECT, null=True, blank=True, related_name="plans")
    title = models.CharField(_("名称"), max_length=300)
    state = models.CharField(_("状态"), max_length=16, choices=PlanState.choices, default=PlanState.DRAFTING)
    basis = models.TextField(_("立项依据"), blank=True)
    number = models.CharField(_("文号"), max_length=100, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    cover = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("分解方案")
        ordering = ("-id",)
        indexes = (models.Index(fields=("office", "state", "-id"), name="plan_by_state"),)

    def __str__(self) -> str:
        return self.title
