"""English is complete: every sentence of the pages has it, says the same, and is in the file that runs.

``make messages`` renews the catalogue (docs/translation.md).
"""

import ast
import gettext
import io
import re

import pytest
from django.utils.translation.template import templatize

from tests.architecture.project import ROOT, SOURCE, files, name_of, tree_of
from tools.catalogue import ENGLISH, Entry, compiled, read

#: Words, and the marks that stand between them: an English page has its own.
HAN = re.compile("[\u3400-\u9fff，。；：、（）？！]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
#: Where something went wrong no language is known for certain: these pages speak both (``ui/error.html``).
IN_BOTH = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "error.html"}
_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_TAG = re.compile(
    r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}|{#.*?#}|{%\s*translate\s.*?%}|_\(([\"']).*?\2\)", re.S
)
_MARKED = re.compile(r"""\b(?:n?gettext|_)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def catalogue() -> list[Entry]:
    return read(ROOT / ENGLISH)[1:]


def templates():
    return [path for path in files() if path.suffix == ".html" and "templates" in path.parts and SOURCE in path.parents]


def marked_in_code():
    for path in (SOURCE / "duban").rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in _MARKS:
                yield node.args[0].value


def marked_in_templates():
    for path in templates():
        for found in _MARKED.findall(templatize(path.read_text("utf-8"))):
            yield ast.literal_eval(found)


@pytest.mark.parametrize("marked", [marked_in_code, marked_in_templates])
def test_the_catalogue_holds_every_sentence(marked):
    held = {entry.source for entry in catalogue()}
    assert not set(marked()) - held, "run make messages"


def test_every_sentence_has_english():
    empty = [e.source for e in catalogue() if not all(e.translations.values()) or "fuzzy" in e.flags]
    assert not empty


def test_no_sentence_is_held_that_no_page_says():
    said = {*marked_in_code(), *marked_in_templates()}
    in_context = {entry.source for entry in catalogue() if entry.context}
    assert {entry.source for entry in catalogue()} - in_context <= said


def test_english_fills_in_what_chinese_does():
    differ = [
        entry.source
        for entry in catalogue()
        for text in entry.translations.values()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.source))
    ]
    assert not differ


def test_what_counts_has_two_forms():
    counted = [entry for entry in catalogue() if entry.plural]
    assert counted
    assert all(sorted(entry.translations) == [0, 1] for entry in counted)


def test_english_and_chinese_end_in_the_same_way():
    """A full stop where there is one, none where there is none: labels stay labels."""
    differ = [
        (entry.source, text)
        for entry in catalogue()
        for text in entry.translations.values()
        if entry.source.endswith(("。", "？")) is not text.endswith((".", "?"))
    ]
    assert not differ


def test_the_file_that_runs_is_made_of_the_catalogue():
    assert (ROOT / ENGLISH).with_suffix(".mo").read_bytes() == compiled(read(ROOT / ENGLISH)), "run make messages"


def test_gettext_reads_what_we_compile():
    spoken = gettext.GNUTranslations(io.BytesIO((ROOT / ENGLISH).with_suffix(".mo").read_bytes()))
    assert spoken.gettext("公文") == "Documents"
    counted = "%(count)s 个文件待录入"
    assert spoken.ngettext(counted, counted, 1) == "%(count)s file to enter"
    assert spoken.ngettext(counted, counted, 2) == "%(count)s files to enter"


@pytest.mark.parametrize("path", [path for path in templates() if path.name not in IN_BOTH], ids=name_of)
def test_no_chinese_stands_bare_in_a_template(path):
    assert not HAN.findall(_TAG.sub("", path.read_text("utf-8"))), "put it into {% translate %}"


def test_scripts_take_their_words_from_the_page():
    ours = [path for path in files() if path.suffix == ".js" and SOURCE in path.parents]
    assert ours
    assert not [name_of(path) for path in ours if HAN.search(path.read_text("utf-8"))], "see ui/sentences.js"
