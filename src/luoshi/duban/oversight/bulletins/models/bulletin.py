"""A bulletin with its course, and the files that it went out as."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Unit
from luoshi.duban.registers.models import Register
from luoshi.layout.official import date_words


class Kind(models.TextChoices):
    """What is written: a bulletin for everybody, or one page for a leader."""

    BULLETIN = "bulletin", _("督查通报")
    SPECIAL = "special", _("督查专报")


class BulletinState(models.TextChoices):
    """How far it is; what may follow what stands in :mod:`luoshi.duban.oversight.bulletins.moving`."""

    DRAFT = "draft", pgettext_lazy("bulletin", "起草中")
    PROPOSED = "proposed", pgettext_lazy("bulletin", "已送审")
    APPROVED = "approved", pgettext_lazy("bulletin", "已批准")
    ISSUED = "issued", pgettext_lazy("bulletin", "已印发")
    WITHDRAWN = "withdrawn", pgettext_lazy("bulletin", "已撤回")


#: While a unit that is named may answer: it has not gone out.
BEFORE = (BulletinState.DRAFT, BulletinState.PROPOSED, BulletinState.APPROVED)


class PeriodKind(models.TextChoices):
    """Which days it tells of."""

    MONTH = "month", _("月度")
    QUARTER = "quarter", _("季度")
    HALF_YEAR = "half-year", _("半年")
    OWN = "own", _("自定日期")


class Bulletin(models.Model):
    """A 通报 or 专报.

    ``body`` is its text, a paragraph a line, in the form that :mod:`~luoshi.duban.oversight.bulletins.text` reads;
    the figures in it are references to :class:`~.figure.Figure`.  ``starts`` and ``ends`` are the first and the last
    day of the period; ``counted_to`` is the day as of whose end everything was counted (the last day of the period,
    or the day of counting where that is earlier), ``counted_at`` the moment of counting.  A 专报 counts the tasks that
    ``query``, the filters of the ledger, lets through; a 通报 those of its ``registers``.  ``units`` are the units that
    lead these tasks, in the order of the register of units: ``[[key, name], …]`` as they were called then.

    ``annexes`` lists the annexes by their keys, ``ranked`` says that units stand in the order of their rate.
    ``answer_days`` is how many working days a unit named has to answer.  ``serial_year`` and ``serial`` are its
    number (第N期) in its office, kind and year.  ``copies_issued`` is who got a copy, as it was printed.
    ``version`` counts the changes; ``edited_by`` is everybody who took part in drafting.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.BULLETIN)
    state = models.CharField(_("状态"), max_length=16, choices=BulletinState.choices, default=BulletinState.DRAFT)
    title = models.CharField(_("标题"), max_length=120)
    period = models.CharField(_("期间"), max_length=16, choices=PeriodKind.choices)
    starts = models.DateField(_("起始日期"))
    ends = models.DateField(_("截止日期"))
    registers = models.ManyToManyField(Register, related_name="+", verbose_name=_("台账"))
    query = models.CharField(max_length=1000, blank=True)
    body = models.TextField(_("正文"), blank=True)
    annexes = models.JSONField(default=list)
    ranked = models.BooleanField(default=False)
    mark = models.CharField(_("发文机关标志"), max_length=60)
    addressee = models.CharField(_("主送"), max_length=500, blank=True)
    presented_to = models.CharField(_("呈送"), max_length=100, blank=True)
    signature = models.CharField(_("发文机关署名"), max_length=100)
    printed_by = models.CharField(_("印发机关"), max_length=100, blank=True)
    copies = models.ManyToManyField(Unit, related_name="+", verbose_name=_("抄送单位"))
    copies_text = models.CharField(_("其他抄送"), max_length=500, blank=True)
    copies_issued = models.TextField(blank=True)
    answer_days = models.PositiveSmallIntegerField(_("答复期限（工作日）"), default=3)
    units = models.JSONField(default=list)
    counted_at = models.DateTimeField()
    counted_to = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    edited_by = models.ManyToManyField(User, related_name="+")
    edited_at = models.DateTimeField(default=clock.now)
    last_editor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    criticism_approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    criticism_approved_at = models.DateTimeField(null=True)
    serial_year = models.PositiveIntegerField(null=True)
    serial = models.PositiveIntegerField(_("期号"), null=True)
    issued_on = models.DateField(_("印发日期"), null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(_("撤回理由"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("通报")
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("office", "kind", "serial_year", "serial"),
                condition=models.Q(serial__isnull=False),
                name="one_bulletin_a_serial",
            ),
        )
        indexes = (models.Index(fields=("office", "state", "-made_at"), name="bulletins_by_state"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether its text can be changed."""
        return self.state == BulletinState.DRAFT

    @property
    def serial_words(self) -> str:
        """第N期, empty before it is issued."""
        return f"第{self.serial}期" if self.serial else ""

    @property
    def serial_in_full(self) -> str:
        """With its year, in the language of the page: numbers begin anew each year."""
        told = {"year": self.serial_year, "serial": self.serial}
        return gettext("%(year)s年第%(serial)s期") % told if self.serial else ""

    @property
    def serial_line(self) -> str:
        """What stands below the mark; room for the number before there is one."""
        return self.serial_words or "第　期"

    @property
    def addressee_line(self) -> str:
        """To whom, with the colon behind it."""
        to = self.presented_to if self.kind == Kind.SPECIAL else self.addressee
        return f"{to.rstrip('：: ')}：" if to else ""

    @property
    def date_line(self) -> str:
        """The date as it is printed; room for it before there is one."""
        return date_words(self.issued_on) if self.issued_on else "　　年　月　日"

    @property
    def takes_answers(self) -> bool:
        """Whether who is named must be heard: what goes to nobody but the leader who asked for it is no criticism."""
        return self.kind == Kind.BULLETIN or bool(self.copies_text) or self.copies.exists()


class BulletinFile(models.Model):
    """A file as it went out, and each later one with what was noted on it.  The newest of a kind counts."""

    bulletin = models.ForeignKey(Bulletin, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("bulletin", "kind", "-id"), name="bulletin_files"),)

    def __str__(self) -> str:
        return f"{self.bulletin}.{self.kind}"
