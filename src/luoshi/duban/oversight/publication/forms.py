"""What is typed about the public page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.oversight.publication.actions.release import Wording
from luoshi.duban.oversight.publication.actions.set_site import Wanted
from luoshi.duban.oversight.publication.models import PublicSite, Release


class SiteForm(forms.Form):
    """The heading and the words of the page, and whether it is open."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("页面标题"), max_length=100)
    words = forms.CharField(
        label=_("页面说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_open = forms.BooleanField(
        label=_("开放公开页面"), required=False, help_text=_("开放后不登录也能查看，只显示逐项公开的任务。")
    )

    @staticmethod
    def of(site: PublicSite | None, office: str) -> dict[str, object]:
        """What the form begins with."""
        if site is None:
            return {"version": 0, "title": f"{office}重点工作进展", "words": "", "is_open": False}
        return {"version": site.version, "title": site.title, "words": site.words, "is_open": site.is_open}

    def wanted(self) -> Wanted:
        """What was typed."""
        data = self.cleaned_data
        return Wanted(data["title"], data["words"], data["is_open"])


class ReleaseForm(forms.Form):
    """What the public reads of a task."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    words = forms.CharField(
        label=_("公开的内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("请改写为可以公开的文字。任务文字以后变更，这里不会自动跟着变。"),
    )
    topic = forms.CharField(label=_("类别"), max_length=50, required=False, help_text=_("例如：水利、民生实事"))
    shows_percent = forms.BooleanField(label=_("公开完成比例（单位自报）"), required=False)

    @staticmethod
    def of(release: Release) -> dict[str, object]:
        """What the form begins with."""
        return {
            "version": release.version,
            "words": release.words,
            "topic": release.topic,
            "shows_percent": release.shows_percent,
        }

    def wording(self) -> Wording:
        """What was typed."""
        data = self.cleaned_data
        return Wording(data["words"], data["topic"], data["shows_percent"])


class NoteForm(forms.Form):
    """What happened on a day."""

    day = forms.DateField(
        label=_("日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), initial=clock.today
    )
    words = forms.CharField(label=_("进展说明"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class TakeOffForm(forms.Form):
    """Why a release is taken off."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("撤下理由"),
        max_length=300,
        help_text=_("会显示在原来的公开页面上。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
