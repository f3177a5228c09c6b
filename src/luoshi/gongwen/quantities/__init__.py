"""Figures: numerals, quantities with their units, measures to be reached, targets in words."""

from luoshi.gongwen.quantities.find import find_quantities
from luoshi.gongwen.quantities.measures import measures_in
from luoshi.gongwen.quantities.numerals import to_decimal
from luoshi.gongwen.quantities.targets import find_targets

__all__ = ["find_quantities", "find_targets", "measures_in", "to_decimal"]
