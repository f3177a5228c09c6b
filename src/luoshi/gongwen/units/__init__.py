"""Who is told to act: names of units where they stand, their roles, and the unit register."""

from luoshi.gongwen.units.brackets import Bracket
from luoshi.gongwen.units.find import find_units, read_unit_list
from luoshi.gongwen.units.register import Register, Unit
from luoshi.gongwen.units.roles import Role, Roles, read_heading_units, read_roles

__all__ = [
    "Bracket",
    "Register",
    "Role",
    "Roles",
    "Unit",
    "find_units",
    "read_heading_units",
    "read_roles",
    "read_unit_list",
]
