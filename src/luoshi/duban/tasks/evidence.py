"""佐证: uploaded files become evidence, stored unchanged under their SHA-256, whatever they call themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from luoshi.duban.accounts.models import User
from luoshi.duban.documents.actions.keep_file import keep_file
from luoshi.duban.documents.actions.take_in import too_large
from luoshi.duban.documents.names import tidy_name
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import Assignment, Evidence

#: So many files may come with one report.
MOST = 20


def keep_evidence(files: Iterable[UploadedFile[Any]], assignment: Assignment, *, actor: User | None) -> list[Evidence]:
    """Keep *files* and give a row for each, not yet saved: :func:`.actions.file_report.file_report` saves them.

    Must run in the transaction of the report.  Raises :class:`LuoshiError` for the first that cannot be kept, and
    then none is.
    """
    given = list(files)
    if len(given) > MOST:
        raise Refused("too-many", f"一次最多上传{MOST}个文件。", f"At most {MOST} files can be uploaded at once.")
    return [_keep(file, assignment, actor) for file in given]


def _keep(file: UploadedFile[Any], assignment: Assignment, actor: User | None) -> Evidence:
    name = tidy_name(file.name or "")
    if file.size is None or file.size > settings.MAX_UPLOAD:
        raise too_large(name)
    source = keep_file(file.read(), name, actor=actor, office=assignment.task.office)
    return Evidence(assignment=assignment, source=source, name=name, added_by=actor)
