"""What is typed about posts and who holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.access import UNIT_ROLES
from luoshi.duban.organisations.actions.change_posts import Candidate, PostChange
from luoshi.duban.organisations.forms.fields import UnitField, UnitsField
from luoshi.duban.organisations.forms.people import CandidateField
from luoshi.duban.organisations.forms.units import Day, Versioned
from luoshi.duban.organisations.models import Post
from luoshi.duban.organisations.queries import holders


class PostForm(forms.Form):
    """A new post, and on demand its first holder."""

    def __init__(self, *args: Any, office: Office, roles: Sequence[Role], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["role"] = forms.ChoiceField(
            label=pgettext_lazy("one", "岗位"), choices=[(role.value, str(role.label)) for role in roles]
        )
        self.fields["unit"] = UnitField(
            office=office,
            label=pgettext_lazy("one", "单位"),
            required=False,
            help_text=_("联络员、单位负责人须选择；其他岗位不选。"),
        )
        self.fields["title"] = forms.CharField(
            label=_("职务"), max_length=60, required=False, help_text=_("不填与岗位同名。")
        )
        self.fields["who"] = CandidateField(
            office=office,
            label=_("任职人员"),
            required=False,
            help_text=_("可暂空。没有账号的直接写姓名，自动建账号。"),
        )
        self.fields["telephone"] = forms.CharField(label=_("电话"), max_length=40, required=False)
        self.fields["starts"] = forms.DateField(label=_("起任日期"), widget=Day())

    def clean(self) -> dict[str, Any]:
        """A unit where the post needs one, and only there."""
        data = super().clean() or {}
        role, unit = data.get("role"), data.get("unit")
        if role and "unit" in data and (role in UNIT_ROLES) != (unit is not None):
            self.add_error("unit", _("请选择单位。") if unit is None else _("这个岗位不属于某个单位，请勿选择。"))
        return data


class AppointForm(Versioned):
    """Who holds a post next."""

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's form
        super().__init__(*args, **more)
        self.fields["who"] = CandidateField(
            office=office, label=_("任职人员"), help_text=_("没有账号的直接写姓名，自动建账号并给出初始密码。")
        )
        self.fields["telephone"] = forms.CharField(
            label=_("电话"), max_length=40, required=False, help_text=_("只用于新建的账号。")
        )
        self.fields["starts"] = forms.DateField(
            label=_("起任日期"), widget=Day(), help_text=_("前任自当天起离任；未办结的工作随岗位移交。")
        )
        self.fields["reason"] = forms.CharField(label=_("依据"), max_length=300, required=False)


class EndForm(Versioned):
    """The end of a tenure, or of a post."""

    on = forms.DateField(label=gettext_lazy("离任日期"), widget=Day(), help_text=gettext_lazy("当天起不再任职。"))
    reason = forms.CharField(label=gettext_lazy("依据"), max_length=300, required=False)


class StartForm(Versioned):
    """The right first day of a tenure."""

    starts = forms.DateField(label=gettext_lazy("起任日期"), widget=Day())
    reason = forms.CharField(label=gettext_lazy("依据"), max_length=300, required=False)


class FieldsForm(Versioned):
    """The units that a leader answers for."""

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's form
        super().__init__(*args, **more)
        self.fields["units"] = UnitsField(
            office=office,
            label=_("分管单位"),
            required=False,
            help_text=_("分管领导能看到这些单位及其下级单位的任务。"),
        )
        self.fields["reason"] = forms.CharField(label=_("依据"), max_length=300, required=False)


class HandOverForm(forms.Form):
    """Several posts at once: one successor for all, or another for some."""

    def __init__(self, *args: Any, office: Office, posts: Sequence[Post], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.posts = posts
        held = holders(posts, clock.today())
        self.fields["everybody"] = CandidateField(
            office=office, label=_("全部由谁接任"), required=False, help_text=_("下面单独填写的岗位除外。")
        )
        self.fields["telephone"] = forms.CharField(label=_("电话"), max_length=40, required=False)
        self.fields["starts"] = forms.DateField(label=_("起任日期"), widget=Day())
        self.fields["reason"] = forms.CharField(label=_("依据"), max_length=300, required=False)
        for post in posts:
            now = "、".join(tenure.person.name for tenure in held.get(post.pk, []))
            label = _("%(post)s（现任%(now)s）") % {"post": post, "now": now or _("空缺")}
            self.fields[f"who-{post.pk}"] = CandidateField(office=office, label=label, required=False)
            self.fields[f"version-{post.pk}"] = forms.IntegerField(widget=forms.HiddenInput, initial=post.version)

    @property
    def rows(self) -> list[tuple[Post, Any, Any]]:
        """Each post with its two fields."""
        return [(post, self[f"who-{post.pk}"], self[f"version-{post.pk}"]) for post in self.posts]

    def clean(self) -> dict[str, Any]:
        """Each post needs somebody."""
        data = super().clean() or {}
        if not data.get("everybody") and "everybody" in data:
            for post in self.posts:
                if data.get(f"who-{post.pk}") is None and f"who-{post.pk}" in data:
                    self.add_error(f"who-{post.pk}", _("请填写接任人员。"))
        return data

    def changes(self) -> list[PostChange]:
        """What was chosen, post by post."""
        everybody: Candidate | None = self.cleaned_data["everybody"]
        found = []
        for post in self.posts:
            who = self.cleaned_data[f"who-{post.pk}"] or everybody
            if who is not None and who.person is None:
                who = Candidate(name=who.name, username=who.username, telephone=self.cleaned_data["telephone"])
            if who is not None:
                found.append(PostChange(post, who, self.cleaned_data[f"version-{post.pk}"]))
        return found
