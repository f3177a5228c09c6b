"""Time limits: find the mentions, tell which of them limit, and resolve them to days."""

from luoshi.gongwen.times.find import find_times
from luoshi.gongwen.times.limits import limits_in
from luoshi.gongwen.times.mention import Bound, Form, Length, Point, TimeMention
from luoshi.gongwen.times.resolve import resolve

__all__ = ["Bound", "Form", "Length", "Point", "TimeMention", "find_times", "limits_in", "resolve"]
