"""How people look at the ledger: views under a name, and each person's habit."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User


class LedgerView(models.Model):
    """视图: filters, columns and order under a name; its owner's own, or shown to the whole office.

    ``query`` is what stands in the address of such a page (``unit=3&due=overdue&sort=due``), ``columns`` the keys of
    the columns; none where each person's own columns are meant.  Without a name it is the person's habit: the columns
    where no view says otherwise, and as ``query`` the view that the ledger opens with (``view=3``).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(_("视图名称"), max_length=30)
    query = models.TextField(blank=True)
    columns = models.JSONField(default=list)
    is_shared = models.BooleanField(_("本机构共用"), default=False)
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("视图")
        ordering = ("-is_shared", "id")
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="one_view_a_name"),)
        indexes = (models.Index(fields=("office", "is_shared"), name="view_shared"),)

    def __str__(self) -> str:
        return self.name
