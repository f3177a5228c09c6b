"""The Word file as LibreOffice prints it, where LibreOffice is there."""

import shutil
import subprocess

import pytest

from luoshi.layout import word_official
from tests.layout.documents import LETTER
from tests.layout.paper import sheets, words_of

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    (folder / "letter.docx").write_bytes(word_official.render(LETTER))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "letter.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
    return sheets((folder / "letter.pdf").read_bytes())


def test_the_mark_and_the_body_are_on_the_first_page(printed):
    assert LETTER.issuer_mark in printed[0].text
    assert "坚持清单化管理" in printed[0].text


def test_words_begin_at_the_binding_margin(printed):
    assert min(mark.x for mark in printed[0].marks) == pytest.approx(28, abs=1)
    assert min(mark.x for mark in printed[1].marks if mark.size > 15) == pytest.approx(26, abs=1)


def test_the_number_of_a_page_across_stands_at_its_left_edge(printed):
    for place, low in ((2, True), (3, False)):
        dash = next(mark for mark in printed[place].marks if mark.character == "—")
        assert dash.x == pytest.approx(26, abs=3)
        assert (dash.y > 105) is low


def test_the_imprint_stands_at_the_foot_of_the_last_page(printed):
    line = next(line for line in printed[-1].lines() if words_of(line).endswith("印发"))
    assert line[0].y == pytest.approx(259.5, abs=2.5)


def test_pages_are_numbered_through(printed):
    assert all(str(place) in page.text for place, page in enumerate(printed, 1))
