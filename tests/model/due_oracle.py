#!/usr/bin/env python3
"""A slow, plain count of due instants, to hold the engine's against. Shares no code with it.

usage: due_oracle.py HOLIDAYS.CSV

Prints, for every day of 2007-2026 and two policies, one line a length:
policy, anchor, unit, count, roll, end, raw day, day, provisional (TAB between them).
Walks day by day; what each rule means is in docs/semantics.md 2.3-2.6.
"""
import csv
import datetime
import sys

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2007, 1, 1), datetime.date(2026, 12, 31)
PROVISIONAL = datetime.date(2026, 12, 25)  # the notice for 2027 is not out
STATUTORY = {(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)}

# One of these on each day, in turn: before, at, in and after office hours, in the lunch break, at both midnights.
TIMES = ["00:00", "07:59", "08:30", "09:10", "12:30", "16:59", "17:30", "17:31", "18:00", "18:01", "23:59"]

LENGTHS = (
    [("minute", n, "by_unit") for n in (1, 90, 10000)]
    + [("hour", n, "by_unit") for n in (1, 24, 100)]
    + [("working_hour", n, "by_unit") for n in (1, 8, 40)]
    + [("same_day", 1, "by_unit")]
    + [("next_day", 1, roll) for roll in ("by_unit", "roll", "no_roll")]
    + [("working_day", n, "by_unit") for n in (1, 2, 5, 20, 60)]
    + [("calendar_day", n, roll) for n in (1, 15, 60) for roll in ("by_unit", "no_roll")]
    + [("month", n, "by_unit") for n in (1, 6, 13)]
    + [("year", n, roll) for n in (1, 4) for roll in ("by_unit", "no_roll")]
    + [("nth_working_day", n, "by_unit") for n in (1, 3, 10)]
    + [("nth_calendar_day", n, roll) for n in (1, 3) for roll in ("by_unit", "roll")]
)


def read_kinds(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {datetime.date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(file)}


class Calendar:
    def __init__(self, kinds, ends_at_closing):
        self.ends_at_closing = ends_at_closing
        self.working = {}
        day = FIRST - 40 * DAY
        while day < LAST + 6 * 366 * DAY:
            self.working[day] = self.decide(kinds, day)
            day += DAY

    @staticmethod
    def decide(kinds, day):
        if day in kinds:
            return kinds[day] == "workday"
        if (day.month, day.day) in STATUTORY or (day.month == 5 and day.day == 2 and day.year >= 2025):
            return False
        return day.weekday() < 5

    def spans(self, day):
        """Office hours of a day, as datetimes."""
        if not self.ends_at_closing or not self.working[day]:
            return []
        afternoon = ("14:00", "18:00") if 6 <= day.month <= 9 else ("13:30", "17:30")
        return [(moment(day, a), moment(day, b)) for a, b in (("08:30", "12:00"), afternoon)]

    def end(self, day):
        spans = self.spans(day)
        return spans[-1][1] if spans else moment(day, "00:00") + DAY

    def roll(self, day):
        while not self.working[day]:
            day += DAY
        return day

    def nth_working(self, day, count):
        """The count-th working day after a day."""
        while count > 0:
            day += DAY
            if self.working[day]:
                count -= 1
        return day

    def day_of_ordinals(self, anchor):
        """The day that 当天 and the ordinals start from."""
        day = anchor.date()
        if not self.ends_at_closing:
            return day
        if self.working[day] and anchor <= self.end(day):
            return day
        return self.nth_working(day, 1)


def moment(day, text):
    hour, minute = text.split(":")
    return datetime.datetime(day.year, day.month, day.day, int(hour), int(minute))


def add_months(day, months):
    """民法典 202."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    last = day.day
    while True:
        try:
            return datetime.date(year, month, last)
        except ValueError:
            last -= 1


def count_office_time(calendar, anchor, left):
    day = anchor.date()
    while True:
        for start, end in calendar.spans(day):
            start = max(start, anchor)
            if start >= end:
                continue
            if left <= end - start:
                return start + left
            left -= end - start
        day += DAY


def count_days(calendar, anchor, unit, count):
    """The raw day, and whether the unit rolls when the rule does not say."""
    day = anchor.date()
    if unit == "same_day":
        return calendar.day_of_ordinals(anchor), False
    if unit == "next_day":
        return day + DAY, False
    if unit == "working_day":
        return calendar.nth_working(day, count), False
    if unit == "calendar_day":
        return day + count * DAY, True
    if unit == "month":
        return add_months(day, count), True
    if unit == "year":
        return add_months(day, 12 * count), True
    first = calendar.day_of_ordinals(anchor)
    if unit == "nth_working_day":
        first = calendar.roll(first)
        return (calendar.nth_working(first, count - 1), False)
    if unit == "nth_calendar_day":
        return first + (count - 1) * DAY, False
    raise ValueError(unit)


def due(calendar, anchor, unit, count, roll):
    """End, raw day, day."""
    if unit in ("minute", "hour", "working_hour"):
        left = datetime.timedelta(minutes=count) if unit == "minute" else datetime.timedelta(hours=count)
        end = count_office_time(calendar, anchor, left) if unit == "working_hour" else anchor + left
        return end, end.date(), end.date()
    raw, rolls = count_days(calendar, anchor, unit, count)
    day = calendar.roll(raw) if roll == "roll" or (rolls and roll != "no_roll") else raw
    return calendar.end(day), raw, day


def main():
    kinds = read_kinds(sys.argv[1])
    out = []
    for policy, ends_at_closing in (("midnight", False), ("closing", True)):
        calendar = Calendar(kinds, ends_at_closing)
        day, turn = FIRST, 0
        while day <= LAST:
            anchor = moment(day, TIMES[turn % len(TIMES)])
            for unit, count, roll in LENGTHS:
                if unit == "working_hour" and not ends_at_closing:
                    continue
                end, raw, last = due(calendar, anchor, unit, count, roll)
                out.append(f"{policy}\t{anchor}\t{unit}\t{count}\t{roll}\t{end}\t{raw}\t{last}\t{int(last >= PROVISIONAL)}")
            day, turn = day + DAY, turn + 1
    print("\n".join(out))


if __name__ == "__main__":
    main()
