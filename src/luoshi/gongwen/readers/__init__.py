"""Files to documents: one module a format, found by what is in the file.

:func:`read` is the door.  To add a format, write a module with a ``build`` function
beside the others and enter it in :mod:`luoshi.gongwen.readers.registry`.
"""

from luoshi.gongwen.readers.reading import DEFAULT_LIMIT, read

__all__ = ["DEFAULT_LIMIT", "read"]
