"""What a person says about yesterday's ledger: the file, its columns, its words, its unknown units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban.accounts.models import Office
from luoshi.duban.language import is_chinese
from luoshi.duban.organisations.forms.fields import UnitField
from luoshi.duban.organisations.models import Unit
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import open_registers
from luoshi.duban.registers.sheet_fields import BY_KEY, EXTRA
from luoshi.duban.registers.sheets import SheetColumn, Table, choices
from luoshi.duban.spreadsheets.reading import Sheet
from luoshi.duban.tasks.actions.name_units_of_ledger import Answer
from luoshi.duban.tasks.actions.set_up_takeover import Meanings
from luoshi.duban.tasks.models import State
from luoshi.duban.tasks.takeover import state_words

#: How far down a person may look for the headings.
_FURTHEST = 60


class LedgerForm(forms.Form):
    """The register and the file."""

    register = forms.ModelChoiceField(Register.objects.none(), label=gettext_lazy("导入到"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("台账文件"),
        widget=forms.FileInput({"accept": ".xlsx,.xlsm,.xls,.csv"}),
        error_messages={"required": gettext_lazy("请选择文件。"), "empty": gettext_lazy("文件是空的。")},
    )

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- Django's arguments
        super().__init__(*args, **more)
        field = self.fields["register"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = open_registers(office)


class PlaceForm(forms.Form):
    """Which sheet, and where its headings stand."""

    sheet = forms.ChoiceField(label=gettext_lazy("工作表"))
    first = forms.IntegerField(label=gettext_lazy("表头所在行"), min_value=1, max_value=_FURTHEST)
    height = forms.TypedChoiceField(
        label=gettext_lazy("表头占"), choices=[(1, gettext_lazy("一行")), (2, gettext_lazy("两行"))], coerce=int
    )

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self._sheets = {sheet.name: sheet for sheet in sheets}
        field = self.fields["sheet"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, name) for name in self._sheets]

    def clean(self) -> dict[str, Any]:
        """The headings stand within the sheet."""
        data: dict[str, Any] = super().clean() or {}
        sheet = self._sheets.get(data.get("sheet", ""))
        if sheet is not None and data.get("first", 0) + data.get("height", 1) - 1 > len(sheet.rows):
            self.add_error("first", _("工作表只有%(rows)s行。") % {"rows": len(sheet.rows)})
        return data


class ColumnsForm(forms.Form):
    """A field for each heading; an empty one is kept with the row and mapped to nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, table: Table, register: Register, mapping: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.table = table
        offered = _offered(register)
        for column in table.columns:
            self.fields[_name(column)] = forms.ChoiceField(
                label=column.heading, choices=offered, required=False, initial=mapping.get(column.key, "")
            )

    def rows(self) -> Iterator[tuple[SheetColumn, list[str], BoundField]]:
        """Each heading with three of its values and its control."""
        for column in self.table.columns:
            yield column, self.table.examples(column), self[_name(column)]

    def mapping(self) -> dict[str, str]:
        """What was chosen, by the column's key."""
        return {column.key: field for column in self.table.columns if (field := self.cleaned_data[_name(column)])}


def _name(column: SheetColumn) -> str:
    return f"column-{column.index}"


def _offered(register: Register) -> list[tuple[str, Any]]:
    """Our fields by their names in the page's language, then the register's own columns."""
    known = choices(register)
    english = not is_chinese()
    common = [(key, BY_KEY[key].english if english else name) for key, name in known if not key.startswith(EXTRA)]
    own = [(key, name) for key, name in known if key.startswith(EXTRA)]
    offered: list[tuple[str, Any]] = [("", _("（不对应，随任务留存）")), (_("通用"), common)]
    return [*offered, (_("本台账的列"), own)] if own else offered


class MeaningsForm(forms.Form):
    """What the words of the state column mean, the day the ledger counts from, whose the numbers are."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    counted_from = forms.DateField(
        label=gettext_lazy("台账起算日"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("“9月底前”等时限从这天起推算；没有交办时间的任务按这天交办。"),
    )
    keeps_numbers = forms.BooleanField(
        label=gettext_lazy("编号列是任务自己的编号，沿用（空着的由台账续编）"), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 -- Django's arguments
        words: Mapping[str, int],
        meant: Mapping[str, State | None],
        has_numbers: bool,
        **more: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **more)
        self._words = dict(words)
        if not has_numbers:
            del self.fields["keeps_numbers"]
        offered = [("", _("请选择")), *((state.value, state.label) for state in state_words.CHOICES)]
        for place, word in enumerate(self._words):
            state = meant.get(word)
            self.fields[f"state-{place}"] = forms.ChoiceField(
                label=word or _("（空白）"), choices=offered, initial=state.value if state else ""
            )

    def rows(self) -> Iterator[tuple[int, BoundField]]:
        """How often each word stands in the sheet, and its control."""
        for place, count in enumerate(self._words.values()):
            yield count, self[f"state-{place}"]

    def meanings(self) -> Meanings:
        """What was said."""
        data = self.cleaned_data
        states = {word: State(data[f"state-{place}"]) for place, word in enumerate(self._words)}
        day: date = data["counted_from"]
        return Meanings(states, day, bool(data.get("keeps_numbers")))


class UnitsForm(forms.Form):
    """For each unknown name the unit it means, or the official name of a new one; both empty: not answered yet."""

    def __init__(self, *args: Any, office: Office, names: Sequence[str], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.names = list(names)
        for place, name in enumerate(self.names):
            self.fields[f"name-{place}"] = forms.CharField(widget=forms.HiddenInput, initial=name, required=False)
            self.fields[f"unit-{place}"] = UnitField(
                office=office, label=_("“%(name)s”是哪个单位") % {"name": name}, required=False
            )
            self.fields[f"add-{place}"] = forms.BooleanField(label=_("新增单位，名称为"), required=False)
            self.fields[f"official-{place}"] = forms.CharField(
                label=_("“%(name)s”的规范名称") % {"name": name}, max_length=100, required=False, initial=name
            )

    @staticmethod
    def names_in(data: Mapping[str, str]) -> list[str]:
        """The names that were shown when the form was filled in, whatever is unknown by now."""
        found: list[str] = []
        while (name := data.get(f"name-{len(found)}")) is not None:
            found.append(name)
        return found

    def rows(self) -> Iterator[dict[str, Any]]:
        """The controls of each name."""
        for place, name in enumerate(self.names):
            controls = {key: self[f"{key}-{place}"] for key in ("unit", "add", "official")}
            yield {"name": name, "hidden": self[f"name-{place}"], **controls}

    def answers(self) -> list[Answer]:
        """What was answered."""
        data = self.cleaned_data
        found = []
        for place, name in enumerate(self.names):
            unit: Unit | None = data[f"unit-{place}"]
            official = (data[f"official-{place}"] or name) if data[f"add-{place}"] and unit is None else ""
            found.append(Answer(name, unit, official))
        return found
