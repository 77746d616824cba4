"""Entered late (4.6): an event that says when it really happened. R, who may enter it, does so for whoever did it."""
import days as D


class Late:
    def occurred(self, event):
        return event.get("occurred", event["at"])

    def not_late_like_this(self, c, event):
        """Whether `occurred` is one that may not be given."""
        if "occurred" not in event:
            return False
        k, t, declared = event["occurred"], event["at"], self.pack["events"][event["event"]].get("late")
        if declared is None or k > t or not self.may(c, event["by"], declared["by"], where="and enters late"):
            self.use("4.6 not he, or not late at all")
            return True
        if k // D.DAY < self.days.nth_working(t // D.DAY, -declared["n"]):
            self.use("4.6 outside the window")
            return True
        touched = self.touched(c, event["event"])  # what was opened later is left aside
        if k < c.opened or touched and all(k < o.opened for o in touched):
            self.use("4.6 before what it touches was opened")
            return True
        return False

    def touched(self, c, e):
        """What it fulfils and the clocks it acts on."""
        asleep = [n for n in self.inside(c) if n not in self.path(c.leaf)]
        fulfilled = [o for o in c.open() if e in o.d["does"] and (o.d["scope"] not in asleep or o.d.get("request"))]
        return fulfilled + [o for o in c.open() if self.named_for(o, e)]

    def disprove(self, c, o, k, t):
        """A breach that what came in time after all disproves."""
        if not o.breached or k > o.breached:
            return
        self.use("4.6 reversed")
        self.reverse(c, o, t)

    def reverse(self, c, o, t):
        o.breached = None
        o.fired = tuple(i for i in o.fired if self.rungs[o.d["name"]][i]["at"][0] != "breach")  # 2.7b: over all the same, it is breached again
        self.change("reversed", o)
        for verb, whom in o.scores:
            self.use("4.6 compensated")
            self.change("effect", key=verb, whom=whom)
        o.scores = ()
        for s in c.open():
            if o.serial not in s.causes:
                continue
            s.causes = tuple(x for x in s.causes if x != o.serial)
            if not s.causes:
                self.use("4.6 supervision waived")
                self.close(c, s, "waived", t)
