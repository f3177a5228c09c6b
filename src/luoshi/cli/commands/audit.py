"""``luoshi audit``: prove that nobody bent the record of the application."""

from __future__ import annotations

from pathlib import Path

import click

from luoshi.cli.application import load, need_tables
from luoshi.cli.console import clean, say, screen
from luoshi.errors import LuoshiError

FOUND = 1
_OFFICE = click.option("--office", metavar="KEY", help="只查这一个督查机构。 One office alone, by its key.")


@click.group("audit")
def command() -> None:
    """记录核验：查出被改动、删除、塞入的记录和被截断的链尾；输出可带走留存的封条。

    Verify the record of the application, and print the heads that are kept outside of it.
    """


@command.command("verify")
@_OFFICE
@click.option(
    "--head",
    metavar="FILE|DIGEST",
    help="与留存的封条核对：JSON 文件，或纸上的 64 位摘要。 Compare with a head that was kept.",
)
def verify(office: str | None, head: str | None) -> int:
    """逐条核验，每个问题一行；没有问题退出码为 0，有问题为 1。

    Name every event that was altered, removed or inserted, and any tail that was cut off.
    """
    verification = load("luoshi.duban.audit.verification")
    papers = load("luoshi.duban.audit.papers")
    need_tables("audit_event")
    expected = load("luoshi.duban.accounts.queries").recorded_offices()
    _check_office(office, [*verification.offices(), *expected])
    kept = () if head is None else papers.read_papers(_read(head))
    out, count = screen(), 0
    for finding in verification.verify(office, kept=kept, expected=expected):
        count += 1
        print(clean(str(finding)))
    if count:
        say(out, f"发现 {count} 处问题。 {count} findings.", style="bold red")
    else:
        say(out, "记录完整，没有发现问题。 The record is whole.", style="bold")
    return FOUND if count else 0


@command.command("head")
@_OFFICE
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供 verify --head 使用。 As JSON, for verify --head.")
def head(office: str | None, as_json: bool) -> int:
    """输出各机构最新的封条，打印或邮寄出去留存。

    Print the newest head of each chain, to be kept on paper or mailed out.
    """
    papers = load("luoshi.duban.audit.papers")
    need_tables("audit_event")
    found = papers.papers(office)
    if office is not None and not found:
        _check_office(office, [])
    if as_json:
        print(papers.as_json(found))
        return 0
    for paper in found:
        print(f"{paper.office or '-'} {paper.day.isoformat()} 共 {paper.events} 条 events")
        print(f"  {papers.grouped(paper.digest)}")
    if not found:
        say(screen(), "还没有任何记录。 Nothing has been recorded yet.")
    return 0


def _check_office(office: str | None, known: list[str]) -> None:
    if office is not None and office not in known:
        raise LuoshiError(
            "no-such-office",
            f"没有标识为“{office}”的督查机构的记录。",
            f"There is no record of an office with the key {office}.",
        )


def _read(head: str) -> str:
    """The words of the file of that name, or what was typed where there is none."""
    path = Path(head)
    digits = "".join(head.split())
    if len(digits) == 64 and digits.isalnum():
        return digits
    return path.read_text("utf-8")
