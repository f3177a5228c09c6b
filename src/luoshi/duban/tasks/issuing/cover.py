"""The notice that the table goes out with: its elements, filled in with what an office would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from luoshi.duban.tasks.issuing.tables import plan_table
from luoshi.duban.tasks.models import Plan
from luoshi.layout.official import OfficialDocument, Paragraph


@dataclass(frozen=True, slots=True)
class Cover:
    """What a person may change before issue; ``body`` is parted into paragraphs by line breaks."""

    mark: str
    addressee: str
    body: str
    signature: str
    copies_to: str = ""
    printed_by: str = ""
    urgency: str = ""


def proposed(plan: Plan) -> Cover:
    """The notice as it would be written for *plan*: what was kept before, else an office's usual words."""
    office = plan.office.name
    what = plan.title.removesuffix("任务分解表").removesuffix("任务分解").removesuffix("的")
    usual = Cover(
        mark=f"{office}文件",
        addressee="各乡镇，县直各部门，各有关单位",
        body=(
            f"为推动《{what}》确定的各项任务落地见效，现将任务分解表印发给你们，请认真抓好落实。\n"
            "牵头单位要切实履行牵头职责，细化措施、倒排时序；配合单位要主动配合、形成合力。"
            "办理进展按台账规定的频次反馈，已有数据不重复填报。"
        ),
        signature=office,
        printed_by=office,
    )
    return replace(usual, **{name: text for name, text in plan.cover.items() if name in Cover.__slots__})


def as_json(cover: Cover) -> Mapping[str, str]:
    """*cover* as :attr:`Plan.cover` keeps it."""
    return asdict(cover)


def official(plan: Plan, cover: Cover, *, number: str, day: date) -> OfficialDocument:
    """The official document: notice, and the 任务分解表 as its annex."""
    what = plan.title.removesuffix("任务分解表").removesuffix("任务分解")
    return OfficialDocument(
        issuer_mark=cover.mark,
        number=number,
        title=f"{cover.signature}\n关于印发《{what}任务分解表》的通知",
        addressee=cover.addressee,
        body=tuple(Paragraph(line.strip()) for line in cover.body.splitlines() if line.strip()),
        signature=cover.signature,
        date=day,
        urgency=cover.urgency,
        copies_to=tuple(part.strip() for part in cover.copies_to.replace(",", "，").split("，") if part.strip()),
        printed_by=cover.printed_by,
        annexes=(plan_table(plan),),
    )
