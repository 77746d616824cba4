"""Returns (4.5): the holder gives the work back, with consent."""
import days as D
from state import Gap, Refused


class Returns:
    def return_rule(self, c, e):
        """可退回 of where the case is, where `e` is what asks for it: (scope, rule)."""
        found = [(n, self.scopes[n]["returns"]) for n in self.path(c.leaf) if self.scopes[n].get("returns")] if c.leaf else []
        return next((x for x in found if x[1]["event"] == e), None)

    def may_return(self, c, actor, rule):
        """Who owes something in the scopes that are to be left; None: nobody that the actor is. The page says it of the scope of 可退回 and those
        around it; whether what stands in a sub-stage of it stands in it, it does not say."""
        leaving = self.leaving(c, self.leaf_of(rule["to"]))
        return [o.holder for o in c.open() if o.d["scope"] in leaving and not o.d["right"] and not o.d.get("request") and self.is_he(c, actor, o.holder)]

    def ask_back(self, c, rule, actor, t):
        his = self.may_return(c, actor, rule)
        if not his:
            raise Refused("not_allowed")
        often = max(sum(r[1] == h[1] for r in c.returned) for h in his)  # of any unit that he asks for
        if len(c.returned) >= rule["total"] or often >= rule["per"]:
            self.use("4.5 designated")
            raise Refused("designated")
        after = c.latest.get(rule["after"])
        if after is None or t > self.end(rule["len"], self.days.deemed(after, self.by_channel(c))) or any(q.back for q in c.open()):
            self.use("4.5 outside the window, or asked already")
            raise Refused("guarded")
        return his[0]

    def end(self, length, at):
        return D.end_of(self.days, D.count(self.days, at, length), length)

    def open_return(self, c, back, holder, t):
        scope, rule = back
        self.use("4.5 asked" + ("" if scope == c.leaf else " in a sub-stage"))
        known = self.holders(c, rule["who"])
        q = {"kind": "deadline", "name": scope + "-return", "resp": None, "scope": scope, "number": 2 * len(self.deadlines) + 1, "statutory": False,
             "as_received": False, "only_if": None, "right": False, "anchor": ["entry"], "len": rule["answer"], "who": rule["who"],
             "does": [rule["yes"], rule["no"]], "rungs": rule["rungs"], "request": True}
        self.rungs[q["name"]] = self.ladder(q)
        self.open_one(c, q, t, known[0] if known else ("unit", self.pack["fallback"]), not known)
        c.obs[-1].back, c.obs[-1].asked = (rule, holder), t

    def consent(self, c, q, t):
        rule, holder = q.back
        to = self.leaf_of(rule["to"])
        leaving = self.leaving(c, to)
        mine = [o for o in c.open() if o.d["scope"] in leaving and o.holder == holder and not o.d["right"] and not o.d.get("request")]
        others = [o for o in c.open() if o.d["scope"] in leaving and not o.d["right"] and not o.d.get("request") and o not in mine]
        self.use("4.5 returned")
        c.returned += (holder,)
        facts = []
        for o in mine:
            facts += self.named_by(self.resp(o.d).get("by")) if not o.stand_in else []  # 兜底 was named by no fact
            if self.mode_of(rule, o.d) == "carry_over" and o.anchor is not None:
                c.carried = dict(c.carried, **{o.d["name"]: self.left_when_asked(o, q.asked)})
            self.close(c, o, "returned", t)
        for o in others:  # the page does not say; the program waives what others owe there
            self.use("4.5 of others")
            self.close(c, o, "waived", t)
        self.leave_forgetting(c, to, list(dict.fromkeys(facts)), t)
        kept = [o for o in c.open() if o.d["scope"] not in leaving and o.holder == holder and not o.d.get("request")]
        for o in kept:
            if not o.stand_in and any(f in facts for f in self.named_by(self.resp(o.d).get("by"))):
                self.keeps(c, o, self.mode_of(rule, o.d), q.asked)
        self.go(c, to, t)

    def leave_forgetting(self, c, target, facts, t):
        """What is done on leaving still sees who it was."""
        self.leave(c, [], target, t)
        for f in facts:
            self.set_fact(c, f, None, t)

    @staticmethod
    def named_by(who):
        if who is None:
            return []
        return [who[1]] if who[0] == "fact" else [f for w in who[1] for f in Returns.named_by(w)] if who[0] == "or" else []

    @staticmethod
    def mode_of(rule, d):
        return rule["modes"].get(d["name"], rule["rest"])

    def left_when_asked(self, o, asked):
        """2.8, as of the asking."""
        asked = max(asked, o.anchor)  # started anew since: its whole length
        raw, _, left = self.deciding(o, self.limits(o), [h for h in o.history if h[-1] <= asked])
        return left if left is not None else max(0, D.left_at(self.days, self.days.deemed(asked, o.as_is), raw, o.length))

    def keeps(self, c, o, mode, asked):
        """What is declared in a scope that is not left."""
        if mode != "unaffected" and o.anchor is not None and not o.breached:
            self.use("4.5 stands still " + mode)
            self.befalls(c, o, "hold", "return", max(asked, o.anchor))
            o.again = mode
        if mode == "unaffected":
            self.use("4.5 照算")
        known = self.holders(c, self.resp(o.d)["by"])
        o.holder, o.stand_in = known[0] if known else ("unit", self.pack["fallback"]), not known  # 4.8: this ends no delegation
        self.change("reassigned", o, whom=self.name(o.holder))

    def taken_again(self, c, mode, t):
        """The holder is known again: what goes on does so with the payload, what starts again when the event has happened."""
        for o in c.open():
            if "return" not in o.holds or o.stand_in or o.again != mode:
                continue
            self.use(f"4.5 kept {mode}")
            if mode == "carry_over":
                self.release(c, o, "return", t)
            else:
                self.let_go(o)
                dispatched = self.anchor_of(c, o.d, o.opened) if o.d["anchor"][0] == "latest" else o.anchor
                self.restart(c, o, max(o.anchor, dispatched))
