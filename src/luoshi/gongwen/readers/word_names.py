"""Names in WordprocessingML, and how its attributes are read."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = frozenset({"0", "false", "off", "none"})


def value(element: etree._Element | None, name: str = "val") -> str:
    """The attribute *name*, empty where the element or the attribute is missing."""
    return element.get(W + name, "") if element is not None else ""


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The attribute *name* as an integer, ``None`` where it is none."""
    words = value(element, name)
    digits = words.removeprefix("-")
    return int(words) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and value(element) not in _OFF
