"""What administrators type about people."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.queries import offices_visible_to
from luoshi.duban.accounts.roles import ADMINISTRATORS, Role


class PersonForm(forms.Form):
    """A person's name, telephone and office; ``version`` is the row that was seen."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    telephone = forms.CharField(
        label=_("电话"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    office = forms.ModelChoiceField(label=_("所属机构"), queryset=Office.objects.none(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, *, actor: User, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        office = self.fields["office"]
        if isinstance(office, forms.ModelChoiceField):
            office.queryset = offices_visible_to(actor)
            office.empty_label = str(_("（整个系统，仅管理员）"))
            if actor.office_id is not None:
                office.empty_label, office.required = None, True


class NewPersonForm(PersonForm):
    """The same with a login name."""

    username = forms.CharField(
        label=_("登录名"),
        max_length=64,
        help_text=_("字母、数字和 . _ -，例如 lijing；建立后不能修改。"),
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("只能用字母、数字和 . _ -，以字母或数字开头。"))],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "autofocus": True}),
    )
    field_order = ("username", "name", "telephone", "office")


class SearchForm(forms.Form):
    """Narrowing the list of people."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=(("", _("全部")), ("active", _("启用")), ("off", _("停用")), ("never", _("从未登录"))),
    )


class GrantForm(forms.Form):
    """An administrator's role for a person."""

    username = forms.CharField(label=_("登录名"), max_length=64, help_text=_("要授予角色的人员的登录名。"))
    role = forms.ChoiceField(
        label=_("管理员角色"), choices=[(role.value, role.label) for role in Role if role in ADMINISTRATORS]
    )
