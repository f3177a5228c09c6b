"""A new password, twice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import User

_RULES = _(
    "至少 10 位，含大写字母、小写字母、数字、其他符号中的三类；不要与姓名、登录名相近；不能与最近 5 次用过的相同。"
)
_OLD = {"autocomplete": "current-password"}
_NEW = {"autocomplete": "new-password"}


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old = forms.CharField(label=_("现在的密码"), max_length=1024, strip=False, widget=forms.PasswordInput(attrs=_OLD))
    new = forms.CharField(
        label=_("新密码"), max_length=1024, strip=False, widget=forms.PasswordInput(attrs=_NEW), help_text=_RULES
    )
    again = forms.CharField(
        label=_("再输一次新密码"), max_length=1024, strip=False, widget=forms.PasswordInput(attrs=_NEW)
    )

    def __init__(self, data: QueryDict | None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_old(self) -> str:
        """The old password, which proves that the person still sits there."""
        old = str(self.cleaned_data["old"])
        if not self.user.check_password(old):
            raise ValidationError(_("现在的密码不对。"))
        return old

    def clean_new(self) -> str:
        """The new password, if the rules let it pass."""
        new = str(self.cleaned_data["new"])
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        """Both entries of the new password are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("两次输入的新密码不一致。"))
        return cleaned
