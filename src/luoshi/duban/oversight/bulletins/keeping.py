"""What is issued stays as it went out, and what was asked and answered stays on record: refused by the database too."""

from __future__ import annotations

from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete

from luoshi.duban.audit.triggers import Refusal, keep
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinFile, BulletinRow, Figure, Naming, Review

_BULLETIN = Bulletin._meta.db_table
_OF_ISSUED = f"EXISTS (SELECT 1 FROM {_BULLETIN} WHERE id = OLD.bulletin_id AND issued_at IS NOT NULL)"
#: What an issued bulletin says.
_SAID = (
    *("title", "body", "annexes", "ranked", "mark", "addressee", "presented_to", "signature", "printed_by"),
    *(
        "starts",
        "ends",
        "units",
        "counted_at",
        "counted_to",
        "serial",
        "serial_year",
        "issued_on",
        "issued_at",
        "copies_issued",
    ),
)


def keep_what_is_issued() -> None:
    """Called once when the application starts."""
    keep(
        Refusal(_BULLETIN, "DELETE", "nothing issued is deleted", "OLD.issued_at IS NOT NULL"),
        Refusal(_BULLETIN, f"UPDATE OF {', '.join(_SAID)}", "an issued bulletin stays", "OLD.issued_at IS NOT NULL"),
    )
    for part in (Figure, BulletinRow):
        table = part._meta.db_table
        keep(
            Refusal(table, "DELETE", "an issued bulletin stays", _OF_ISSUED),
            Refusal(table, "UPDATE", "an issued bulletin stays", _OF_ISSUED),
        )
    keep(
        Refusal(BulletinFile._meta.db_table, "DELETE", "a file that went out stays"),
        Refusal(BulletinFile._meta.db_table, "UPDATE", "a file that went out stays"),
        Refusal(Naming._meta.db_table, "DELETE", "what was answered stays"),
        Refusal(Review._meta.db_table, "DELETE", "what was asked stays"),
    )
    for model in (Bulletin, BulletinFile, Naming, Review):
        pre_delete.connect(_refuse, sender=model, dispatch_uid=f"keep {model.__name__}")


def _refuse(instance: Model, **_signal: object) -> None:
    raise ProtectedError(
        "通报及其办理过程不能删除，只能撤回。 A bulletin is never deleted, only withdrawn.", {instance}
    )
