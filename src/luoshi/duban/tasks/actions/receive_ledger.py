"""Keep yesterday's ledger as it came; nothing of it counts before it is taken over."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.documents import storage
from luoshi.duban.documents.extraction import secrecy_of
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.documents.names import tidy_name
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.sheets import table_in
from luoshi.duban.spreadsheets.reading import Book, Sheet, read_book
from luoshi.duban.tasks.actions.set_ledger_aside import set_ledger_aside
from luoshi.duban.tasks.models import Takeover

_HEAD_ROWS = 15


@dataclass(frozen=True, slots=True)
class _Given:
    """A file that was read and may be kept."""

    name: str
    content: bytes
    book: Book


def receive_ledger(register: Register, name: str, content: bytes, *, actor: User) -> Takeover:
    """Keep the file and open a takeover of its first sheet that was not taken over yet.

    The same file again leads to the takeover that is still open.  Raises :class:`Refused` for a file that cannot be
    read, that carries a secrecy mark, or of which every sheet was taken over; nothing of it is kept then.
    """
    require(actor, Right.IMPORT_LEDGER)
    if actor.office is None or register.office_id != actor.office_id:
        raise Refused("no-office", "这不属于您所在的机构。", "This does not belong to your office.")
    if not register.is_open:
        raise Refused("register-closed", f"“{register}”已停用，不能导入。", f"{register} is closed.")
    name = tidy_name(name)
    book = read_book(content, name)
    _require_unmarked(book, name)
    place, is_new = storage.keep(actor.office.key, content)
    try:
        return _enter(register, _Given(name, content, book), place, office=actor.office, actor=actor)
    except BaseException:
        if is_new:
            storage.drop(place)
        raise


def _require_unmarked(book: Book, name: str) -> None:
    for sheet in book.sheets:
        rows = range(min(len(sheet.rows), _HEAD_ROWS))
        lines = ("\t".join(dict.fromkeys(_filled(sheet, row))) for row in rows)
        if secrecy_of("\n".join([sheet.name, *lines])):
            raise Refused(
                "secret",
                f"文件“{name}”标有密级，涉密文件不得导入，系统没有留存。",
                f"{name} carries a secrecy mark; such files must not be imported, and nothing of it was kept.",
            )


def _filled(sheet: Sheet, row: int) -> list[str]:
    return [words for column in range(len(sheet.rows[row])) if (words := sheet.words(row, column))]


@transaction.atomic
def _enter(register: Register, given: _Given, place: str, *, office: Office, actor: User) -> Takeover:
    source, _new = SourceFile.objects.get_or_create(
        office=office,
        sha256=storage.digest(given.content),
        defaults={"name": given.name, "size": len(given.content), "stored": place, "taken_by": actor},
    )
    before = Takeover.objects.filter(source=source, set_aside_at__isnull=True)
    open_one = before.filter(taken_over_at__isnull=True, register=register).first()
    if open_one is not None:
        return open_one
    sheet = _next_sheet(given, before, register)
    _replace_earlier(register, source, actor)
    takeover = Takeover.objects.create(office=office, register=register, source=source, sheet=sheet, made_by=actor)
    record(
        "ledger.received",
        takeover,
        office=office.key,
        actor=actor.actor,
        after={"name": given.name, "sha256": source.sha256, "size": source.size, "register": str(register)},
    )
    return takeover


def _replace_earlier(register: Register, source: SourceFile, actor: User) -> None:
    """A file of the same name that the person dropped before is the uncorrected one: it is set aside."""
    earlier = Takeover.objects.filter(register=register, made_by=actor, source__name=source.name)
    open_ones = earlier.filter(taken_over_at__isnull=True, set_aside_at__isnull=True).exclude(source=source)
    for one in open_ones.select_related("source"):
        set_ledger_aside(one, actor=actor, reason="同名文件已重新上传")


def _next_sheet(given: _Given, before: QuerySet[Takeover], register: Register) -> str:
    """The first sheet with headings that we know and that was not taken over yet."""
    done = list(before.filter(taken_over_at__isnull=False).select_related("register", "taken_over_by"))
    names = {one.sheet for one in done}
    left = [sheet for sheet in given.book.sheets if sheet.name not in names]
    if not left:
        raise _taken_over(given.name, done[0])
    return next((sheet.name for sheet in left if table_in(sheet, register) is not None), left[0].name)


def _taken_over(name: str, last: Takeover) -> Refused:
    day = last.taken_over_at.astimezone(clock.ZONE).date().isoformat() if last.taken_over_at else ""
    who = last.taken_over_by.name if last.taken_over_by else ""
    return Refused(
        "taken-over",
        f"文件“{name}”已于{day}由{who}导入“{last.register}”（{last.count}项），不能重复导入。",
        f"{name} was taken over into {last.register} on {day} by {who} ({last.count} tasks).",
    )
