"""Addresses of units and posts."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.organisations.views import search

app_name = "organisations"
urlpatterns = [
    path("units/search", search.search_units, name="search"),
    path("posts/people", search.search_for_people, name="people"),
]
