"""Set up, prove and remove one's own second factor."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from luoshi.duban import clock
from luoshi.duban.accounts import one_time, sessions
from luoshi.duban.accounts.models import RecoveryCode, SecondFactor, User
from luoshi.duban.accounts.second_factor import factor_of, is_required
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused


def begin_set_up(user: User) -> SecondFactor:
    """The generator that awaits its first one-time password; the same one until it is confirmed."""
    factor, _made = SecondFactor.objects.get_or_create(user=user, defaults={"salt": one_time.new_salt()})
    return factor


@transaction.atomic
def confirm(request: HttpRequest, user: User, code: str) -> list[str] | None:
    """Confirm the generator with its first one-time password and give the recovery codes; ``None``: a wrong one."""
    factor = begin_set_up(user)
    if factor.confirmed_at is not None:
        raise Refused("already-set-up", "二次验证已经启用。", "The second factor is set up already.")
    if not one_time.use_code(factor, code):
        return None
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=clock.now())
    request.session[sessions.FACTOR] = True
    codes = one_time.new_recovery_codes(user)
    record("second-factor.set-up", user, office=user.office_key, actor=user.actor)
    return codes


@transaction.atomic
def prove(user: User, code: str) -> bool:
    """Whether *code* is a one-time password or a recovery code of *user*; it is used up."""
    factor = factor_of(user)
    if factor is None:
        return False
    if not one_time.looks_like_recovery_code(code):
        return one_time.use_code(factor, code)
    if not one_time.use_recovery_code(user, code):
        return False
    left = RecoveryCode.objects.filter(user=user, used_at=None).count()
    record("second-factor.code-used", user, office=user.office_key, actor=user.actor, after={"left": left})
    return True


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """Fresh recovery codes; the old ones are void."""
    codes = one_time.new_recovery_codes(user)
    record("second-factor.codes-renewed", user, office=user.office_key, actor=user.actor)
    return codes


@transaction.atomic
def remove(user: User) -> None:
    """Do without a second factor again; refused where the settings ask for one."""
    if is_required(user):
        raise Refused("factor-required", "按规定您必须使用二次验证。", "Your account must have a second factor.")
    discard(user)
    record("second-factor.removed", user, office=user.office_key, actor=user.actor)


def discard(user: User) -> None:
    """Forget generator and codes."""
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
