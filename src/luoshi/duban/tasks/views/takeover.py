"""Yesterday's ledgers: drop a file, look at what will come of it, take it over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.documents import storage
from luoshi.duban.language import is_chinese
from luoshi.duban.locking import version_sent
from luoshi.duban.problems import Refused, sentence
from luoshi.duban.spreadsheets.problems import CellProblem
from luoshi.duban.spreadsheets.reading import Book
from luoshi.duban.tasks.actions.name_units_of_ledger import name_units_of_ledger
from luoshi.duban.tasks.actions.receive_ledger import receive_ledger
from luoshi.duban.tasks.actions.set_ledger_aside import set_ledger_aside
from luoshi.duban.tasks.actions.set_up_takeover import set_up_as_before
from luoshi.duban.tasks.actions.take_over_ledger import take_over_ledger
from luoshi.duban.tasks.forms.takeover import LedgerForm, UnitsForm
from luoshi.duban.tasks.models import Takeover
from luoshi.duban.tasks.takeover.queries import takeover_for, takeovers_visible_to
from luoshi.duban.tasks.takeover.review import Review, book_of, review, sheet_in, table_of
from luoshi.errors import LuoshiError

PAGE = 50
#: How many unknown names are answered at once, and how many cells one line names.
_NAMES, _CELLS = 30, 12


@needs(Right.IMPORT_LEDGER)
def takeovers(request: SignedIn) -> HttpResponse:
    """What is under way and what was taken over, and the form for a new one."""
    office = request.user.office
    if office is None:  # nobody without an office has the right
        return redirect("ui:home")
    if request.method == "POST":
        form = LedgerForm(request.POST, request.FILES, office=office)
        if form.is_valid() and (takeover := _receive(request, form)) is not None:
            return redirect(step_of(takeover), takeover.pk)
    else:
        form = LedgerForm(office=office, initial={"register": request.GET.get("register")})
    rows = takeovers_visible_to(request.user).select_related("register", "source", "made_by", "taken_over_by")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "most_megabytes": settings.MAX_UPLOAD // 1024 // 1024}
    return render(request, "tasks/takeover/takeovers.html", context, status=422 if form.errors else 200)


def _receive(request: SignedIn, form: LedgerForm) -> Takeover | None:
    given = form.cleaned_data["file"]
    try:
        if given.size > settings.MAX_UPLOAD:
            most = settings.MAX_UPLOAD // 1024 // 1024
            raise Refused("too-large", f"文件大于{most}MB。", f"The file is larger than {most} MB.")
        takeover = receive_ledger(form.cleaned_data["register"], given.name, given.read(), actor=request.user)
        table = table_of(takeover, sheet_in(book_of(takeover), takeover.sheet))
        return set_up_as_before(takeover, table, actor=request.user)
    except LuoshiError as refusal:
        form.add_error("file", sentence(refusal))
        return None


def step_of(takeover: Takeover) -> str:
    """The page that is next for a takeover."""
    if takeover.columns is None:
        return "tasks:takeover-columns"
    return "tasks:takeover-meanings" if takeover.states is None else "tasks:takeover"


@needs(Right.IMPORT_LEDGER)
@require_GET
def preview(request: SignedIn, takeover: int) -> HttpResponse:
    """What will come of each row, what is wrong, what is unknown."""
    one = takeover_for(request.user, takeover)
    if one.taken_over_at is not None:
        return render(request, "tasks/takeover/done.html", {"takeover": one})
    if one.columns is None or one.states is None:
        return redirect(step_of(one), one.pk)
    return _preview(request, one)


def _preview(
    request: SignedIn, one: Takeover, units: UnitsForm | None = None, *, error: LuoshiError | None = None
) -> HttpResponse:
    try:
        book = book_of(one)
        found = review(one, book)
    except LuoshiError as problem:
        messages.error(request, sentence(problem))
        return redirect("tasks:takeovers")
    names = [name.name for name in found.unknown[:_NAMES]]
    counts = {name.name: len(name.cells) for name in found.unknown}
    form = units or UnitsForm(office=one.office, names=names)
    faulty = {cell.row for cell in found.faults}
    context = {
        "takeover": one,
        "review": found,
        "page": Paginator(found.entries, PAGE).get_page(request.GET.get("page")),
        "problems": grouped(found.problems),
        "warnings": grouped(found.warnings),
        "skipped": grouped(found.skipped),
        "units": form,
        "unknown": [(row, counts.get(row["name"], 0)) for row in form.rows()],
        "faulty": faulty,
        "fault_count": len(found.problems),
        "notes": list(_notes(book, found)),
        "error": error,
    }
    return render(request, "tasks/takeover/preview.html", context, status=409 if error or form.errors else 200)


def _notes(book: Book, found: Review) -> Iterable[str]:
    """What a person would miss in the file, or wonder about."""
    sheet = found.table.sheet
    others = [one.name for one in book.sheets if one.name != sheet.name]
    if others:
        yield _("文件中的其他工作表（%(names)s）要分别导入。") % {"names": _("、").join(others)}
    if book.hidden:
        yield _("隐藏的工作表（%(names)s）没有读取。") % {"names": _("、").join(book.hidden)}
    hidden = sorted(row for row in sheet.hidden_rows if row > found.table.first_row)
    if hidden:
        rows = _("、").join(str(row) for row in hidden[:_CELLS])
        yield _("表中隐藏的%(count)s行（第%(rows)s行%(more)s）也会导入。") % {
            "count": len(hidden),
            "rows": rows,
            "more": _("等") if len(hidden) > _CELLS else "",
        }
    formulas = sum(len(row.formulas) for entry in found.entries for row in entry.rows)
    if formulas:
        yield _("%(count)s个单元格是公式，公式不会运行，读取的是表中保存的结果。") % {"count": formulas}


@dataclass(slots=True)
class Group:
    """The cells of which the same is to be said."""

    words: str
    cells: list[str] = field(default_factory=list)

    @property
    def places(self) -> str:
        """``C3、C4 等20处``."""
        named = _("、").join(self.cells[:_CELLS])
        return f"{named} " + _("等%(count)s处") % {"count": len(self.cells)} if len(self.cells) > _CELLS else named


def grouped(cells: Iterable[CellProblem]) -> list[Group]:
    """Sentences in the language of the page, each once with its cells."""
    english = not is_chinese()
    found: dict[str, Group] = {}
    for cell in sorted(set(cells), key=lambda one: (one.row, len(one.column), one.column)):
        words = cell.english if english else cell.chinese
        found.setdefault(words, Group(words)).cells.append(f"{cell.column}{cell.row}")
    return list(found.values())


@needs(Right.IMPORT_LEDGER)
@require_POST
def units(request: SignedIn, takeover: int) -> HttpResponse:
    """Answer what the unknown units are."""
    one = takeover_for(request.user, takeover)
    form = UnitsForm(request.POST, office=one.office, names=UnitsForm.names_in(request.POST)[:_NAMES])
    if not form.is_valid():
        return _preview(request, one, form)
    try:
        known = name_units_of_ledger(one, form.answers(), actor=request.user)
    except LuoshiError as error:
        return _preview(request, one, form, error=error)
    if known:
        messages.success(request, _("已记住%(count)s个单位名称，以后的公文和台账也会认得。") % {"count": known})
    return redirect("tasks:takeover", one.pk)


@needs(Right.IMPORT_LEDGER)
@require_POST
def run(request: SignedIn, takeover: int) -> HttpResponse:
    """Take the sheet over, whole or not at all."""
    one = takeover_for(request.user, takeover)
    try:
        count = take_over_ledger(one, actor=request.user, version=version_sent(request.POST))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已导入%(count)s项任务。") % {"count": count})
    return redirect("tasks:takeover", one.pk)


@needs(Right.IMPORT_LEDGER)
@require_POST
def set_aside(request: SignedIn, takeover: int) -> HttpResponse:
    """Not this one."""
    try:
        set_ledger_aside(takeover_for(request.user, takeover), actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已搁置，没有导入任何内容。"))
    return redirect("tasks:takeovers")


@needs(Right.IMPORT_LEDGER)
@require_GET
def file(request: SignedIn, takeover: int) -> HttpResponse:
    """The file as it came."""
    one = takeover_for(request.user, takeover)
    try:
        content = storage.content_of(one.source)
    except LuoshiError as problem:
        messages.error(request, sentence(problem))
        return redirect("tasks:takeovers")
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=one.source.name))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
