"""督办函: for a unit what it has to sign for and answer; :mod:`.approvals` has what waits for approval."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.letters.models import Letter
from luoshi.duban.oversight.letters.queries import awaiting_unit
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address
from luoshi.duban.ui.wording import day


def letters(user: User) -> Iterator[Awaiting]:
    """One query."""
    if may(user, Right.REPORT):
        mine = list(awaiting_unit(user)[:SHOWN])
        items = tuple(Item(str(one), address("letters:letter", one.pk), _until(one)) for one in mine)
        url = address("letters:list")
        yield Awaiting(_("待签收、回复的督办函"), len(items), url, Right.REPORT, items, "file-text")


def _until(letter: Letter) -> str:
    until = gettext("%(day)s前回复") % {"day": day(letter.answer_by)}
    return f"{letter.unit} · {until}"
