"""What a unit does: My work, and reports."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import work

urlpatterns = [
    path("my-work/", work.work, name="work"),
    path("my-work/sign/", work.sign, name="sign"),
    path("my-work/no-change/", work.no_change, name="no-change"),
    path("my-work/<int:pk>/report/", work.report, name="report"),
    path("my-work/approve/", work.approve, name="approve-reports"),
    path("my-work/reports/<int:pk>/hold-back/", work.hold_back, name="hold-back"),
    path("my-work/seen/", work.seen, name="seen"),
]
