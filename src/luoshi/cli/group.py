"""The root command, which knows the names of the others and loads none before it is called."""

from __future__ import annotations

from importlib import import_module

import click

from luoshi import __version__

COMMANDS = {
    "extract": "提取任务台账 · Extract the ledger of tasks from documents.",
    "check": "印发前检查遗漏和歧义 · List what a draft leaves open before it is issued.",
    "explain": "说明每句为何如此判定 · Say why each statement was read as it was.",
    "evaluate": "对照人工标注评分 · Score the extraction against gold annotations.",
    "units": "单位名录：查看、导入、导出 · Show, import and export the unit register.",
    "demo": "演示督办应用：虚构的一个县 · Try the application with a fictional county.",
    "setup": "建立或升级督办应用 · Set up the application, or bring it up to date.",
    "serve": "启动督办应用 · Serve the application.",
    "audit": "核验操作记录是否被篡改 · Verify the application's record of what was done.",
}


class LazyGroup(click.Group):
    """A group whose commands live in ``luoshi.cli.commands``, one module each."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click calls it so
        """The names, in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command *cmd_name*, loaded now; ``None`` where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"luoshi.cli.commands.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"luoshi.cli.commands.{cmd_name}.command is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table above: the help text loads none of them."""
        with formatter.section("命令 Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="luoshi", message="luoshi（落实） %(version)s")
def root() -> None:
    """落实：读公文，列台账，事事有着落。

    Luoshi reads official documents and turns them into an accountable ledger of tasks.
    """
