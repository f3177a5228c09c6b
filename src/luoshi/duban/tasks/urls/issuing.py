"""From proposal to issue, and the papers."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from luoshi.duban.tasks.views import issuing, papers


class PageKind(StringConverter):
    """The endings of papers that are read and printed."""

    regex = "docx|pdf"


class TableKind(StringConverter):
    """The endings of a table, which can also be calculated with."""

    regex = "docx|pdf|xlsx"


register_converter(PageKind, "page_kind")
register_converter(TableKind, "table_kind")
#: How an address takes the ending of a table.
TABLE_KIND = "<table_kind:kind>"

urlpatterns = [
    path("plans/<int:pk>/approval/", issuing.approval, name="approval"),
    path("plans/<int:pk>/propose/", issuing.propose, name="propose"),
    path("plans/<int:pk>/approve/", issuing.approve, name="approve"),
    path("plans/<int:pk>/send-back/", issuing.send_back, name="send-back"),
    path("plans/<int:pk>/issue/", issuing.issue, name="issue"),
    path("plans/<int:pk>/withdraw/", issuing.withdraw, name="withdraw-plan"),
    path("plans/<int:pk>/table.<table_kind:kind>", papers.table, name="table"),
    path("plans/<int:pk>/issued.<page_kind:kind>", papers.issued, name="issued"),
    path("plans/<int:pk>/extracts/", papers.extracts, name="extracts"),
    path("plans/<int:pk>/extracts/<int:unit>.<page_kind:kind>", papers.extract, name="extract"),
    path("plans/<int:pk>/extracts.<page_kind:kind>.zip", papers.all_extracts, name="all-extracts"),
]
