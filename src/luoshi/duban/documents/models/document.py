"""An official document that an office took in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.documents.models.source import SourceFile


class DocumentState(models.TextChoices):
    """How far the reading has come."""

    QUEUED = "queued", _("等待读取")
    READING = "reading", _("正在读取")
    READY = "ready", _("已读取")
    FAILED = "failed", _("读取失败")


class Document(models.Model):
    """A document with its facts, as the reader found them or as a person corrected them.

    ``corrected`` names the facts that a person set: a new reading leaves them alone.
    ``problem`` holds one sentence in Chinese and one in English, a line each, where reading failed.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="documents")
    source = models.ForeignKey(SourceFile, models.PROTECT, related_name="documents")
    title = models.CharField(_("标题"), max_length=300, blank=True)
    number = models.CharField(_("文号"), max_length=100, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=200, blank=True)
    issued_on = models.DateField(_("成文日期"), null=True, blank=True)
    declassified = models.BooleanField(_("已解密"), default=False)
    corrected = models.JSONField(default=list, blank=True)
    facts_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    facts_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=DocumentState.choices, default=DocumentState.QUEUED)
    progress = models.PositiveSmallIntegerField(_("进度"), default=0)
    problem = models.TextField(blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("公文")
        ordering = ("-id",)
        indexes = (models.Index(fields=("office", "-id"), name="document_newest"),)

    def __str__(self) -> str:
        return self.title or self.source.name
