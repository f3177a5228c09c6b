"""Where no font with Chinese is installed a PDF cannot be made; the way of an inspection is the same."""

import pytest

from luoshi.duban.oversight.inspections import papers
from tests.duban.fonts import has_fonts


@pytest.fixture(autouse=True)
def _papers_without_fonts(monkeypatch):
    if not has_fonts():
        monkeypatch.setitem(papers._MAKERS, "pdf", lambda _document: b"%PDF")
