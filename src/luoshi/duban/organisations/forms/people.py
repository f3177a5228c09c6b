"""Who is to hold a post: chosen from the people there are, or a new name."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.actions.change_posts import Candidate
from luoshi.duban.organisations.forms.fields import UnitPicker

_WITH_USERNAME = re.compile(r"\s*([^（(]+?)\s*[（(]\s*([^）)\s]+)\s*[）)]\s*")


class PersonPicker(UnitPicker):
    """The picker over people; a name that is not there stands as it was typed."""

    def __init__(self) -> None:
        super().__init__(multiple=False)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401
        """As for units, with people."""
        keys, typed = value if isinstance(value, tuple) else ([value] if isinstance(value, int) else [], "")
        context = super().get_context(name, ([], typed), attrs)
        people = list(User.objects.filter(pk__in=keys))
        return {**context, "chosen": people, "url": reverse_lazy("organisations:people"), "free": True}


class CandidateField(forms.Field):
    """A :class:`Candidate`: a person of the office, or somebody new.

    Typed words are a name, or a name with a user name (冯春（fengchun））.  A name that somebody has already is asked
    about rather than guessed.
    """

    def __init__(self, *, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's field
        self.office = office
        super().__init__(widget=PersonPicker(), **more)

    def clean(self, value: Any) -> Candidate | None:  # noqa: ANN401 -- Django's signature
        """The candidate, or none where none is required."""
        keys, typed = value if isinstance(value, tuple) else ([], "")
        if keys:
            person = User.objects.filter(office=self.office, pk=keys[0]).first()
            if person is None:
                raise forms.ValidationError(_("没有这个人员，请重新选择。"))
            return Candidate(person=person)
        if not typed:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        found = _WITH_USERNAME.fullmatch(typed)
        return self._with_username(*found.groups()) if found else self._by_name(typed)

    def _with_username(self, name: str, username: str) -> Candidate:
        person = User.objects.filter(username__iexact=username).first()
        if person is None:
            return Candidate(name=name, username=username)
        if person.office_id != self.office.pk or "".join(person.name.split()) != "".join(name.split()):
            raise forms.ValidationError(_("登录名“%(username)s”已属于他人。"), params={"username": username})
        return Candidate(person=person)

    def _by_name(self, name: str) -> Candidate:
        names = list(User.objects.filter(office=self.office, name=name).values_list("username", flat=True)[:5])
        if names:
            raise forms.ValidationError(
                _("已有“%(name)s”（%(names)s）：是同一人请从列表中选择，不是请写成“%(name)s（新登录名）”。"),
                params={"name": name, "names": "、".join(names)},
            )
        return Candidate(name=name)
