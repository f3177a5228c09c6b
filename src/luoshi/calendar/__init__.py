"""Working days of the mainland calendar, with its moved rest days."""

from luoshi.calendar.working import NoCalendarData, WorkingCalendar

__all__ = ["NoCalendarData", "WorkingCalendar"]
