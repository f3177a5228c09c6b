"""What a unit asks, keeps as a draft, and gives on to units below it."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import drafts, parts, unit_asking

urlpatterns = [
    path("my-work/<int:pk>/draft/", drafts.keep, name="draft"),
    path("my-work/<int:pk>/draft/discard/", drafts.discard, name="discard-draft"),
    path("my-work/<int:pk>/extension/", unit_asking.ask_extension, name="ask-extension"),
    path("my-work/<int:pk>/extension/enter/", unit_asking.enter_extension, name="enter-extension"),
    path("my-work/<int:pk>/return/", unit_asking.ask_return, name="ask-return"),
    path("my-work/<int:pk>/return/enter/", unit_asking.enter_return, name="enter-return"),
    path("my-work/<int:pk>/take-back/", unit_asking.take_back, name="take-back"),
    path("my-work/<int:pk>/parts/", parts.parts, name="parts"),
    path("my-work/parts/<int:pk>/close/", parts.close, name="close-part"),
    path("my-work/parts/<int:pk>/send-back/", parts.send_back, name="send-back-part"),
    path("my-work/parts/<int:pk>/withdraw/", parts.withdraw, name="withdraw-part"),
    path("my-work/reports/<int:pk>/object/", unit_asking.object_to, name="object"),
]
