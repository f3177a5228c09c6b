"""From proposal to issue, and the papers."""

from __future__ import annotations

from django.urls import path, re_path

from luoshi.duban.tasks.views import issuing, papers

urlpatterns = [
    path("plans/<int:pk>/approval/", issuing.approval, name="approval"),
    path("plans/<int:pk>/propose/", issuing.propose, name="propose"),
    path("plans/<int:pk>/approve/", issuing.approve, name="approve"),
    path("plans/<int:pk>/send-back/", issuing.send_back, name="send-back"),
    path("plans/<int:pk>/issue/", issuing.issue, name="issue"),
    path("plans/<int:pk>/extracts/", papers.extracts, name="extracts"),
    re_path(r"^plans/(?P<pk>[0-9]+)/table\.(?P<kind>docx|pdf|xlsx)$", papers.table, name="table"),
    re_path(r"^plans/(?P<pk>[0-9]+)/issued\.(?P<kind>docx|pdf)$", papers.issued, name="issued"),
    re_path(r"^plans/(?P<pk>[0-9]+)/extracts/(?P<unit>[0-9]+)\.(?P<kind>docx|pdf)$", papers.extract, name="extract"),
    re_path(r"^plans/(?P<pk>[0-9]+)/extracts\.(?P<kind>docx|pdf)\.zip$", papers.all_extracts, name="all-extracts"),
]
