"""What addresses of bulletins may point at, for the scene of every address."""

from __future__ import annotations

from datetime import date

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinFile, BulletinRow, Figure, Naming, Review


def a_bulletin(cast, task) -> Bulletin:
    """One that was issued, with a number, the row behind it, and a file."""
    today, unit = clock.today(), cast.unit("青禾县水利局")
    bulletin = Bulletin.objects.create(
        office=cast.office, title="关于7月重点工作办理情况的通报", period="own", starts=today, ends=today, serial=1,
        mark="督查通报", signature="青禾县督查室", counted_at=clock.now(), counted_to=today, made_by=cast.chen,
        body="# 基本情况\n共{{n:total}}项。", issued_at=clock.now(), issued_on=today, state="issued",
        serial_year=today.year,
    )  # fmt: skip
    BulletinRow.objects.create(
        bulletin=bulletin, task=task, position=1, number=task.number, title=task.title, lead=unit,
        lead_name=unit.name, state="已交办", marks=",total,",
    )  # fmt: skip
    Figure.objects.create(bulletin=bulletin, key="total", value=1, by_unit={str(unit.pk): 1})
    BulletinFile.objects.create(bulletin=bulletin, kind="docx", sha256="", content=b"")
    return bulletin


def a_naming(cast, bulletin: Bulletin) -> Naming:
    """What it says of the water bureau, which asked for a review."""
    naming = Naming.objects.create(
        bulletin=bulletin, unit=cast.unit("青禾县水利局"), words="备足防汛物资，逾期。", answer_by=clock.today()
    )
    Review.objects.create(naming=naming, request="已备足。", asked_by=cast.sun, decide_by=date(2099, 1, 1))
    return naming
