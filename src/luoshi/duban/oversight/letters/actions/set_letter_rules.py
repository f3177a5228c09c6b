"""Set how an office numbers its letters, and how long a unit has to answer."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.letters.models import LetterRules
from luoshi.duban.problems import ChangedMeanwhile, Refused

#: What stands before the year: no brackets, blanks or figures (GB/T 9704-2012, 7.2.5).
_PREFIX = re.compile(r"[^〔〕\[\]\s\d]{1,20}")
LONGEST = 60


@transaction.atomic
def set_letter_rules(*, actor: User, prefix: str, answer_days: int, version: int) -> None:
    """Set the rules of the actor's office over the *version* that was seen, 0 where there were none yet."""
    require(actor, Right.MANAGE_REGISTERS)
    office = actor.office
    if office is None:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    prefix = prefix.strip()
    if not _PREFIX.fullmatch(prefix):
        raise Refused(
            "letter-prefix",
            "发文代字最多20个字，不含括号、空格和数字，如“督办函”“青督函”。",
            "What stands before the year has at most 20 characters, without brackets, blanks and figures.",
        )
    if not 1 <= answer_days <= LONGEST:
        raise Refused(
            "letter-days",
            f"回复期限应为1至{LONGEST}个工作日。",
            f"A unit has 1 to {LONGEST} working days to answer.",
        )
    row = LetterRules.objects.filter(office=office).first()
    before = {} if row is None else {"prefix": row.prefix, "answer_days": row.answer_days}
    if row is not None:
        change_seen(row, version, prefix=prefix, answer_days=answer_days)
    else:
        row = _first(LetterRules(office=office, prefix=prefix, answer_days=answer_days))
    after = {"prefix": prefix, "answer_days": answer_days}
    record("letter-rules.set", row, office=office.key, actor=actor.actor, before=before, after=after)


def _first(row: LetterRules) -> LetterRules:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ChangedMeanwhile(str(row)) from error
    return row
