"""``luoshi serve``: the web server and the job workers, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import click

from luoshi.cli.application import load
from luoshi.cli.console import say, screen


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 · the address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 · the port.")
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="网站进程数 · web processes."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(0, 64), help="后台进程 · job workers.")
def command(host: str, port: int, processes: int, workers: int) -> int:
    """启动应用：网站和后台任务，按 Ctrl-C 停止。由别的机器访问的，用 LUOSHI_HOSTS 列出域名。

    Serve the application until Ctrl-C. For access from other machines put a server with HTTPS in front, and list
    the host names in LUOSHI_HOSTS.
    """
    serving = load("luoshi.duban.config.serving")
    serving.require_ready()
    serving.free_port(host, port)
    out = screen()
    with serving.running(host, port, processes=processes, workers=workers) as site:
        site.wait_until_ready()
        say(out, f"已启动，按 Ctrl-C 停止 · Serving, Ctrl-C stops: {site.address}")
        site.watch()
    say(out, "已停止。 Stopped.")
    return 0
