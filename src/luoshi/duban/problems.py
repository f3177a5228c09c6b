"""Why an action was refused; views show these sentences beside what the person did."""

from __future__ import annotations

from luoshi.duban.language import is_chinese
from luoshi.errors import LuoshiError


class Refused(LuoshiError):
    """An action that the rules forbid: one sentence in Chinese, one in English."""


class ChangedMeanwhile(Refused):
    """Somebody else changed the row since it was read; nothing was overwritten."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "changed-meanwhile",
            f"“{what}”已被他人修改，您的改动没有覆盖它，请核对后重新提交。",
            f"{what} was changed by somebody else meanwhile; nothing was overwritten. Compare and submit again.",
        )


def sentence(error: LuoshiError) -> str:
    """What *error* says, in the language of the page."""
    return error.chinese if is_chinese() else error.english
