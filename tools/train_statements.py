"""Train the statement model and write its weights; or measure it on documents left out.

    python tools/train_statements.py                  train on all, write weights.tsv
    python tools/train_statements.py --cross-validate  train on nine tenths, measure on the rest, in turn

Two steps.  First a logistic regression learns from the work reports of the corpus, whose
review and plan parts label themselves, how a sentence that looks back differs from one that
looks ahead.  Its verdict is one feature of the second step, a conditional random field over
the annotated documents.  Both are linear, so one table of weights holds the two.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain as chain_examples
from pathlib import Path

import pycrfsuite
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from training_data import Example, annotated, sections_of, self_labelled

from luoshi.gongwen.statements import chain
from luoshi.gongwen.statements.weights import BODY, LABELS, SCALE

TARGET = Path(__file__).resolve().parent.parent / "src" / "luoshi" / "gongwen" / "statements" / "weights.tsv"
NAMES = (*LABELS, "heading")
BACK = "@looks-back"
GIVEN = "@given="
RAREST = 6  # a pair met in fewer self-labelled sentences says nothing general
C1, C2 = 0.05, 0.3  # the CRF's L1 and L2 penalties, chosen by cross-validation
SMALLEST = 6  # weights below this many 256ths are left out


Prior = dict[str, float]


def learn_prior(without: set[str]) -> Prior:
    """How much each feature of the words speaks for looking back, from the reports."""
    rows = list(self_labelled(without))
    if not rows:
        return {}
    counts = Counter(feature for row, _ in rows for feature in set(row))
    known = {feature for feature, count in counts.items() if count >= RAREST}
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(known.intersection(row), 1.0) for row, _ in rows])
    model = LogisticRegression(C=0.05, max_iter=300).fit(matrix, [back for _, back in rows])
    return {name: weight / 2 for name, weight in zip(vectors.feature_names_, model.coef_[0], strict=True)}


def item(example: Example, index: int, prior: Prior) -> dict[str, float]:
    """The features of one statement, as CRFsuite takes them."""
    forced = example.forced[index]
    if forced is not None:
        return {f"{GIVEN}{forced}": 1.0}
    row: dict[str, float] = Counter(example.features[index])
    row[BACK] = sum(prior.get(feature, 0.0) for feature in example.features[index])
    return row


def label(example: Example, index: int) -> str | None:
    """The label to learn; what the form decides is given."""
    forced = example.forced[index]
    if forced is not None:
        return str(forced)
    return example.labels[index]


def train(examples: Sequence[Example], prior: Prior) -> tuple[dict[str, list[float]], list[list[float]]]:
    """The weights by feature and the transitions, in log units."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in chain_examples.from_iterable([one, *sections_of(one)] for one in examples):
        kept = [index for index in range(len(example.pieces)) if label(example, index) is not None]
        trainer.append([item(example, index, prior) for index in kept], [str(label(example, index)) for index in kept])
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": 150, "feature.possible_transitions": True})
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    weights: dict[str, list[float]] = {}
    for (feature, name), weight in info.state_features.items():
        if name in LABELS and not feature.startswith(GIVEN):
            weights.setdefault(feature, [0.0] * len(LABELS))[LABELS.index(name)] = weight
    back = weights.pop(BACK, [0.0] * len(LABELS))
    for feature, share in prior.items():
        row = weights.setdefault(feature, [0.0] * len(LABELS))
        for place, weight in enumerate(back):
            row[place] += weight * share
    transitions = [[info.transitions.get((one, other), 0.0) for other in NAMES] for one in NAMES]
    return weights, transitions


def predict(example: Example, weights: dict[str, list[float]], transitions: list[list[float]]) -> list[str]:
    """The likeliest label of each statement."""
    rows = []
    for index, forced in enumerate(example.forced):
        if forced is not None:
            only = NAMES.index(str(forced))
            rows.append([0.0 if place == only else float("-inf") for place in range(len(NAMES))])
            continue
        found = [weights[feature] for feature in example.features[index] if feature in weights]
        row = [sum(row[place] for row in found) for place in range(len(LABELS))]
        rows.append([row[0] if example.may_be_title[index] else float("-inf"), *row[1:], float("-inf")])
    return [NAMES[row.index(max(row))] for row in chain.posteriors([tuple(row) for row in rows], transitions)]


def cross_validate(examples: Sequence[Example], *, folds: int, errors: bool) -> None:
    """Train without each fold's documents in turn and print how well those are read."""
    prior = learn_prior({example.text for example in examples})
    total = [0, 0, 0]
    for fold in range(folds):
        left_out = examples[fold::folds]
        learned = train([example for example in examples if example not in left_out], prior)
        for example in left_out:
            counts = _report(example, predict(example, *learned), errors=errors)
            total = [one + other for one, other in zip(total, counts, strict=True)]
    print(f"pooled directive F1 of documents left out: {f1(total):.4f}")


def _report(example: Example, found: Sequence[str], *, errors: bool) -> list[int]:
    counts = [0, 0, 0]
    wrong: list[str] = []
    for got, want, piece in zip(found, example.gold, example.pieces, strict=True):
        if want is not None and "directive" in (got, want):
            counts[0 if got == want else 1 if got == "directive" else 2] += 1
            if got != want:
                wrong.append(f"    {got} for {want}: {example.text[piece.start : piece.end][:80]}")
    scored = [(got, want) for got, want in zip(found, example.gold, strict=True) if want is not None]
    right = sum(got in (want, "heading") for got, want in scored)
    print(
        f"{example.name:36} directives F1 {f1(counts):.3f}  missed {counts[2]:3} false {counts[1]:3}"
        f"  kinds {right / max(1, len(scored)):.3f}"
    )
    print(*(wrong if errors else []), sep="\n", end="\n" if errors and wrong else "")
    return counts


def f1(counts: Sequence[int]) -> float:
    """The balanced mean of precision and recall of (right, false, missed)."""
    right, false, missed = counts
    return 2 * right / (2 * right + false + missed) if right or false or missed else 1.0


def write(weights: dict[str, list[float]], transitions: list[list[float]], names: Sequence[str]) -> None:
    """Write the table that the package ships."""
    rounded: Callable[[float], int] = lambda weight: round(weight * SCALE)  # noqa: E731
    lines = [f"# labels: {' '.join(NAMES)}; whole numbers are {SCALE}ths", f"# learned from {len(names)} documents"]
    lines += ["\t".join(["!", *(str(rounded(weight)) for weight in row)]) for row in transitions]
    lines.append(BODY.strip())
    for feature in sorted(weights):
        *found, context = weights[feature]
        row = [rounded(weight - context) for weight in found]
        if max(map(abs, row)) >= SMALLEST and feature.isprintable() and max(feature) <= "\uffff":
            lines.append("\t".join([feature, *map(str, row)]))
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{TARGET.name}: {len(lines)} lines, {TARGET.stat().st_size // 1024} KB")


def main() -> None:
    """Read the arguments and go."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--folds", type=int, default=10)
    arguments = parser.parse_args()
    examples = list(annotated(yardstick=arguments.cross_validate))
    if arguments.cross_validate:
        cross_validate(examples, folds=arguments.folds, errors=arguments.errors)
        return
    weights, transitions = train(examples, learn_prior(set()))
    write(weights, transitions, [example.name for example in examples])


if __name__ == "__main__":
    main()
