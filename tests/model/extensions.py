"""Extensions that are asked for and granted, clocks that start again (2.7, 2.7b)."""
import days as D
from state import Refused


class Extensions:
    def extendable(self, o, e, t):
        """2.7b without asking: later than the due it is not asked for here, where it must come before."""
        x = o.d.get("extend")
        return (x and not x["ask"] and x["event"] == e and o.anchor is not None and o.extended < x["times"]
                and not (x["before"] and not o.holds and t > o.due))

    def askable(self, c, o, e):
        """2.7b: one asking at a time, none while the clock waits."""
        x = o.d.get("extend")
        return x and x["ask"] and x["ask"]["event"] == e and o.anchor is not None and o.extended < x["times"] and not self.request(c, o)

    @staticmethod
    def request(c, o):
        return next((q for q in c.open() if q.asks == o.serial), None)

    def ask(self, c, o, t):
        """R owes the answer: an obligation of the same scope that keeps no case from moving."""
        x, d = o.d["extend"], o.d
        self.use("2.7b asked")
        q = {"kind": "deadline", "name": d["name"] + "-extension", "resp": d["resp"], "scope": d["scope"], "number": len(self.deadlines) + d["number"], "statutory": False,
             "as_received": False, "only_if": None, "right": False, "anchor": ["entry"], "len": x["ask"]["len"], "who": x["who"],
             "does": [x["event"], x["ask"]["refuse"]], "rungs": [], "request": True}
        self.rungs[q["name"]] = [{"at": ["breach"], "acts": []}]
        known = self.holders(c, x["who"], o)
        self.open_one(c, q, t, known[0] if known else ("unit", self.pack["fallback"]), not known)
        c.obs[-1].asks, o.asked = o.serial, t
        self.change("asked", o)

    def decide(self, c, q, event, t):
        o = c.obs[q.asks]
        if event["event"] == o.d["extend"]["event"]:
            self.use("2.7b granted" + (" late" if q.breached else ""))
            if o.breached and o.asked <= o.breached:
                self.use("2.7b reversed")
                self.reverse(c, o, t)
            self.extend(c, o, event, t)
        else:
            self.use("2.7b refused")
            self.change("declined", o)

    def held_back(self, c, o, rung):
        """Until when a rung is held back that would supervise, score, escalate or show a red card while the asking is undecided; else None."""
        q = o.d.get("extend") and self.request(c, o)
        return q.due if q and any(a[0] in ("escalate", "score") or a[:2] in (["effect", "red_card"], ["effect", "supervise"]) for a in rung["acts"]) else None

    def extend(self, c, o, event, t):
        x = o.d["extend"]
        unit, n = x["len"]
        if x["field"] and x["field"] in event["facts"]:
            if not 1 <= event["facts"][x["field"]] <= n:
                raise Refused("guarded")
            n = event["facts"][x["field"]]
        o.history.append(("extend", [unit, n, None], x["rolled"], t))
        o.extended += 1
        self.recount(c, o)
        self.change("extended", o, due=D.show(o.due))
        self.act(c, x["acts"], t, o)

    @staticmethod
    def named_for(o, e):
        uses = [("restart",)] if e in o.d.get("restart", []) else []
        for i, (a, b) in enumerate(o.d.get("exclude", [])):
            uses += [("span", i)] if e == a else [("span_end", i)] if e == b else []
        return uses

    def restart(self, c, o, t):
        """From nothing; who held it then, and what came after, holds it still (2.7a)."""
        holds, o.before = o.holds, None
        at = self.days.deemed(t, o.as_is)
        after = []
        for kind, *h in o.history:
            if kind == "release" and h[-1] <= t:
                after = [a for a in after if a[0] != "hold" or a[2] != h[1]]
            elif kind == "hold" or h[-1] > t:
                after.append((kind, max(at, h[0]), h[1], max(t, h[2])) if kind == "hold" else (kind, *h))
        self.arm(c, o, t)
        if after:
            o.history, o.extended = after, sum(a[0] == "extend" for a in after)
            self.recount(c, o)
        self.change("armed", o, due=D.show(o.due))
        if holds:
            self.use("2.7 restarted while it stands still")
            o.holds = holds
            self.recount(c, o)
            self.change("suspended", o)

    @staticmethod
    def let_go(o):
        """What was given back stands still no more, as if it never had."""
        o.holds = tuple(h for h in o.holds if h != "return")
        o.history = [h for h in o.history if h[0] == "extend" or h[2] != "return"]
