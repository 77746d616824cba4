"""What rules do: 记, 提级督办, 终止, 中止, 移交, 委派, 并案 and the rest (4.4, 4.7 to 4.9)."""
import days as D
from state import LEVELS, Gap, Refused
from tables import UNKNOWN


class Acts:
    def act(self, c, acts, t, ob=None, rung=None):
        target = self.target(c, acts)
        if target is not None:
            self.leave(c, acts, target, t)
        for a in acts:
            if a[0] in ("go", "back"):
                continue
            getattr(self, "do_" + a[0])(c, t, ob, rung, *a[1:])
        if target is not None:
            self.go(c, target, t)

    def do_set(self, c, t, ob, rung, name, value):
        if isinstance(value, list) and value[:1] == ["table"]:
            value = self.lookup(c, *value[1:])
            if value is UNKNOWN:
                self.undecided()
                return
        self.set_fact(c, name, value, t)

    def undecided(self):
        """3.3b: the event is rejected; what a timer does cannot be, there the 记 is left out."""
        self.use("3.3b 记 undecided" + ("" if self.refusable else ", left out"))
        if self.refusable:
            raise Refused("undecided")

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
        if who[0] == "each":  # one for each
            self.use("6 one for each")
            for unit in c.facts.get(who[1]) or []:
                self.change("effect", key=verb, whom=unit, value=text)
            return
        self.change("effect", key=verb, whom=self.name(self.addressee(c, who, ob, rung)), value=text)

    def do_score(self, c, t, ob, rung, verb, who, points):
        whom = self.name(self.addressee(c, who, ob, rung))
        self.change("effect", key=verb, whom=whom)
        if ob is not None and ob.breached:
            ob.scores += ((verb, whom),)

    def do_escalate(self, c, t, ob, rung, who, by=None):  # 4.4
        rung = rung or self.rung_of or t  # the page says it of obligations; a transition at that instant, or what a timer's move does on leaving, counts as one
        at_once = c.escalated_at == rung
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
        for s in c.open():  # opened by it, or held up by it as well (4.6)
            if s.d["scope"] == "root" and s.d["anchor"][0] != "entry" and "提级督办" in s.d["anchor"][1]:
                s.causes += (ob.serial if ob else None,)

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
                self.from_nothing(c, o, t)
        for kept in ("carry_over", "recount"):  # 4.5: the holder is known again
            self.taken_again(c, kept, t)

    def from_nothing(self, c, o, t):
        """What was given back and stood still runs again."""
        back = "return" in o.holds
        self.let_go(o)
        self.restart(c, o, t)
        if back and not o.holds:
            self.use("4.7 recount of what was given back")
            self.change("resumed", o, due=D.show(o.due))

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
        new, before = e not in c.first, c.first.get(e)
        c.first[e] = at
        c.latest.setdefault(e, at)
        self.change("merged", key=e)
        if new:
            self.use("4.9 the first there is")
            self.what_waited(c, e, t, False, False)
        else:
            self.first_is_earlier(c, e, at, before)

    def first_is_earlier(self, c, e, at, before):
        for o in c.open():
            runs = o.d["anchor"] == ["first", e] and o.anchor == before  # not what was started anew
            bound = o.d.get("second") and o.d["second"][1] == ["first", e]
            if o.anchor is not None and not o.breached and (runs or bound):
                if runs:
                    o.anchor, o.deemed = at, self.days.deemed(at, o.as_is)
                if bound:
                    self.see_second(c, o)
                self.recount(c, o)
                self.change("recounted", o, due=D.show(o.due))
