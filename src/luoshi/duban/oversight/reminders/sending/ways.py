"""Which kind of channel goes which way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from luoshi.duban.oversight.reminders.models import Channel, ChannelKind
from luoshi.duban.oversight.reminders.sending import mail, private, public
from luoshi.duban.oversight.reminders.sending.credentials import Credentials, credentials_of
from luoshi.duban.oversight.reminders.sending.message import Message

Send = Callable[[Channel, Credentials, Message], None]
_OWN: Mapping[str, Send] = {
    ChannelKind.EMAIL: mail.send_mail,
    ChannelKind.DINGTALK: private.send_dingtalk,
    ChannelKind.WECOM: private.send_wecom,
    ChannelKind.FEISHU: private.send_feishu,
    ChannelKind.WEBHOOK: private.send_webhook,
}
#: The kinds that have a public service, which needs no address.
PUBLIC = frozenset({ChannelKind.DINGTALK, ChannelKind.WECOM, ChannelKind.FEISHU})


def send(channel: Channel, message: Message) -> None:
    """Send *message* by *channel*; raises :class:`~.problems.NotSent` with the reason where it did not go."""
    credentials = credentials_of(channel)
    by_apprise = channel.kind in PUBLIC and not channel.address and not credentials.secret
    way = public.send_public if by_apprise else _OWN[channel.kind]
    way(channel, credentials, message)
