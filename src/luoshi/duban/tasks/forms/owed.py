"""What a unit owes as one form: the short form of each task, 无变化 for a selection, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban import clock
from luoshi.duban.tasks.actions.file_report import Came, Said
from luoshi.duban.tasks.actions.file_several import Filing
from luoshi.duban.tasks.forms.report import FilesField, ReportForm
from luoshi.duban.tasks.models import Channel, ReportKind
from luoshi.duban.tasks.reporting.listing import Owed

_BY_OFFICE = ((Channel.TELEPHONE, Channel.TELEPHONE.label), (Channel.PAPER, Channel.PAPER.label))
#: The fields that stand in the form without anybody having typed them.
_GIVEN = ("version", "done_on")
_LONGEST_VERSION = 10
_SHOWN = re.compile(r"a([0-9]{1,18})-version", re.ASCII)


class ReporterForm(forms.Form):
    """Who reports, behind a personal link."""

    reported_by = forms.CharField(
        label=gettext_lazy("填报人"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class CameForm(ReporterForm):
    """代录: who said it, when, and how."""

    reported_on = forms.DateField(
        label=gettext_lazy("反馈日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    channel = forms.ChoiceField(label=gettext_lazy("反馈方式"), choices=_BY_OFFICE, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["reported_by"].label = gettext_lazy("反馈人")
        self.fields["reported_by"].widget.attrs["autocomplete"] = "off"
        self.initial.setdefault("reported_on", clock.today())
        self.initial.setdefault("channel", Channel.TELEPHONE.value)

    @property
    def came(self) -> Came:
        """What a valid form says."""
        data = self.cleaned_data
        return Came(data["reported_by"], data["reported_on"], Channel(data["channel"]))


class EntryForm(CameForm):
    """A report that the office types, with the paper where there is one."""

    paper = FilesField(
        label=gettext_lazy("纸质材料"),
        required=False,
        help_text=gettext_lazy("扫描件或照片；作为佐证附在每一项上。"),
    )

    @property
    def papers(self) -> list[UploadedFile[Any]]:
        """The files of a valid form."""
        return list(self.cleaned_data["paper"])


@dataclass(slots=True)
class OwedRow:
    """A task of the form: what is known about it, its short form, whether 无变化 is ticked, and what was seen of it."""

    item: Owed
    form: ReportForm
    no_change: bool = False
    is_filled: bool = False
    seen: int = 0

    @property
    def key(self) -> str:
        """Opens the names of the row's controls."""
        return f"a{self.item.assignment.pk}"

    @property
    def mine(self) -> str:
        """What was typed, in a sentence, where somebody else was first."""
        if self.no_change:
            return str(ReportKind.NO_CHANGE.label)
        return str(self.form.data.get(self.form.add_prefix("text"), ""))


class OwedForm:
    """The whole list.  ``errors`` are sentences for the page; what was typed is kept in the rows."""

    def __init__(
        self,
        items: Sequence[Owed],
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
    ) -> None:
        self.rows = [_row(item, data, files) for item in items]
        self.errors: list[str] = []

    def is_valid(self) -> bool:
        """Whether what was filled in can be filed."""
        filled = [row for row in self.rows if row.no_change or row.is_filled]
        if not filled:
            self.errors.append(_("没有填写任何内容；没有变化的任务请勾选“无变化”。"))
        for row in filled:
            number = row.item.assignment.task.number
            if row.no_change and row.is_filled:
                self.errors.append(_("%(number)s：勾选了“无变化”，又填写了进展，请只选一样。") % {"number": number})
            elif row.is_filled and not row.form.is_valid():
                self.errors.append(_("%(number)s：填写有误，见下。") % {"number": number})
        return not self.errors

    @property
    def filings(self) -> list[Filing]:
        """The reports of a valid form."""
        found = []
        for row in self.rows:
            if row.no_change:
                found.append(Filing(row.item.assignment, row.seen, Said(kind=ReportKind.NO_CHANGE)))
            elif row.is_filled:
                files = row.form.cleaned_data["evidence"]
                found.append(Filing(row.item.assignment, row.seen, row.form.said, files))
        return found


def _row(item: Owed, data: QueryDict | None, files: MultiValueDict[str, UploadedFile[Any]] | None) -> OwedRow:
    assignment = item.assignment
    unbound = ReportForm(assignment=assignment)
    if data is None:
        return OwedRow(item, unbound)
    form = ReportForm(data, files, assignment=assignment)
    is_filled = _is_filled(form)
    seen = data.get(form.add_prefix("version"), "")
    return OwedRow(
        item,
        form if is_filled else unbound,  # what nobody touched is not complained about
        no_change=form.add_prefix("no_change") in data,
        is_filled=is_filled,
        seen=int(seen) if seen.isdecimal() and len(seen) < _LONGEST_VERSION else 0,
    )


def _is_filled(form: ReportForm) -> bool:
    typed = (form.data.get(form.add_prefix(name), "") for name in form.fields if name not in _GIVEN)
    return any(isinstance(words, str) and words.strip() for words in typed) or form.add_prefix("evidence") in form.files


def shown_keys(data: QueryDict) -> set[int]:
    """The keys of the assignments that a form was shown for."""
    return {int(found[1]) for name in data if (found := _SHOWN.fullmatch(name))}
