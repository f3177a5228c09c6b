"""Hand out a stored file: always as an attachment, and never as something that a browser runs."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from luoshi.duban.documents import storage
from luoshi.duban.documents.models import SourceFile


def as_attachment(source: SourceFile) -> HttpResponse:
    """The bytes of *source* under its name; :class:`LuoshiError` where they are gone or changed."""
    response = HttpResponse(storage.content_of(source), content_type="application/octet-stream")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=source.name))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
