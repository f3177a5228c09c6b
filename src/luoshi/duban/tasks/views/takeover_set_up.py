"""How yesterday's ledger is read: its sheet and headings, its columns, its words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.registers.sheets import SheetRow, Table, mapping_for, rows_of, table_at, table_in
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.duban.spreadsheets.reading import Book, Sheet
from luoshi.duban.tasks.actions.set_up_takeover import choose_columns, first_day, say_meanings
from luoshi.duban.tasks.forms.takeover import ColumnsForm, MeaningsForm, PlaceForm
from luoshi.duban.tasks.models import State, Takeover
from luoshi.duban.tasks.takeover import state_words
from luoshi.duban.tasks.takeover.entries import numbers_are_serial
from luoshi.duban.tasks.takeover.queries import takeover_for
from luoshi.duban.tasks.takeover.review import book_of, sheet_in, table_of
from luoshi.duban.tasks.views.takeover import grouped
from luoshi.errors import LuoshiError


@needs(Right.IMPORT_LEDGER)
def columns(request: SignedIn, takeover: int) -> HttpResponse:
    """Each heading beside its values and our field; the sheet and the row of the headings can be chosen."""
    one = takeover_for(request.user, takeover)
    if not one.is_open:
        return redirect("tasks:takeover", one.pk)
    try:
        book = book_of(one)
    except LuoshiError as problem:
        messages.error(request, sentence(problem))
        return redirect("tasks:takeovers")
    asked = request.POST if request.method == "POST" else request.GET
    table, place, is_found = _table(one, book, asked)
    mapping = _mapping(one, table)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        table=table,
        register=one.register,
        mapping=mapping,
        initial={"version": one.version},
    )
    error: LuoshiError | None = None
    if request.method == "POST" and form.is_valid() and not place.errors:
        try:
            choose_columns(one, table, form.mapping(), actor=request.user, version=form.cleaned_data["version"])
            return redirect("tasks:takeover-meanings", one.pk)
        except LuoshiError as refusal:
            error = refusal
    faults = grouped(error.problems) if isinstance(error, FaultyCells) else []
    context = {"takeover": one, "place": place, "form": form, "error": error, "faults": faults, "is_found": is_found}
    context |= {"table": table, "mapped": len(mapping)}
    return render(request, "tasks/takeover/columns.html", context, status=409 if error or form.errors else 200)


def _table(one: Takeover, book: Book, asked: QueryDict) -> tuple[Table, PlaceForm, bool]:
    """The table that was asked for, else the one that is found; and whether its headings were."""
    if "first" in asked:
        place = PlaceForm(asked, sheets=book.sheets)
        if place.is_valid():
            data = place.cleaned_data
            sheet = sheet_in(book, data["sheet"])
            return table_at(sheet, data["first"] - 1, data["first"] + data["height"] - 2), place, True
        table, is_found = _default(one, sheet_in(book, asked.get("sheet", one.sheet)))
        return table, place, is_found
    sheet = sheet_in(book, asked.get("sheet", one.sheet))
    table, is_found = _default(one, sheet)
    head = table.headings
    initial: dict[str, Any] = {"sheet": sheet.name, "first": head.first + 1, "height": head.last - head.first + 1}
    return table, PlaceForm(sheets=book.sheets, initial=initial), is_found


def _default(one: Takeover, sheet: Sheet) -> tuple[Table, bool]:
    table = table_of(one, sheet) or table_in(sheet, one.register)
    return (table, True) if table is not None else (table_at(sheet, 0, 0), False)


def _mapping(one: Takeover, table: Table) -> dict[str, str]:
    """What was chosen for this very table, else what was chosen for one with such headings, else the guess."""
    if one.columns is not None and one.sheet == table.name and one.first_heading == table.headings.first + 1:
        return dict(one.columns)
    return mapping_for(one.office, table, one.register)


@needs(Right.IMPORT_LEDGER)
def meanings(request: SignedIn, takeover: int) -> HttpResponse:
    """What the words of the state column mean, and from which day the ledger counts."""
    one = takeover_for(request.user, takeover)
    if not one.is_open or one.columns is None:
        return redirect("tasks:takeover" if not one.is_open else "tasks:takeover-columns", one.pk)
    try:
        rows = _rows(one)
    except LuoshiError as problem:
        messages.error(request, sentence(problem))
        return redirect("tasks:takeovers")
    words = state_words.words_in(rows)
    if len(words) > state_words.MOST:
        messages.error(request, _("状态列有%(count)s种不同的说法，不像状态，请检查列的对应。") % {"count": len(words)})
        return redirect("tasks:takeover-columns", one.pk)
    form = _form(request, one, rows, words)
    error: LuoshiError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            say_meanings(one, form.meanings(), actor=request.user, version=form.cleaned_data["version"])
            return redirect("tasks:takeover", one.pk)
        except LuoshiError as refusal:
            error = refusal
    context = {"takeover": one, "form": form, "error": error, "has_states": "state" in one.columns.values()}
    return render(request, "tasks/takeover/meanings.html", context, status=409 if error or form.errors else 200)


def _rows(one: Takeover) -> list[SheetRow]:
    table = table_of(one, sheet_in(book_of(one), one.sheet))
    return [] if table is None else rows_of(table, one.columns or {})


def _form(request: SignedIn, one: Takeover, rows: list[SheetRow], words: dict[str, int]) -> MeaningsForm:
    has_numbers = "number" in (one.columns or {}).values()
    said = {word: State(state) for word, state in (one.states or {}).items()}
    return MeaningsForm(
        request.POST if request.method == "POST" else None,
        words=words,
        meant=state_words.meanings(one.office, words) | said,
        has_numbers=has_numbers,
        initial={
            "version": one.version,
            "counted_from": one.counted_from or first_day(one),
            "keeps_numbers": one.keeps_numbers if one.states is not None else not numbers_are_serial(rows),
        },
    )
