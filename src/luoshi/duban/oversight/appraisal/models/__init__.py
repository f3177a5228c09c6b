"""The tables of appraisal."""

from luoshi.duban.oversight.appraisal.models.appeal import Appeal, Outcome
from luoshi.duban.oversight.appraisal.models.formula import FormulaVersion
from luoshi.duban.oversight.appraisal.models.scores import ScoreLine, Scores, ScoresState, UnitScore

__all__ = ["Appeal", "FormulaVersion", "Outcome", "ScoreLine", "Scores", "ScoresState", "UnitScore"]
