"""The tables of look-back checks."""

from luoshi.duban.oversight.lookback.models.draw import Draw, Look, Outcome

__all__ = ["Draw", "Look", "Outcome"]
