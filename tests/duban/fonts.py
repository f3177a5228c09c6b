"""Whether papers can be made as PDF here: that takes a font with Chinese (``make fonts``)."""

from luoshi.errors import LuoshiError
from luoshi.layout.font_files import find_fonts


def has_fonts() -> bool:
    try:
        find_fonts()
    except LuoshiError:
        return False
    return True
