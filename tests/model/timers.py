"""Timers, in their order (2.3b, 2.4b, 2.4c), and how an obligation ends."""
import days as D


class Timers:
    def timers(self, c):
        """(instant, declaration, serial, obligation, rung) of everything armed."""
        for o in c.open():
            for i, place in o.places.items():
                if i in o.fired:
                    continue
                rung = self.rungs[o.d["name"]][i]
                until = self.held_back(c, o, rung)
                if until is not None and (rung["at"][0] != "breach" or o.breached):
                    place = max(place, until + 1)
                breaches = rung["at"][0] == "breach" and not o.breached
                line = -1 if breaches else i
                if o.d.get("request"):  # behind all that is declared, and among themselves by opening alone
                    yield place, (2 * len(self.deadlines), 0), (o.serial, line), o, i
                else:
                    yield place, (o.d["number"], line), (o.serial, 0), o, i

    def atoms(self, g):
        if g[0] in ("and", "or"):
            return [a for x in g[1] for a in self.atoms(x)]
        return self.atoms(g[1]) if g[0] == "not" else [g]

    def revise(self, c, until):
        """The revisions of the calendar that were taken up by an instant, with the timers that stand before them (2.3b)."""
        while (since := self.revised_at(c)) is not None and since <= until:
            self.fire_until(c, since - 1)
            self.see_revision(c, since)

    def revised_at(self, c):
        """When the next revision is taken up; None: never."""
        return self.calendars[c.revision + 1][0] if c.leaf and c.revision + 1 < len(self.calendars) else None

    def see_revision(self, c, since):
        c.revision += 1
        self.days = self.calendars[c.revision][1]
        self.take_up(c, since)

    def drain(self, c, until):
        """Timers up to an instant."""
        self.revise(c, until)
        self.fire_until(c, until)

    def take_up(self, c, t):
        self.changes = []
        for o in c.open():
            if o.anchor is None or o.holds:
                continue
            before = o.due
            if not o.breached and o.d.get("policy") != "unchanged":
                o.deemed = self.days.deemed(o.anchor, o.as_is)
                self.recount(c, o, t)
                if o.due < before and (o.d.get("policy") or ("never_earlier" if o.d["right"] else "recount")) == "never_earlier":
                    self.use("2.3b 只延不提")
                    o.floor = before
                    self.recount(c, o, t)
            self.set_due(c, o, o.due, t)  # its rungs may stand elsewhere now
            if o.due != before:
                self.use("2.3b moved")
                self.change("recounted", o, due=D.show(o.due))
        if self.changes:
            changes = self.changes
            self.entry("recomputed", t)
            self.changes += changes
            c.last = t
            self.settle(c, t)

    def fire_until(self, c, until):
        while self.fire_next(c, until):
            pass

    def fire_next(self, c, until):
        """The earliest timer up to an instant; whether there was one."""
        due = [x for x in self.timers(c) if x[0] <= until]
        if not due:
            return False
        fires, _, _, o, i = min(due, key=lambda x: x[:3])
        place, at = o.places[i], max(fires, c.last)
        self.entry("timer", at, deadline=o.d["name"], **({"stood_at": D.show(place)} if at != place else {}))
        if at != place:
            self.use("2.4c already past")
        c.last = at
        self.fire(c, o, i, place)
        self.classes(c, at)
        self.settle(c, at)
        return True

    def fire(self, c, o, i, place):
        rung = self.rungs[o.d["name"]][i]
        until = self.held_back(c, o, rung)
        if not (rung["at"][0] == "breach" and not o.breached and until is not None and until + 1 > c.last):
            o.fired += (i,)
        self.use("4.3 " + rung["at"][0] + (" " + rung["at"][1] if rung["at"][0] in ("left", "after", "every") else ""))
        self.change("rung", o)
        if rung["at"][0] == "breach":
            if o.d["right"]:
                self.use("4.1 right lapses")
                self.close(c, o, "lapsed", c.last)
            elif not o.breached:  # a mark, made once
                self.use("2.4b breach")
                o.breached = o.due
                self.change("breached", o)
                if i not in o.fired:
                    self.use("2.7b held back")
                    return
        self.rung_of = place
        self.act(c, rung["acts"], c.last, o, rung=place)
        self.rung_of = None

    def close(self, c, o, state, t, occurred=None):
        o.state, o.settled = state, t if occurred is None else occurred
        self.change(state, o)
        request = o.d.get("extend") and self.request(c, o)
        if request:
            self.close(c, request, "lapsed", t)
