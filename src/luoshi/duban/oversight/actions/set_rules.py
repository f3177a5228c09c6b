"""亮灯规则: let a register's lights follow other rules from now on."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.jobs.queue import enqueue
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.lights.renewing import renew_register, rules_of
from luoshi.duban.oversight.lights.rules import THREE, RuleSet, named, read_rules
from luoshi.duban.oversight.models import RegisterRules
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.actions.access import require_manager
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Task

#: The job that renews the lights of a large register.
RENEW = "oversight.renew_register_lights"
#: Up to so many tasks turn at once, while the person waits.
AT_ONCE = 2_000


@transaction.atomic
def set_rules(register: Register, rules: RuleSet, *, actor: User, version: int) -> RegisterRules | None:
    """Let *rules* count for *register*, whose lights are renewed: at once, or by a job where there are many.

    *version* is that of the rules that the person saw, 0 where the register had not chosen yet.  Nothing happens where
    they are the rules that count already.  Refused for a closed register, for rules that contradict one another
    (:class:`~luoshi.duban.oversight.lights.rules.RuleRefused`), and where somebody else was first.
    """
    require_manager(actor, register.office)
    if not register.is_open:
        raise Refused("closed", f"“{register}”已停用，不能修改。", f"{register} is closed and cannot be changed.")
    rules = named(read_rules(rules.key, rules.as_data()))
    before = rules_of(register.pk)
    row = RegisterRules.objects.filter(register=register).first()
    if before == rules and (row.version if row else 0) == version:
        return row
    values = {"key": rules.key, "rules": rules.as_data(), "set_by": actor, "set_at": clock.now()}
    if row is None:
        row = _first(register, values, version)
    else:
        change_seen(row, version, **values)
    record(
        "register.light-rules-set",
        register,
        office=register.office.key,
        actor=actor.actor,
        before=_recorded(before),
        after=_recorded(rules),
    )
    _renew(register)
    return row


def _recorded(rules: RuleSet) -> dict[str, object]:
    """The rules as the record keeps them: figures as somebody would write them."""
    return {"key": rules.key, "rules": [{**rule.as_data(), "value": f"{rule.value:g}"} for rule in rules.rules]}


def take_rules_along(register: Register, like: Register, actor: User) -> None:
    """Let a new register follow the rules of the one that it is made like."""
    rules = rules_of(like.pk)
    if rules != THREE:
        set_rules(register, rules, actor=actor, version=0)


def _first(register: Register, values: dict[str, object], version: int) -> RegisterRules:
    if version:
        raise ChangedMeanwhile(str(register))
    try:
        with transaction.atomic():
            return RegisterRules.objects.create(register=register, **values)
    except IntegrityError as error:
        raise ChangedMeanwhile(str(register)) from error


def _renew(register: Register) -> None:
    if Task.objects.filter(register=register, issued_at__isnull=False).count() > AT_ONCE:
        enqueue(RENEW, key=f"{RENEW} {register.pk}", register=register.pk)
    else:
        renew_register(register.pk)
