"""我的工作: what awaits the person who signed in."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.views.work import work
from luoshi.duban.ui.awaiting import awaiting
from luoshi.duban.ui.navigation import address


@needs(Right.SEE_OWN_ACCOUNT)
def home(request: SignedIn) -> HttpResponseBase:
    """The home page; who acts for a unit, and is not of the office, finds the unit's work here."""
    if may(request.user, Right.REPORT) and not may(request.user, Right.SUPERVISE):
        return work(request)
    upload = address("documents:new") if may(request.user, Right.TAKE_IN_DOCUMENTS) else ""
    shown = {"entries": awaiting(request.user), "today": clock.today(), "upload_url": upload}
    return render(request, "ui/home.html", shown)
