"""The addresses of letters."""

from __future__ import annotations

from django.urls import path, register_converter

from luoshi.duban.oversight.letters.views import letters


class PaperKind:
    """The endings of a letter's papers."""

    regex = "docx|pdf"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(PaperKind, "letter_kind")

app_name = "letters"
urlpatterns = [
    path("letters/", letters.letters, name="list"),
    path("letters/new/", letters.new, name="new"),
    path("letters/settings/", letters.settings, name="settings"),
    path("letters/<int:letter>/", letters.letter, name="letter"),
    path("letters/<int:letter>/edit/", letters.edit, name="edit"),
    path("letters/<int:letter>/act/", letters.act, name="act"),
    path("letters/<int:letter>/letter.<letter_kind:kind>", letters.paper, name="paper"),
]
