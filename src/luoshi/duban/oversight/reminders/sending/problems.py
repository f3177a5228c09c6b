"""Why a message could not be sent."""

from __future__ import annotations

from luoshi.errors import LuoshiError


class NotSent(LuoshiError):
    """A message that did not go out; ``unreachable`` says that the channel itself is away, for every message."""

    def __init__(self, chinese: str, english: str, *, unreachable: bool = False) -> None:
        super().__init__("not-sent", chinese, english)
        self.unreachable = unreachable


def refused(service: str, said: str) -> NotSent:
    """The service answered, and did not take the message; *said* is what it answered, never what we sent."""
    words = " ".join(said.split())[:120] or "—"
    return NotSent(
        f"{service}没有接收消息：{words}。",
        f"{service} did not take the message: {words}.",
    )


def away(service: str, why: str) -> NotSent:
    """The service could not be reached."""
    return NotSent(
        f"连接不上{service}（{why}），稍后重试。",
        f"{service} cannot be reached ({why}); it is tried again later.",
        unreachable=True,
    )
