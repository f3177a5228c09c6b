"""Write ``docs/rights.md``: who may do what, from the one table in ``accounts/roles.py``.

Run after a change of the table; a test compares the page with it.
"""

import os
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rights.md"
_HEAD = """# Who may do what

Written by `tools/rights.py` from the one table in `src/luoshi/duban/accounts/roles.py`; a test keeps it in step.
How far a right reaches (which tasks, which units) follows the unit tree, the post and the register's visibility:
see `visible_to` in each app's `queries.py`. `tests/duban/rights/` says the same by address.

"""


def page() -> str:
    """The page as it must stand."""
    roles = import_module("luoshi.duban.accounts.roles")
    names = [f"{role.label}<br>`{role.value}`" for role in roles.Role]
    lines = ["| right | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for right in roles.Right:
        marks = ["✓" if role in roles.ALLOWED[right] else "" for role in roles.Role]
        lines.append(f"| {right.label} `{right.value}` | " + " | ".join(marks) + " |")
    return _HEAD + "\n".join(lines) + "\n" + _tail()


def _tail() -> str:
    return """
The three administrators (审计管理员, 系统管理员, 安全管理员) exclude one another; their roles are granted to an account
by the security administrator, who grants none to himself. Every other role comes with a post
(`organisations/models/post.py`), from the day a person takes it to the day they leave it.
"""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.duban.config.settings")
    os.environ.setdefault("LUOSHI_SECRET_KEY", "only to load the table")
    import_module("django").setup()
    PAGE.write_text(page(), "utf-8")
