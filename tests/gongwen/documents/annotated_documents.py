"""The annotated documents: our own, and those beside the repository where they are present.

``held-out`` are documents of our own that nothing may learn from: no training, and no rule
or word made for one of their sentences.  What the engine reaches there is what it is worth.
"""

from dataclasses import dataclass
from pathlib import Path

import word_plan

from luoshi.gongwen.evaluation import Gold, load_gold
from luoshi.gongwen.model import Document
from luoshi.gongwen.readers import read

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SHARED = ROOT.parent / "shared"
FOLDERS = {
    "own": ((HERE, HERE), (ROOT / "samples", ROOT / "samples")),
    "held-out": ((HERE / "held-out", HERE / "held-out"),),
    "shared": ((SHARED / "eval", SHARED / "corpus"),),
}
AS_WORD = "plan-with-task-table"  # read from a .docx: merged cells are lost in plain text


@dataclass(frozen=True)
class Annotated:
    """A gold file with its text."""

    name: str
    gold_path: Path
    text_path: Path

    def gold(self) -> Gold:
        return load_gold(self.gold_path)

    def document(self) -> Document:
        if self.name == AS_WORD:
            return read(word_plan.build(self.text_path.read_text("utf-8")), name=f"{self.name}.docx")
        return read(self.text_path)


def annotated(group: str) -> list[Annotated]:
    """The annotated documents of a group (see ``FOLDERS``), by name; none where the folder is missing."""
    found = []
    for golds, texts in FOLDERS[group]:
        for path in sorted(golds.glob("*.gold.tsv")):
            name = path.name.removesuffix(".gold.tsv")
            found.append(Annotated(name, path, texts / f"{name}.txt"))
    return found
