"""Open the decomposition (任务分解) of a document."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents.models import Document, DocumentState, Reading
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.desk.similar import sign_missing
from luoshi.duban.tasks.models import Plan, PlanState

#: Issued tasks without a signature that are signed in passing; whole ledgers are signed when they are imported.
_SIGNED_AT_ONCE = 500


@transaction.atomic
def open_plan(document: Document, register: Register, *, actor: User) -> Plan:
    """A plan of *register* for the current reading of *document*; the one that is there, if it is still a draft.

    Raises :class:`Refused` while the document is not read, and where document or register are another office's or
    the register is closed.
    """
    require(actor, Right.DECIDE_STATEMENTS)
    if document.office_id != actor.office_id or register.office_id != actor.office_id:
        raise Refused("other-office", "这不是本单位的公文或台账。", "The document or the register is another office's.")
    if not register.is_open:
        raise Refused("register-closed", f"台账“{register.name}”已停用。", f"The register {register.name} is closed.")
    reading = Reading.objects.filter(document=document, is_current=True).first()
    if document.state != DocumentState.READY or reading is None:
        raise Refused("not-read", f"“{document}”还没有读取完成，请稍后再试。", f"{document} has not been read yet.")
    there = Plan.objects.filter(reading=reading, register=register, state=PlanState.DRAFTING).first()
    if there is not None:
        return there
    plan = Plan.objects.create(
        office=document.office,
        register=register,
        document=document,
        reading=reading,
        title=f"{document.title or document}任务分解"[:300],
        made_by=actor,
    )
    sign_missing(document.office_id, most=_SIGNED_AT_ONCE)
    record(
        "plan.opened",
        plan,
        office=document.office.key,
        actor=actor.actor,
        after={"document": document.pk, "reading": reading.pk, "register": register.pk},
    )
    return plan


@transaction.atomic
def open_empty_plan(title: str, register: Register, *, actor: User) -> Plan:
    """A plan whose tasks stand in no text.  Raises :class:`Refused` without a title."""
    require(actor, Right.DECIDE_STATEMENTS)
    if not title.strip():
        raise Refused("no-title", "请填写名称。", "Write a title.")
    if register.office_id != actor.office_id or not register.is_open or actor.office is None:
        raise Refused("register-closed", "请选择本单位在用的台账。", "Choose an open register of your office.")
    plan = Plan.objects.create(office=actor.office, register=register, title=title.strip()[:300], made_by=actor)
    record("plan.opened", plan, office=actor.office.key, actor=actor.actor, after={"register": register.pk})
    return plan
