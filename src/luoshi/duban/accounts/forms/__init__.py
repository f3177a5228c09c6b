"""What people type about accounts."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form: also a form that was sent empty is one."""
    return request.POST if request.method == "POST" else None
