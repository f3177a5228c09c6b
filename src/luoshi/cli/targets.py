"""Where the ledgers of some files are to be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from luoshi.errors import LuoshiError
from luoshi.gongwen.export import SUFFIXES

FORMATS = tuple(suffix.removeprefix(".") for suffix in SUFFIXES)


def plan_targets(files: Sequence[Path], outputs: Sequence[Path], formats: Sequence[str]) -> list[list[Path]]:
    """For each of *files* the paths to write: a file as named, or one of each format in a folder.

    Nothing is written or made yet.  Raises :class:`LuoshiError` where several files would
    share one output, an ending is unknown, or an input would be overwritten.
    """
    wanted: list[list[Path]] = [[] for _ in files]
    for output in outputs:
        if output.is_dir() or not output.suffix:
            for paths, name in zip(wanted, _names(files), strict=True):
                paths += [output / f"{name}.{ending}" for ending in formats]
        elif output.suffix.lower() not in SUFFIXES:
            raise _unknown_ending(output)
        elif len(files) > 1:
            raise LuoshiError(
                "one-output",
                f"{len(files)} 个文件不能都写到“{output.name}”；请用 -o 指定文件夹。",
                f"{len(files)} files cannot all be written to {output.name}; name a folder with -o.",
            )
        else:
            wanted[0].append(output)
    _spare_inputs(files, wanted)
    return wanted


def _names(files: Sequence[Path]) -> list[str]:
    """Names without ending; where two would clash, the whole file name and a number."""
    names: list[str] = []
    taken: set[str] = set()
    for file in files:
        name, number = file.stem, 1
        while name.casefold() in taken:
            name = file.name if number == 1 else f"{file.name}-{number}"
            number += 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _spare_inputs(files: Sequence[Path], wanted: Sequence[Sequence[Path]]) -> None:
    inputs = {file.resolve() for file in files}
    for path in (path for paths in wanted for path in paths):
        if path.resolve() in inputs:
            raise LuoshiError(
                "overwrites-input",
                f"输出会覆盖输入文件“{path}”；请另取名字或文件夹。",
                f"The output would overwrite the input {path}; choose another name or folder.",
            )


def _unknown_ending(output: Path) -> LuoshiError:
    known = " ".join(SUFFIXES)
    return LuoshiError(
        "unknown-format",
        f"不能写成“{output.suffix}”格式（{output.name}），可用的有：{known}，或一个文件夹。",
        f"Cannot write {output.name}: unknown format {output.suffix}; the known ones are {known}, or name a folder.",
    )
