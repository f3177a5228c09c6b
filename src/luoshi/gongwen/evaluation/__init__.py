"""The yardstick: gold annotations, and how close a plan comes to them.

>>> gold = read_gold("1\\tH\\t-\\t-\\t-\\t-\\n2\\tD\\t县水利局\\t-\\t年底前\\t3座\\n")
>>> text = "水利工作\\n县水利局年底前完成3座水库除险加固。\\n"
>>> scores = score(gold, text, [])
>>> scores["directive"].missed
1
"""

from luoshi.gongwen.evaluation.gold import Field, Gold, GoldKind, GoldRow, load_gold, read_gold, write_gold
from luoshi.gongwen.evaluation.prediction import Prediction, predictions_from_json, predictions_of
from luoshi.gongwen.evaluation.score import DIRECTIVE, FIELDS, Counts, Disagreement, Scores, pool, score
from luoshi.gongwen.evaluation.units import annotation_units

__all__ = [
    "DIRECTIVE",
    "FIELDS",
    "Counts",
    "Disagreement",
    "Field",
    "Gold",
    "GoldKind",
    "GoldRow",
    "Prediction",
    "Scores",
    "annotation_units",
    "load_gold",
    "pool",
    "predictions_from_json",
    "predictions_of",
    "read_gold",
    "score",
    "write_gold",
]
