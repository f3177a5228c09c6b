"""Documents that are being read, that could not be read, and that nobody has decomposed yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents.models import Document, DocumentState
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address

#: title, icon, tone, and the states of its documents
_KINDS: tuple[tuple[str | Promise, str, str, tuple[DocumentState, ...]], ...] = (
    (_("读取失败的公文"), "alert-triangle", "alarm", (DocumentState.FAILED,)),
    (_("已读取、待分解的公文"), "file-text", "todo", (DocumentState.READY,)),
    (_("正在读取的公文"), "clock", "wait", (DocumentState.QUEUED, DocumentState.READING)),
)


def documents(user: User) -> Iterator[Awaiting]:
    """For those who take documents in: one query, whatever there is."""
    if not may(user, Right.TAKE_IN_DOCUMENTS):
        return
    undecomposed = Document.objects.filter(~Q(state=DocumentState.READY) | Q(plans__isnull=True), office=user.office_id)
    found = list(
        undecomposed.annotate(
            place=Window(RowNumber(), partition_by=F("state"), order_by="-id"),
            of_state=Window(Count("pk"), partition_by=F("state")),
        )
        .filter(place__lte=SHOWN)
        .select_related("source")
        .order_by("-id")
    )
    for title, icon, tone, states in _KINDS:
        these = [one for one in found if one.state in states]
        count = sum({one.state: one.of_state for one in these}.values())
        items = tuple(Item(str(one), address("documents:detail", one.pk), _how_far(one)) for one in these[:SHOWN])
        yield Awaiting(title, count, address("documents:list"), Right.TAKE_IN_DOCUMENTS, items, icon, tone)


def _how_far(document: Document) -> str:
    if document.state == DocumentState.READING:
        return f"{document.get_state_display()} {document.progress}%"
    return str(document.get_state_display())
