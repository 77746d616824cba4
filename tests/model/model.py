"""What the rules say of a case, written from docs/semantics.md (numbers in brackets are its rules) and sharing nothing
with the engine. Plain and slow: every event works on a copy, every count walks day by day. Packs are the trees that
packs.py makes; entries come out in the shape of `sanhuan explain --json`, without the places and names."""
import json

import days as D
from acts import Acts
from clocks import Clocks
from conditions import Conditions
from extensions import Extensions
from family import Children
from late import Late
from moves import Moves
from places import Places
from power import Power
from returns import Returns
from tables import Tables
from state import BAD, REFUSED, Gap, Refused
from timers import Timers
from who import Who


class Model(Places, Who, Conditions, Clocks, Timers, Extensions, Late, Moves, Power, Returns, Tables, Acts, Children):
    """Each part is in a file of its own; here are the scopes, the order of an event and the facts."""

    def __init__(self, pack, beliefs, uses):
        self.pack, self.uses = pack, uses  # uses: how often each rule was exercised
        self.calendars = [(since, D.Days(kinds, pack["days"])) for since, kinds in beliefs]
        self.units = {u["name"]: u for u in pack["units"]}
        self.deadlines, self.rungs = {}, {}
        self.first_stage = self.acting = self.when = self.rung_of = None
        self.brings = None      # the event whose payload becomes facts
        self.refusable = False  # whether what is done now can be rejected
        self.left = []  # scopes that were left in a move whose target is not entered yet
        self.ahead = []  # scopes that are entered by then, but whose obligations have not opened yet
        self.entered_late = False
        self.add_scopes(pack)
        self.finals = pack["finals"]
        self.opens = '["open", ' in json.dumps([pack["thread"], pack["rings"]])  # 3.6
        for scope in self.scopes.values():  # 3.3d: a rung that does nothing itself
            for item in scope["items"]:
                for g in self.atoms(item["if"]) if item["kind"] == "once" else []:
                    if g[0] == "overdue" and self.rung_at(self.rungs[g[2]], g[3]) is None:
                        self.rungs[g[2]].append({"at": ["after", *g[3]], "acts": []})

    @staticmethod
    def ladder(d):
        """The rungs of a deadline, 此后每 spelt out, with the breach that is there even if nobody wrote it (2.4b)."""
        rungs = []
        for rung in d["rungs"]:
            times = rung["at"][3] if rung["at"][0] == "every" else 1
            rungs += [rung] * times
        if not any(r["at"][0] == "breach" for r in rungs):
            ahead = sum(r["at"][0] == "left" for r in rungs)
            rungs.insert(ahead, {"at": ["breach"], "acts": []})
        return rungs

    @staticmethod
    def rung_at(rungs, length):
        return next((i for i, r in enumerate(rungs) if r["at"] == ["after", *length]), None)

    def use(self, rule):
        self.uses[rule] = self.uses.get(rule, 0) + 1

    # --- what is written

    def change(self, what, o=None, **more):
        entry = {"what": what}
        if o is not None:
            entry["key"] = o.d["name"]
        entry.update({k: v for k, v in more.items() if v is not None or k == "due"})
        self.changes.append(entry)

    def entry(self, kind, at, **more):
        self.changes = []
        self.entries.append({"at": D.show(at), "kind": kind, **more, "changes": self.changes})

    # --- events (3.3)

    def step(self, c, event):
        """Handles one line of the event file; gives the case as it is then."""
        if not event.get("open") or c.leaf is not None:
            return self.submit(c, event)
        before = len(self.entries)
        opened = self.opening(c, event)
        if event["event"] is None:
            return opened
        then = self.submit(opened, event)
        if then.refused:  # 3.0: together or not at all
            self.use("3.0 not opened")
            self.entries[before:] = [dict(self.entries[-1], kind="not_recorded")]
            return c
        return then

    def submit(self, c, event):
        t, c.refused = event["at"], True
        self.now = t
        self.days, self.entered_late = self.calendars[c.revision][1], False
        self.revise(c, t)
        bad = self.form(c, event)
        if bad:
            self.use("3.3.2 malformed")
            self.entry("not_recorded", t, event=event["event"], refused=BAD[bad])
            return c
        self.drain(c, t)
        c.last = max(c.last, t)
        then, before = c.clone(), len(self.entries)
        self.entry("event", t, event=event["event"])
        self.when = self.occurred(event)
        self.refusable = True
        try:
            again = then.leaf in self.finals and event["event"] == (self.pack["reopen"] or {}).get("event")
            (self.reopen if again else self.handle)(then, event, t)
            if then.facts.get("所在网格") is None:  # 10: not 可缺
                raise Refused("undecided")
            self.classes(then, t)
            self.settle(then, t)
            self.when, self.refusable = None, False
            self.drain(then, t)
            then.refused = False
            return then
        except Gap:
            self.when, self.refusable, self.left, self.ahead = None, False, [], []
            raise
        except Refused as no:
            self.use("3.3 " + no.code)
            self.when, self.refusable, self.left, self.ahead = None, False, [], []
            del self.entries[before:]
            self.entry("refusal", t, event=event["event"], refused=REFUSED[no.code])
            return c

    def opening(self, c, event):  # 3.0
        c = c.clone()
        self.when, self.refusable, self.left, self.ahead = None, False, [], []  # a case before may have been left in the middle
        t = c.last = c.opened = event["at"]
        c.revision = max(i for i, (since, _) in enumerate(self.calendars) if since <= t)
        self.days = self.calendars[c.revision][1]
        self.entry("opened", t)
        if event.get("event") is None:
            self.learn(c, event["facts"], t)
        c.leaf = self.first_stage
        self.change("moved", key=c.leaf)
        self.enter(c, reversed(self.path(c.leaf)), t)
        self.classes(c, t)
        self.settle(c, t)
        self.drain(c, t)
        return c

    def form(self, c, event):  # 3.3.2
        declared = self.pack["events"][event["event"]]
        if c.leaf is None:
            return "not open"
        if c.leaf in self.finals and event["event"] != (self.pack.get("reopen") or {}).get("event"):
            return "closed"
        if event["at"] < c.last:
            return "back"
        if self.not_late_like_this(c, event):
            return "late"
        if any(f not in event["facts"] and c.facts.get(f) is None for f in declared["requires"]):
            return "field"
        return None

    def handle(self, c, event, t):
        e, actor, k = event["event"], event["by"], self.occurred(event)
        asleep = [n for n in self.inside(c) if n not in self.path(c.leaf)]
        moves = [i for i in self.items(c, "when") if e in i["events"]]
        owed = [o for o in c.open() if e in o.d["does"] and (o.d["scope"] not in asleep or o.d.get("request"))]
        clocks = [(o, use) for o in c.open() for use in self.named_for(o, e)]  # 3.3.4
        more = [o for o in c.open() if self.extendable(o, e, k)]
        asking = [o for o in c.open() if self.askable(c, o, e)]
        back = self.return_rule(c, e)
        if not moves and not owed and not clocks and not more and not asking and not back:
            raise Refused("not_accepted")
        self.entered_late = "occurred" in event
        if self.entered_late:  # 4.6: what was opened later is left aside
            owed, clocks, more, asking = [o for o in owed if k >= o.opened], [x for x in clocks if k >= x[0].opened], [o for o in more if k >= o.opened], [o for o in asking if k >= o.opened]
        moves = self.in_his_power(actor, [i for i in moves if self.may(c, actor, i["who"])])
        owed = [o for o in owed if self.may_fulfil(c, actor, o)]
        clocks = [(o, use) for o, use in clocks if self.may_fulfil(c, actor, o)]
        more = [o for o in more if self.may(c, actor, o.d["extend"]["who"], o, "and extends")]
        asking = [o for o in asking if self.is_he(c, actor, o.holder) or (o.delegate and self.is_he(c, actor, o.delegate))]
        in_time = [o for o in asking if not o.d["extend"]["before"] or o.holds or k <= o.due]
        gives_back = None
        if back and not moves and not owed and not clocks and not more and not in_time:
            gives_back = self.ask_back(c, back[1], actor, t)
        elif not moves and not owed and not clocks and not more and not in_time:
            raise Refused("guarded" if asking else "not_allowed")
        self.brings = e
        self.learn(c, event["facts"], t)
        self.brings = None
        self.taken_again(c, "carry_over", t)
        for o in owed:
            self.disprove(c, o, k, t)
            self.use("4.2 late" if o.breached else "4.2 kept")
            self.close(c, o, "fulfilled", t, k)
        for q in owed:
            if q.asks is not None and c.obs[q.asks].state == "open":
                self.decide(c, q, event, t)
        self.happened(c, e, k, t)
        self.taken_again(c, "recount", t)
        if gives_back:
            self.open_return(c, back, gives_back, t)
        for q in owed:
            if q.back and e == q.back[0]["yes"]:
                self.consent(c, q, t)
        for o, (use, *which) in clocks:
            if o.state == "open":
                self.use("2.7 " + use)
                if use == "span":
                    self.disprove(c, o, k, t)
                    self.hold(c, o, ("span", which[0]), k)
                elif use == "span_end":
                    self.release(c, o, ("span", which[0]), k)
        for o in in_time:
            if o.state == "open":
                self.ask(c, o, t)
        for o in more:
            if o.state == "open":
                self.use("2.7b extended" + (" late" if o.breached else ""))
                self.extend(c, o, event, t)
        self.choose(c, moves, actor, t)

    def learn(self, c, facts, t):
        """3.3.5: all of the payload, then what follows from it."""
        brought = [(name, value, self.know(c, name, value)) for name, value in facts.items() if name != "天数"]  # of the payload alone
        for name, value, (new, before) in sorted(brought, key=lambda b: isinstance(b[1], list)):
            if new:
                self.pass_on(c, name, before, value, t)

    def set_fact(self, c, name, value, t):
        new, before = self.know(c, name, value)
        if new:
            self.pass_on(c, name, before, value, t)
            for mode in ("carry_over", "recount"):
                self.taken_again(c, mode, t)

    def know(self, c, name, value):
        before = c.facts.get(name)
        if isinstance(value, list):
            value = list(dict.fromkeys(value))  # each member once (4.1b)
        if before == value:
            return False, before
        c.facts[name] = value
        self.change("fact", key=name, value=self.shown(value) if value not in (None, []) else None)
        return True, before

    def pass_on(self, c, name, before, value, t):
        if isinstance(value, list):
            self.members(c, name, before, value, t)
        if value is None:
            return
        for o in c.open():
            known = self.known_now(c, o)
            if known:
                self.use("4.2b reassigned" + (" what answers a request" if o.d.get("request") else ""))
                o.holder, o.stand_in = known[0], False
                self.change("reassigned", o, whom=self.name(o.holder))

    def known_now(self, c, o):
        """Who holds it now, where 兜底 does for want of him."""
        return self.holders(c, self.resp(o.d)["by"]) if o.stand_in else []

    def members(self, c, name, before, after, t):
        """4.1c: who leaves the list owes nothing more, who joins it does."""
        for d in self.deadlines.values():
            if self.resp(d).get("each") != name:
                continue
            for o in c.open():
                if o.d["name"] == d["name"] and o.holder[1] in before and o.holder[1] not in after:
                    self.use("4.1c leaves")
                    o.left = True
                    self.close(c, o, "waived", t)
            opens = d["scope"] == "root" and (d["anchor"][0] == "latest" and self.brings in d["anchor"][1] or self.anchor_of(c, d, t) is None)
            if not opens and c.leaf not in self.finals and d["scope"] in self.inside(c) and d["scope"] not in self.left + self.ahead and not (d["only_if"] and self.truth(c, d["only_if"]) is not True):
                for unit in dict.fromkeys(after):
                    if unit not in before:
                        self.use("4.1c joins")
                        self.open_one(c, d, t, ("unit", unit), False)

    @staticmethod
    def shown(value):
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, int) and value > D.DAY:
            return D.show(value)
        return "、".join(value) if isinstance(value, list) else str(value)

    def resp(self, d):
        if d.get("request"):  # who answers (2.7b, 4.5)
            return {"by": d["who"]}
        return next(r for r in self.pack["resps"] if r["name"] == d["resp"])

    def happened(self, c, e, t, entered=None):
        """4.2b: anchors; clocks that waited are armed, and what of the thread waits for E opens. `entered`: of what happened at t (4.6)."""
        again, same = e in c.first, e in c.latest and t <= c.latest[e]
        earlier, before = again and t < c.first[e], c.first.get(e)
        c.first[e] = min(t, c.first.get(e, t))
        c.latest[e] = max(t, c.latest.get(e, t))
        for o in c.open():  # whoever brought it: 2.7
            if e in o.d.get("restart", []) and entered is not None:
                self.disprove(c, o, t, entered)
            if e in o.d.get("restart", []) and entered is not None and t < o.opened:
                continue
            if e in o.d.get("restart", []) and not o.breached and o.anchor is not None:
                self.use("2.7 重新起算")
                self.restart(c, o, t)
        if earlier:  # only what is entered late; the page says it of 并案 (4.9)
            self.use("4.6 earlier first")
            self.first_is_earlier(c, e, t, before)
        self.what_waited(c, e, t if entered is None else entered, again, same)

    def what_waited(self, c, e, t, again, same):
        """`again`: not the first E; `same`: the latest stays where it was."""
        waiting = [o for o in c.open() if o.anchor is None]
        for o in waiting:
            anchor = self.anchor_of(c, o.d, None)
            if anchor is not None:
                self.use("4.2b armed")
                self.arm(c, o, anchor)
                self.change("armed", o, due=D.show(o.due))
                if self.side_holds(c, o):
                    self.hold(c, o, "side", t)
        for o in c.open():
            second = o.d.get("second")
            if second and o.anchor is not None and e in second[1][1] and (second[1][0] != "first" or not again):
                self.see_second(c, o)
            if second and o.anchor is not None and not o.breached and e in second[1][1]:
                self.use("2.5c taken anew")
                moved = not (again if second[1][0] == "first" else same)
                self.recount(c, o)
                if moved and not o.holds and o not in waiting:
                    self.change("recounted", o, due=D.show(o.due))
        for d in self.deadlines.values():
            if d["scope"] == "root" and "root" not in self.left + self.ahead and d["anchor"][0] != "entry" and e in (d["anchor"][1] if d["anchor"][0] == "latest" else [d["anchor"][1]]):
                if (self.resp(d).get("each") or not any(o.d["name"] == d["name"] for o in c.open())) and not (d["anchor"][0] == "first" and again):
                    self.use("4.2b thread opens")
                    self.open_obligation(c, d, t)

    def acts_for(self, c, actor, who):
        """本单位 in a 当 line: of the units it names the one that is acted for, else the actor's own (3.6b)."""
        named = [h[1] for h in (self.holders(c, who) if who else []) if h[0] in ("unit", "role") and h[1] and self.is_he(c, actor, h)]
        return named[0] if named and actor.get("unit") else actor.get("unit")

    # --- reopening (3.5b)

    def reopen(self, c, event, t):
        rule = self.pack["reopen"]
        if not self.may(c, event["by"], rule["who"], where="and reopens"):
            raise Refused("not_allowed")
        raw = D.count(self.days, self.days.deemed(c.closed, self.by_channel(c)), rule["len"])
        if t > D.end_of(self.days, raw, rule["len"]):
            raise Refused("guarded")
        if self.often_enough(c, rule["to"], rule["times"]):
            raise Refused("guarded")
        self.use("3.5b reopened")
        self.learn(c, event["facts"], t)
        c.first.setdefault(event["event"], t)
        c.latest[event["event"]] = t
        before, c.leaf = c.leaf, self.leaf_of(rule["to"])
        self.change("moved", key=c.leaf, **{"from": before})
        c.entered["root"] += 1
        self.ahead = list(reversed(self.path(c.leaf)))
        self.passing(c, "root", "on_entry", t)
        self.ahead = self.ahead[1:]
        for d in self.deadlines.values():
            if d["scope"] == "root":
                mode = rule["modes"].get(d["name"], rule["rest"])
                if mode == "leave_out" or self.anchor_of(c, d, t) is None:
                    continue
                self.use("3.5b " + mode)
                serial = len(c.obs)
                self.open_obligation(c, d, t)
                for o in c.obs[serial:]:
                    if mode == "recount" and o.anchor is not None and o.anchor != t:
                        self.restart(c, o, t)
        self.enter(c, [n for n in reversed(self.path(c.leaf)) if n != "root"], t)

    # --- eventless transitions (3.3.10)

    def settle(self, c, t):
        for _ in range(20):
            for item in self.items(c, "once"):
                target = self.target(c, item["acts"])
                if self.truth(c, item["if"]) is True and not self.exhausted(c, item["acts"]) and not self.still_owed(c, item["acts"], target):
                    self.use("3.3.10 eventless")
                    self.act(c, item["acts"], t)
                    break
            else:
                return
        raise Gap("一旦 without an end")

    def answer(self, c, until):
        """The timeline and the obligations of a case, as `explain --json --at until` has them."""
        if c.leaf:
            self.days = self.calendars[c.revision][1]
            self.drain(c, until)
        obligations = [{
            "key": o.d["name"], "ordinal": o.ordinal, "holder": self.name(o.holder), "right": o.d["right"],
            "anchor": D.show(o.anchor), "deemed": D.show(o.deemed), "state": o.state, "settled": D.show(o.settled),
            "breached": o.breached is not None, "suspended": bool(o.holds) and o.state == "open",
            "due": "open" if o.holds else D.show(o.due)} for o in c.obs]
        return {"stage": c.leaf or "", "closed": c.leaf in self.finals, "level": c.level,
                "timeline": self.entries, "obligations": obligations}
