"""A bulletin as an official document (GB/T 9704-2012), and its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.bulletins.annexes import grids
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinFile, Kind, Outcome, Review
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.layout import pdf, word_official
from luoshi.layout.official import Form, OfficialDocument, Paragraph

#: The kinds of files, with what they are called.
KINDS: Mapping[str, str] = {"docx": "Word", "pdf": "PDF"}


@in_chinese
def official(
    reading: Reading, *, serial: int | None, day: date, copies: Sequence[str], note: str = ""
) -> OfficialDocument:
    """The document under the number *serial*, dated *day*; without a number it is a draft."""
    bulletin = reading.bulletin
    is_special = bulletin.kind == Kind.SPECIAL
    return OfficialDocument(
        issuer_mark=bulletin.mark,
        number="",
        issue=f"第{serial}期" if serial else "",
        title=bulletin.title,
        addressee=bulletin.presented_to if is_special else bulletin.addressee,
        body=tuple(_paragraphs(reading)),
        signature=bulletin.signature,
        date=day,
        note=note,
        copies_to=tuple(copies),
        printed_by="" if is_special else bulletin.printed_by,
        annexes=grids(reading),
        form=Form.LETTER if is_special else Form.DOCUMENT,
    )


def _paragraphs(reading: Reading) -> Iterable[Paragraph]:
    for one in reading.paragraphs:
        if one.level:
            yield Paragraph(one.head_words, one.level, one.running_words)
        else:
            yield Paragraph(one.running_words)


def made(document: OfficialDocument, kinds: Sequence[str] = tuple(KINDS)) -> dict[str, bytes]:
    """*document* in each of *kinds*."""
    makers = {"docx": word_official.render, "pdf": pdf.render}
    return {kind: makers[kind](document) for kind in kinds}


def copies_of(bulletin: Bulletin) -> list[str]:
    """Who gets a copy: units of the tree, then those that were typed."""
    if bulletin.issued_at is not None:
        return [name for name in bulletin.copies_issued.split("，") if name]
    typed = (part.strip() for part in bulletin.copies_text.replace(",", "，").replace("、", "，").split("，"))
    names = bulletin.copies.order_by("position", "id").values_list("name", flat=True)
    return list(dict.fromkeys([*names, *(part for part in typed if part)]))


def keep(bulletin: Bulletin, files: Mapping[str, bytes], note: str = "") -> dict[str, str]:
    """Store *files* beside those that went out before; gives their digests, for the record."""
    digests = {kind: hashlib.sha256(content).hexdigest() for kind, content in files.items()}
    BulletinFile.objects.bulk_create(
        BulletinFile(bulletin=bulletin, kind=kind, sha256=digests[kind], content=content, note=note)
        for kind, content in files.items()
    )
    return digests


def note_of(bulletin: Bulletin, also: Review | None = None) -> str:
    """What is noted on the files: corrections after a review, and that it was withdrawn."""
    decided = Review.objects.filter(naming__bulletin=bulletin, outcome__in=(Outcome.PARTLY, Outcome.CORRECTED))
    reviews = [one for one in decided.order_by("decided_at") if also is None or one.pk != also.pk]
    reviews += [also] if also else []
    notes = [f"更正：{one.correction.strip().rstrip('。')}" for one in reviews if one.correction]
    if bulletin.withdrawn_at is not None:
        notes.append("本件已撤回")
    return "；".join(notes)
