"""Units: their tree, the other names they go by, and groups that stand for many."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class UnitKind(models.TextChoices):
    """The kinds of unit; the values of the library's ``UnitKind`` that can stand in a register."""

    ORGANISATION = "organisation", pgettext_lazy("one", "单位")
    GROUP = "group", _("单位组")
    BODY = "body", _("议事协调机构")
    ENTERPRISE = "enterprise", _("企业")


class Unit(models.Model):
    """A unit of an office's region, from when to when (``ends`` is the first day without it).

    A unit that was merged into another names it in ``merged_into``; it is never deleted.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="units")
    name = models.CharField(_("规范名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=50, blank=True)
    kind = models.CharField(_("类型"), max_length=16, choices=UnitKind.choices, default=UnitKind.ORGANISATION)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(_("排序"), default=0)
    starts = models.DateField(_("设立"), null=True, blank=True)
    ends = models.DateField(_("撤销"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("单位")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("office", "name"), condition=models.Q(ends__isnull=True), name="one_unit_a_name"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name of a unit: 农科部门 for 县农牧局.  In an office one name means one unit.

    ``until`` is set on a former official name: the first day on which it was no longer the official one.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(_("别名"), max_length=100)
    until = models.DateField(_("曾用至"), null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("别名")
        constraints = (models.UniqueConstraint(fields=("office", "name"), name="one_unit_an_alias"),)

    def __str__(self) -> str:
        return f"{self.name} → {self.unit}"


class Membership(models.Model):
    """A unit that belongs to a group (各乡镇 = these twelve), from when to when."""

    group = models.ForeignKey(Unit, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Unit, models.PROTECT, related_name="groups")
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("group", "member"), condition=models.Q(ends__isnull=True), name="one_membership_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} ∈ {self.group}"
