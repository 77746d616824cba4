"""Random small rule packs, as trees: the model reads them so, pack_text.py writes them down for the program."""
import decisions
import inner
import openings
import passing
import reopenings
from pack_text import UNITS
from power import lacking

LENGTHS = [("minutes", (30, 90, 700)), ("hours", (1, 5, 24, 60)), ("working_hours", (1, 4, 9, 20)), ("calendar_days", (1, 3, 7, 15, 30)),
           ("working_days", (1, 2, 3, 5, 8)), ("same_day", (1,)), ("next_day", (1,)), ("nth_working_day", (1, 2, 4)),
           ("nth_calendar_day", (1, 3, 6)), ("months", (1, 2, 6)), ("years", (1,))]
LONG = [("calendar_days", (10, 15, 30)), ("working_days", (5, 8, 20)), ("months", (1, 2))]
HOURS = [[["01-01", "12-31", [[510, 1050]]]], [["01-01", "12-31", [[510, 720], [810, 1050]]]],
         [["01-01", "05-31", [[510, 720], [810, 1050]]], ["06-01", "09-30", [[510, 720], [840, 1080]]],
          ["10-01", "12-31", [[540, 1020]]]]]


class Maker:
    def __init__(self, random):
        self.r = random
        self.closing = random.random() < 0.6
        self.hours = random.choice(HOURS) if self.closing or random.random() < 0.3 else []
        self.n, self.asking = 0, 0.3
        self.back = False  # whether work may be given back
        self.each = ""  # the stage in which each member of a list owes something
        self.late = self.chance(0.4)
        self.tables = decisions.make(random) if self.chance(0.4) else {}
        self.kinds = random.choice([["petition"], ["part"], ["petition", "part"]]) if self.chance(0.45) else []  # of cases that a case opens

    def chance(self, p):
        return self.r.random() < p

    def length(self, choices=LENGTHS):
        while True:
            unit, counts = self.r.choice(choices)
            if unit != "working_hours" or self.hours:
                break
        roll = None
        if unit in ("calendar_days", "months", "years"):
            roll = self.r.choice([None, None, None, "no_roll"])
        if unit in ("next_day", "nth_calendar_day"):
            roll = self.r.choice([None, None, "roll"])
        return [unit, self.r.choice(counts), roll]

    def whom(self):
        return self.r.choice([["unit", "甲区"], ["unit", "甲镇"], ["fact", "承办单位"], ["fact", "承办单位"], ["role", "窗口人员"], ["petitioner"],
                              ["this"], ["superior"], ["unitrole", "甲区", "负责人"]])

    def effect(self, inside=True):
        verb = self.r.choice(["notify", "urge", "yellow_card", "red_card", "supervise"])
        whom = self.whom()
        while whom[0] == "petitioner" or (not inside and whom[0] in ("this", "superior")):
            whom = self.whom()
        return ["effect", verb, whom] + (["消息"] if verb == "notify" else [])

    def score(self):
        whom = self.whom()
        while whom[0] == "petitioner":
            whom = self.whom()
        return ["score", self.r.choice(["penalise", "penalise", "reward"]), whom, self.r.choice([1, 2, 5])]

    def ladder(self, d, long, first):
        rungs = []
        if d["right"]:
            return [{"at": ["breach"], "acts": [["deem", "弃权"]]}]
        if long and self.chance(0.4):
            rungs.append({"at": ["left", "working_days", self.r.choice([1, 1, 2])], "acts": [self.effect()]})
        if self.chance(0.25) and d["len"][0] not in ("minutes",):
            rungs.append({"at": ["left", "hours", 1], "acts": [self.effect()]})
        if self.chance(0.2) and self.hours and long:
            rungs.append({"at": ["left", "working_hours", self.r.choice([1, 2])], "acts": [self.effect()]})
        acts = lambda: [self.score()] if self.chance(0.2) else [self.effect()] if first or self.chance(0.6) else [["escalate", self.r.choice([["unit", "甲区"], ["fact", "承办单位"]])]]
        if self.chance(0.6):
            rungs.append({"at": ["breach"], "acts": acts()})
        if self.chance(0.4):
            rungs.append({"at": ["nth", "working_days", self.r.choice([1, 1, 2])], "acts": acts()})
        if self.chance(0.3):
            rungs.append({"at": ["after", self.r.choice(["hours", "working_days"] + (["working_hours"] if self.hours else [])),
                                 self.r.choice([1, 3])], "acts": acts()})
        if any(x["at"][0] != "left" for x in rungs) and self.chance(0.3):
            rungs.append({"at": ["every", self.r.choice(["hours", "working_days", "calendar_days"]), self.r.choice([1, 2]), self.r.choice([1, 2, 3])],
                          "acts": [self.effect()]})
        return rungs

    def deadline(self, does, anchors, resps, right=None, first=False):
        self.n += 1
        long = self.chance(0.4)
        d = {"kind": "deadline", "name": f"d{self.n}", "resp": self.r.choice(resps), "statutory": self.chance(0.1),
             "as_received": False, "anchor": self.r.choice(anchors), "len": self.length(LONG if long else LENGTHS), "who": None,
             "only_if": None,
             "right": self.chance(0.1) if right is None else right, "does": does, "rungs": []}
        if not d["statutory"]:
            d["as_received"] = self.chance(0.15)
        if d["right"]:
            d["who"] = ["petitioner"]
        elif self.chance(0.3):
            d["who"] = self.r.choice([["unit", "甲区"], ["or", [["fact", "承办单位"], ["unit", "甲区"]]], ["role", "窗口人员"], ["fact", "承办单位"], ["factrole", "承办单位", "负责人"]])
        if self.chance(0.15):
            d["only_if"] = ["<=", "次数", self.r.choice([1, 2])]
        if self.chance(0.15):
            d["policy"] = self.r.choice(["recount", "never_earlier", "unchanged"])
        d["rungs"] = self.ladder(d, long, first)
        return d

    def powers(self):
        """3.3e."""
        if self.chance(0.6):
            return None
        return {level: self.r.choice([["督查督办"], ["考核奖惩"], ["督查督办", "考核奖惩"], ["指挥调度"], ["分流指派", "督查督办"]]) for level in ("区", "镇", "村") if level == "区" or self.chance(0.5)}

    @staticmethod
    def keep_statutes(deadlines):
        """A limit beside a statute of the same act may not be longer (9.1, E0419): what would have one is none."""
        for d in deadlines:
            alike = [x for x in deadlines if x is not d and x["anchor"] == d["anchor"] and set(x["does"]) == set(d["does"])]
            d["statutory"] = d["statutory"] and not alike

    def keep_power(self, lines):
        """A unit named by a line has the power that the line needs (9.1, E0451): where it has not, the line names nobody."""
        levels = {u["name"]: u["level"] for u in UNITS}
        for line in lines if self.granted is not None else []:
            named = [w[1] for w in (line["who"][1] if line["who"][0] == "or" else [line["who"]]) if w[0] == "unit"] if line["who"] else []
            if any(lacking(self.granted.get(levels[unit], []), b["acts"]) for unit in named for b in line["branches"]):
                line["who"] = None

    @staticmethod
    def keep_answers(items, rings, resps):
        """Where 承办单位 becomes known, what its 负责人 must answer goes to him (4.2b); in the program it goes to whom a responsibility names, if one names 承办单位, else nowhere."""
        named = [w for x in resps if "by" in x for w in (x["by"][1] if x["by"][0] == "or" else [x["by"]]) if "承办单位" in w]
        for answers in [i["extend"] for i in items if i.get("extend") and i["extend"]["ask"]] + [s["returns"] for s in inner.every(rings) if s.get("returns")]:
            if answers["who"][0] != "unit":
                answers["who"] = named[0] if named else ["unit", "甲区"]

    def computing(self):
        """A guard of a transition; 今天 stands in no other."""
        r = self.r
        if self.chance(0.5):
            return [r.choice(["<=", ">=", "="]), [r.choice(["working_days", "working_days", "calendar_days"]), r.choice(["reg", "reg", "ef"])], r.choice([0, 1, 2, 3, 5, 10])]
        return [r.choice(["<=", ">="]), [r.choice(["加", "减", "乘"]), "人数", r.choice(["次数", "次数", 2])], r.choice([2, 4, 6])]

    def guard(self, depth=0):
        if self.tables and self.chance(0.35):
            return [self.r.choice(["=", "<=", ">="]), decisions.of(self.r, self.tables, True), self.r.choice([1, 2, 3, 4])]
        kind = self.r.randrange(9 if depth < 2 else 6)
        if kind == 0:
            return [self.r.choice(["=", "!="]), "紧急", self.chance(0.7)]
        if kind in (1, 2):
            return [self.r.choice(["<", "<=", ">", ">=", "=", "!="]), "人数", self.r.choice([1, 3, 5])]
        if kind == 3:
            return ["in", "来源", self.r.choice([["来访"], ["来访", "热线"]])]
        if kind == 4 and self.chance(0.5):
            return decisions.of_lists(self.r)
        if kind == 4:
            return [self.r.choice(["has", "lacks"]), self.r.choice(["承办单位", "协办单位", "来源"])]
        if kind == 5:
            return openings.condition(self.r) if self.kinds and self.chance(0.6) else ["late"] if self.chance(0.5) else ["never_late"]
        if kind == 6:
            return ["not", self.guard(depth + 1)]
        return [self.r.choice(["and", "or"]), [self.guard(depth + 1), self.guard(depth + 1)]]

    def pack(self):
        channel = self.closing and self.chance(0.5)
        events, powers = self.events(), self.powers()
        self.granted = powers
        made, tables = self.process(events, "s"), self.tables
        self.tables = {}  # a table belongs to one case type
        return dict(made, **{"part": self.process(events, "p") if "part" in self.kinds else None,
                    "english": self.chance(0.3), "units": UNITS, "locality": "所在网格", "fallback": "甲区",
                    "days": {"closing": self.closing, "next_opening": bool(self.hours) and self.chance(0.6), "channel": channel, "seasons": self.hours},
                    "top": (decisions.at_the_top(self.r, tables) if "part" not in self.kinds else []) + [["effect", "notify", ["unit", "甲区"], "到顶"]], "events": events, "powers": powers, "tables": tables})

    def events(self):
        r = self.r
        events = {"reg": {"requires": ["所在网格"], "allows": ["来源", "紧急", "人数"]},
                  "asg": {"requires": ["承办单位"], "allows": ["协办单位"]}, "wdr": {"requires": [], "allows": []}}
        for e in ("ea", "eb", "ec", "ed", "ee", "ef"):
            events[e] = {"requires": r.choice([[], [], [], ["说明"], ["人数"]]),
                         "allows": r.sample(["紧急", "来源", "承办单位", "次数", "协办单位"], r.choice([0, 0, 1]))}
        events.update({e: {"requires": [], "allows": []} for e in ("ha", "hb", "sus", "rsm", "sub", "sup", "opi", "mov", "dlg", "rcl", "rop", "spl", "clr")})
        events.update({e: {"requires": [], "allows": r.sample(["紧急", "人数", "承办单位", "协办单位"], r.choice([0, 0, 1]))} for e in inner.STEPS})
        events["lst"] = {"requires": [], "allows": ["协办单位"]}
        for e in ("rtq", "rtg", "rtn"):
            events[e] = {"requires": [], "allows": []}
        events["rqx"] = events["rfx"] = {"requires": [], "allows": []}
        events["ext"] = {"requires": [], "allows": ["天数（整数）"]}
        events["mrg"] = {"requires": ["另件时刻"], "allows": []}
        for e in ("asg", "ea", "eb", "ec", "ed", "ee", "ef", "ha", "hb", "ia"):  # 4.6; not what asks for or grants an extension: the page does not say for whom R enters that
            if self.late and self.chance(0.6):
                events[e]["late"] = {"n": r.choice([1, 2, 3, 5]), "by": r.choice([["role", "负责人"], ["role", "负责人"], ["role", "窗口人员"], ["unitrole", "甲区", "负责人"]])}
        return events

    def process(self, events, prefix):
        """One case type's: its stages are called by the prefix."""
        r = self.r
        resps = [{"name": "r1", "by": ["unit", "甲区"]}, {"name": "r2", "by": ["fact", "承办单位"]},
                 {"name": "r3", "by": r.choice([["role", "窗口人员"], ["or", [["fact", "承办单位"], ["unit", "乙局"]]], ["factrole", "承办单位", "负责人"]])}]
        rings, sequence = [], ["reg", "asg", "ea", "eb", "ec", "ed"]
        stages = [f"{prefix}{i + 1}" for i in range(r.choice([2, 3, 3, 4, 5]))]
        cut = r.randrange(1, len(stages))
        for name, part in (("k1", stages[:cut]), ("k2", stages[cut:])):
            rings.append({"name": name, "items": [], "stages": []})
            if self.chance(0.3):  # owed in the ring until its last stage at the latest
                does = [sequence[stages.index(part[-1])]] + [e for e in [sequence[stages.index(part[0])], "ef"] if self.chance(0.3)]
                past = sequence[:stages.index(part[0])]
                rings[-1]["items"].append(self.deadline(list(dict.fromkeys(does)), [["entry"]] + [["latest", past[-1:]]] * bool(past), ["r1", "r2", "r3"], False, not past))
            for stage in part:
                i = stages.index(stage)
                on = sequence[i]
                after = stages[i + 1] if i + 1 < len(stages) else "done"
                items = []
                past = sequence[:i]
                anchors = [["entry"]] + ([["latest", [past[-1]]]] if past else []) + ([["first", "reg"]] if past and self.chance(0.3) else [])
                for _ in range(r.choice([1, 1, 2])):
                    items.append(self.deadline([on] if self.chance(0.7) else [on, "ef"], anchors, ["r1", "r2", "r3"], None if i else False, i == 0))
                items += self.moves_of(stage, on, after, stages, i)
                rings[-1]["stages"].append({"name": stage, "items": items, **({"initial": True} if i == 0 else {})})
        thread = {"items": [{"kind": "when", "who": ["petitioner"], "events": ["wdr"],
                             "branches": [{"if": None, "acts": [["end", "*"], ["go", "gone", None, None]]}]}]}
        for _ in range(r.choice([0, 1, 1, 2])):
            e = r.choice(["reg", "asg", "ea"])
            thread["items"].append(self.deadline([r.choice(sequence[:len(stages)] + ["ef"])],
                                                 [["latest", [e]], ["first", e], ["latest", [e, "ee"]]], ["r1", "r2", "r3"], False))
        if self.chance(0.3):  # owed because of an escalation (4.4, 4.6)
            thread["items"].append(self.deadline([r.choice(["ee", "sup"])], [["latest", ["提级督办"]]], ["r1", "r2", "r3"], False, True))
        if self.chance(0.5):
            thread["items"].append({"kind": "when", "who": r.choice([None, ["fact", "承办单位"], ["system"], ["or", [["system"], ["unit", "甲区"]]]]), "events": ["ef"], "branches": [{"if": None, "acts": []}]})
        if self.chance(0.35):
            thread["items"].append({"kind": "when", "who": r.choice([None, ["fact", "承办单位"]]), "events": ["clr"], "branches": [{"if": None, "acts": [["set", "承办单位", None]]}]})
        self.back = len(stages) > 2 and self.chance(0.35)
        inner.add(self, rings, stages, sequence)
        self.widen(thread, rings, resps, stages, events)
        inner.redirect(self, thread, rings)
        if self.kinds:
            openings.add(self, thread, rings, stages)
        items = [i for scope in [thread] + rings + inner.every(rings) for i in scope["items"]]
        passing.add(self, thread, rings, stages)
        decisions.unasked(self, items)
        self.keep_statutes([i for i in items if i["kind"] == "deadline"])
        self.keep_power([i for i in items if i["kind"] == "when"])
        used = {i["resp"] for i in items if i["kind"] == "deadline"}
        resps = [x for x in resps if x["name"] in used]
        self.keep_answers(items, rings, resps)
        return {"resps": resps, "thread": thread, "rings": rings, "finals": ["done", "gone"], "reopen": reopenings.make(self, thread, rings, stages) if self.chance(0.2) else None}

    def widen(self, thread, rings, resps, stages, events):
        """What does not fit every pack: spans, restarts, classes, second limits, verbs on clocks, side stages, lists."""
        r = self.r
        scopes = [thread] + inner.every(rings)
        deadlines = [i for s in scopes for i in s["items"] if i["kind"] == "deadline" and not i["right"]]
        for d in deadlines:
            if self.chance(0.15):
                d["exclude"] = [["ha", "hb"]]
            # Not what is owed because of an escalation: the page does not say whether the event that grants an extension to the one that escalated,
            # and so waives this, extends this too before. Nor 顺延后届满日 with 只延不提: whether a due that was kept is the rolled one it does not say.
            if self.chance(0.2) and d["anchor"] != ["latest", ["提级督办"]]:
                unit = d["len"][0] if d["len"][0] in ("minutes", "hours", "working_hours", "working_days", "calendar_days", "months") else "calendar_days"
                d["extend"] = {"times": r.choice([1, 2]), "len": [unit, r.choice([1, 3, 10])], "who": r.choice([["unit", "甲区"], ["fact", "承办单位"], ["factrole", "承办单位", "负责人"]]),
                               "ask": {"event": "rqx", "refuse": "rfx", "len": self.length()[:2] + [None]} if self.chance(self.asking) else None,
                               "event": "ext", "before": self.chance(0.8), "rolled": self.chance(0.4) and d.get("policy") != "never_earlier", "field": r.choice([None, None, "天数"]),
                               "acts": [self.effect(False)] if self.chance(0.3) else []}
            if self.chance(0.1) and not d["statutory"]:
                d["restart"] = [r.choice(["ee", "ef"])]
            if self.chance(0.15):
                d["classes"] = [[self.guard(), self.length()[:2] + [None]] for _ in range(r.choice([1, 1, 2]))]
                d["change"] = r.choice([None, "keep", "recount", "restart"])
            elif self.chance(0.1) and not d.get("restart"):
                d["second"] = [r.choice(["不晚于", "不早于"]), r.choice([["latest", ["asg"]], ["first", "reg"], ["latest", ["ef"]]]), self.length()]
        back = self.back
        if back:
            self.giving_back(thread, rings, resps, stages)
        plain = [d["name"] for d in deadlines if not d["statutory"]]
        if plain and self.chance(0.3):
            some = r.sample(plain, r.randrange(1, min(3, len(plain)) + 1))
            for e, verb in (("sus", "suspend"), ("rsm", "resume"), ("ef", "interrupt")):
                thread["items"].append({"kind": "when", "who": ["unit", "甲区"], "events": [e], "branches": [{"if": None, "acts": [[verb, some]]}]})
        if self.chance(0.3):
            ring = rings[1]
            side = self.deadline(["sup"], [["latest", ["sub"]], ["entry"]], ["r1"], True)
            side["rungs"] = [{"at": ["breach"], "acts": [["deem", "照办"], ["back"]]}]
            side["statutory"], side["only_if"] = False, None
            back = {"kind": "when", "who": ["petitioner"], "events": ["sup"], "branches": [{"if": None, "acts": [["back"]]}]}
            aside = {"name": "aside", "side": True, "suspends": r.sample(plain, min(len(plain), r.choice([0, 1, 2]))), "items": [side, back]}
            if self.chance(0.4):  # out of it for good, and what is around the ring goes on
                ring_owes = [i["name"] for scope in [ring] + inner.every([ring]) for i in scope["items"] if i["kind"] == "deadline" and not i["right"]]
                to = r.choice([s["name"] for s in ring["stages"]])
                around = [i["name"] for i in thread["items"] if i["kind"] == "deadline" and i["name"] in plain]
                aside["suspends"] = list(dict.fromkeys(aside["suspends"] + around[:1]))
                aside["items"].append({"kind": "when", "who": ["unit", "甲区"], "events": ["ef"], "branches": [{"if": None, "acts": ([["end", ring_owes]] if ring_owes else []) + [["go", to, 2, None]]}]})
            into, split = inner.every([ring]), [s for s in ring["stages"] if s.get("subs")]
            if split and self.chance(0.4):  # beside sub-stages, and entered from them
                into = list(split[0]["subs"])
                split[0]["subs"].append(aside)
            else:
                ring["stages"].append(aside)
                inner.beside(self, ring)
            for stage in r.sample(into, r.choice([1, len(into)])):
                stage["items"].append({"kind": "when", "who": None, "events": ["sub"], "branches": [{"if": None, "acts": [["go", "aside", r.choice([1, 2]), None]]}]})
        if plain and self.chance(0.3) and not back:
            for e, act in (("mov", ["transfer", r.sample(plain, r.randrange(1, min(3, len(plain)) + 1)), self.taker(), r.choice(["unaffected", "recount"])]),
                           ("dlg", ["delegate", plain[0], self.taker()]), ("rcl", ["recall", plain[0]])):
                thread["items"].append({"kind": "when", "who": r.choice([None, ["unit", "甲区"]]), "events": [e], "branches": [{"if": None, "acts": [act]}]})
        if any(d["anchor"] == ["first", "reg"] for d in deadlines) and self.chance(0.6):
            thread["items"].append({"kind": "when", "who": None, "events": ["mrg"], "branches": [{"if": None, "acts": [["merge", "reg", "另件时刻"]]}]})
        if self.chance(0.3):
            resps.append({"name": "r4", "each": "协办单位"})
            stage = rings[1]["stages"][0]
            self.each = stage["name"]
            d = self.deadline(["opi"], [["entry"]], ["r4"], False)
            d["who"], d["only_if"] = None, None
            stage["items"].insert(0, d)
            rest = [x["name"] for x in inner.deadlines(inner.around(rings, stage))]
            after = next((b for a, b in zip(stages, stages[1:] + ["done"]) if a == stage["name"]))
            stage["items"].append({"kind": "once", "if": ["count", self.enough(rings, stage["name"]), d["name"]],
                                   "acts": [["end", "*" if after == "done" else rest], ["go", after, None, None]]})
            thread["items"].append({"kind": "when", "who": None, "events": ["lst"], "branches": [{"if": None, "acts": []}]})
            if self.chance(0.5):
                stage["items"].append({"kind": "once", "if": ["overdue", r.choice(["any", "any", "all", "majority", 2]), d["name"], r.choice([["working_days", 3], ["hours", 5]])],
                                       "acts": [["end", "*" if after == "done" else rest], ["go", after, None, None]]})

    def giving_back(self, thread, rings, resps, stages):
        """4.5, from a stage behind the one that gives the work out."""
        for x in resps:  # the page does not say whether a unit that gives work back gives back what its 负责人 owes
            if x.get("by", [None])[0] == "factrole":
                x["by"] = ["fact", "承办单位"]
        r, i = self.r, self.r.choice([2, 2, len(stages) - 1])
        ring = next(k for k in rings if any(s["name"] == stages[i] for s in k["stages"]))
        stage = self.r.choice(inner.around(rings, next(s for s in ring["stages"] if s["name"] == stages[i])))  # itself, or a sub-stage
        inside = any(s["name"] == stages[1] for s in ring["stages"])
        if self.chance(0.8):  # something of his that a return does not end, mostly not over by then
            d = self.deadline([r.choice(["ef", "ec"])], [["latest", ["asg"]], ["first", "reg"], ["latest", ["reg"]]], ["r2"], False)
            d["len"] = self.length(LONG) if self.chance(0.7) and not d["statutory"] else d["len"]
            thread["items"].append(d)
        left = [d for scope in inner.around(rings, stage) + ([] if inside else [ring]) for d in scope["items"] if d["kind"] == "deadline"]
        kept = [d for scope in [thread] + ([ring] if inside else []) for d in scope["items"] if d["kind"] == "deadline"]
        modes = {}
        for d in left:
            d["statutory"] = False  # the page does not say what becomes of a statutory clock in a stage that is left
            if d["right"] or not self.chance(0.7):
                modes[d["name"]] = "unaffected"
            elif d.get("classes") or d.get("second"):
                modes[d["name"]] = "recount"  # the page does not say with which limit what was left goes on
            else:
                modes[d["name"]] = r.choice(["carry_over", "carry_over", "recount"])
        for d in kept:
            d["resp"] = "r2" if self.chance(0.5) and d["resp"] != "r4" else d["resp"]
            named = d["resp"] == "r2" and not d["statutory"] and not d["right"] and not d.get("second")
            modes[d["name"]] = r.choice(["recount", "unaffected"] + ["carry_over"] * (not d["as_received"])) if named else "unaffected"
            if d["resp"] == "r3":
                d["resp"] = "r1"  # the page does not say whether `A 或 B` names the one who gave it back a second time
        stage["returns"] = {"to": stages[1], "after": r.choice(["asg", "asg", "asg", "reg"]), "len": self.length(LONG if self.chance(0.8) else LENGTHS), "event": "rtq",
                            "answer": self.length(LONG if self.chance(0.6) else LENGTHS)[:2] + [None],
                            "who": r.choice([["unit", "甲区"], ["fact", "承办单位"], ["factrole", "承办单位", "负责人"]]), "yes": "rtg", "no": "rtn",
                            "rungs": [{"at": ["breach"], "acts": [self.effect(False)]}] if self.chance(0.5) else [],
                            "total": r.choice([1, 2, 3]), "per": r.choice([1, 1, 2]), "modes": modes, "rest": "unaffected"}

    def enough(self, rings, stage):
        """How many must be done; some other than all only where the list has enough members when the stage is entered (4.1b)."""
        how, into = self.r.choice(["all", "all", "majority", "any", 2]), []
        for x in [s for k in rings for s in k["stages"]]:
            for i in x["items"]:
                for b in i.get("branches", []):
                    if any(a[0] == "go" and stage in (a[1], a[3]) for a in b["acts"]):
                        into.append((i, b))
        if how == "all" or any(b["if"] == "else" or len(i["branches"]) > 1 for i, b in into):
            return "all"
        for _, b in into:
            b["if"] = ["members", "协办单位", how] if isinstance(how, int) else ["has", "协办单位"]
        return how

    def taker(self):
        return self.r.choice([["unit", "乙局"], ["unit", "丙局"], ["fact", "承办单位"], ["unit", "甲镇"]])

    def moves_of(self, stage, on, after, stages, i):
        r = self.r
        level = [["level", r.choice(["村", "镇", "网格"])]] if i == 0 else []
        end = [["end", "*"]] if after == "done" and self.chance(0.6) else []
        # 承办单位 is unknown at first, and again when it is given back or cleared: then 兜底 acts (3.6b).
        who = r.choice([None, ["unit", "甲区"], ["or", [["unit", "甲区"], ["fact", "承办单位"]]], ["fact", "承办单位"], ["factrole", "承办单位", "负责人"]])
        if self.tables and self.chance(0.5):
            level = level + [["set", "次数", decisions.of(r, self.tables, False)]]
        if "t3" in self.tables and i and self.chance(0.4):
            level = level + [["set", "协办单位", ["table", "t3", "去处", "list"]]]
        if i and self.chance(0.25):
            some = [self.score(), ["effect", "supervise", ["fact", "承办单位"]], ["effect", "designate", ["fact", "承办单位"]]]
            # Not with what is entered late: the page does not say from when 提级督办 then counts.
            some += [["escalate", ["unit", "甲区"]]] if not self.late else []
            level = level + [r.choice(some)]
        plain = level + end + [["go", after, None, None]]
        if i == 0 or self.chance(0.5):
            moves = [{"kind": "when", "who": who, "events": [on], "branches": [{"if": None, "acts": plain}]}]
        else:
            back = [["go", r.choice(stages[:i + 1]), r.choice([1, 2]), r.choice([None, after])]]
            branches = [{"if": self.computing() if self.chance(0.4) else self.guard(), "acts": plain}, {"if": self.guard(), "acts": [self.effect()] + back}]
            r.shuffle(branches)
            if self.chance(0.6):
                branches.append({"if": "else", "acts": plain})
            moves = [{"kind": "when", "who": who, "events": [on], "branches": branches}]
        if i and self.chance(0.3):
            moves.append({"kind": "when", "who": None, "events": ["ee"], "branches": [
                {"if": None, "acts": [["end", "*"], ["go", r.choice(stages[:i]), 1, None]]}]})
        return moves


def make(random):
    return Maker(random).pack()
