"""Random events for a pack: some that the case waits for, some that it does not, at awkward instants."""
import datetime

import days as D
from family import Family

UNITS = ["甲区", "甲镇", "乙镇", "甲科", "甲办", "乙局", "丙局", "甲格"]


class Player:
    """Plays one case of a model with all that comes of it, and makes up each event from where they then are."""

    def __init__(self, random, models, around):
        self.r, self.around, self.now = random, around, 0
        self.family = Family(models)
        self.look_at(0)

    def look_at(self, n):
        member = self.family.members[n]
        self.family.at(member)
        self.c, self.m = member.c, member.model

    def chance(self, p):
        return self.r.random() < p

    def play(self, most):
        events = [self.opening()]
        self.now = events[0]["at"]
        self.family.step(events[0])
        for _ in range(self.r.randrange(most + 1)):
            n = self.r.choice([0, self.r.randrange(len(self.family.members))])
            self.look_at(n)
            event = self.event(self.instant())
            if n or self.chance(0.01):
                event["child"] = n or 1
            event["at"] = max(event["at"], events[-1]["at"])
            if self.c.leaf is None and self.chance(0.6):
                event = dict(self.opening(), at=max(event["at"], events[-1]["at"]))
            events.append(event)
            self.now = event["at"]
            self.family.step(event)
        return events

    def opening(self):
        at = (self.around + self.r.randrange(330)) * D.DAY + self.r.choice(
            [self.r.randrange(D.DAY), 510 * D.MINUTE, 1050 * D.MINUTE, 1050 * D.MINUTE + 1, 720 * D.MINUTE, 9 * D.HOUR + 600_000,
             9 * D.HOUR, 16 * D.HOUR, 0, 20 * D.HOUR])
        event = {"at": at, "by": {"unit": "甲区", "role": "窗口人员"}, "facts": {}, "open": True, "event": None}
        if self.chance(0.8):
            event["event"] = "reg"
            event["facts"] = self.facts("reg", True)
        return event

    def instant(self):
        now, r = max(self.c.last, self.now), self.r
        places = [x[0] for x in self.m.timers(self.c) if x[0] >= now] if self.c.leaf not in self.m.finals else []
        dues = [o.due for o in self.c.open() if o.due is not None and o.due >= now]
        pick = r.random()
        if places and pick < 0.15:
            return max(now, r.choice(places) + r.choice([-1, 0, 0, 1]))
        if dues and pick < 0.35:
            return max(now, r.choice(dues) + r.choice([-1, 0, 0, 1, 1]))
        if pick < 0.45:
            return now
        if pick < 0.8:
            return now + r.randrange(3 * D.DAY)
        day = now // D.DAY + r.randrange(1, r.choice([3, 15, 40]))
        return day * D.DAY + r.choice([0, 510 * D.MINUTE, 720 * D.MINUTE, 780 * D.MINUTE, 1050 * D.MINUTE, 1050 * D.MINUTE + 1, 1080 * D.MINUTE,
                                       23 * D.HOUR])

    def facts(self, event, full=False):
        given, declared = {}, self.m.pack["events"][event]
        for name in declared["requires"] + declared["allows"]:
            name = name.split("（")[0]  # 天数（整数） is no fact
            if self.chance(0.95 if full or name in declared["requires"] else 0.6):
                given[name] = self.value(name)
        return given

    def value(self, name):
        r = self.r
        return {"另件时刻": lambda: self.c.last - r.randrange(20 * D.DAY) // 60_000 * 60_000, "所在网格": lambda: r.choice(["甲格", "乙格"]), "来源": lambda: r.choice(["来访", "热线"]), "紧急": lambda: r.random() < 0.5,
                "人数": lambda: r.randrange(7), "天数": lambda: r.choice([0, 1, 2, 3, 11]), "次数": lambda: r.randrange(4), "承办单位": lambda: r.choice(["甲镇", "乙镇", "乙局"]), "说明": lambda: "话",
                "协办单位": lambda: r.sample(["乙局", "丙局", "乙镇"] + ["乙局"] * self.chance(0.1), r.randrange(4))}[name]()

    def event(self, at):
        c, m, r = self.c, self.m, self.r
        if c.leaf in m.finals and m.pack["reopen"] and self.chance(0.5):
            rule = m.pack["reopen"]
            return {"at": at, "by": self.actor(self.one_of(m, rule["who"], None)), "facts": {}, "event": rule["event"]}
        wanted = [(e, i["who"], None) for i in m.items(c, "when") for e in i["events"]] if c.leaf not in m.finals else []
        if c.leaf in m.scopes and any(scope.get("returns") for scope in m.scopes.values()):  # mostly on, to where work is given back
            wanted += [(e, i["who"], None) for i in m.scopes[c.leaf]["items"] if i["kind"] == "when" for e in i["events"]] * 4
        wanted += [x for x in wanted if x[0] == "sub"] * 5
        if c.asleep:
            wanted += [x for x in wanted if x[0] == "ef"] * 2
        if c.asleep and self.chance(0.5):  # until something that sleeps is over
            at = max([at] + [o.due + 1 for o in c.open() if o.due and o.d["scope"] == c.asleep][:1])
        back = [n for n in m.path(c.leaf) if m.scopes[n].get("returns")] if c.leaf else []
        if back and self.chance(0.6):
            at = min(at, max(c.last, self.now) + r.randrange(2 * D.DAY)) if self.chance(0.7) else at  # before all is late
            asked = [(r.choice(["rtg", "rtg", "rtg", "rtn"]), o.d["who"], o) for o in c.open() if o.back]
            wanted = asked or [("rtq", ["fact", "承办单位"], None)]
        elif c.returned and c.facts.get("承办单位") is None and self.chance(0.7):
            at = min(at, max(c.last, self.now) + r.randrange(9 * D.DAY))
            wanted = [("asg", ["unit", "甲区"], None)]
        if self.family.root.model.opens:  # mostly to open cases, and to close them
            wanted += [x for x in wanted if x[0] == ("spl" if c is self.family.root.c else "wdr")] * 3
        for o in c.open() if wanted[:1] and wanted[0][0] not in ("rtq", "rtg", "rtn") else []:
            wanted += [(e, o.d["who"], o) for e in o.d["does"]]
            if o.d.get("extend"):
                wanted += [(o.d["extend"]["event"], o.d["extend"]["who"], o)]
                wanted += [(o.d["extend"]["ask"]["event"], None, o)] * 2 if o.d["extend"]["ask"] else []
            wanted += [(e, None, o) for pair in o.d.get("exclude", []) for e in pair] + [(e, None, None) for e in o.d.get("restart", [])]
        name, who, ob = r.choice(wanted) if wanted and self.chance(0.85) else (r.choice(sorted(m.pack["events"])), None, None)
        holder = self.one_of(m, who, ob) if who else ob.holder if ob else None
        made = {"at": at, "by": self.actor(holder if self.chance(0.85) else None), "facts": self.facts(name), "event": name}
        if self.chance(0.6 if m.pack["events"][name].get("late") else 0.02):
            self.enter_late(made)
        return made

    def one_of(self, m, who, ob):
        """Of those who may act; 兜底 where that is nobody (3.6b)."""
        return self.r.choice(m.holders(self.c, who, ob) or [("unit", m.pack["fallback"])])

    def enter_late(self, event):
        """4.6, mostly by one who may, often at one side of what counts."""
        c, r, late = self.c, self.r, self.m.pack["events"][event["event"]].get("late")
        roles = [late["by"][-1]] if late else []
        if roles and "unit" in event["by"] and self.chance(0.9):
            event["by"] = dict(event["by"], role=roles[0])
        places = [o.due + r.choice([-1, 0, 0, 1]) for o in c.open() if o.due is not None and event["event"] in o.d["does"]] * 2
        places += [o.opened + r.choice([-1, 0, 1]) for o in c.open() if self.chance(0.2)]
        places += [event["at"] - r.randrange(3 * D.DAY), event["at"] - r.randrange(8 * D.HOUR), event["at"] // D.DAY * D.DAY - r.choice([0, 1, D.DAY, 2 * D.DAY + 1])]
        k = r.choice([k for k in places if k <= event["at"] or self.chance(0.1)])
        if not self.undecided(event["event"], k, event["at"]):
            event["occurred"] = k

    def undecided(self, e, k, t):
        """Where the page does not decide what an event entered late does."""
        m, ahead = self.m, self.c.clone()
        kept, m.entries, m.uses = (m.entries, m.uses), [], {}
        m.drain(ahead, max(t, ahead.last))
        m.entries, m.uses = kept
        touched = m.touched(ahead, e)
        if any(k < o.opened and o.serial >= len(self.c.obs) for o in touched):
            return True  # opened by a timer that fires first
        return e == "hb" and any(h[0] == "hold" and h[1] > k for o in touched for h in o.history)  # to go on before it stood still

    def actor(self, holder):
        if holder is None:
            return self.r.choice([{"unit": self.r.choice(UNITS)}, {"unit": "甲区", "role": "窗口人员"}, {"self": "petitioner"},
                                  {"unit": self.r.choice(UNITS), "role": self.r.choice(["窗口人员", "负责人"])}])
        if holder[0] == "unit":
            return {"unit": holder[1]}
        if holder[0] == "role":
            return {"unit": holder[1] or self.r.choice((self.m.line(self.c) or ["甲区"])), "role": holder[2]}
        return {"self": holder[0]}


def line(case, event):
    """As docs/cli.md writes an event, once a model has played it."""
    by = {"petitioner": "信访人", "system": "系统"}[event["by"]["self"]] if "self" in event["by"] else event["by"]
    out = {"case": case + ("/" + event["path"] if event["path"] else ""), "at": D.show(event["at"]), "by": by}
    if event.get("open"):
        out["open"] = "petition"
    if event["event"]:
        out["event"] = event["event"]
    if "occurred" in event:
        out["occurred"] = D.show(event["occurred"])
    if event["facts"]:
        out["facts"] = {f: D.show(v) if f == "另件时刻" else v for f, v in event["facts"].items()}
    return out


def year_start(random):
    return D.day_of(random.choice([2023, 2024, 2025]), 1, 1)
