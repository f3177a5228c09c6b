"""Write the table of holidays and moved working days from the package ``chinesecalendar``.

A development script: ``python tools/seed_calendar.py`` writes
``src/luoshi/calendar/mainland.txt`` anew.  Run it when the package has a new year (each
December), look at the difference, and commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar import constants

TABLE = Path(__file__).parents[1] / "src" / "luoshi" / "calendar" / "mainland.txt"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
HEAD = """\
# 全国节假日放假和调休安排（国务院办公厅每年通知），可直接编辑：
# 休 = 放假，班 = 调休上班；未列出的日子按周一至周五上班、周六周日休息。
# [年份] 表示该年的安排已经完整列出；没有列出的年份一律不计算。
"""


def runs(marked: dict[date, tuple[str, str]]) -> Iterator[tuple[date, date, str, str]]:
    """Neighbouring days of one kind and name, as first day, last day, kind, name."""
    start: date | None = None
    days = sorted(marked)
    for at, day in enumerate(days):
        start = start or day
        following = days[at + 1] if at + 1 < len(days) else None
        joined = following == day + timedelta(days=1) and marked[day] == marked[following]
        if joined and following is not None and following.year == day.year:
            continue
        yield start, day, *marked[day]
        start = None


def main() -> None:
    """Write the table."""
    marked = {day: ("休", NAMES[name]) for day, name in constants.holidays.items()}
    marked |= {day: ("班", NAMES[name]) for day, name in constants.workdays.items()}
    lines = [HEAD]
    year = 0
    for start, end, kind, name in runs(marked):
        if start.year != year:
            year = start.year
            lines.append(f"\n[{year}]\n")
        days = f"{start}" if start == end else f"{start}~{end}"
        lines.append(f"{days} {kind} {name}\n")
    TABLE.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
