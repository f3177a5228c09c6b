"""The columns that are special to a register: parsed, checked, and used to check what is typed into them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Register
from luoshi.duban.spreadsheets.values import as_date

MAX_COLUMNS = 40
MAX_NAME = 30
MAX_TEXT = 2000
_KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
_TRUE, _FALSE = {"1", "true", "yes", "on", "是", "√", "有"}, {"", "0", "false", "no", "off", "否", "×", "无"}


class ColumnKind(models.TextChoices):
    """What a column holds."""

    TEXT = "text", gettext_lazy("文字")
    NUMBER = "number", gettext_lazy("数字")
    DATE = "date", gettext_lazy("日期")
    CHOICE = "choice", gettext_lazy("选项")
    FLAG = "flag", gettext_lazy("是否")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` never changes, ``name`` is shown; ``show`` in lists, ``export`` in printed tables."""

    key: str
    name: str
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    show: bool = True
    export: bool = True


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Values as they are stored (JSON), and by column what is wrong with those that are not."""

    values: dict[str, object]
    errors: dict[str, str]


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a register in their order."""

    columns: tuple[Column, ...] = ()

    @classmethod
    def of(cls, register: Register) -> Self:
        """The schema of *register*."""
        return cls.parse(register.schema)

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Self:
        """The schema that ``Register.schema`` holds; raises :class:`Refused` that names the column at fault."""
        rows = data.get("columns", [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            raise _bad("列的定义应为列表", "its columns must be a list")
        schema = cls(tuple(_column(number, row) for number, row in enumerate(rows, 1)))
        schema.check()
        return schema

    def check(self) -> None:
        """Raise :class:`Refused` where two columns share a key or a name, or one cannot be."""
        if len(self.columns) > MAX_COLUMNS:
            raise _bad(f"最多{MAX_COLUMNS}列", f"there are more than {MAX_COLUMNS} columns")
        keys: set[str] = set()
        names: set[str] = set()
        for number, column in enumerate(self.columns, 1):
            if not _KEY.fullmatch(column.key) or column.key in keys:
                raise _bad(
                    f"第{number}列的标识“{column.key}”不可用", f"the key {column.key!r} of column {number} is unusable"
                )
            if not column.name or len(column.name) > MAX_NAME:
                raise _bad(
                    f"第{number}列的名称应为1至{MAX_NAME}字",
                    f"column {number} needs a name of 1 to {MAX_NAME} characters",
                )
            if column.name in names:
                raise _bad(f"列名“{column.name}”重复", f"two columns are called {column.name}")
            if (column.kind is ColumnKind.CHOICE) != bool(column.choices):
                raise _bad(
                    f"“{column.name}”是选项列，须列出选项"
                    if not column.choices
                    else f"“{column.name}”不是选项列，不应有选项",
                    f"{column.name}: a choice column, and no other, lists its choices",
                )
            keys.add(column.key)
            names.add(column.name)

    def as_data(self) -> dict[str, object]:
        """What ``Register.schema`` holds."""
        return {
            "columns": [
                {**asdict(column), "kind": column.kind.value, "choices": list(column.choices)}
                for column in self.columns
            ]
        }

    def next_key(self) -> str:
        """A key that no column has had: one above the highest number."""
        numbers = [int(column.key[1:]) for column in self.columns if re.fullmatch(r"c\d{1,6}", column.key)]
        return f"c{max(numbers, default=0) + 1}"

    def clean(self, values: Mapping[str, object]) -> Cleaned:
        """*values* as they are stored; the errors are sentences by the column's key.

        What is no column of the register is left out; an empty value of a column that is not required is not stored.
        """
        kept: dict[str, object] = {}
        errors: dict[str, str] = {}
        for column in self.columns:
            value = values.get(column.key)
            if column.kind is not ColumnKind.FLAG and (value is None or str(value).strip() == ""):
                if column.required:
                    errors[column.key] = _("请填写“%(name)s”。") % {"name": column.name}
                continue
            try:
                kept[column.key] = _CLEANERS[column.kind](column, value)
            except ValueError as error:
                errors[column.key] = str(error)
        return Cleaned(kept, errors)


def _column(number: int, row: Mapping[str, Any]) -> Column:
    kind, listed = str(row.get("kind", "text")), row.get("choices") or []
    if kind not in ColumnKind.values:
        raise _bad(f"第{number}列的类型“{kind}”无法识别", f"column {number} has the unknown kind {kind!r}")
    if not isinstance(listed, list | tuple) or not all(isinstance(choice, str) for choice in listed):
        raise _bad(f"第{number}列的选项应为文字", f"the choices of column {number} must be words")
    return Column(
        key=str(row.get("key", "")),
        name=str(row.get("name", "")).strip(),
        kind=ColumnKind(kind),
        required=bool(row.get("required", False)),
        choices=tuple(dict.fromkeys(choice.strip() for choice in listed if choice.strip())),
        show=bool(row.get("show", True)),
        export=bool(row.get("export", True)),
    )


def _clean_text(column: Column, value: object) -> object:
    words = str(value).strip()
    if len(words) > MAX_TEXT:
        raise ValueError(_("“%(name)s”超过%(most)d字。") % {"name": column.name, "most": MAX_TEXT})
    return words


def _clean_number(column: Column, value: object) -> object:
    """A figure as a string of its digits, so that no decimal is lost."""
    try:
        number = Decimal(str(value).strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > 18:
        raise ValueError(_("“%(name)s”应为数字，现为“%(value)s”。") % {"name": column.name, "value": str(value)[:30]})
    return format(number, "f")


def _clean_date(column: Column, value: object) -> object:
    day = as_date(value)  # type: ignore[arg-type]  # words, or a day
    if day is None:
        raise ValueError(
            _("“%(name)s”应为日期（如 2026-03-05），现为“%(value)s”。")
            % {"name": column.name, "value": str(value)[:30]}
        )
    return day.isoformat()


def _clean_choice(column: Column, value: object) -> object:
    words = str(value).strip()
    if words not in column.choices:
        raise ValueError(
            _("“%(name)s”应为%(choices)s之一，现为“%(value)s”。")
            % {"name": column.name, "choices": "、".join(column.choices), "value": words[:30]}
        )
    return words


def _clean_flag(column: Column, value: object) -> object:
    words = "" if value is None else str(value).strip().lower()
    if words not in _TRUE | _FALSE:
        raise ValueError(_("“%(name)s”应为是或否，现为“%(value)s”。") % {"name": column.name, "value": words[:30]})
    return words in _TRUE


_CLEANERS = {
    ColumnKind.TEXT: _clean_text,
    ColumnKind.NUMBER: _clean_number,
    ColumnKind.DATE: _clean_date,
    ColumnKind.CHOICE: _clean_choice,
    ColumnKind.FLAG: _clean_flag,
}


def _bad(chinese: str, english: str) -> Refused:
    return Refused("bad-schema", f"台账的列有误：{chinese}。", f"The register's columns: {english}.")
