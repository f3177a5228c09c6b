"""What leaves the system: who is told, how much there is, a link; the tasks by name only where the office says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.reminders.models import Digest, Reminder, Telling
from luoshi.duban.oversight.reminders.wording import counts_of, kind_of, words_of

#: So many tasks are named where content may leave; the page behind the link has all of them.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one person; ``key`` stays the same however often it is sent."""

    key: str
    person: str
    telephone: str
    email: str
    title: str
    text: str
    link: str

    @property
    def whole(self) -> str:
        """The text with its link, as plain text."""
        return f"{self.text}\n{self.link}" if self.link else self.text


@dataclass(frozen=True, slots=True)
class About:
    """A digest with those of its reminders and news that still stand."""

    digest: Digest
    reminders: Sequence[Reminder]
    tellings: Sequence[Telling] = ()


@in_chinese
def message_of(about: About, *, key: str, site: str, content: bool) -> Message:
    """The message of a digest: counts and a link, and what it is about only where *content* may leave."""
    digest = about.digest
    counts = counts_of(about.reminders, digest.day, about.tellings)
    title = f"{digest.office.name}{'催办' if digest.chase is not None else '督办提醒'}"
    lines = [f"【{title}】{digest.person.name}：{counts}。"]
    if digest.chase is not None and digest.chase.words and content:
        lines.append(digest.chase.words)
    if content:
        lines += _named(about)
    lines.append("请登录系统查看和办理。")
    link = f"{site}{reverse('reminders:digest', args=[digest.pk])}" if site else ""
    person = digest.person
    return Message(key, person.name, person.telephone, person.email, title, "\n".join(lines), link)


def _named(about: About) -> list[str]:
    told = [(f"{kind_of(one)}：{one.news.title}", "") for one in about.tellings]
    for one in about.reminders:
        task = one.assignment.task
        told.append((f"{task.number} {task.title}", words_of(one.kind, one.due, about.digest.day)))
    found = [
        f"{place}. {name}{f'（{words}）' if words else ''}".replace("  ", " ")
        for place, (name, words) in enumerate(told[:NAMED], 1)
    ]
    if len(told) > NAMED:
        found.append(_("等%(count)s项") % {"count": len(told)})
    return found


def test_message(office: str, person: str, key: str, site: str) -> Message:
    """What "send a test" sends."""
    title = f"{office}测试消息"
    return Message(key, person, "", "", title, f"【{title}】这是一条测试消息，收到说明渠道可用。", site)
