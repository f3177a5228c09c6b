"""What the ledger offers: one page for a leader of the tasks that it shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.ledger import offers


def offer_in_the_ledger() -> None:
    """Called once when the application starts."""
    offers.offer(offers.LedgerOffer(Right.DRAFT_BULLETIN, _("作专报"), "bulletins:special", "file-text"))
