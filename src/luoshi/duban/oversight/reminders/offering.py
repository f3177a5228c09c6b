"""What reminders add to the pages of tasks: chasing a selection, and a tab at the supervision desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.reminders.queries import amiss
from luoshi.duban.tasks.ledger import bulk
from luoshi.duban.tasks.supervision import Beside, offer_beside


def offer() -> None:
    """Add them."""
    bulk.offer(bulk.BulkAction(Right.SUPERVISE, _("催办"), "reminders:chase", (), "message"))
    offer_beside(Beside(_("催办情况"), "reminders:sending", amiss))
