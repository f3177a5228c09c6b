"""What no regular expression of the library may do."""

import importlib
import pkgutil
import re
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

import luoshi.gongwen


def patterns():
    for module in pkgutil.walk_packages(luoshi.gongwen.__path__, "luoshi.gongwen."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if not isinstance(value, type) and hasattr(value, "finditer") and hasattr(value, "pattern"):
                yield pytest.param(value.pattern, value.flags, id=f"{module.name}.{name}")


def holds_a_group(items) -> bool:
    """Whether parsed items capture anything."""
    return any(
        (code is constants.SUBPATTERN and argument[0] is not None) or any(map(holds_a_group, parts(argument)))
        for code, argument in items
    )


def parts(argument):
    """The parsed sequences inside an argument."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for one in argument:
            yield from parts(one)


def guarded(items):
    """The parsed insides of possessive repeats and atomic groups."""
    for code, argument in items:
        if code in (constants.POSSESSIVE_REPEAT, constants.ATOMIC_GROUP):
            yield from parts(argument)
        for inside in parts(argument):
            yield from guarded(inside)


@pytest.mark.parametrize(("source", "flags"), list(patterns()))
def test_nothing_is_captured_inside_a_possessive_repeat(source, flags):
    """CPython raises SystemError there (the span of a capturing group is wrong)."""
    assert not any(map(holds_a_group, guarded(parser.parse(source, flags & ~re.DEBUG))))
