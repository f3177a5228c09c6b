"""The addresses of meetings."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.meetings.views import meetings, walking

app_name = "meetings"
urlpatterns = [
    path("overview/meetings/", meetings.meetings, name="meetings"),
    path("overview/meetings/new/", meetings.call, name="call"),
    path("overview/meetings/<int:meeting>/", meetings.meeting, name="meeting"),
    path("overview/meetings/<int:meeting>/end/", meetings.end, name="end"),
    path("overview/meetings/<int:meeting>/minutes.<str:kind>", meetings.paper, name="minutes"),
    path("overview/meetings/<int:meeting>/items/<int:number>/", walking.item, name="item"),
]
