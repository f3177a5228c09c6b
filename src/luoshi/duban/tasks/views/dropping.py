"""Files dropped in together: handed to what reads them, and the person told what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.utils.translation import gettext as _

from luoshi.duban.accounts.guards import SignedIn
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.returning.received import File, Received
from luoshi.errors import LuoshiError

#: So many files are taken in one drop.
MOST_FILES = 100


def take_dropped(
    request: SignedIn, receive: Callable[[Iterable[tuple[str, bytes]]], Received[File]], *, largest: int
) -> None:
    """Hand the files of *request*, each with its name, to *receive*; *largest* is the size that is taken, in bytes."""
    dropped = request.FILES.getlist("files")
    if not dropped:
        messages.error(request, _("没有选择文件。"))
        return
    if len(dropped) > MOST_FILES:
        messages.error(request, _("一次最多%(most)s个文件，请分次拖入。") % {"most": MOST_FILES})
        return
    # One byte more than is taken tells a file that is too large, without reading all of it.
    named = ((one.name or "?", one.read(largest + 1)) for one in dropped)
    try:
        received = receive(named)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return
    _tell(request, received)


def _tell(request: SignedIn, received: Received[File]) -> None:
    bad = sum(bool(one.problems) for one in received.new)
    good = len(received.new) - bad
    if good:
        messages.success(request, _("已读取 %(count)s 个文件，核对后点“录入”。") % {"count": good})
    if bad:
        messages.warning(request, _("%(count)s 个文件没有通过，原因见下。") % {"count": bad})
    if received.secret:
        words = _("%(count)s 个文件标有密级，涉密文件不得上传，系统没有留存。")
        messages.error(request, words % {"count": received.secret})
    if received.known:
        names = "、".join(one.name for one in received.known)
        messages.info(request, _("以前拖入过、内容没有变化：%(names)s。") % {"names": names})
