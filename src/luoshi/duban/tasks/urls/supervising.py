"""The supervision desk, and what is decided there."""

from __future__ import annotations

from django.urls import path

from luoshi.duban.tasks.views import judging, requests, supervision, turning

urlpatterns = [
    path("supervision/", supervision.desk, name="supervision"),
    path("supervision/verify/", judging.verify_chosen, name="verify-chosen"),
    path("supervision/close-out/", judging.close_chosen, name="close-chosen"),
    path("supervision/<int:pk>/verify/", judging.verify, name="verify"),
    path("supervision/<int:pk>/close-out/", judging.close, name="close-out"),
    path("supervision/<int:pk>/reopen/", turning.reopen, name="reopen"),
    path("supervision/extensions/<int:pk>/", requests.extension, name="decide-extension"),
    path("supervision/returns/<int:pk>/", requests.returned, name="decide-return"),
    path("supervision/objections/<int:pk>/", requests.objection, name="answer-objection"),
]
