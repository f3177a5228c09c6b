"""What is chosen for the ledger: filters, columns, a view's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.forms.fields import UnitsField
from luoshi.duban.organisations.models import Post
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.ledger.asked import LIMITS, ROLES, STATES, Asked
from luoshi.duban.tasks.ledger.columns import TITLE, Column, choosable
from luoshi.duban.tasks.ledger.filters import offered
from luoshi.duban.tasks.ledger.ordering import NEWEST, ORDERS
from luoshi.duban.tasks.models import LedgerView, Plan, Task

#: No more campaigns and documents are offered; the newest of them.
_OFFERED = 200
_POSTS = (Role.ACCOUNTABLE_LEADER, Role.UNIT_HEAD, Role.LIAISON)


class FilterForm(forms.Form):
    """筛选: everything that narrows the ledger, filled in with what narrows it now."""

    below = forms.BooleanField(label=_("含下属单位"), required=False)
    role = forms.ChoiceField(label=_("单位职责"), required=False)
    post = forms.ChoiceField(label=_("分管领导或岗位"), required=False)
    register = forms.ChoiceField(label=pgettext_lazy("one", "台账"), required=False)
    state = forms.MultipleChoiceField(label=_("状态"), required=False, widget=forms.CheckboxSelectMultiple)
    due = forms.ChoiceField(label=_("时限"), required=False)
    campaign = forms.ChoiceField(label=_("专项工作"), required=False)
    document = forms.ChoiceField(label=_("公文"), required=False)
    sort = forms.ChoiceField(label=_("排序"), required=False)

    field_order = ("unit", "below", "role", "post", "register", "due", "from", "to", "campaign", "document", "sort")

    def __init__(self, asked: Asked, *, user: User) -> None:
        initial: dict[str, Any] = {key: asked[key] for key in asked.values}
        initial |= {"unit": list(asked.keys_of("unit")), "state": asked.all("state"), "below": bool(asked["below"])}
        initial |= {one.key: asked.all(one.key) for one in offered()}
        super().__init__(initial=initial)
        assert user.office is not None
        self.fields["unit"] = UnitsField(office=user.office, label=pgettext_lazy("one", "单位"), required=False)
        for key, label in (("from", _("到期不早于")), ("to", _("到期不晚于"))):
            picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[key] = forms.DateField(label=label, required=False, widget=picker)
        self._offer("role", gettext("不限"), ROLES.items())
        self._offer("register", gettext("全部台账"), _registers(user))
        self._offer("due", gettext("全部时限"), LIMITS.items())
        self._offer("post", gettext("不限"), _posts(user))
        self._offer("campaign", gettext("不限"), _campaigns(user))
        self._offer("document", gettext("不限"), _documents(user) if may(user, Right.SEE_DOCUMENTS) else ())
        self._offer("state", "", STATES.items())
        for one in offered():
            self.fields[one.key] = forms.MultipleChoiceField(
                label=str(one.name),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=list(one.choices.items()),
            )
        self._offer("sort", gettext("最近交办在前"), _orders())
        for key in ("campaign", "document", "post"):
            if len(self._choices(key)) < 2:
                del self.fields[key]
        self.order_fields(self.field_order)

    @property
    def ticked(self) -> list[forms.BoundField]:
        """What is chosen by ticks: states, and what apps above offer."""
        return [self[key] for key in ("state", *(one.key for one in offered()))]

    @property
    def picked(self) -> list[forms.BoundField]:
        """Everything else but the units, which stand first."""
        ticked = {field.name for field in self.ticked}
        return [field for field in self if field.name not in {*ticked, "unit", "below"}]

    def _choices(self, key: str) -> list[Any]:
        return list(self.fields[key].choices)  # type: ignore[attr-defined]  # a field with choices

    def _offer(self, key: str, none: str, choices: Iterable[tuple[Any, Any]]) -> None:
        offered = [("", none), *choices] if none else list(choices)
        self.fields[key].choices = offered  # type: ignore[attr-defined]  # a field with choices


def _registers(user: User) -> Iterable[tuple[int, str]]:
    return [(one.pk, str(one)) for one in Register.objects.filter(office=user.office_id)]


def _posts(user: User) -> list[tuple[str, list[tuple[int, str]]]]:
    """The posts that stand for units, by what they are."""
    posts = Post.objects.filter(office=user.office_id, is_open=True, role__in=_POSTS).select_related("unit")
    found: dict[str, list[tuple[int, str]]] = {}
    for post in posts.order_by("unit__position", "id"):
        found.setdefault(post.role, []).append((post.pk, f"{post.unit or ''} {post.title}".strip()))
    return [(str(role.label), found[role]) for role in _POSTS if role in found]


def _campaigns(user: User) -> list[tuple[str, str]]:
    named = Task.objects.filter(office=user.office_id, issued_at__isnull=False).exclude(campaign="")
    return [
        (name, name) for name in named.order_by("campaign").values_list("campaign", flat=True).distinct()[:_OFFERED]
    ]


def _documents(user: User) -> list[tuple[int, str]]:
    """The documents that tasks came from, the newest first."""
    plans = Plan.objects.filter(office=user.office_id, document__isnull=False, issued_at__isnull=False)
    found: dict[int, str] = {}
    for plan in plans.select_related("document__source").order_by("-id")[:_OFFERED]:
        if plan.document is not None:
            found.setdefault(plan.document.pk, str(plan.document))
    return list(found.items())


def _orders() -> Iterable[tuple[str, str]]:
    for key, order in ORDERS.items():
        for sort, words in ((key, gettext("升序")), (f"-{key}", gettext("降序"))):
            if sort != NEWEST:
                yield sort, f"{order.name} · {words}"


class ColumnsForm:
    """列: those that are shown, in their order, and those that could be."""

    def __init__(self, shown: Sequence[Column], register: Register | None) -> None:
        keys = [column.key for column in shown]
        others = [column for key, column in choosable(register).items() if key not in keys]
        self.columns = [(column, True, column.key == TITLE) for column in shown]
        self.columns += [(column, False, False) for column in others]


class ViewForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's is generic for the type checker alone
    """The name of a view, and who sees it."""

    class Meta:
        model = LedgerView
        fields = ("name", "is_shared")

    is_default = forms.BooleanField(label=_("打开任务时先显示"), required=False)

    def __init__(self, *, user: User, view: LedgerView | None = None) -> None:
        super().__init__(auto_id="new-view-%s" if view is None else "view-%s", instance=view)
        if not may(user, Right.SUPERVISE):
            del self.fields["is_shared"]
        if view is not None:
            del self.fields["is_default"]
