"""日历订阅: the limits that a person has to do with, as a calendar that other programs can read."""
