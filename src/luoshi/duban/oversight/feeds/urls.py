"""The addresses of calendars."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.feeds import views

app_name = "feeds"
urlpatterns = [
    path("calendar/", views.feed, name="feed"),
    path("calendar/revoke/", views.revoke, name="revoke"),
    path("calendar/<str:token>.ics", views.calendar, name="calendar"),
]
