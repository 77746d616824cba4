"""From stage to stage (3.3.7 to 3.3.9), and what opens there (4.1)."""
import days as D
from state import Obligation, Refused


class Moves:
    def choose(self, c, moves, actor, t):
        """3.3.7 and 3.3b."""
        for move in moves:
            self.acting = self.acts_for(c, actor, move["who"])
            for branch in move["branches"]:
                true = True if branch["if"] in (None, "else") else self.truth(c, branch["if"])
                if true is None:
                    self.use("3.3b unknown stops")
                    raise Refused("guarded")
                if true and self.exhausted(c, branch["acts"]):
                    self.use("3.3c no more")
                    continue
                if true:
                    self.use("3.3.7 " + ("plain" if branch["if"] is None else "else" if branch["if"] == "else" else "if"))
                    self.take(c, branch["acts"], t)
                    return
        if moves:
            raise Refused("guarded")

    def exhausted(self, c, acts):
        """转 X 至多 N次 without 此后 (3.3c)."""
        return any(a[0] == "go" and not a[3] and self.often_enough(c, a[1], a[2]) for a in acts)

    def often_enough(self, c, to, times):
        """Of a ring, or of a stage with sub-stages, its own entries; from within it, where it is not left, those of where one comes to."""
        return times is not None and c.entered.get(self.leaf_of(to) if to in self.path(c.leaf) else to, 0) >= times

    def target(self, c, acts):
        for a in acts:
            if a[0] == "go":
                return self.leaf_of(a[3] if self.often_enough(c, a[1], a[2]) else a[1])
        return "" if ["back"] in acts else None

    def still_owed(self, c, acts, target):
        """3.3.8: what a transition would leave owed."""
        ended = [a[1] for a in acts if a[0] == "end"]
        if "*" in ended:
            return []
        named = {d for e in ended for d in e}
        leaving = self.leaving(c, target)
        return [o for o in c.open() if o.d["scope"] in leaving and not o.d["right"] and not o.d.get("request") and o.d["name"] not in named]

    def leaving(self, c, target):
        """3.3.9, 3.4: the scopes that are left, inside out."""
        if target is None:
            return []
        if target == "":
            return [n for n in self.path(c.leaf) if n not in self.path(c.asleep)]
        if target in self.finals:
            return self.inside_out(c)
        if self.scopes[target].get("side") and not c.asleep:
            return []
        if target == c.leaf:
            return [c.leaf] + ([c.asleep] if c.asleep else [])
        if c.asleep and any(n in self.path(c.asleep) and n not in self.path(c.leaf) for n in self.path(target)[1:]):
            self.use("3.4 what is around what sleeps and the target is not left")
        kept = self.path(target)[1:]
        return [n for n in self.inside_out(c) if n not in kept]

    def inside_out(self, c):
        """A side stage before what sleeps, and both before what is around both."""
        if not c.asleep:
            return self.inside(c)
        around = self.path(c.asleep)
        aside = [n for n in self.path(c.leaf) if n not in around]
        return aside + around

    def take(self, c, acts, t, ob=None, rung=None):
        target = self.target(c, acts)
        if target is not None and self.still_owed(c, acts, target):
            self.use("3.3.8 owed")
            raise Refused("owed")
        self.act(c, acts, t, ob, rung)

    def leave(self, c, acts, target, t):
        """3.3.9: inside out, before the actions; what they end is waived, rights and requests lapse. Then what is done on leaving the scope."""
        ended = [x for a in acts if a[0] == "end" for x in ([a[1]] if a[1] == "*" else a[1])]
        for name in self.leaving(c, target):
            self.left = self.left + [name]
            self.leave_one(c, name, ended, t)

    def leave_one(self, c, name, ended, t):
        self.stop_clocks(c, name, ended, t)
        self.passing(c, name, "on_exit", t)

    def stop_clocks(self, c, name, ended, t):
        for o in c.open():
            if o.d["scope"] == name and o.state == "open":
                self.close(c, o, "waived" if "*" in ended or o.d["name"] in ended else "lapsed", t)

    def passing(self, c, name, key, t):
        acts = self.scopes[name].get(key)
        if acts:
            self.use("3.3.9 " + key)
            self.act(c, acts, t)

    def go(self, c, target, t):
        left, self.left = self.left, []
        before = c.leaf
        if target == "":
            self.use("3.4 back")
            c.leaf, c.asleep = c.asleep, None
            self.change("moved", key=c.leaf, **{"from": before})
            for o in c.open():
                self.release(c, o, "side", t)
            return
        if target in self.finals:
            self.use("3.5 closed")
            c.leaf, c.asleep, c.closed = target, None, t
            self.change("moved", key=target, closes=True, **{"from": before})
            return
        if self.scopes[target].get("side") and not left:
            self.use("3.4 side stage")
            c.asleep, c.leaf = c.leaf, target
            self.change("moved", key=target, sleeps=True, **{"from": before})
            for o in c.open():
                if o.d["name"] in self.scopes[target].get("suspends", []):
                    self.hold(c, o, "side", t)
            self.enter(c, [target], t)
            return
        still = self.inside(c)
        c.leaf, c.asleep = target, None
        self.change("moved", key=target, **{"from": before})
        for o in c.open():
            self.release(c, o, "side", t)
        self.enter(c, [n for n in reversed(self.path(target)) if n in left or n not in still], t)

    def enter(self, c, names, t):
        names = list(names)
        for name in names:
            c.entered[name] = c.entered.get(name, 0) + 1
            if c.entered[name] > 1:
                self.use("4.1 entered again")
        self.ahead = names
        for name in names:
            self.enter_one(c, name, t)

    def enter_one(self, c, name, t):
        self.passing(c, name, "on_entry", t)
        self.open_scope(c, name, t)

    def open_scope(self, c, name, t):
        self.ahead = self.ahead[1:]
        for d in self.deadlines.values():
            if d["scope"] == name and (name != "root" or self.anchor_of(c, d, t) is not None):
                self.open_obligation(c, d, t)

    def open_obligation(self, c, d, t):
        if d["only_if"] and self.truth(c, d["only_if"]) is not True:
            self.use("4.1 仅当 not")
            return
        resp = self.resp(d)
        if resp.get("each"):
            self.use("4.1b each")
            for unit in c.facts.get(resp["each"]) or []:
                if any(o.d["name"] == d["name"] and o.holder == ("unit", unit) for o in c.open()):
                    continue
                self.open_one(c, d, t, ("unit", unit), False)
            return
        known = self.holders(c, resp["by"])  # several after 由: the first that is known (4.2b)
        if not known:
            self.use("4.2b 兜底")
        self.open_one(c, d, t, known[0] if known else ("unit", self.pack["fallback"]), not known)

    def open_one(self, c, d, t, holder, stand_in):
        o = Obligation(d, serial=len(c.obs), ordinal=self.ordinal(c, d), holder=holder, stand_in=stand_in, opened=t)
        o.of_root = c.entered.get("root", 0)
        c.obs.append(o)
        anchor = self.anchor_of(c, d, t)
        self.change("opened", o, whom=self.name(holder), due=None)
        made = self.changes[-1]
        if anchor is not None:
            self.arm(c, o, anchor)
            if d["name"] in c.carried:
                self.use("4.5 续算")
                o.carry = (c.carried.pop(d["name"]), self.days.deemed(t if self.when is None else self.when, o.as_is))
                self.recount(c, o)
            made["due"] = D.show(o.due)
            if self.side_holds(c, o):
                self.hold(c, o, "side", t)

    def ordinal(self, c, d):
        """4.1: of its scope's entry; in the thread, where one deadline opens again and again, of its own openings."""
        return 1 + sum(o.d["name"] == d["name"] for o in c.obs) if d["scope"] == "root" or d.get("request") else c.entered[d["scope"]]
