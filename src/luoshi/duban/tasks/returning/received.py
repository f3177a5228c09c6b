"""What came of a drop of files that came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import QuerySet

from luoshi.duban.documents import storage
from luoshi.duban.documents.names import tidy_name
from luoshi.duban.tasks.models.dropped_file import DroppedFile
from luoshi.duban.tasks.returning.keeping import is_secret

File = TypeVar("File", bound=DroppedFile)


@dataclass(slots=True)
class Received(Generic[File]):
    """Files that are new, files that were dropped before, and how many carry a secrecy mark.

    Of the last nothing is kept, not even the name: a name can be secret, too.
    """

    new: list[File] = field(default_factory=list)
    known: list[File] = field(default_factory=list)
    secret: int = 0


def receive(
    files: Iterable[tuple[str, bytes]],
    dropped: QuerySet[File],
    *,
    keep: Callable[[str, bytes], File],
    refuse: Callable[[str, int], None],
) -> Received[File]:
    """Sort *files* (name and bytes): those among *dropped* that nobody set aside, those with a secrecy mark, new ones.

    *keep* enters a new one under its tidy name; *refuse* notes the digest and the size of one that is secret.
    """
    done = Received[File]()
    for name, content in files:
        sha256 = storage.digest(content)
        before = dropped.filter(sha256=sha256, set_aside_at__isnull=True).first()
        if before is not None:
            done.known.append(before)
        elif is_secret(name, content):
            done.secret += 1
            refuse(sha256, len(content))
        else:
            done.new.append(keep(tidy_name(name), content))
    return done
