"""The texts that are measured: the shared corpus where it is there, else the project's own sample."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SPEECH = CORPUS / "county-plenary-speech.txt"
SAMPLE = ROOT / "samples" / "county-plan-speech.txt"


def speech() -> Path:
    """The file that all figures are given for."""
    return SPEECH if SPEECH.is_file() else SAMPLE


def text_of(path: Path) -> str:
    """The text of a plain file, exactly."""
    return path.read_bytes().decode("utf-8-sig")


def corpus() -> Iterator[str]:
    """The documents of the shared corpus; nothing where it is missing."""
    path = CORPUS / "documents.jsonl.gz"
    if path.is_file():
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            for line in lines:
                yield json.loads(line)["text"]


# fmt: off
_FRAGMENTS = (
    "（", "）", "“", "《", "（一）", "1", "1.", "1.1.", "１", "一", "二〇", "十", "百千万亿", "x", "%", "1—",
    "1至", "年", "2026年", "月", "6月底", "月底前", "到", "年底前", "个工作日内", "每季度", "“十四五”", "各",
    "各部门", "县", "县财政局、", "局", "部门", "等部门", "牵头", "、牵头", "负责", "牵头，配合", "由",
    "（县水利局", "（牵头单位：", "责任单位：", "按职责分工", "以上任务由", "一是", "一要", "要", "推进",
    "确保", "力争", "达到", "不低于1", "全部", "第一章", "附件1", "——", "①", "a", "é", "😀", "、", "，",
    "；", "：", "。", " ", "\u3000", "\t", "\n", "\r\n", "\u3000\u3000一、", "\x00", "\ufeff", "\x0b",
    "\u2028", "\ud7ff",
)
# fmt: on


def adversarial(length: int) -> Iterator[tuple[str, str]]:
    """Texts that would make a careless pattern backtrack: a name and a text of *length* characters.

    Each fragment is repeated alone, before something that ends no pattern, and in pairs
    with the fragments that open or join what patterns look for.
    """
    for fragment in _FRAGMENTS:
        name = fragment.encode("unicode_escape").decode() if not fragment.isprintable() else fragment
        yield name, (fragment * length)[:length]
        yield f"{name} … 尾", (fragment * length)[: length - 1] + "尾"
    joints = ("、", "，", "（", "1", "年", "局")
    for left in joints:
        for right in joints:
            if left != right:
                yield left + right, ((left + right) * length)[:length]
