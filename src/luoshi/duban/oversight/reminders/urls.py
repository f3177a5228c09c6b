"""The addresses of reminders."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.reminders.views import chasing, inbox, sending, settings, ways

app_name = "reminders"
urlpatterns = [
    path("reminders/", inbox.inbox, name="inbox"),
    path("reminders/unread/", inbox.unread, name="unread"),
    path("reminders/read/", inbox.read, name="read"),
    path("reminders/<int:digest>/", inbox.digest, name="digest"),
    path("reminders/news/<int:telling>/", inbox.news, name="news"),
    path("reminders/ways/", ways.ways, name="ways"),
    path("reminders/chase/", chasing.chase, name="chase"),
    path("reminders/sending/", sending.sending, name="sending"),
    path("reminders/sending/retry/", sending.retry_all, name="retry-all"),
    path("reminders/sending/<int:delivery>/retry/", sending.retry, name="retry"),
    path("reminders/settings/", settings.settings, name="settings"),
    path("reminders/channels/new/<slug:kind>/", settings.new_channel, name="new-channel"),
    path("reminders/channels/<int:channel>/", settings.channel, name="channel"),
    path("reminders/channels/<int:channel>/act/", settings.channel_act, name="channel-act"),
]
