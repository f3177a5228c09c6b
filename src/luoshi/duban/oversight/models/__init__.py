"""The tables of oversight."""

from luoshi.duban.oversight.models.lights import (
    Confidence,
    LightChange,
    LightTally,
    Milestone,
    RegisterRules,
    TaskLight,
)

__all__ = ["Confidence", "LightChange", "LightTally", "Milestone", "RegisterRules", "TaskLight"]
