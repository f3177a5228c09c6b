"""Addresses of sign-in, of one's own account, of the administrators, and of the record."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from luoshi.duban.accounts.views import me, people, record, roles, sign_in


class Care(StringConverter):
    """What a system administrator does for an account."""

    regex = "off|on|unlock|end-sessions|remove-factor"


class RecordKind(StringConverter):
    """The files in which the record can be taken away."""

    regex = "csv|xlsx"


register_converter(Care, "care")
register_converter(RecordKind, "record_kind")

app_name = "accounts"
urlpatterns = [
    path("account/sign-in/", sign_in.sign_in_page, name="sign-in"),
    path("account/sign-in/second/", sign_in.second_step, name="second-step"),
    path("account/sign-out/", sign_in.sign_out_page, name="sign-out"),
    path("account/alive/", me.alive, name="alive"),
    path("account/", me.me, name="me"),
    path("account/password/", me.change_password_page, name="change-password"),
    path("account/second-factor/", me.second_factor_page, name="second-factor"),
    path("account/second-factor/codes/", me.renew_codes, name="renew-codes"),
    path("account/second-factor/remove/", me.remove_factor, name="remove-factor"),
    path("account/sessions/end/", me.end_sessions, name="end-sessions"),
    path("accounts/", people.people, name="people"),
    path("accounts/new/", people.new_person, name="new-person"),
    path("accounts/<int:person>/", people.person_page, name="person"),
    path("accounts/<int:person>/password/", people.reset_password, name="reset-password"),
    path("accounts/<int:person>/<care:what>/", people.look_after, name="look-after"),
    path("accounts/roles/", roles.roles, name="roles"),
    path("accounts/roles/<int:person>/end/", roles.end_role_page, name="end-role"),
    path("accounts/rights/", roles.rights, name="rights"),
    path("record/", record.events, name="record"),
    path("record/<int:event>/", record.event_page, name="event"),
    path("record/verify/", record.verify_page, name="verify"),
    path("record/heads/", record.heads, name="heads"),
    path("record/export.<record_kind:kind>", record.export, name="export-record"),
]
