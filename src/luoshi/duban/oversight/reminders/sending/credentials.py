"""What a service knows a channel by: sealed in the database, and opened at the moment of sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from luoshi.duban.oversight.reminders.models import Channel, ChannelKind
from luoshi.duban.oversight.reminders.sending.problems import NotSent
from luoshi.duban.sealing import CannotOpen, is_ours, seal, unseal

Part = Literal["token", "secret"]
PARTS: tuple[Part, ...] = ("token", "secret")
#: Each column has a key of its own: a signing secret put where the token stands would be sent out.
_PURPOSES: Mapping[Part, str] = {part: f"reminders.channel.{part}" for part in PARTS}
_NAMES: Mapping[Part, tuple[str, str]] = {"token": ("令牌", "token"), "secret": ("加签密钥", "signing secret")}


@dataclass(frozen=True, slots=True)
class Credentials:
    """The token (of a mailbox: its password) and the signing secret, each ``""`` where there is none."""

    token: str = field(repr=False)
    secret: str = field(repr=False)

    def hidden_in(self, words: str) -> str:
        """*words* of a service without what is secret: some repeat in their answer what they were sent."""
        for one in (self.token, self.secret):
            words = words.replace(one, "…") if one else words
        return words


def sealed(part: Part, words: str) -> str:
    """*words* as the column keeps them; none stay none, which pages may know."""
    return seal(words, _PURPOSES[part]) if words else ""


def credentials_of(channel: Channel) -> Credentials:
    """The credentials of *channel*, opened.

    Raises :class:`~.problems.NotSent` where they were sealed by another key or damaged: no later try can help.
    """
    return Credentials(_opened(channel, "token"), _opened(channel, "secret"))


def has_foreign(channel: Channel, part: Part) -> bool:
    """Whether *part* was sealed by a key that is not this installation's, and so must be entered again."""
    kept = getattr(channel, part)
    return bool(kept) and not is_ours(kept, _PURPOSES[part])


def _opened(channel: Channel, part: Part) -> str:
    kept = getattr(channel, part)
    if not kept:
        return ""
    try:
        return unseal(kept, _PURPOSES[part])
    except CannotOpen as error:
        chinese, english = _NAMES[part]
        if channel.kind == ChannelKind.EMAIL:
            chinese, english = "密码", "password"
        raise NotSent(
            f"渠道“{channel}”保存的{chinese}已无法读取，请在催办设置中重新填写。",
            f"The {english} of the channel {channel} can no longer be read; enter it again in the settings.",
            lasting=True,
        ) from error
