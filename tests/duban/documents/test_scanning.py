"""A hook for a virus scanner: what it lets pass is kept, and nothing else is."""

import sys

import pytest

from luoshi.duban.documents.actions.keep_file import keep_file
from luoshi.duban.documents.actions.take_in import Incoming, take_in
from luoshi.duban.documents.models import Document, SourceFile
from luoshi.duban.problems import Refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n"
#: A scanner that finds a word of ours, is out of order at another, and lets all else pass.
FAKE = (
    "import sys; content = sys.stdin.buffer.read(); "
    "sys.exit(1 if b'infected' in content else 2 if b'broken' in content else 0)"
)


@pytest.fixture(autouse=True)
def scanner(settings, tmp_path):
    script = tmp_path / "scanner.py"
    script.write_text(FAKE, "utf-8")
    settings.SCANNER = f"{sys.executable} {script}"
    settings.MEDIA_ROOT = tmp_path / "files"


def test_what_is_clean_is_kept(cast):
    assert keep_file(PDF, "验收报告.pdf", actor=cast.sun).size == len(PDF)


@pytest.mark.parametrize(("content", "code"), [(PDF + b"infected", "virus"), (PDF + b"broken", "no-scanner")])
def test_what_is_not_is_refused_and_leaves_nothing(cast, settings, content, code):
    with pytest.raises(Refused) as refused:
        keep_file(content, "验收报告.pdf", actor=cast.sun)
    assert refused.value.code == code
    assert not SourceFile.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_document_is_scanned_before_it_is_read(cast):
    with pytest.raises(Refused, match="病毒"):
        take_in(Incoming("讲话.txt", "infected 各位同志：".encode()), actor=cast.chen)
    assert not Document.objects.exists()


def test_a_scanner_that_is_not_there_lets_nothing_pass(cast, settings):
    settings.SCANNER = "/no/such/scanner"
    with pytest.raises(Refused, match="没有完成"):
        keep_file(PDF, "验收报告.pdf", actor=cast.sun)


def test_without_a_scanner_nothing_is_scanned(cast, settings):
    settings.SCANNER = ""
    assert keep_file(PDF + b"infected", "验收报告.pdf", actor=cast.sun)
