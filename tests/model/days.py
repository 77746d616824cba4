"""Days, office hours and lengths for the model (docs/semantics.md 2.1-2.8), counted day by day.

Instants are milliseconds of local time (the zone has no summer time); a day is their quotient by DAY.
"""
import csv
import datetime

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
EPOCH = datetime.date(1970, 1, 1)


def day_of(year, month, day):
    return (datetime.date(year, month, day) - EPOCH).days


def date_of(day):
    return EPOCH + datetime.timedelta(days=day)


def instant_of(text):
    """`2025-09-28T09:10` or with seconds and milliseconds."""
    d = datetime.datetime.fromisoformat(text)
    return day_of(d.year, d.month, d.day) * DAY + ((d.hour * 60 + d.minute) * 60 + d.second) * 1000 + d.microsecond // 1000


def show(t):
    """As the program writes an instant."""
    if t is None:
        return None
    rest, ms = divmod(t % DAY, 1000)
    return f"{date_of(t // DAY)}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}" + (f".{ms:03}" if ms else "") + "+08:00"


def read_beliefs(folder):
    """[(from when it was known, {day: working})]: what the published notices said of days, one after another (2.3)."""
    def rows(name):
        with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def day(text):
        return (datetime.date.fromisoformat(text) - EPOCH).days

    published = {int(row["year"]): day(row["published"]) for row in rows("notices.csv")}
    known = []  # (since, day, working); what an amendment changed was otherwise before
    for row in rows("holidays.csv"):
        date = datetime.date.fromisoformat(row["date"])
        year = date.year + (date.month == 12 and row["name"] == "元旦")  # a notice may reach into the December before
        known.append((published[year], day(row["date"]), row["kind"] == "workday"))
    for row in rows("amendments.csv"):
        d = day(row["date"])
        first = published[date_of(d).year]
        known = [k for k in known if k[1] != d] + [(first, d, row["before"] == "work"), (day(row["known_from"]), d, row["after"] == "work")]
    known.sort()
    return [(since * DAY, {d: working for s, d, working in known if s <= since}) for since in sorted({k[0] for k in known})]


class Days:
    """The working days of a pack. `policy`: {closing, next_opening, seasons: [[from, to, [[open, close], …]], …]}."""

    def __init__(self, kinds, policy):
        self.kinds, self.policy, self.known = kinds, policy, {}
        self.two_of_may = day_of(2025, 5, 1) in kinds  # fixed from 2025 on, known with that year's notice (2.3)

    def working(self, day):  # 2.2
        if day not in self.known:
            date = date_of(day)
            fixed = (date.month, date.day) in ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)) or (
                (date.month, date.day) == (5, 2) and date.year >= 2025 and self.two_of_may)
            self.known[day] = self.kinds.get(day, not fixed and date.weekday() < 5)
        return self.known[day]

    def spans(self, day):
        """Office hours of a day; without any, all of a working day where days end at 24:00."""
        if not self.working(day):
            return []
        date = date_of(day)
        for first, last, hours in self.policy["seasons"]:
            if first <= f"{date.month:02}-{date.day:02}" <= last:
                return [(day * DAY + a * MINUTE, day * DAY + b * MINUTE) for a, b in hours]
        return [(day * DAY, day * DAY + DAY)]

    def opening(self, day):
        return self.spans(day)[0][0]

    def end(self, day):  # 2.4
        if self.policy["closing"] and self.working(day):
            return self.spans(day)[-1][1]
        return (day + 1) * DAY

    def next_opening(self, t):
        """`t` itself inside office hours, else the next opening (2.6)."""
        day = t // DAY
        while True:
            for a, b in self.spans(day):
                if t <= b:
                    return max(a, t)
            day += 1

    def deemed(self, t, as_is):  # 2.6
        return self.next_opening(t) if self.policy["next_opening"] and not as_is else t

    def roll(self, day):
        while not self.working(day):
            day += 1
        return day

    def nth_working(self, day, n):
        """The n-th working day after `day`, before it where n is negative."""
        step = 1 if n > 0 else -1
        while n:
            day += step
            n -= step if self.working(day) else 0
        return day

    def ordinal_day(self, t):  # 2.6, last but one sentence
        if self.policy["closing"]:
            day = t // DAY
            return day if self.working(day) and t <= self.end(day) else self.nth_working(day, 1)
        return t // DAY

    def office_time(self, t, left):
        """`left` ms of office time after `t`, before it where negative."""
        day = t // DAY
        while left > 0:
            for a, b in self.spans(day):
                a = max(a, t)
                if a < b:
                    if left <= b - a:
                        return a + left
                    left -= b - a
            day += 1
        while left < 0:
            for a, b in reversed(self.spans(day)):
                b = min(b, t)
                if a < b:
                    if -left <= b - a:
                        return b + left
                    left += b - a
            day -= 1
        return t

    def office_time_between(self, a, b):
        total = 0
        for day in range(a // DAY, b // DAY + 1):
            total += sum(max(0, min(y, b) - max(x, a)) for x, y in self.spans(day))
        return total


ELAPSED = {"minutes": MINUTE, "hours": HOUR}
BY_TIME = ("minutes", "hours", "working_hours")
OF_WORKING_DAYS = ("working_days", "nth_working_day")
ROLLED = ("calendar_days", "months", "years")  # unless the rule says 不顺延


def add_months(day, n):  # 民法典 202
    date = date_of(day)
    year, month = divmod(date.year * 12 + date.month - 1 + n, 12)
    last = date.day
    while True:
        try:
            return day_of(year, month + 1, last)
        except ValueError:
            last -= 1


def rolls(length):
    unit, _, roll = length
    if unit in OF_WORKING_DAYS:  # they end on one, also when extended by another length (2.7b)
        return True
    return unit != "same_day" and (roll == "roll" or (unit in ROLLED and roll != "no_roll"))


def count(days, anchor, length):
    """The raw end of a length from an anchor: an instant for elapsed time, else a day (2.5)."""
    unit, n, _ = length
    day = anchor // DAY
    if unit in ELAPSED:
        return anchor + n * ELAPSED[unit]
    if unit == "working_hours":
        return days.office_time(anchor, n * HOUR)
    if unit == "calendar_days":
        return day + n
    if unit == "working_days":
        return days.nth_working(day, n)
    if unit == "same_day":
        return days.ordinal_day(anchor)
    if unit == "next_day":
        return day + 1
    if unit == "nth_calendar_day":
        return days.ordinal_day(anchor) + n - 1
    if unit == "nth_working_day":
        return days.nth_working(days.roll(days.ordinal_day(anchor)), n - 1)
    return add_months(day, n if unit == "months" else 12 * n)


def end_of(days, raw, length):
    """The due of a raw end."""
    if length[0] in BY_TIME:
        return raw
    return days.end(days.roll(raw) if rolls(length) else raw)


def date_of_due(due):
    """24:00 belongs to the day it ends (4.3)."""
    return (due - 1) // DAY


def left_at(days, t, raw, length):
    """What is left of a clock that is suspended at `t` (deemed): ms, or counting days (2.8)."""
    unit = length[0]
    if unit in ELAPSED:
        return raw - t
    if unit == "working_hours":
        return days.office_time_between(t, raw)
    after = range(t // DAY + 1, raw + 1)
    return sum(days.working(d) for d in after) if unit in OF_WORKING_DAYS else len(after)


def count_on(days, t, left, length):
    """The raw end of a clock that goes on at `t` (deemed) with what was left (2.8)."""
    unit = length[0]
    if unit in ELAPSED:
        return t + left
    if unit == "working_hours":
        return days.office_time(t, left) if left else days.office_time(t, 1) - 1
    if unit in OF_WORKING_DAYS:
        return days.nth_working(t // DAY, left) if left else days.roll(t // DAY)
    return t // DAY + left
