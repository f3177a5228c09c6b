"""The addresses of plans and tasks, area by area."""

from __future__ import annotations

from luoshi.duban.tasks.urls import (
    carrying,
    circulation,
    desk,
    issuing,
    landing,
    ledger,
    life,
    listing,
    reporting,
    supervising,
    takeover,
    unit,
    unit_asking,
)

app_name = "tasks"
urlpatterns = [
    *desk.urlpatterns,
    *circulation.urlpatterns,
    *issuing.urlpatterns,
    *carrying.urlpatterns,
    *landing.urlpatterns,
    *listing.urlpatterns,
    *ledger.urlpatterns,
    *life.urlpatterns,
    *reporting.urlpatterns,
    *supervising.urlpatterns,
    *takeover.urlpatterns,
    *unit_asking.urlpatterns,
    *unit.urlpatterns,
]
