"""The addresses of look-back checks."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.oversight.lookback import views

app_name = "lookback"
urlpatterns = [
    path("look-back/", views.draws, name="draws"),
    path("look-back/new/", views.new, name="new"),
    path("look-back/<int:draw>/", views.draw, name="draw"),
    path("look-back/looks/<int:look>/", views.look, name="look"),
    path("look-back/looks/<int:look>/reopen/", views.reopen, name="reopen"),
]
