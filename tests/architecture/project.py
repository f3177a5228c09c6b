"""What the architecture tests look at: the project's own files, found in one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "luoshi"
_TEXT = {
    "",
    ".py",
    ".toml",
    ".md",
    ".txt",
    ".in",
    ".sh",
    ".tsv",
    ".csv",
    ".json",
    ".html",
    ".typ",
    ".cfg",
    ".yml",
    ".yaml",
}
_FOLDERS = (".ci", "assets", "bench", "docs", "requirements", "samples", "src", "tests", "tools")
_MADE = {"__pycache__", "node_modules", "free", "vendor"}


@cache
def files() -> tuple[Path, ...]:
    """The files that belong to the project, without what its commands make."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]  # a file in a linked work tree
    for folder in _FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(sorted(path for path in found if not _is_made(path)))


def _is_made(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(part in _MADE or part.endswith(".egg-info") for part in parts)


def text_files() -> list[Path]:
    return [path for path in files() if path.suffix in _TEXT]


def python_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """The dotted name of a file under ``src``."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
