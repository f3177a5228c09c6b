"""The addresses of bulletins."""

from django.urls import path

app_name = "bulletins"
urlpatterns = []
