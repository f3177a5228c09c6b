"""Run a command and turn whatever ends it into an exit status and one clear sentence.

0: done; 1: ``luoshi check`` found something, or a floor was missed; 2: input, output or
options that cannot be used; 130: interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from luoshi.cli.console import complain, use_readable_encoding
from luoshi.cli.group import root
from luoshi.cli.problems import as_error
from luoshi.errors import LuoshiError

FAILED = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``luoshi`` with *arguments* (``sys.argv[1:]``) and give the exit status."""
    use_readable_encoding()
    try:
        status = root.main(args=arguments, prog_name="luoshi", standalone_mode=False)
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        complain(LuoshiError("interrupted", "已中断。", "Interrupted."))
        return INTERRUPTED
    except BrokenPipeError:
        return _quiet()
    except click.ClickException as error:
        complain(_misuse(error))
        return FAILED
    except Exception as error:  # the last line of defence: a user never meets a traceback unasked
        if os.environ.get("LUOSHI_TRACEBACK"):
            traceback.print_exc()
        complain(as_error(error))
        return FAILED
    return status if isinstance(status, int) else 0


def _quiet() -> int:
    """The reader of our output has gone (``| head``): say nothing, also not at exit.

    The status is the one that click and rich give where they notice it first.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _misuse(error: click.ClickException) -> LuoshiError:
    where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "luoshi"
    return LuoshiError(
        "usage",
        f"命令用法不对，详见 {where} --help。",
        f"{error.format_message().rstrip('.')}. See {where} --help.",
    )
