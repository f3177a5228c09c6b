"""The tables of reminders."""

from luoshi.duban.oversight.reminders.models.channel import (
    Channel,
    ChannelKind,
    ChannelWish,
    Chosen,
    Delivery,
    DeliveryState,
    Reach,
)
from luoshi.duban.oversight.reminders.models.digest import Chase, Digest
from luoshi.duban.oversight.reminders.models.news import News, Telling
from luoshi.duban.oversight.reminders.models.office_rules import OfficeRules
from luoshi.duban.oversight.reminders.models.reminder import Kind, LeftOut, Reminder, Vacancy

__all__ = [
    "Channel",
    "ChannelKind",
    "ChannelWish",
    "Chase",
    "Chosen",
    "Delivery",
    "DeliveryState",
    "Digest",
    "Kind",
    "LeftOut",
    "News",
    "OfficeRules",
    "Reach",
    "Reminder",
    "Telling",
    "Vacancy",
]
