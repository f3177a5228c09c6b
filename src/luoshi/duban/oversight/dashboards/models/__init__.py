"""The table of the overview: when a person looked last."""

from luoshi.duban.oversight.dashboards.models.visit import Visit

__all__ = ["Visit"]
