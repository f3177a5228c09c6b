"""Addresses of documents."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.documents.views import detail, intake, listing

app_name = "documents"
urlpatterns = [
    path("documents/", listing.documents, name="list"),
    path("documents/new/", intake.new, name="new"),
    path("documents/<int:pk>/", detail.detail, name="detail"),
    path("documents/<int:pk>/row/", listing.row, name="row"),
    path("documents/<int:pk>/state/", detail.state, name="state"),
    path("documents/<int:pk>/why/<int:index>/", detail.why, name="why"),
    path("documents/<int:pk>/facts/", detail.facts, name="facts"),
    path("documents/<int:pk>/again/", detail.again, name="again"),
    path("documents/<int:pk>/file/", detail.original, name="file"),
]
