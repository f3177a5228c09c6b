"""Registers, and the mappings by which yesterday's spreadsheets are read."""

from luoshi.duban.registers.models.mapping import ColumnMapping
from luoshi.duban.registers.models.register import (
    Completion,
    LegalProfile,
    Register,
    Rhythm,
    Visibility,
)

__all__ = ["ColumnMapping", "Completion", "LegalProfile", "Register", "Rhythm", "Visibility"]
