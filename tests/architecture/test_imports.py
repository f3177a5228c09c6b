"""Who may import whom, also where a library is loaded by name when it is needed.

The layers themselves are contracts of import-linter (``make lint``).
"""

import ast
import subprocess
import sys

from tests.architecture.project import ROOT, SOURCE, module_of, name_of, python_files, tree_of

_FORMATS = {"docx", "lxml", "markdown_it", "openpyxl", "python_calamine", "typst"}
_TERMINAL = {"click", "rich"}

# room: the foreign libraries that it may use; the longest name that fits a module counts.
ALLOWED = {
    "luoshi": set(),
    "luoshi.calendar": set(),
    "luoshi.cli": _TERMINAL,
    "luoshi.cli.application": {"django"},
    "luoshi.duban": {"django"},
    "luoshi.duban.accounts": {"django", "pyotp", "qrcode"},
    "luoshi.duban.accounts.record_export": {"django", "openpyxl"},
    "luoshi.duban.config": {"django", "csp", "granian"},
    "luoshi.duban.ui": {"django", "whitenoise"},
    "luoshi.duban.oversight.reminders.sending.public": {"apprise"},
    "luoshi.duban.sealing": {"cryptography", "django"},
    "luoshi.duban.spreadsheets": {"lxml", "python_calamine"},
    "luoshi.duban.tasks.circulation.returned": {"django", "lxml", "openpyxl", "python_calamine"},
    "luoshi.gongwen": set(),
    "luoshi.gongwen.export": _FORMATS,
    "luoshi.gongwen.readers": _FORMATS,
    "luoshi.gongwen.times": {"dateutil"},
    "luoshi.gongwen.units.register_files": {"openpyxl"},
    "luoshi.layout": {"docx", "lxml", "openpyxl", "typst"},
}


def _room(module):
    return max((room for room in ALLOWED if f"{module}.".startswith(f"{room}.")), key=len)


def _named_for_loading(node):
    """The text constants of a call of import_module, and of calls that hand on a module's name."""
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in {"import_module", "__import__"} and node.args and isinstance(node.args[0], ast.Constant):
        yield str(node.args[0].value)


def imported(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            assert node.level == 0, "relative imports hide where a name comes from"
        elif isinstance(node, ast.Call):
            yield from _named_for_loading(node)


def foreign(path):
    tops = {name.partition(".")[0] for name in imported(path)}
    return tops - set(sys.stdlib_module_names) - {"luoshi"}


def _strangers(path):
    return foreign(path) - ALLOWED[_room(module_of(path))]


def test_a_module_uses_only_the_libraries_of_its_room():
    sources = [path for path in python_files() if path.is_relative_to(SOURCE)]
    assert {name_of(path): found for path in sources if (found := _strangers(path))} == {}


def _loaded_by(code):
    """The top-level modules that a fresh interpreter has after running *code*."""
    program = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, encoding="utf-8"
    )
    return set(done.stdout.split("\n")[-2].split())


TEXT = "县水利局要在年底前完成3座水库除险加固。"


def test_reading_and_extracting_text_loads_no_file_format_and_no_terminal_library():
    loaded = _loaded_by(f"import luoshi\nluoshi.extract(luoshi.read({TEXT!r}.encode(), name='a.txt'), issued_on=None)")
    assert not loaded & (_FORMATS | _TERMINAL | {"numpy", "sklearn", "django"})


def test_importing_the_library_loads_nothing_of_it():
    loaded = _loaded_by("import luoshi\nassert not [m for m in sys.modules if m.startswith('luoshi.')]")
    assert "luoshi" in loaded


def test_importing_the_library_costs_no_more_than_twice_what_the_office_formats_do():
    """The processor's time counts, in turn and in fresh interpreters, and of it only the ratio."""
    turns = [[_seconds_to_import(modules) for modules in ("luoshi.gongwen.extract", "openpyxl, docx")] for _ in "123"]
    ours, theirs = map(min, zip(*turns, strict=True))
    assert ours < 2 * theirs


def _seconds_to_import(modules):
    code = f"import time\nstart = time.process_time()\nimport {modules}\nprint(time.process_time() - start)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return float(done.stdout)


def test_the_help_text_loads_no_command():
    code = (
        "from luoshi.cli import main\n"
        "main(['--help'])\n"
        "assert not [m for m in sys.modules if m.startswith(('luoshi.gongwen', 'luoshi.cli.commands'))]"
    )
    assert not _loaded_by(code) & _FORMATS
