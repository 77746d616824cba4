"""Standing duties (docs/semantics.md 5.1 to 5.2b), counted day by day: which periods there are, what was done in each."""
import days as D

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def part_of(day, cycle, times):
    """The part of its cycle that a day is in, as (first, last) (5.1b)."""
    date = D.date_of(day)
    if cycle == "day":
        return day, day
    if cycle == "week":
        start, end = day - date.weekday(), day - date.weekday() + 7
    else:
        months = MONTHS[cycle]
        if months % times == 0:  # months divide it
            months, times = months // times, 1
        index = (date.year * 12 + date.month - 1) // months * months
        start, end = D.day_of(index // 12, index % 12 + 1, 1), D.day_of((index + months) // 12, (index + months) % 12 + 1, 1)
    bounds = [start + (end - start) * i // times for i in range(times + 1)]
    return next((a, b - 1) for a, b in zip(bounds, bounds[1:]) if a <= day < b)


class Duties:
    def __init__(self, pack, kinds):
        self.pack, self.days, self.known = pack, D.Days(kinds, {"closing": False, "seasons": []}), {}

    # --- which days, and how often

    @staticmethod
    def within(valid, day):
        return valid is None or (valid[0] <= day and (valid[1] is None or day <= valid[1]))

    def in_season(self, spans, day):
        """No season: always. A span may go over the new year."""
        date = D.date_of(day)
        now = (date.month, date.day)
        return spans is None or any(a <= now <= b if a <= b else now >= a or now <= b for a, b in spans)

    def rhythm(self, duty, level, day):
        """(campaign, cycle, times, rest) by which the duty is owed on a day; None where it is not."""
        if not self.within(self.pack["force"], day) or not self.within(duty["valid"], day):
            return None
        for i, campaign in enumerate(self.pack["campaigns"]):
            if duty["key"] in campaign["items"] and self.within(campaign["valid"], day) and self.in_season(campaign["season"], day):
                return (i, *campaign["rhythm"], campaign["rest"])
        if level not in duty["rhythms"] or not self.in_season(duty["season"], day):
            return None
        return (None, *duty["rhythms"][level], duty["rest"])

    # --- periods

    def periods(self, duty, level, since, until):
        """Oldest due first: {first, last, due, times, campaign}."""
        asked = (duty["key"], level, since, until)
        if asked not in self.known:
            self.known[asked] = self.count(duty, level, since, until)
        return self.known[asked]

    def count(self, duty, level, since, until):
        found = {}
        for day in range(since, until + 1):
            owed = self.rhythm(duty, level, day)
            if owed:
                found.setdefault((owed, part_of(day, *owed[1:3])), []).append(day)
        merged = {}
        for (owed, _), days in found.items():
            campaign, cycle, times, _ = owed
            due = self.due(duty, level, days[0], days[-1], owed)
            if due is None:
                continue
            times = times if cycle == "day" else 1
            one = merged.get((due, campaign))
            if one is None:
                merged[due, campaign] = {"first": days[0], "last": days[-1], "due": due, "times": times, "campaign": campaign}
            else:  # periods that come to one due are one; the page does not say whether one of a campaign and one of its own are
                one.update(first=min(one["first"], days[0]), last=max(one["last"], days[-1]), times=self.together(duty, one["times"], times), campaign=campaign)
        return sorted(merged.values(), key=lambda p: (p["due"], p["first"]))

    @staticmethod
    def together(duty, a, b):
        return a + b if duty["piles_up"] else max(a, b)

    def due(self, duty, level, first, last, owed):
        """5.2; None: nothing is owed."""
        rest = owed[3]
        if rest == "anyway":
            return last
        if rest == "skip":
            return max((d for d in range(first, last + 1) if self.days.working(d)), default=None)
        if rest == "roll":
            return self.days.roll(last)
        day = last
        while not self.days.working(day):
            day -= 1
        return day if day >= first or self.rhythm(duty, level, day) == owed else None

    # --- what was done (5.2b)

    def standing(self, duty, level, unit, done, since, until, known):
        """Periods with how often each was done, as known at the end of a day."""
        periods = [dict(p, done=0) for p in self.periods(duty, level, since, until)]
        for one in sorted((x for x in done if x["unit"] == unit and x["duty"] == duty["key"] and x["day"] <= known), key=lambda x: x["day"]):
            may = [p for p in periods if self.open_on(duty, p, one["day"]) and p["done"] < p["times"] and (one["period"] is None or p["first"] <= one["period"] <= p["last"])]
            if may:
                self.which(may)["done"] += 1
        return periods

    @staticmethod
    def open_on(duty, period, day):
        return min(period["first"], period["due"]) <= day and (day <= period["due"] or duty["piles_up"])

    @staticmethod
    def which(may):
        """The oldest."""
        return may[0]
