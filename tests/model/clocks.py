"""Clocks and ladders (2.5 to 2.8, 4.3)."""
import days as D
from state import Gap


class Clocks:
    def line_of(self, c, d):
        """2.5b: the first line that is true decides; None: the length of 自."""
        return next((i for i, (guard, _) in enumerate(d.get("classes", [])) if self.truth(c, guard) is True), None)

    def length_of(self, c, d):
        line = self.line_of(c, d)
        if line is None:
            return d["len"]
        self.use("2.5b")
        return d["classes"][line][1][:2] + d["len"][2:]

    def anchor_of(self, c, d, scope_at):
        """4.2b; None while it waits."""
        kind = d["anchor"][0]
        if kind == "entry":
            return scope_at
        if kind == "first":
            return c.first.get(d["anchor"][1])
        happened = [c.latest[e] for e in d["anchor"][1] if e in c.latest]
        return max(happened) if happened else None

    def by_channel(self, c):
        return self.pack["days"]["channel"] and c.facts.get("来源") == "热线"

    def arm(self, c, o, anchor):
        """Counts a clock from an anchor, from nothing."""
        d = o.d
        o.as_is = d["statutory"] or d["as_received"] or self.by_channel(c)
        o.anchor, o.deemed, o.length = anchor, self.days.deemed(anchor, o.as_is), self.length_of(c, d)
        o.line = self.line_of(c, d)
        o.carry = None
        o.history, o.extended, o.holds, o.due, o.fired, o.floor = [], 0, (), None, (), None
        self.see_second(c, o)
        self.use("2.6 deemed" if o.deemed != anchor else "2.6 as it was")
        self.use("2.5 " + o.length[0])
        self.recount(c, o)

    def see_second(self, c, o):
        """From when the second limit runs (2.5c)."""
        o.second_at = self.anchor_of(c, dict(o.d, anchor=o.d["second"][1]), o.opened) if o.d.get("second") else None

    def recount(self, c, o, now=None):
        """The due from the anchor with all that befell the clock; of two limits the one that decides (2.5c)."""
        limits, second = self.limits(o), o.d.get("second")
        if len(limits) == 2:
            self.use("2.5c " + second[0])
        o.raw, due, _ = self.deciding(o, limits, o.history)
        due = max(due, o.floor or 0)
        self.set_due(c, o, None if o.holds else due, now)

    def limits(self, o):
        limits, second = [(o.deemed, o.length)], o.d.get("second")
        if second and o.second_at is not None:
            limits.append((self.days.deemed(o.second_at, o.as_is), second[2]))
        return limits

    def deciding(self, o, limits, history):
        counted = [self.count_with(limit, history if i == 0 else self.seen_from(limit[0], history), o.carry) for i, limit in enumerate(limits)]
        if len(counted) == 2:
            counted.sort(key=lambda x: x[1], reverse=o.d["second"][0] != "不晚于")
        return counted[0]

    @staticmethod
    def seen_from(at, history):
        """2.5c: what befell the clock from an instant on."""
        seen = []
        for kind, *what in history:
            if kind == "release" and what[0] <= at:
                seen = [s for s in seen if s[0] != "hold" or s[2] != what[1]]
            else:
                seen.append((kind, max(at, what[0]), *what[1:]) if kind == "hold" else (kind, *what))
        return seen

    def count_with(self, limit, history, carry=None):
        """(raw, due, what is left while it stands still) of a length with suspensions and extensions (2.7a, 2.7b, 2.8)."""
        at, length = limit
        raw = D.count(self.days, at, length) if carry is None else D.count_on(self.days, max(at, carry[1]), carry[0], length)
        since, later, held, left = None, [], set(), None
        for kind, *what in history:
            if kind == "hold":
                held.add(what[1])
                if since is None:
                    since = what[0]
                    left = max(0, D.left_at(self.days, since, raw, length))
            elif kind == "release":
                held.discard(what[1])
                if held or since is None:
                    continue
                same_day = length[0] not in D.BY_TIME and what[0] // D.DAY == since // D.DAY
                raw, since = raw if same_day else D.count_on(self.days, what[0], left, length), None
                for more in later:
                    raw = self.longer(raw, length, *more)
                later = []
            elif since is None:  # an extension
                raw = self.longer(raw, length, *what[:2])
            else:
                later.append(what[:2])
        return raw, D.end_of(self.days, raw, length), None if since is None else left

    def longer(self, raw, length, more, rolled):
        """2.7b: added to the raw end or to the rolled one."""
        if (length[0] in D.BY_TIME) != (more[0] in D.BY_TIME):
            raise Gap("days added to a clock of hours, or hours to one of days")
        start = D.end_of(self.days, raw, length) if rolled else raw
        if length[0] in D.BY_TIME:
            return D.count(self.days, start, more)
        return D.count(self.days, (D.date_of_due(start) if rolled else raw) * D.DAY, more)

    def classes(self, c, t):
        """2.5b 情形变更, once the event or the timer has been settled."""
        for o in c.open():
            if o.anchor is None or o.breached or self.line_of(c, o.d) == o.line:
                continue
            o.line = self.line_of(c, o.d)
            if o.d.get("change") == "restart":
                self.use("2.5b 重新起算")
                self.restart(c, o, t)
            elif o.d.get("change") == "recount":
                self.use("2.5b 重算")
                o.length = self.length_of(c, o.d)
                self.recount(c, o)
                if not o.holds:
                    self.change("recounted", o, due=D.show(o.due))

    def set_due(self, c, o, due, now=None):
        """4.3: every rung is placed anew."""
        later = o.before is not None and due is not None and due > o.before
        o.due = due
        o.before = due or o.before
        if due is None:
            o.places = {}
            return
        places, before = {}, None
        for i, rung in enumerate(self.rungs[o.d["name"]]):
            before = places[i] = self.place(rung["at"], due, before)
            if i in o.fired and later and places[i] > (now or c.last):
                self.use("4.3 fires again")
                o.fired = tuple(x for x in o.fired if x != i)
        o.places = places

    def place(self, at, due, before):
        kind = at[0]
        if kind == "breach":
            return due + 1  # 2.4b
        if kind == "every":
            return self.after(before, at[1], at[2])
        unit, n, date = at[1], at[2], D.date_of_due(due)
        if kind == "left":
            if unit == "working_days":
                return self.days.opening(self.days.nth_working(date, -n))
            return due - n * D.HOUR if unit == "hours" else self.days.office_time(due, -n * D.HOUR)
        if kind == "nth":
            return max(due + 1, self.days.opening(self.days.nth_working(date, n)))
        return self.overdue(due, unit, n)

    def overdue(self, due, unit, n):
        """逾期 满 L."""
        if unit == "working_days":
            return self.days.end(self.days.nth_working(D.date_of_due(due), n))
        return due + n * D.HOUR if unit == "hours" else self.days.office_time(due, n * D.HOUR)

    def after(self, t, unit, n):
        """此后每 L: at L after the rung before."""
        return D.end_of(self.days, D.count(self.days, t, [unit, n, None]), [unit, n, None])

    # --- suspension (2.8)

    def side_holds(self, c, o):
        """Whether the side stage that the case is in holds a clock (3.4)."""
        return bool(c.asleep) and o.d["name"] in self.scopes[c.leaf].get("suspends", [])

    def hold(self, c, o, why, t):
        """2.7a: what holds a clock twice counts once."""
        if o.breached or o.anchor is None or (t >= c.last and why in o.holds):
            return
        if o.holds:
            self.use("2.7a held twice")
        self.befalls(c, o, "hold", why, t)

    def release(self, c, o, why, t):
        if o.holds and t >= c.last and why not in o.holds:
            return
        if not o.holds and (t >= c.last or o.anchor is None or o.breached):
            return
        self.befalls(c, o, "release", why, t)

    def befalls(self, c, o, what, why, t):
        """In order of time: what is entered late came before what is there already. It stands still as long as anybody holds it."""
        at = next((i for i, h in enumerate(o.history) if h[-1] > t), len(o.history))
        o.history.insert(at, (what, self.days.deemed(t, o.as_is), why, t))
        held = []
        for kind, *h in o.history:
            if kind == "hold" and h[1] not in held:
                held.append(h[1])
            elif kind == "release" and h[1] in held:
                held.remove(h[1])
        stood, before, o.holds = bool(o.holds), o.due, tuple(held)
        self.recount(c, o)
        if held and not stood:
            self.use("2.8 suspended " + o.length[0])
            self.change("suspended", o)
        elif stood and not held:
            self.use("2.8 resumed " + o.length[0])
            self.change("resumed", o, due=D.show(o.due))
        elif not held and o.due != before:
            self.use("4.6 a span that is over is another")
            self.change("recounted", o, due=D.show(o.due))
