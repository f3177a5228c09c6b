"""The command line, ``luoshi``: one file a command, each loaded only when it is called."""

from luoshi.cli.run import main

__all__ = ["main"]
