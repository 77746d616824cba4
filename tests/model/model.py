"""What the rules say of a case, written from docs/semantics.md (numbers in brackets are its rules) and sharing nothing
with the engine. Plain and slow: every event works on a copy, every count walks day by day. Packs are the trees that
packs.py makes; entries come out in the shape of `sanhuan explain --json`, without the places and names."""
import days as D

LEVELS = ["网格", "村", "镇", "区"]
BAD = {"not open": "the case has not been opened", "closed": "the case is closed", "field": "a required field is missing", "back": "time goes backwards",
       "fact": "a fact that must be known is missing", "late": "it cannot be entered late like this"}
REFUSED = {"not_accepted": "nothing waits for it here", "not_allowed": "not his to do",
           "guarded": "a condition is false or a fact is missing", "undecided": "the result cannot be decided",
           "owed": "something is still owed", "designated": "designated: no further return"}


class Refused(Exception):
    def __init__(self, code):
        self.code = code


class Gap(Exception):
    """The text does not decide this case."""


class Obligation:
    """An obligation with its clock (4.1). `anchor` is None while the clock waits."""

    def __init__(self, deadline, **given):
        self.d = deadline
        self.state, self.settled, self.breached = "open", None, None
        self.anchor = self.deemed = self.due = self.raw = self.length = self.before = None
        self.holds, self.fired, self.places, self.history = (), (), {}, []
        self.stand_in, self.delegate, self.asks, self.asked, self.left = False, None, None, None, False
        self.__dict__.update(given)

    def clone(self):
        other = Obligation.__new__(Obligation)
        other.__dict__.update(self.__dict__, history=list(self.history))
        return other


class Case:
    def __init__(self):
        self.leaf, self.asleep, self.last = None, None, 0
        self.facts, self.level = {"次数": 1, "协办单位": []}, None
        self.first, self.latest, self.entered = {}, {}, {}
        self.obs, self.escalated_at, self.revision = [], None, 0

    def clone(self):
        other = Case.__new__(Case)
        for name, value in self.__dict__.items():
            other.__dict__[name] = dict(value) if isinstance(value, dict) else value
        other.obs = [o.clone() for o in self.obs]
        return other

    def open(self):
        return [o for o in self.obs if o.state == "open"]


class Model:
    def __init__(self, pack, beliefs, uses):
        self.pack, self.uses = pack, uses  # uses: how often each rule was exercised
        self.calendars = [(since, D.Days(kinds, pack["days"])) for since, kinds in beliefs]
        self.units = {u["name"]: u for u in pack["units"]}
        self.scopes, self.deadlines, self.rungs = {}, {}, {}
        self.first_stage = self.acting = None
        self.add_scope(dict(pack["thread"], name="root"), None)
        for ring in pack["rings"]:
            self.add_scope(ring, "root")
            for stage in ring["stages"]:
                self.add_scope(stage, ring["name"])
                if stage.get("initial"):
                    self.first_stage = stage["name"]
        self.finals = pack["finals"]
        for scope in self.scopes.values():  # 3.3d: a rung that does nothing itself
            for item in scope["items"]:
                for g in self.atoms(item["if"]) if item["kind"] == "once" else []:
                    if g[0] == "overdue" and self.rung_at(self.rungs[g[2]], g[3]) is None:
                        self.rungs[g[2]].append({"at": ["after", *g[3]], "acts": []})

    def add_scope(self, scope, parent):
        self.scopes[scope["name"]] = dict(scope, parent=parent)
        for item in scope["items"]:
            if item["kind"] == "deadline":
                d = dict(item, scope=scope["name"], number=len(self.deadlines))
                self.deadlines[d["name"]] = d
                self.rungs[d["name"]] = self.ladder(d)

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

    # --- where a case is (3.1, 3.4)

    def path(self, name):
        """Scopes from a stage up to the root; none of a final stage (3.2)."""
        found = []
        if name in self.finals:
            return found
        while name is not None:
            found.append(name)
            name = self.scopes[name]["parent"]
        return found

    def inside(self, c):
        """Every scope that is entered."""
        if c.leaf in self.finals:
            return []
        names = self.path(c.leaf)
        return names + [n for n in self.path(c.asleep) if n not in names] if c.asleep else names

    def items(self, c, kind):
        return [i for name in self.path(c.leaf) for i in self.scopes[name]["items"] if i["kind"] == kind]

    # --- who (3.6b)

    def is_or_section(self, unit, of):
        return unit == of or (unit in self.units and self.units[unit]["kind"] == "section" and self.units[unit]["parent"] == of)

    def line(self, c):
        """属地 upwards."""
        unit, line = c.facts.get(self.pack["locality"]), []
        while unit:
            line.append(unit)
            unit = self.units[unit]["parent"]
        return line

    def holders(self, c, who, ob=None):
        """The holders that a `who` names now; a role without a unit is (role, None)."""
        kind = who[0]
        if kind == "or":
            return [h for w in who[1] for h in self.holders(c, w, ob)]
        if kind == "unit":
            return [("unit", who[1])]
        if kind == "role":
            return [("role", None, who[1])]
        if kind == "unitrole":
            return [("role", who[1], who[2])]
        if kind == "fact":
            return [("unit", c.facts[who[1]])] if c.facts.get(who[1]) else []
        if kind == "factrole":
            return [("role", c.facts[who[1]], who[2])] if c.facts.get(who[1]) else []
        if kind == "this":  # in a 当 line the unit that acts
            return [ob.holder] if ob else [("unit", self.acting)] if self.acting else []
        if kind == "superior":
            unit = self.acting if ob is None else ob.holder[1] if ob.holder[0] == "unit" else None
            return [("unit", self.units[unit]["parent"])] if unit and self.units[unit]["parent"] else []
        return [(kind,)]

    def is_he(self, c, actor, holder):
        if holder[0] == "unit":
            return actor.get("unit") is not None and self.is_or_section(actor["unit"], holder[1])
        if holder[0] != "role":
            return actor.get("self") == holder[0]
        if actor.get("role") != holder[2]:
            return False
        if holder[1]:
            return self.is_or_section(actor.get("unit"), holder[1])
        line = self.line(c)
        return not line or any(self.is_or_section(actor.get("unit"), u) for u in line)

    def may(self, c, actor, who, ob=None):
        return who is None or any(self.is_he(c, actor, h) for h in self.holders(c, who, ob))

    def may_fulfil(self, c, actor, o):
        """應: the holder unless one is named (4.1); 可: the one named."""
        if o.delegate and self.is_he(c, actor, o.delegate):
            return True
        return self.may(c, actor, o.d["who"]) if o.d["who"] else self.is_he(c, actor, o.holder)

    @staticmethod
    def name(holder):
        if holder is None:
            return None
        if holder[0] == "unit":
            return holder[1]
        return " ".join(x for x in holder[1:] if x) if holder[0] == "role" else holder[0]

    # --- conditions (3.3b, 3.3d): True, False, or None for unknown

    def truth(self, c, g):
        kind = g[0]
        if kind == "not":
            value = self.truth(c, g[1])
            return None if value is None else not value
        if kind in ("and", "or"):
            values = [self.truth(c, x) for x in g[1]]
            decides = kind == "or"
            return decides if decides in values else None if None in values else not decides
        if kind == "has":
            return bool(c.facts.get(g[1])) or c.facts.get(g[1]) in (0, False)
        if kind == "lacks":
            return not self.truth(c, ["has", g[1]])
        if kind == "done":
            mine = [o for o in c.obs if o.d["name"] == g[1]]
            return bool(mine) and mine[-1].state == "fulfilled"
        if kind == "running":
            return any(o.anchor is not None for o in c.open() if o.d["name"] == g[1])
        if kind == "count":  # 全部 / 过半 / 任一 / 至少 N 完成 (4.1b)
            mine = self.present(c, g[2])
            return self.enough(g[1], sum(o.state == "fulfilled" for o in mine), len(mine))
        if kind == "overdue":  # 一旦 D 任一 逾期 满 L, of what is still open (3.3d)
            mine = [o for o in c.open() if o.d["name"] == g[2]]
            i = self.rung_at(self.rungs[g[2]], g[3])
            return bool(mine) and self.enough(g[1], sum(i in o.fired for o in mine), len(mine))
        if kind == "late":
            return any(o.breached for o in c.obs)
        if kind == "never_late":
            return not any(o.breached for o in c.obs)
        value = c.level if g[1] == "层级" else c.facts.get(g[1])
        if value is None:
            return None
        if kind == "in":
            return value in g[2]
        if g[1] == "层级":
            value, other = LEVELS.index(value), LEVELS.index(g[2])
        else:
            other = g[2]
        return {"=": value == other, "!=": value != other, "<": value < other if kind == "<" else None,
                "<=": value <= other if kind == "<=" else None, ">": value > other if kind == ">" else None,
                ">=": value >= other if kind == ">=" else None}[kind]

    def present(self, c, name):
        """The obligations of the present entry of a deadline's scope, without those whose holder has left the list (4.1c)."""
        d = self.deadlines[name]
        now = c.entered.get(d["scope"], 0)
        return [o for o in c.obs if o.d["name"] == name and o.ordinal == now and not o.left]

    @staticmethod
    def enough(how, n, of):
        if how == "all":
            return n == of
        if how == "majority":
            return 2 * n > of
        return n >= (1 if how == "any" else how)

    # --- clocks (2.5-2.8) and ladders (4.3)

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
        o.history, o.extended, o.holds, o.due, o.fired, o.floor = [], 0, (), None, (), None
        self.use("2.6 deemed" if o.deemed != anchor else "2.6 as it was")
        self.use("2.5 " + o.length[0])
        self.recount(c, o)

    def recount(self, c, o, now=None):
        """The due from the anchor with all that befell the clock; of two limits the one that decides (2.5c)."""
        limits = [(o.deemed, o.length)]
        second = o.d.get("second")
        if second:
            at = self.anchor_of(c, dict(o.d, anchor=second[1]), o.opened)
            if at is not None:
                limits.append((self.days.deemed(at, o.as_is), second[2]))
        counted = [self.count_with(limit, o.history if i == 0 else self.seen_from(limit[0], o.history)) for i, limit in enumerate(limits)]
        if len(counted) == 2:
            earlier = second[0] == "不晚于"
            self.use("2.5c " + second[0])
            counted.sort(key=lambda x: x[1], reverse=not earlier)
        o.raw, due = counted[0]
        due = max(due, o.floor or 0)
        self.set_due(c, o, None if o.holds else due, now)

    @staticmethod
    def seen_from(at, history):
        """2.5c: what befell the clock from an instant on."""
        seen = []
        for kind, *what in history:
            if kind == "release" and what[0] <= at and any(s[0] == "hold" for s in seen):
                seen.pop(max(i for i, s in enumerate(seen) if s[0] == "hold"))  # an extension may stand behind it
            else:
                seen.append((kind, max(at, what[0])) if kind == "hold" else (kind, *what))
        return seen

    def count_with(self, limit, history):
        """(raw, due) of a length with suspensions and extensions (2.7b, 2.8)."""
        at, length = limit
        raw, since, later = D.count(self.days, at, length), None, []
        for kind, *what in history:
            if kind == "hold":
                since = what[0]
                left = max(0, D.left_at(self.days, since, raw, length))
            elif kind == "release":
                same_day = length[0] not in D.BY_TIME and what[0] // D.DAY == since // D.DAY
                raw, since = raw if same_day else D.count_on(self.days, what[0], left, length), None
                for more in later:
                    raw = self.longer(raw, length, *more)
                later = []
            elif since is None:  # an extension
                raw = self.longer(raw, length, *what)
            else:
                later.append(what)
        return raw, D.end_of(self.days, raw, length)

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
        if o.breached or o.anchor is None or why in o.holds:
            return
        o.holds += (why,)
        if len(o.holds) > 1:
            self.use("2.7a held twice")
            return
        self.use("2.8 suspended " + o.length[0])
        o.history.append(("hold", self.days.deemed(t, o.as_is)))
        self.recount(c, o)
        self.change("suspended", o)

    def release(self, c, o, why, t):
        if why not in o.holds:
            return
        o.holds = tuple(h for h in o.holds if h != why)
        if o.holds:
            return
        self.use("2.8 resumed " + o.length[0])
        o.history.append(("release", self.days.deemed(t, o.as_is)))
        self.recount(c, o)
        self.change("resumed", o, due=D.show(o.due))

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

    # --- timers (2.4b, 2.4c)

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
                yield place, (o.d["number"], -1 if breaches else i), o.serial, o, i

    def atoms(self, g):
        if g[0] in ("and", "or"):
            return [a for x in g[1] for a in self.atoms(x)]
        return self.atoms(g[1]) if g[0] == "not" else [g]

    def revise(self, c, until):
        """The revisions of the calendar that were taken up by an instant, with the timers that stand before them (2.3b)."""
        while c.leaf and c.revision + 1 < len(self.calendars) and self.calendars[c.revision + 1][0] <= until:
            since = self.calendars[c.revision + 1][0]
            self.fire_until(c, since - 1)
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
        while True:
            due = [x for x in self.timers(c) if x[0] <= until]
            if not due:
                return
            fires, _, _, o, i = min(due, key=lambda x: x[:3])
            place, at = o.places[i], max(fires, c.last)
            self.entry("timer", at, deadline=o.d["name"], **({"stood_at": D.show(place)} if at != place else {}))
            if at != place:
                self.use("2.4c already past")
            c.last = at
            self.fire(c, o, i, place)
            self.classes(c, at)
            self.settle(c, at)

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
        self.act(c, rung["acts"], c.last, o, rung=place)

    def close(self, c, o, state, t):
        o.state, o.settled = state, t
        self.change(state, o)
        request = o.d.get("extend") and self.request(c, o)
        if request:
            self.close(c, request, "lapsed", t)

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
        self.days = self.calendars[c.revision][1]
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
        try:
            again = then.leaf in self.finals and event["event"] == (self.pack["reopen"] or {}).get("event")
            (self.reopen if again else self.handle)(then, event, t)
            if then.facts.get("所在网格") is None:  # 10: not 可缺
                raise Refused("undecided")
            self.classes(then, t)
            self.settle(then, t)
            self.drain(then, t)
            then.refused = False
            return then
        except Refused as no:
            self.use("3.3 " + no.code)
            del self.entries[before:]
            self.entry("refusal", t, event=event["event"], refused=REFUSED[no.code])
            return c

    def opening(self, c, event):  # 3.0
        c = c.clone()
        t = c.last = event["at"]
        c.revision = max(i for i, (since, _) in enumerate(self.calendars) if since <= t)
        self.days = self.calendars[c.revision][1]
        self.entry("opened", t)
        if event.get("event") is None:
            self.learn(c, event["facts"], t)
        c.leaf = self.first_stage
        self.change("moved", key=c.leaf)
        self.enter(c, reversed(self.path(c.leaf)), t)
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
        if any(f not in event["facts"] and c.facts.get(f) is None for f in declared["requires"]):
            return "field"
        return None

    def handle(self, c, event, t):
        e, actor = event["event"], event["by"]
        asleep = [n for n in self.inside(c) if n not in self.path(c.leaf)]
        moves = [i for i in self.items(c, "when") if e in i["events"]]
        owed = [o for o in c.open() if e in o.d["does"] and o.d["scope"] not in asleep]
        clocks = [(o, use) for o in c.open() for use in self.named_for(o, e)]  # 3.3.4
        more = [o for o in c.open() if self.extendable(o, e, t)]
        asking = [o for o in c.open() if self.askable(c, o, e)]
        if not moves and not owed and not clocks and not more and not asking:
            raise Refused("not_accepted")
        moves = [i for i in moves if self.may(c, actor, i["who"])]
        owed = [o for o in owed if self.may_fulfil(c, actor, o)]
        clocks = [(o, use) for o, use in clocks if self.may_fulfil(c, actor, o)]
        more = [o for o in more if self.may(c, actor, o.d["extend"]["who"], o)]
        asking = [o for o in asking if self.is_he(c, actor, o.holder) or (o.delegate and self.is_he(c, actor, o.delegate))]
        in_time = [o for o in asking if not o.d["extend"]["before"] or o.holds or t <= o.due]
        if not moves and not owed and not clocks and not more and not in_time:
            raise Refused("guarded" if asking else "not_allowed")
        self.learn(c, event["facts"], t)
        for o in owed:
            self.use("4.2 late" if o.breached else "4.2 kept")
            self.close(c, o, "fulfilled", t)
        for q in owed:
            if q.asks is not None and c.obs[q.asks].state == "open":
                self.decide(c, q, event, t)
        self.happened(c, e, t)
        for o, (use, *which) in clocks:
            if o.state == "open":
                self.use("2.7 " + use)
                if use == "span":
                    self.hold(c, o, ("span", which[0]), t)
                elif use == "span_end":
                    self.release(c, o, ("span", which[0]), t)
        for o in in_time:
            if o.state == "open":
                self.ask(c, o, t)
        for o in more:
            if o.state == "open":
                self.use("2.7b extended" + (" late" if o.breached else ""))
                self.extend(c, o, event, t)
        self.choose(c, moves, actor, t)

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
                o.breached = None
                self.change("reversed", o)
            self.extend(c, o, event, t)
        else:
            self.use("2.7b refused")
            self.change("declined", o)

    def held_back(self, c, o, rung):
        """Until when a rung is held back that would supervise, score, escalate or show a red card while the asking is undecided; else None."""
        q = o.d.get("extend") and self.request(c, o)
        return q.due if q and any(a[0] == "escalate" or a[:2] == ["effect", "red_card"] for a in rung["acts"]) else None

    def extend(self, c, o, event, t):
        x = o.d["extend"]
        unit, n = x["len"]
        if x["field"] and x["field"] in event["facts"]:
            if not 1 <= event["facts"][x["field"]] <= n:
                raise Refused("guarded")
            n = event["facts"][x["field"]]
        o.history.append(("extend", [unit, n, None], x["rolled"]))
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
        holds, o.before = o.holds, None
        self.arm(c, o, t)
        self.change("armed", o, due=D.show(o.due))
        if holds:
            self.use("2.7 restarted while it stands still")
            self.hold(c, o, holds[0], t)
            o.holds = holds

    def learn(self, c, facts, t):
        for name, value in facts.items():
            if name == "天数":  # of the payload alone
                continue
            self.set_fact(c, name, value, t)

    def set_fact(self, c, name, value, t):
        before = c.facts.get(name)
        if before == value:
            return
        c.facts[name] = value
        self.change("fact", key=name, value=self.shown(value) if value not in (None, []) else None)
        if isinstance(value, list):
            self.members(c, name, before, value, t)
        if value is None:
            return
        for o in c.open():
            if o.stand_in and any(h == ("unit", value) for h in self.holders(c, self.resp(o.d)["by"])):
                self.use("4.2b reassigned")
                o.holder, o.stand_in = self.holders(c, self.resp(o.d)["by"])[0], False
                self.change("reassigned", o, whom=self.name(o.holder))

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
            if d["scope"] in self.inside(c) and not (d["only_if"] and self.truth(c, d["only_if"]) is not True):
                for unit in after:
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
        return next(r for r in self.pack["resps"] if r["name"] == d["resp"])

    def happened(self, c, e, t):
        """4.2b: anchors; clocks that waited are armed, and what of the thread waits for E opens."""
        again, same = e in c.first, c.latest.get(e) == t
        c.first.setdefault(e, t)
        c.latest[e] = t
        for o in c.open():  # whoever brought it: 2.7
            if e in o.d.get("restart", []) and not o.breached and o.anchor is not None:
                self.use("2.7 重新起算")
                self.restart(c, o, t)
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
            if second and o.anchor is not None and not o.breached and e in second[1][1]:
                self.use("2.5c taken anew")
                moved = not (again if second[1][0] == "first" else same)
                self.recount(c, o)
                if moved and not o.holds:
                    self.change("recounted", o, due=D.show(o.due))
        for d in self.deadlines.values():
            if d["scope"] == "root" and d["anchor"][0] != "entry" and e in (d["anchor"][1] if d["anchor"][0] == "latest" else [d["anchor"][1]]):
                if not any(o.d["name"] == d["name"] for o in c.open()) and not (d["anchor"][0] == "first" and again):
                    self.use("4.2b thread opens")
                    self.open_obligation(c, d, t)

    def acts_for(self, c, actor, who):
        """本单位 in a 当 line: of the units it names the one that is acted for, else the actor's own (3.6b)."""
        named = [h[1] for h in (self.holders(c, who) if who else []) if h[0] in ("unit", "role") and h[1] and self.is_he(c, actor, h)]
        return named[0] if named and actor.get("unit") else actor.get("unit")

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
        return any(a[0] == "go" and a[2] and not a[3] and c.entered.get(a[1], 0) >= a[2] for a in acts)

    def target(self, c, acts):
        for a in acts:
            if a[0] == "go":
                return a[3] if a[2] and c.entered.get(a[1], 0) >= a[2] else a[1]
        return "" if ["back"] in acts else None

    def still_owed(self, c, acts, target):
        """3.3.8: what a transition would leave owed."""
        ended = [a[1] for a in acts if a[0] == "end"]
        if "*" in ended:
            return []
        named = {d for e in ended for d in e}
        leaving = self.leaving(c, target)
        return [o for o in c.open() if o.d["scope"] in leaving and not o.d["right"] and o.asks is None and o.d["name"] not in named]

    def leaving(self, c, target):
        """3.3.9, 3.4: the scopes that are left, inside out."""
        if target is None:
            return []
        if target == "":
            return [c.leaf]
        if target in self.finals:
            return self.inside_out(c)
        if self.scopes[target].get("side") and not c.asleep:
            return []
        if target == c.leaf:
            return [c.leaf] + ([c.asleep] if c.asleep else [])
        kept = self.path(target)[1:]
        return [n for n in self.inside_out(c) if n not in kept]

    def inside_out(self, c):
        return sorted(self.inside(c), key=lambda n: -len(self.path(n)))

    def take(self, c, acts, t, ob=None, rung=None):
        target = self.target(c, acts)
        if target is not None and self.still_owed(c, acts, target):
            self.use("3.3.8 owed")
            raise Refused("owed")
        self.act(c, acts, t, ob, rung)

    def go(self, c, target, t):
        left = self.leaving(c, target)
        for name in left:
            for o in c.open():
                if o.d["scope"] == name and o.state == "open":
                    self.close(c, o, "lapsed", t)
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
        for name in names:
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
                self.open_one(c, d, t, ("unit", unit), False)
            return
        known = self.holders(c, resp["by"])  # several after 由: the first that is known (4.2b)
        if not known:
            self.use("4.2b 兜底")
        self.open_one(c, d, t, known[0] if known else ("unit", self.pack["fallback"]), not known)

    def open_one(self, c, d, t, holder, stand_in):
        o = Obligation(d, serial=len(c.obs), ordinal=self.ordinal(c, d), holder=holder, stand_in=stand_in, opened=t)
        c.obs.append(o)
        anchor = self.anchor_of(c, d, t)
        self.change("opened", o, whom=self.name(holder), due=None)
        made = self.changes[-1]
        if anchor is not None:
            self.arm(c, o, anchor)
            made["due"] = D.show(o.due)
            if self.side_holds(c, o):
                self.hold(c, o, "side", t)

    def ordinal(self, c, d):
        """4.1: of its scope's entry; in the thread, where one deadline opens again and again, of its own openings."""
        return 1 + sum(o.d["name"] == d["name"] for o in c.obs) if d["scope"] == "root" or d.get("request") else c.entered[d["scope"]]

    # --- actions

    def act(self, c, acts, t, ob=None, rung=None):
        target = self.target(c, acts)
        for a in acts:
            if a[0] in ("go", "back"):
                continue
            getattr(self, "do_" + a[0])(c, t, ob, rung, *a[1:])
        if target is not None:
            self.go(c, target, t)

    def do_set(self, c, t, ob, rung, name, value):
        self.set_fact(c, name, value, t)

    def do_level(self, c, t, ob, rung, level):
        before, c.level = c.level, level
        self.change("level", to=level, **{"from": before})

    def addressee(self, c, who, ob, rung):
        known = self.holders(c, who, ob)
        if known or rung is None:
            return known[0] if known else None
        self.use("4.3 passed up")
        return self.supervisor(c, "村" if c.level in (None, "网格") else c.level)

    def supervisor(self, c, level):
        """The unit at that level over 属地, or at the next that has one (4.3, 4.4)."""
        for unit in self.line(c):
            if LEVELS.index(self.units[unit]["level"]) >= LEVELS.index(level):
                return ("unit", unit)
        return None

    def do_effect(self, c, t, ob, rung, verb, who, text=None):
        self.change("effect", key=verb, whom=self.name(self.addressee(c, who, ob, rung)), value=text)

    def do_escalate(self, c, t, ob, rung, who, by=None):  # 4.4
        at_once = rung is not None and c.escalated_at == rung
        before = c.level
        if by is None and before in ("区", None) and not at_once:
            self.use("4.4 top")
            self.act(c, self.pack["top"], t)
            self.change("escalated", to=before, **{"from": before})
            self.change("effect", key="escalate")
        else:
            if before is None:
                raise Gap("提级督办 before the level is known")
            top = LEVELS.index(before)
            supervisor = self.holders(c, by, ob)[0] if by else None
            if not at_once:
                if by:
                    c.level = LEVELS[max(top, LEVELS.index(self.units[supervisor[1]]["level"]))]
                else:
                    c.level = LEVELS[top + 1]
            supervisor = supervisor or self.supervisor(c, c.level)
            self.use("4.4 " + ("at one instant" if at_once else "by" if by else "up"))
            if before != c.level:
                self.change("level", to=c.level, **{"from": before})
            self.change("escalated", whom=self.name(supervisor), to=c.level, **{"from": before})
            self.change("effect", key="escalate", whom=self.name(supervisor))
        c.escalated_at = rung
        self.happened(c, "提级督办", t)

    def do_end(self, c, t, ob, rung, which):
        for o in c.open():
            if o.state == "open" and (which == "*" or o.d["name"] in which):
                self.use("2.7 end")
                self.close(c, o, "waived", t)

    def do_suspend(self, c, t, ob, rung, which):
        for o in c.open():
            if o.d["name"] in which:
                self.use("2.7 suspend")
                self.hold(c, o, "verb", t)

    def do_resume(self, c, t, ob, rung, which):
        for o in c.open():
            if o.d["name"] in which:
                self.use("2.7 resume")
                self.release(c, o, "verb", t)

    def do_interrupt(self, c, t, ob, rung, which):
        for o in c.open():
            if o.d["name"] in which and not o.breached and o.anchor is not None:
                self.use("2.7 interrupt")
                self.restart(c, o, t)

    def do_deem(self, c, t, ob, rung, text):
        self.use("2.9 deemed")
        self.change("deemed", key=ob.d["name"] if ob else None, value=text)

    def do_transfer(self, c, t, ob, rung, which, who, mode):  # 4.7
        holder = self.holders(c, who, ob)
        for o in c.open():
            if o.d["right"] or not holder or o.holder == holder[0] or not (which == "*" or o.d["name"] in which):
                continue
            self.use("4.7 " + mode)
            o.holder, o.stand_in, o.delegate = holder[0], False, None
            self.change("reassigned", o, whom=self.name(o.holder))
            if mode == "recount" and o.anchor is not None and not o.breached:
                self.restart(c, o, t)

    def do_delegate(self, c, t, ob, rung, which, who):  # 4.8
        for o in c.open():
            if o.d["name"] == which and self.holders(c, who, ob):
                self.use("4.8 委派")
                o.delegate = self.holders(c, who, ob)[0]
                self.change("delegated", o, whom=self.name(o.delegate))

    def do_recall(self, c, t, ob, rung, which):
        for o in c.open():
            if o.d["name"] == which and o.delegate:
                self.use("4.8 收回")
                o.delegate = None
                self.change("recalled", o)

    def do_merge(self, c, t, ob, rung, e, fact):  # 4.9
        at = c.facts.get(fact)
        if at is None or (e in c.first and at >= c.first[e]):
            return
        self.use("4.9 earlier")
        c.first[e] = at
        c.latest.setdefault(e, at)
        self.change("merged", key=e)
        for o in c.open():
            runs = o.d["anchor"] == ["first", e]
            bound = o.d.get("second") and o.d["second"][1] == ["first", e]
            if o.anchor is not None and not o.breached and (runs or bound):
                if runs:
                    o.anchor, o.deemed = at, self.days.deemed(at, o.as_is)
                self.recount(c, o)
                self.change("recounted", o, due=D.show(o.due))

    # --- reopening (3.5b)

    def reopen(self, c, event, t):
        rule = self.pack["reopen"]
        if not self.may(c, event["by"], rule["who"]):
            raise Refused("not_allowed")
        raw = D.count(self.days, self.days.deemed(c.closed, self.by_channel(c)), rule["len"])
        if t > D.end_of(self.days, raw, rule["len"]):
            raise Refused("guarded")
        if c.entered.get(rule["to"], 0) >= rule["times"]:
            raise Refused("guarded")
        self.use("3.5b reopened")
        self.learn(c, event["facts"], t)
        c.first.setdefault(event["event"], t)
        c.latest[event["event"]] = t
        before, c.leaf = c.leaf, rule["to"]
        self.change("moved", key=c.leaf, **{"from": before})
        c.entered["root"] += 1
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

    # --- the whole of it

    def run(self, events, until):
        """The timeline and the obligations of one case, as `explain --json --at until` has them."""
        self.entries, c = [], Case()
        for event in events:
            c = self.step(c, event)
        return self.answer(c, until)

    def answer(self, c, until):
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
