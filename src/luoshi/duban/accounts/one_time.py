"""One-time passwords and recovery codes: the arithmetic."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

import pyotp
from django.conf import settings
from django.db.models import Q
from qrcode.main import QRCode

from luoshi.duban import clock
from luoshi.duban.accounts.models import RecoveryCode, SecondFactor, User

PERIOD = 30
#: A telephone's clock may be off by so many periods.
LENIENCE = 1
CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_salt() -> str:
    """A random salt for a new generator."""
    return secrets.token_hex(32)


def secret_of(factor: SecondFactor) -> str:
    """The generator's secret, in the base 32 that telephones take."""
    digest = _keyed(b"one-time " + factor.salt.encode())
    return base64.b32encode(digest[:20]).decode()


def provisioning_uri(factor: SecondFactor) -> str:
    """What the telephone scans."""
    return pyotp.TOTP(secret_of(factor)).provisioning_uri(name=factor.user.username, issuer_name="Luoshi 落实")


def step_of(factor: SecondFactor, code: str) -> int | None:
    """The period whose one-time password *code* is, among those that were not used yet; none of them: ``None``."""
    generator, now = pyotp.TOTP(secret_of(factor)), int(clock.now().timestamp()) // PERIOD
    for step in range(now - LENIENCE, now + LENIENCE + 1):
        # As bytes: words that are no digits are wrong, not an error.
        if step > factor.last_step and hmac.compare_digest(generator.at(step * PERIOD).encode(), code.encode()):
            return step
    return None


def use_code(factor: SecondFactor, code: str) -> bool:
    """Take a one-time password; each is good once, also when two requests bring it at the same moment."""
    step = step_of(factor, code)
    if step is None:
        return False
    rows = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step)
    return rows == 1


def new_recovery_codes(user: User) -> list[str]:
    """Fresh recovery codes instead of the old ones; only their digests are kept, so they are shown once."""
    codes = ["-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2)) for _ in range(CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_code_digest(code)) for code in codes)
    return codes


def use_recovery_code(user: User, code: str) -> bool:
    """Take a recovery code; each is good once."""
    unused = Q(user=user, used_at=None, digest=_code_digest(code))
    return RecoveryCode.objects.filter(unused).update(used_at=clock.now()) == 1


def looks_like_recovery_code(code: str) -> bool:
    """Whether somebody typed a recovery code instead of six digits."""
    return len(_plain(code)) == 10


def qr_path(text: str) -> tuple[int, str]:
    """A QR code as the side of its square and one SVG path of unit squares, drawn here and by nobody else."""
    drawing = QRCode(border=4)
    drawing.add_data(text)
    drawing.make(fit=True)
    rows = drawing.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return len(rows), "".join(dark)


def _plain(code: str) -> str:
    return "".join(character for character in code.lower() if character in _ALPHABET + "01lio")


def _code_digest(code: str) -> str:
    return _keyed(b"recovery " + _plain(code).encode()).hex()


def _keyed(words: bytes) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).digest()
