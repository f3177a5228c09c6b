"""One short form for a report, the same in My work, behind a personal link, and for the office that types it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.actions.file_report import Said
from luoshi.duban.tasks.models import Assignment, ReportKind, Target

_LONGEST = 3_000
#: Files are chosen anew, and which version was seen is known anew whenever the form is opened.
_NEVER_KEPT = ("evidence", "version")


class FilesInput(forms.ClearableFileInput):
    """A control for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; none is fine."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401 -- Django's signature
        """The files that were chosen."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class ReportForm(forms.Form):
    """反馈: how far it is.  Only the progress is asked for; everything else may stay empty.

    A task with figures among its targets has a field for each (``figure-KEY``).
    """

    text = forms.CharField(
        label=_("进展情况"),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("做了什么、做到什么程度，写事实和数字。"),
    )
    percent = forms.DecimalField(
        label=_("完成比例（%）"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    problem = forms.CharField(
        label=_("存在问题"), max_length=_LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    help_needed = forms.CharField(
        label=_("需要协调的事项"), max_length=_LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    help_from = forms.CharField(label=_("请谁协调"), max_length=200, required=False)
    next_step = forms.CharField(
        label=_("下步措施"), max_length=_LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = FilesField(label=_("佐证材料"), required=False)
    is_done = forms.BooleanField(label=_("已全部完成，申请销号"), required=False)
    done_on = forms.DateField(
        label=_("完成日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        assignment: Assignment,
        **more: Any,  # noqa: ANN401 -- Django's signature
    ) -> None:
        self.assignment = assignment
        super().__init__(data, files, prefix=more.pop("prefix", f"a{assignment.pk}"), **more)
        self.targets: Sequence[Target] = [one for one in assignment.task.targets.all() if one.is_figure]
        for target in self.targets:
            self.fields[_key(target)] = forms.DecimalField(
                label=_label(target), max_digits=24, decimal_places=6, required=False, widget=_figure_input(target)
            )
        self.initial.setdefault("version", assignment.version)
        self.initial.setdefault("done_on", clock.today())

    @property
    def figures(self) -> list[BoundField]:
        """The fields for the task's figures, in their order."""
        return [self[_key(target)] for target in self.targets]

    @property
    def is_long(self) -> bool:
        """Whether something stands in the fields that are folded away at first."""
        return any(
            self[name].value() or self[name].errors for name in ("problem", "help_needed", "help_from", "next_step")
        )

    def clean(self) -> dict[str, Any]:
        """The progress is asked for, and a day where the work is said to be done."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("请填写进展情况；没有变化的，请用“无变化”。"))
        if cleaned.get("is_done") and not cleaned.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", _("请填写完成日期。"))
        return cleaned

    @property
    def said(self) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        done = bool(data["is_done"])
        return Said(
            kind=ReportKind.COMPLETION if done else ReportKind.PROGRESS,
            text=data["text"],
            problem=data["problem"],
            help_needed=data["help_needed"],
            help_from=data["help_from"],
            next_step=data["next_step"],
            percent=data["percent"],
            figures=self._reached(),
            done_on=data["done_on"] if done else None,
        )

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in the fields, unchecked, as a draft keeps it; the day matters only once the work is done."""
        names = [name for name in self.fields if name not in _NEVER_KEPT]
        found = {name: self[name].data for name in names}
        return found if found["is_done"] else {name: value for name, value in found.items() if name != "done_on"}

    def _reached(self) -> dict[int, Decimal]:
        found = {target.pk: self.cleaned_data.get(_key(target)) for target in self.targets}
        return {key: value for key, value in found.items() if value is not None}


def _key(target: Target) -> str:
    return f"figure-{target.pk}"


def _label(target: Target) -> str:
    """What is counted, with the aim behind it: 新建改造高标准农田（目标不少于2万亩）."""
    measured = target.measured or target.words
    return f"{measured}（{wording.comparing(target.words, target.comparator)}）" if target.measured else measured


def _figure_input(target: Target) -> forms.NumberInput:
    return forms.NumberInput(attrs={"inputmode": "decimal", "step": "any", "placeholder": target.unit})
