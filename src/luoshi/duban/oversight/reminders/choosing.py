"""By which channels each person is told: as the office set it, unless the person chose otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.oversight.reminders.models import Channel, ChannelWish, Chosen, Reach


@dataclass(frozen=True, slots=True)
class Ways:
    """The channels of an office that are on, and what people chose, by the keys of person and channel."""

    channels: Sequence[Channel]
    wishes: dict[tuple[int, int], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Office) -> Self:
        """Those of *office*: two queries, whatever the number of people."""
        channels = list(Channel.objects.filter(office=office, is_on=True))
        rows = ChannelWish.objects.filter(channel__in=channels).values_list("person", "channel", "wanted")
        return cls(channels, {(person, channel): wanted for person, channel, wanted in rows} if channels else {})

    def to(self, person: int) -> list[tuple[Channel, Chosen]]:
        """The channels by which *person* is told, and by whose word."""
        found = ((one, chosen(one, self.wishes.get((person, one.pk)))) for one in self.channels)
        return [(channel, by) for channel, by in found if by is not None]


def chosen(channel: Channel, wish: bool | None) -> Chosen | None:
    """By whose word a person with *wish* is told by *channel*; ``None`` where they are not."""
    if channel.reach == Reach.ALWAYS:
        return Chosen.ALWAYS
    if wish is None:
        return Chosen.OFFICE if channel.reach == Reach.USUAL else None
    return Chosen.PERSON if wish else None


def is_wanted(channel: Channel, person: User) -> bool:
    """Whether *person* is told by *channel* now."""
    wish = ChannelWish.objects.filter(channel=channel, person=person).values_list("wanted", flat=True).first()
    return chosen(channel, wish) is not None
