"""The ledger: the list, how it is looked at, and what is taken away from it."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import ledger_export, ledger_views, listing

urlpatterns = [
    path("tasks/", listing.tasks, name="tasks"),
    path("tasks/filters/", listing.filters, name="ledger-filters"),
    path("tasks/columns/", listing.columns, name="ledger-columns"),
    path("tasks/views/save/", ledger_views.save, name="ledger-view-save"),
    path("tasks/views/<int:view>/change/", ledger_views.change, name="ledger-view-change"),
    path("tasks/views/<int:view>/renew/", ledger_views.renew, name="ledger-view-renew"),
    path("tasks/views/<int:view>/default/", ledger_views.default, name="ledger-view-default"),
    path("tasks/views/<int:view>/remove/", ledger_views.remove, name="ledger-view-remove"),
    path("tasks/export/<str:layout>/<str:kind>/", ledger_export.export, name="ledger-export"),
]
