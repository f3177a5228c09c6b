"""Files and functions stay small enough to be read in one go."""

import statistics

from tests.architecture.project import SOURCE, functions, name_of, python_files

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
USUAL_FILE = 150
USUAL_FUNCTION = 35


def _length(node):
    return node.end_lineno - node.lineno + 1


def _written():
    """The files that people write; Django writes the migrations."""
    return [path for path in python_files() if "migrations" not in path.parts]


def _lines(path):
    return path.read_text("utf-8").count("\n")


def test_every_file_is_short_enough():
    assert not [f"{name_of(path)}: {_lines(path)}" for path in _written() if _lines(path) >= LONGEST_FILE]


def test_every_function_is_short_enough():
    lengths = [(path, node.name, _length(node)) for path in _written() for node in functions(path)]
    assert not [f"{name_of(path)}: {name} {lines}" for path, name, lines in lengths if lines >= LONGEST_FUNCTION]


def test_the_median_file_is_read_at_a_glance():
    assert statistics.median(_lines(path) for path in _written()) < USUAL_FILE


def test_nine_functions_of_ten_fit_a_screen():
    lengths = [_length(node) for path in python_files() if path.is_relative_to(SOURCE) for node in functions(path)]
    assert sum(length < USUAL_FUNCTION for length in lengths) >= 0.9 * len(lengths)
