"""Keep the bytes of a file that came back, unchanged; nothing of one with a secrecy mark."""

from __future__ import annotations

from collections.abc import Callable, Sized
from typing import TypeVar

from luoshi.duban.accounts.models import User
from luoshi.duban.documents import storage
from luoshi.duban.documents.extraction import read_bytes
from luoshi.duban.documents.models import SourceFile
from luoshi.errors import LuoshiError

T = TypeVar("T")


def is_secret(name: str, content: bytes) -> bool:
    """Whether the file carries a secrecy mark; any other reason not to read it is no matter of this one."""
    try:
        read_bytes(content, name)
    except LuoshiError as error:
        return error.code == "secret"
    return False


def stored(content: bytes, *, actor: User, enter: Callable[[str], T]) -> T:
    """Store *content* for the office of *actor* and let *enter* write its rows, given the place.

    Where that fails the bytes are taken back.
    """
    if actor.office is None:
        return enter("")
    place, is_new = storage.keep(actor.office.key, content)
    try:
        return enter(place)
    except BaseException:
        if is_new:
            storage.drop(place)
        raise


def kept(content: bytes, flaws: Sized, *, actor: User, enter: Callable[[str], T]) -> T:
    """Let *enter* write the rows of a file: of one without *flaws* with its bytes stored, else with no place."""
    return enter("") if flaws else stored(content, actor=actor, enter=enter)


def source_of(name: str, content: bytes, place: str, *, actor: User) -> SourceFile | None:
    """The row of what was stored at *place*; none where nothing was."""
    if not place:
        return None
    source, _made = SourceFile.objects.get_or_create(
        office=actor.office,
        sha256=storage.digest(content),
        defaults={"name": name, "size": len(content), "stored": place, "taken_by": actor},
    )
    return source
