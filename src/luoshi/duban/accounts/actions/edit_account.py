"""Correct a person's name, telephone or office."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require, roles_of
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import ADMINISTRATORS, Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import ChangedMeanwhile, Refused


@transaction.atomic
def edit_account(  # noqa: PLR0913 -- a person has that many facts
    person: User, *, name: str, telephone: str, office: Office | None, version: int, actor: User
) -> None:
    """Change the row that was seen in *version*; raises :class:`ChangedMeanwhile` where somebody was first."""
    require(actor, Right.MANAGE_ACCOUNTS)
    if actor.office_id is not None and (office is None or office.pk != actor.office_id):
        raise Refused("other-office", "不能把人员移出本机构。", "You cannot move people out of your office.")
    before = {"name": person.name, "telephone": person.telephone, "office": person.office_key}
    after = {"name": name, "telephone": telephone, "office": office.key if office else ""}
    if before == after:
        return
    if before["office"] != after["office"] and roles_of(person) - ADMINISTRATORS:
        raise Refused(
            "holds-a-post",
            f"{person.name}还任着原机构的岗位，请先离任再调整所属机构。",
            f"{person.name} still holds a post in the present office; end it first.",
        )
    rows = User.objects.filter(pk=person.pk, version=version).update(
        name=name, telephone=telephone, office=office, version=version + 1
    )
    if rows != 1:
        raise ChangedMeanwhile(person.name)
    record("account.edited", person, office=person.office_key, actor=actor.actor, before=before, after=after)
