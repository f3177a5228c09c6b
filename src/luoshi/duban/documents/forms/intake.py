"""Take in files or a text that is pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class DeclassifiedForm(forms.Form):
    """The statement that a file with a secrecy mark has been declassified, which needs its basis."""

    declassified = forms.BooleanField(label=_("文件原有密级，现已依法解密"), required=False)
    basis = forms.CharField(
        label=_("解密依据"),
        max_length=300,
        required=False,
        help_text=_("如解密决定的文号、日期。声明人、时间和依据记入系统记录。"),
    )

    #: Whether the file, or the text, was refused for its secrecy mark: where to state otherwise is shown open.
    marked = False

    def clean(self) -> dict[str, Any]:
        """Who says so says why."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("declassified") and not data.get("basis"):
            self.add_error("basis", gettext("声明已解密的，请写明解密依据。"))
        return data


class UploadForm(DeclassifiedForm):
    """Files; the view takes each of them from the request."""


class PasteForm(DeclassifiedForm):
    """A text, with a title where it has none of its own.  Its opening blanks are part of it."""

    title = forms.CharField(label=_("标题"), max_length=300, required=False, help_text=_("不填则从正文中识别。"))
    text = forms.CharField(label=_("正文"), strip=False, widget=forms.Textarea({"rows": 14, "spellcheck": "false"}))
    field_order = ("title", "text", "declassified", "basis")
