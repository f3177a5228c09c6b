"""``luoshi demo``: a fictional county to try everything with, from nothing."""

from __future__ import annotations

import shutil

import click
from rich.console import Console

from luoshi.cli.application import load
from luoshi.cli.console import say, screen
from luoshi.cli.county import raise_county
from luoshi.cli.installation import data_folder, demonstrate
from luoshi.errors import LuoshiError


@click.command("demo")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 · the port.")
@click.option("--fresh", is_flag=True, help="删除上次的演示数据，从头开始 · forget the last demonstration's data.")
@click.option("--check", is_flag=True, help="启动后取一次登录页就停止 · start, fetch the sign-in page, and stop.")
def command(port: int, fresh: bool, check: bool) -> int:
    """演示：建一个虚构的县，放入一篇讲话，启动应用并打印地址和账号。

    Set up a fictional county with a document and accounts of every role, serve it on loopback and print the address.
    Where the port is taken the next free one is used.
    """
    demonstrate()
    if fresh:
        _forget()
    out = screen()
    raise_county(out)
    serving = load("luoshi.duban.config.serving")
    serving.require_ready()
    port = serving.free_port("127.0.0.1", port, next_one=True)
    with serving.running("127.0.0.1", port) as site:
        site.wait_until_ready()
        if check:
            load("luoshi.duban.config.visiting").require_sign_in_page(site.address)
            say(out, f"登录页正常 · The sign-in page answers: {site.address}")
            return 0
        _invite(out, site.address)
        site.watch()
    say(out, "已停止。 Stopped.")
    return 0


def _forget() -> None:
    """Remove the data folder of a demonstration, and of nothing else."""
    folder = data_folder()
    if not folder.exists():
        return
    if not (folder / "demonstration").is_file():
        raise LuoshiError(
            "not-a-demonstration",
            f"“{folder}”不是演示数据，不能删除。",
            f"{folder} holds no demonstration; it is not removed.",
        )
    shutil.rmtree(folder)


def _invite(out: Console, address: str) -> None:
    say(out, f"请在浏览器中打开，按 Ctrl-C 停止 · Open in a browser, Ctrl-C stops: {address}", style="bold")
