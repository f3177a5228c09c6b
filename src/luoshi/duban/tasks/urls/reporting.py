"""Reports of units that do not sign in, and what the office does for them."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import (
    reporting,
    reporting_entry,
    reporting_files,
    reporting_links,
)

urlpatterns = [
    path("owed/", reporting.owed, name="owed"),
    path("owed/sheets/", reporting.sheets, name="owed-sheets"),
    path("owed/texts/", reporting.texts, name="owed-texts"),
    path("owed/papers.<page_kind:kind>", reporting.unit_papers, name="owed-papers"),
    path("units/<int:unit>/progress.<page_kind:kind>", reporting.unit_paper, name="unit-paper"),
    path("owed/returned/", reporting_files.returned, name="owed-returned"),
    path("owed/returned/take-in/", reporting_files.take_in, name="owed-take-in"),
    path("owed/returned/set-aside/", reporting_files.put_aside, name="owed-set-aside"),
    path("owed/returned/<int:returned>/", reporting_files.returned_file, name="owed-returned-file"),
    path("owed/links/", reporting_links.links, name="owed-links"),
    path("owed/links/make/", reporting_links.make, name="owed-links-make"),
    path("owed/links/<int:link>/revoke/", reporting_links.revoke, name="owed-link-revoke"),
    path("owed/units/<int:unit>/", reporting_entry.enter_for_unit, name="owed-enter"),
    path("owed/assignments/<int:assignment>/", reporting_entry.enter_for_task, name="owed-enter-task"),
    path("r/<str:token>/", reporting_entry.personal, name="report-link"),
]
