"""Score the engine on every annotated document at hand, also on those of the shared corpus.

    python tools/score_annotated.py [NAME] [--errors]

The statement model learnt the kinds of most of them (docs/model-card.md), so only the figures
for units, time limits and measures say something; ``luoshi evaluate`` scores the others.
"""

from __future__ import annotations

import argparse

from training_data import annotated_files, read_annotation

import luoshi
from luoshi.gongwen.evaluation import FIELDS, Scores, pool, predictions_of, score


def main() -> None:
    """Print a line a document, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", default="", help="only documents whose name holds this")
    parser.add_argument("--errors", action="store_true", help="list every disagreement")
    chosen = parser.parse_args()
    every: list[Scores] = []
    for path, text in annotated_files():
        if chosen.name in path.name:
            document = luoshi.read(text.encode(), name=path.name)
            plan = luoshi.extract(document, issued_on=None)
            found = score(read_annotation(path, text), document.text, predictions_of(plan))
            every.append(found)
            print(f"{path.name.removesuffix('.gold.tsv'):36}", figures(found))
            for one in found.disagreements if chosen.errors else ():
                print("   ", one.unit, one.field, "wanted", *one.wanted, "found", *one.found)
    print(f"{'all':36}", figures(pool(every)))


def figures(scores: Scores) -> str:
    """F1 and how many there were to find, a field at a time."""
    counts = ((field, scores[field]) for field in FIELDS)
    return "  ".join(f"{field} {'  n/a' if one.is_empty else f'{one.f1:.3f}'} ({one.n})" for field, one in counts)


if __name__ == "__main__":
    main()
