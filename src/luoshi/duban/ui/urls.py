"""The home page and the language switch."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.ui.views.home import home
from luoshi.duban.ui.views.language import language

app_name = "ui"
urlpatterns = [
    path("", home, name="home"),
    path("language/", language, name="language"),
]
