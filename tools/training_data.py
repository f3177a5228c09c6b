"""The annotated documents and the self-labelled reports that the statement model learns from."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from luoshi.gongwen.cut import cut_lines
from luoshi.gongwen.evaluation.gold import Gold, read_gold
from luoshi.gongwen.evaluation.units import annotation_units
from luoshi.gongwen.model import Facts, Kind, Outline
from luoshi.gongwen.outline.facts import read_facts
from luoshi.gongwen.outline.headings import Piece, read_pieces
from luoshi.gongwen.outline.tree import build_outline
from luoshi.gongwen.statements import features
from luoshi.gongwen.statements.cues import squeeze
from luoshi.gongwen.statements.forced import forced_kind
from luoshi.gongwen.statements.setting import read_setting

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "gongwen" / "documents"
SAMPLES = ROOT / "samples"
#: Annotations of documents of the corpus: the annotation is ours, the text stays outside.
CORPUS_GOLD = OWN / "corpus"

MANY = 3
_PLACE = re.compile(r"(?<=[\t、])(\d+)\+(\d+)(?=[\t、\n])")
_LABELS = {"H": "run-in", "D": "directive", "A": "achievement", "C": "context"}
_BACK = re.compile(r"回顾|过去一年|过去五年|的主要工作|年工作")
_AHEAD = re.compile(r"安排|建议|任务|重点工作|今年|目标|部署|要求|政府自身建设")


@dataclass(frozen=True, slots=True)
class Example:
    """A document as the model sees it: its pieces, what their form decides, their labels.

    ``gold`` holds the annotated labels, ``None`` where the annotation leaves them open;
    ``labels`` are those to learn from, with some of the open ones filled in.
    """

    name: str
    text: str
    pieces: list[Piece]
    forced: list[Kind | None]
    features: list[list[str]]
    may_be_title: Sequence[bool]
    gold: list[str | None]
    labels: list[str | None]


def read_example(name: str, text: str, kinds: list[str]) -> Example:
    """The example of an annotated document; *kinds* are its units' kinds in their order."""
    pieces, outline, facts = _read(text)
    spans = list(annotation_units(text))
    if len(spans) != len(kinds):
        raise SystemExit(f"{name}: {len(kinds)} annotated rows, {len(spans)} units")
    known = {(span.start, span.end): kind for span, kind in zip(spans, kinds, strict=True)}
    kinds_of = [known.get((piece.start, piece.end), "") for piece in pieces]
    gold = [_LABELS.get(kind) for kind in kinds_of]
    labels = [_label(text, pieces, index, kind) for index, kind in enumerate(kinds_of)]
    return Example(name, text, pieces, *_features(text, pieces, outline, facts), gold, labels)


def sections_of(example: Example) -> Iterator[Example]:
    """The example's sections as documents of their own, so that short papers are learnt, too.

    A section begins at a heading that stands alone on its line; sections of fewer than three
    statements, and documents of one section, are left out.
    """
    starts = [index for index, piece in enumerate(example.pieces) if piece.heading and piece.first]
    if len(starts) < MANY:
        return
    for first, last in zip(starts, [*starts[1:], len(example.pieces)], strict=True):
        if last - first < MANY:
            continue
        begin, end = example.pieces[first].start, example.pieces[last - 1].end
        text = example.text[begin:end]
        pieces, outline, facts = _read(text)
        places = [(piece.start - begin, piece.end - begin) for piece in example.pieces[first:last]]
        known = dict(zip(places, zip(example.gold[first:last], example.labels[first:last], strict=True), strict=True))
        found = [known.get((piece.start, piece.end), (None, None)) for piece in pieces]
        gold, labels = [one for one, _ in found], [one for _, one in found]
        yield Example(example.name, text, pieces, *_features(text, pieces, outline, facts), gold, labels)


def _label(text: str, pieces: list[Piece], index: int, kind: str) -> str | None:
    """The label to learn; a short sentence that annotators left open before a longer one is a title.

    Whether such a sentence is a task of its own or the topic of the next is what they could
    not agree on; the guide calls it a run-in title where it only names the topic.
    """
    piece = pieces[index]
    if kind == "O" and not piece.last and piece.end - piece.start <= 24 and "，" not in text[piece.start : piece.end]:
        following = pieces[index + 1]
        return "run-in" if following.end - following.start >= 2 * (piece.end - piece.start) else None
    return _LABELS.get(kind)


def annotated(*, yardstick: bool) -> Iterator[Example]:
    """The annotated documents: the project's own, and those of the corpus.

    The three documents of the *yardstick* are left out of what ships, so that the scores on
    them are scores on documents the model has not seen; so is ``held-out`` (always).
    """
    for gold, text in annotated_files():
        if gold.is_relative_to(SHARED) and not yardstick:
            continue
        yield read_example(
            gold.name.removesuffix(".gold.tsv"), text, [row.kind.value for row in read_annotation(gold, text).rows]
        )


def annotated_files() -> Iterator[tuple[Path, str]]:
    """Each gold file with the text it annotates."""
    for folder, texts in ((SHARED / "eval", SHARED / "corpus"), (OWN, OWN), (SAMPLES, SAMPLES)):
        for gold in sorted(folder.glob("*.gold.tsv")):
            with (texts / gold.name.replace(".gold.tsv", ".txt")).open(encoding="utf-8-sig", newline="") as file:
                yield gold, file.read()
    corpus = {hashlib.sha256(row["text"].encode()).hexdigest(): row["text"] for row in corpus_documents()}
    for gold in sorted(CORPUS_GOLD.glob("*.gold.tsv")) if corpus else ():
        head = gold.read_text("utf-8")
        source = re.search(r"^# sha256 of the source text: (\w+)$", head, re.MULTILINE)
        cut = re.search(r"^# slice (\d+) (\d+)$", head, re.MULTILINE)
        if source is None or source[1] not in corpus:
            raise SystemExit(f"{gold}: no document of the corpus has the text that it annotates")
        text = corpus[source[1]]
        yield gold, text[int(cut[1]) : int(cut[2])] if cut else text


def read_annotation(path: Path, text: str) -> Gold:
    """The annotation of *text*; in those of the corpus an item is ``start+length``, so that they hold no words."""
    source = path.read_text("utf-8")
    if path.is_relative_to(CORPUS_GOLD):
        source = _PLACE.sub(lambda place: text[int(place[1]) : int(place[1]) + int(place[2])], source)
    return read_gold(source, name=path.name)


def corpus_documents() -> list[dict[str, str]]:
    """The documents of the shared corpus, or nothing where it is missing."""
    path = SHARED / "corpus" / "documents.jsonl.gz"
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def self_labelled(without: set[str]) -> Iterator[tuple[list[str], bool]]:
    """Sentences of work reports that their section labels: (word features, looks back?).

    What stands under a heading such as 工作回顾 reports, what stands under 工作安排 directs.
    Documents whose text is in *without* are left out.
    """
    for row in corpus_documents():
        if "工作报告" not in row["genre"] or row["text"] in without:
            continue
        pieces, outline, _ = _read(row["text"])
        for piece in pieces:
            back = None if piece.heading or piece.end - piece.start < 9 else _section(outline, piece)
            if back is not None:
                words = squeeze(row["text"][piece.words_start : piece.end])
                yield [*features.pairs(words), *features.end_features(words)], back


def _section(outline: Outline, piece: Piece) -> bool | None:
    path = [heading for heading in outline.path(piece.node) if heading.number and not heading.is_item]
    if not path:
        return None
    title = path[0].title.text
    if _BACK.search(title) and not re.search(r"今年|安排|任务|建议", title):
        return True
    return False if _AHEAD.search(title) else None


def _read(text: str) -> tuple[list[Piece], Outline, Facts]:
    facts = read_facts(text)
    pieces = read_pieces(text, cut_lines(text), (), facts)
    return pieces, build_outline(text, pieces, facts), facts


def _features(
    text: str, pieces: list[Piece], outline: Outline, facts: Facts
) -> tuple[list[Kind | None], list[list[str]], Sequence[bool]]:
    genre = features.genre_of(facts.title.text if facts.title else "")
    given = [forced_kind(text, pieces, index) for index in range(len(pieces))]
    forced = [None if one is None else one.kind for one in given]
    setting = read_setting(text, pieces, given, genre)
    rows: list[list[str]] = []
    for index, piece in enumerate(pieces):
        words = setting.words[index]
        opener = setting.opener[index]
        rows.append(
            [
                *features.pairs(words),
                *features.end_features(words),
                *features.heading_features(outline.path(piece.node)),
                *(() if opener is None else features.opener_features(text[pieces[opener].start : pieces[opener].end])),
                *(one for group in features.place_groups(setting, index) for one in features.features_of(group)),
            ]
        )
    return forced, rows, [setting.may_be_title(index) for index in range(len(pieces))]
