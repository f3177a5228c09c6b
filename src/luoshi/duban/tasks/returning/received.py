"""What came of a drop of files that came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from luoshi.duban.tasks.models.dropped_file import DroppedFile

File = TypeVar("File", bound=DroppedFile)


@dataclass(slots=True)
class Received(Generic[File]):
    """Files that are new, files that were dropped before, and how many carry a secrecy mark.

    Of the last nothing is kept, not even the name: a name can be secret, too.
    """

    new: list[File] = field(default_factory=list)
    known: list[File] = field(default_factory=list)
    secret: int = 0
