"""Posts, and who holds them from when to when: open work follows the post, not the person."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import ADMINISTRATORS, Role
from luoshi.duban.organisations.models.unit import Unit

#: The roles that come with a post; the three administrators are granted to an account instead.
POST_ROLES = [(role.value, role.label) for role in Role if role not in ADMINISTRATORS]


class Post(models.Model):
    """A post with its role.  A liaison and a unit head have a ``unit``; an accountable leader has ``fields``,
    the units they answer for (分管单位)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts")
    role = models.CharField(_("角色"), max_length=32, choices=POST_ROLES)
    title = models.CharField(_("职务"), max_length=60)
    fields = models.ManyToManyField(Unit, blank=True, related_name="accountable_posts", verbose_name=_("分管单位"))
    is_open = models.BooleanField(_("在用"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("岗位")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.unit or self.office} {self.title}"


class Tenure(models.Model):
    """A person in a post, from when to when (``ends`` is the first day without it)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(User, models.PROTECT, related_name="tenures")
    starts = models.DateField(_("任职"))
    ends = models.DateField(_("离任"), null=True, blank=True)

    class Meta:
        verbose_name = _("任职")
        ordering = ("starts", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("post", "person"), condition=models.Q(ends__isnull=True), name="one_tenure_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")), name="tenure_ends_later"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.post}"
