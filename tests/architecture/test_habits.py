"""Habits that no linter of ours checks."""

import ast
import re

from tests.architecture.project import ROOT, SOURCE, files, functions, name_of, python_files, text_files, tree_of

# Put together here, so that this file does not hold what it looks for.
_MACHINE = re.compile("(?<![\\w./])/(?:" + "|".join(["work", "root", "farm", "home/[a-z]+"]) + ")/")
_REGISTRY = re.compile("https?://[^\\s\"')]*(?:" + "|".join(["/simple\\b", "pypi\\.", "/npm/", "registry\\."]) + ")")
_UNFINISHED = re.compile(
    "\\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "raise NotImplemented" + "Error"]) + ")\\b"
)
#: Django reads a tag in one line only: what is broken over two is shown, and sent back, as it stands.
_BROKEN_TAG = re.compile(r"\{\{[^}]*\n[^}]*\}\}|\{%[^%]*\n[^%]*%\}")


def _is_dropped(node):
    """An except clause that catches everything, or does nothing."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or (len(node.body) == 1 and isinstance(node.body[0], ast.Pass))


def _hidden_imports(path):
    """Imports inside functions; loading on purpose goes through importlib."""
    for function in functions(path):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{name_of(path)}:{node.lineno}"


def _matches(pattern, paths):
    return [f"{name_of(path)}: {found}" for path in paths for found in pattern.findall(path.read_text("utf-8"))]


def test_no_exception_is_caught_without_a_name_or_dropped():
    nodes = [(path, node) for path in python_files() for node in ast.walk(tree_of(path))]
    assert not [f"{name_of(path)}:{node.lineno}" for path, node in nodes if _is_dropped(node)]


def test_no_import_hides_in_a_function():
    assert not [place for path in python_files() if path.is_relative_to(SOURCE) for place in _hidden_imports(path)]


def test_no_file_names_a_machine_or_a_registry():
    assert not _matches(_MACHINE, text_files())
    assert not _matches(_REGISTRY, text_files())


def test_no_tag_of_a_template_is_broken_over_two_lines():
    assert not _matches(_BROKEN_TAG, [path for path in text_files() if path.suffix == ".html"])


def test_nothing_is_left_unfinished():
    assert not _matches(_UNFINISHED, python_files())


def test_every_text_file_ends_its_last_line():
    written = [path for path in text_files() if path.suffix in {".py", ".toml", ".md", ".sh"} and path.stat().st_size]
    assert not [name_of(path) for path in written if not path.read_bytes().endswith(b"\n")]


def test_nothing_large_is_kept_in_the_project():
    assert not [name_of(path) for path in files() if path.stat().st_size > 2_000_000]


def test_the_readme_exists_in_both_languages():
    assert (ROOT / "README.md").is_file()
    assert (ROOT / "README.zh-CN.md").is_file()
