"""Set an office's rules of reminding."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.reminders.models import OfficeRules
from luoshi.duban.oversight.reminders.rules import Rules, checked, read_rules
from luoshi.duban.oversight.reminders.sending.http import is_address
from luoshi.duban.problems import ChangedMeanwhile, Refused


@transaction.atomic
def set_rules(rules: Rules, *, actor: User, site: str, version: int) -> OfficeRules:
    """Set the rules of the actor's office over the *version* that was seen, 0 where there were none yet.

    They count from the next round on.  Refused where they contradict one another, or *site* is no address.
    """
    require(actor, Right.MANAGE_REGISTERS)
    office = actor.office
    if office is None:
        raise Refused("no-office", "您不属于任何机构。", "You belong to no office.")
    rules, site = checked(rules), site.strip()
    if site and not is_address(site):
        raise Refused(
            "no-address",
            f"“{site}”不是网址，应形如 http://10.0.0.8:8000/。",
            f"{site} is no address; it looks like http://10.0.0.8:8000/.",
        )
    row = OfficeRules.objects.select_for_update().filter(office=office).first()
    before = {} if row is None else {**read_rules(row.rules).as_json(), "site": row.site}
    values = {"rules": rules.as_json(), "site": site, "set_by": actor, "set_at": clock.now()}
    if row is not None:
        change_seen(row, version, **values)
    else:
        row = _first(OfficeRules(office=office, **values))
    after = {**rules.as_json(), "site": site}
    record("reminder-rules.set", row, office=office.key, actor=actor.actor, before=before, after=after)
    return row


def _first(row: OfficeRules) -> OfficeRules:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ChangedMeanwhile(str(row)) from error
    return row
