"""Why a message could not be sent."""

from __future__ import annotations

from luoshi.errors import LuoshiError


class NotSent(LuoshiError):
    """A message that did not go out.

    ``unreachable``: the channel itself is away, for every message.  ``lasting``: no later try can help, only a person.
    """

    def __init__(self, chinese: str, english: str, *, unreachable: bool = False, lasting: bool = False) -> None:
        super().__init__("not-sent", chinese, english)
        self.unreachable = unreachable
        self.lasting = lasting


def refused(service: str, chinese: str, english: str = "") -> NotSent:
    """The service answered, and did not take the message: what it said, in both languages where we know them."""
    said, words = _short(chinese), _short(english or chinese)
    return NotSent(f"{service}没有接收消息：{said}。", f"{service} did not take the message: {words}.")


def away(service: str, chinese: str, english: str) -> NotSent:
    """The service could not be reached."""
    return NotSent(f"连接不上{service}：{chinese}。", f"{service} cannot be reached: {english}.", unreachable=True)


def _short(said: str) -> str:
    return " ".join(said.split())[:120].rstrip("。.") or "—"
