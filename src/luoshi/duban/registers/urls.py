"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.registers.views import registers

app_name = "registers"
urlpatterns = [
    path("registers/", registers.registers, name="list"),
    path("registers/new/", registers.new, name="new"),
    path("registers/<int:register>/", registers.register, name="register"),
    path("registers/<int:register>/columns/", registers.columns, name="columns"),
    path("registers/<int:register>/close/", registers.close, name="close"),
]
