"""The auditor reads names, not codes: every verb that the code records has one."""

import ast

from luoshi.duban.audit.verbs import VERBS, verb_name
from tests.architecture.project import SOURCE, name_of, python_files, tree_of

_RECORDERS = {"record", "record_many"}


def _constants(node):
    """The texts that an expression may give: both sides of a condition count."""
    if isinstance(node, ast.IfExp):
        return _constants(node.body) | _constants(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) else set()


def recorded():
    for path in python_files():
        if path.is_relative_to(SOURCE / "duban"):
            for node in ast.walk(tree_of(path)):
                if (
                    isinstance(node, ast.Call)
                    and node.args
                    and getattr(node.func, "id", "") in {"record", "record_many"}
                ):
                    for verb in _constants(node.args[0]):
                        yield name_of(path), verb


def test_every_recorded_verb_has_a_name():
    unnamed = [f'{path}: add "{verb}": _("…") to audit/verbs.py' for path, verb in recorded() if verb not in VERBS]
    assert not unnamed


def test_a_verb_reads_app_and_what_happened():
    assert not [verb for verb in VERBS if verb.count(".") != 1 or verb != verb.lower()]


def test_a_verb_without_a_name_is_shown_as_it_is():
    assert verb_name("something.new") == "something.new"
    assert verb_name("plan.issued") == "印发"
