"""What is typed to sign in."""

from __future__ import annotations

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Name and password.  What is wrong is said once for both, so that nothing tells whether an account exists."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A one-time password or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def clean_code(self) -> str:
        """The code without the spaces that telephones show; an input method for Chinese types wide digits."""
        return "".join(unicodedata.normalize("NFKC", str(self.cleaned_data["code"])).split())
