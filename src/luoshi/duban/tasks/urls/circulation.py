"""Circulating for comment: the office's pages, a liaison's, and what stands behind a personal link."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from luoshi.duban.tasks.views import circulation, circulation_answer, circulation_comments, circulation_files
from luoshi.duban.tasks.views import circulation_links as links

_ROUND = "plans/<int:plan>/circulation/<int:number>/"


class OfficeKind(StringConverter):
    """The endings of files that are filled in or calculated with."""

    regex = "docx|xlsx"


register_converter(OfficeKind, "office_kind")

urlpatterns = [
    path("plans/<int:plan>/circulation/", circulation.circulation, name="circulation"),
    path("plans/<int:plan>/circulation/start/", circulation.start, name="circulation-start"),
    path(_ROUND, circulation.round_, name="circulation-round"),
    path(f"{_ROUND}close/", circulation.close, name="circulation-close"),
    path(f"{_ROUND}last-day/", circulation.move, name="circulation-last-day"),
    path(f"{_ROUND}links/", links.renew, name="circulation-links"),
    path(f"{_ROUND}links/<int:invitation>/revoke/", links.revoke, name="circulation-revoke"),
    path(f"{_ROUND}units/<int:invitation>/", circulation_answer.by_hand, name="circulation-by-hand"),
    path(
        f"{_ROUND}units/<int:invitation>.<office_kind:kind>", circulation_files.extract_file, name="circulation-extract"
    ),
    path(f"{_ROUND}files.<office_kind:kind>.zip", circulation_files.all_files, name="circulation-files"),
    path(f"{_ROUND}returned/", circulation_files.returned, name="circulation-returned"),
    path(f"{_ROUND}returned/take-in/", circulation_files.take_in, name="circulation-take-in"),
    path(f"{_ROUND}returned/set-aside/", circulation_files.put_aside, name="circulation-set-aside"),
    path(f"{_ROUND}comments/", circulation_comments.comments, name="circulation-comments"),
    path(f"{_ROUND}comments/<int:comment>/", circulation_comments.decide, name="circulation-decide"),
    path(f"{_ROUND}adoption/", circulation_comments.adoption, name="circulation-adoption"),
    path(
        f"{_ROUND}adoption.<office_kind:kind>", circulation_comments.adoption_as_file, name="circulation-adoption-file"
    ),
    path("invitations/", circulation_answer.invitations, name="invitations"),
    path("invitations/<int:invitation>/", circulation_answer.invitation, name="invitation"),
    path("a/<str:token>/", circulation_answer.personal, name="personal"),
]
