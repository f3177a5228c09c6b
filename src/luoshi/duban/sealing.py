"""Secrets that the application must be able to read again, sealed before they reach the database.

Protects from whoever has the database, or a backup of it, and not the installation's key (``LUOSHI_SECRET_KEY``, the
file ``keys/secret``): they learn that there is a secret, and in steps of 64 bytes how long it is.  What was altered, or
was sealed for another purpose, is refused.

Does not protect from whoever has the key as well, or runs code in the application; nor where the key can be guessed,
since its derivation is quick; nor from whoever may write to the database, who can put back what stood there before or
have a secret sent to an address of theirs.
"""

from __future__ import annotations

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.padding import PKCS7
from django.conf import settings

from luoshi.errors import LuoshiError

#: Names the method, so that another one can stand beside it: AES-256-GCM, a key by HKDF-SHA256, a nonce at random.
_METHOD = "sealed-1"
_NONCE = 12
#: All short secrets are of one length: how long a password is would help to guess it.
_STEP = PKCS7(64 * 8)


class CannotOpen(LuoshiError):
    """A sealed text that this installation's key does not open: altered, cut, of another key, or never sealed."""

    def __init__(self) -> None:
        super().__init__(
            "cannot-open",
            "保存的密钥已无法读取，请重新填写。",
            "What was stored as a secret can no longer be read; enter it again.",
        )


def seal(text: str, purpose: str) -> str:
    """Seal *text*, differently each time; *purpose* names what it is for, and each has a key of its own.

    The sealed text is printable ASCII: the method, which key it was, and the rest in Base64.
    """
    key, head = _derived(purpose)
    padder, nonce = _STEP.padder(), os.urandom(_NONCE)
    padded = padder.update(text.encode()) + padder.finalize()
    return head + base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, padded, head.encode())).decode()


def unseal(sealed: str, purpose: str) -> str:
    """What was sealed for *purpose*.  Raises :class:`CannotOpen`, which holds nothing of either text."""
    key, head = _derived(purpose)
    if not sealed.startswith(head):
        raise CannotOpen
    try:
        body = sealed.removeprefix(head).encode()
        box = base64.urlsafe_b64decode(body)
        if base64.urlsafe_b64encode(box) != body:
            raise CannotOpen
        padded = AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], head.encode())
        unpadder = _STEP.unpadder()
        return (unpadder.update(padded) + unpadder.finalize()).decode()
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


def is_ours(sealed: str, purpose: str) -> bool:
    """Whether this installation's key sealed it, so far as that shows without opening it."""
    return sealed.startswith(_derived(purpose)[1])


def _derived(purpose: str) -> tuple[bytes, str]:
    """The key for a purpose, and how a text begins that it sealed: the method and a mark of the key."""
    derivation = HKDF(SHA256(), 36, salt=None, info=f"luoshi {_METHOD} {purpose}".encode())
    derived = derivation.derive(settings.SECRET_KEY.encode())
    return derived[:32], f"{_METHOD}:{derived[32:].hex()}:"
