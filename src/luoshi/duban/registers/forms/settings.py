"""The settings of a register, each with what follows from it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.registers.models import Completion, LegalProfile, Register, Rhythm, Visibility
from luoshi.duban.registers.settings import Settings


class SettingsForm(forms.Form):
    """All settings; ``version`` is empty for a new register."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("如“重点工作任务台账”；同一年度内不能重名。"))
    year = forms.IntegerField(
        label=_("年度"), min_value=2000, max_value=2100, help_text=_("编号里的年份；跨年未办结的任务带着原编号结转。")
    )
    prefix = forms.CharField(  # type: ignore[assignment]  # a field; the form's own prefix is untouched
        label=_("编号前缀"),
        max_length=10,
        required=False,
        help_text=_("任务编号的开头：“督”得到“督2026-001”。只影响以后印发的任务，已有编号不变。"),
    )
    legal_profile = forms.ChoiceField(
        label=_("督查依据"),
        choices=LegalProfile.choices,
        help_text=_("政府督查按《政府督查工作条例》办理；党委督查按党内法规办理。决定立项依据和文书用语。"),
    )
    completion = forms.ChoiceField(
        label=_("多单位任务的办结方式"),
        choices=Completion.choices,
        help_text=_(
            "牵头汇总：由牵头单位统一反馈，配合单位不单独反馈；各自反馈：每个单位都办结才算办结；只传达：全部签收即办结。"
            "新任务的默认值，可逐项另定。"
        ),
    )
    first_leads = forms.BooleanField(
        label=_("未写明牵头的，列第一位的为牵头单位"),
        required=False,
        help_text=_("公文并列几个单位而没写牵头时：勾选则第一位牵头，不勾选则都是责任单位，由审核的人定。"),
    )
    rhythm = forms.ChoiceField(
        label=_("报送频次"),
        choices=Rhythm.choices,
        help_text=_("单位多久反馈一次进展；频次越高基层负担越重，够用即可。“不定期”不催报。"),
    )
    principal_approves = forms.BooleanField(
        label=_("立项须主要领导审批"),
        required=False,
        help_text=_("勾选后，分解方案只有主要领导能批准立项；不勾选，督查室负责人也能批准。送审人都不能批自己送审的。"),
    )
    unit_head_approves = forms.BooleanField(
        label=_("反馈须单位负责人审签"),
        required=False,
        help_text=_("勾选后，联络员填的反馈经单位负责人审签才算报出；没有设单位负责人的单位报不出来。"),
    )
    visibility = forms.ChoiceField(
        label=_("可见范围"),
        choices=Visibility.choices,
        help_text=_("只看本单位任务：单位看不到别人的任务；各单位可看全部任务：便于相互对照，不宜公开的不要选。"),
    )

    def settings(self) -> Settings:
        """What was typed."""
        return Settings(**{name: value for name, value in self.cleaned_data.items() if name != "version"})

    @staticmethod
    def of(register: Register) -> dict[str, Any]:
        """The settings of *register* as they stand."""
        return {**Settings.of(register).as_data(), "version": register.version}
