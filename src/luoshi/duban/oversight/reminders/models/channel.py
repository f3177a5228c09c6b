"""The ways by which messages leave the system, and what became of each message."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.oversight.reminders.models.digest import Digest


class ChannelKind(models.TextChoices):
    """The kinds of channel."""

    EMAIL = "email", _("电子邮件")
    DINGTALK = "dingtalk", _("钉钉群机器人")
    WECOM = "wecom", _("企业微信群机器人")
    FEISHU = "feishu", _("飞书群机器人")
    WEBHOOK = "webhook", _("自定义接口")


class Reach(models.TextChoices):
    """Whether people are told by a channel, as the office sets it."""

    ALWAYS = "always", _("始终发送，本人不能停用")
    USUAL = "usual", _("默认发送，本人可以停用")
    WISHED = "wished", _("默认不发，本人可以启用")


class Channel(models.Model):
    """A channel of an office; off until it is switched on.

    ``address`` is the base address of a private installation, or ``smtp://server:port`` for mail; empty for the public
    service.  ``token`` (the robot's token or key, the password of the mailbox) and ``secret`` (what messages are signed
    with) are sealed (``sending/credentials.py``), opened for sending alone and never shown again.  ``resting_until``:
    the channel could not be reached, so nothing is tried before.  ``reach`` says who is told by it where a person chose
    nothing else.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="channels")
    kind = models.CharField(_("类型"), max_length=12, choices=ChannelKind.choices)
    name = models.CharField(_("名称"), max_length=40)
    is_on = models.BooleanField(_("启用"), default=False)
    reach = models.CharField(_("发送范围"), max_length=8, choices=Reach.choices, default=Reach.USUAL)
    address = models.CharField(_("服务地址"), max_length=300, blank=True)
    user = models.CharField(_("用户名"), max_length=100, blank=True)
    sender = models.EmailField(_("发件邮箱"), blank=True)
    token = models.TextField(blank=True)
    secret = models.TextField(blank=True)
    resting_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("发送渠道")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("office", "name"), name="one_channel_a_name"),)

    def __str__(self) -> str:
        return self.name


class ChannelWish(models.Model):
    """What a person chose for a channel where that is not what the office set; without a row the office decides."""

    person = models.ForeignKey(User, models.PROTECT, related_name="channel_wishes")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="wishes")
    wanted = models.BooleanField()

    class Meta:
        verbose_name = _("接收方式")
        constraints = (models.UniqueConstraint(fields=("person", "channel"), name="one_wish_a_channel"),)

    def __str__(self) -> str:
        return f"{self.person.name} {self.channel}"


class Chosen(models.TextChoices):
    """By whose word a message goes by a channel."""

    OFFICE = "office", _("默认发送")
    PERSON = "person", _("本人启用")
    ALWAYS = "always", _("始终发送")


class DeliveryState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")
    OVER = "over", _("不再发送")


class Delivery(models.Model):
    """A digest by a channel: once, which the database holds; ``chosen`` says by whose word.

    ``tries`` were made, the last at ``tried_at``; ``claimed_until`` keeps a second worker away meanwhile; ``next_at``
    is when it is tried next; ``problem`` is one sentence in Chinese and one in English, a line each.
    """

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="deliveries")
    chosen = models.CharField(max_length=8, choices=Chosen.choices, default=Chosen.OFFICE)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        verbose_name = _("发送")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("digest", "channel"), name="each_digest_once_a_channel"),)
        indexes = (models.Index(fields=("channel", "state", "-id"), name="delivery_by_state"),)

    def __str__(self) -> str:
        return f"{self.digest} {self.channel}"

    @property
    def key(self) -> str:
        """What a receiver knows a message by that comes twice."""
        return f"luoshi-{self.digest_id}-{self.channel_id}"
