"""Conditions (3.3b, 3.3d): True, False, or None for unknown."""
import days as D
from state import LEVELS
from tables import UNKNOWN


class Conditions:
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
        if kind == "members":
            return len(c.facts.get(g[1]) or []) >= g[2]
        if kind == "contains":
            return g[2] in (c.facts.get(g[1]) or [])
        if kind == "of_them":
            return self.enough(g[1], sum(u in g[3] for u in c.facts.get(g[2]) or []), len(c.facts.get(g[2]) or []))
        if kind == "inside":
            return None if c.facts.get(g[1]) is None else self.lies_in(c.facts[g[1]], g[2])
        if kind == "done":
            return any(o.state == "fulfilled" for o in self.present(c, g[1]))
        if kind == "running":
            return any(o.anchor is not None for o in c.open() if o.d["name"] == g[1])
        if kind == "count":  # 全部 / 过半 / 任一 / 至少 N 完成 (4.1b)
            mine = self.present(c, g[2])
            self.use(f"4.1b {g[1]} " + ("of some" if mine else "of none"))
            return self.enough(g[1], sum(o.state == "fulfilled" for o in mine), len(mine))
        if kind == "overdue":  # 一旦 D 任一 逾期 满 L, of what is still open (3.3d)
            mine = [o for o in c.open() if o.d["name"] == g[2]]
            i = self.rung_at(self.rungs[g[2]], g[3])
            return bool(mine) and self.enough(g[1], sum(i in o.fired for o in mine), len(mine))
        if kind == "children":
            return self.children_are(c, g[1])
        if kind == "late":
            return any(o.breached for o in c.obs)
        if kind == "never_late":
            return not any(o.breached for o in c.obs)
        if isinstance(g[1], list):  # what a table says, a sum, days
            value = self.lookup(c, *g[1][1:]) if g[1][0] == "table" else self.computed(c, *g[1])
            return None if value is UNKNOWN else {"=": value == g[2], "<=": value <= g[2], ">=": value >= g[2]}[kind]
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

    def lies_in(self, unit, of):
        """辖于: it is one of them, or lies below one."""
        self.use("8 辖于")
        return unit is not None and (unit in of or self.lies_in(self.units[unit]["parent"], of))

    def computed(self, c, kind, *of):
        """加, 减 and 乘 of facts; days after one date up to another and with it (docs/language.md 8)."""
        if kind in ("working_days", "calendar_days"):
            if of[0] not in c.latest:
                return UNKNOWN
            self.use("10 " + kind)
            days = range(c.latest[of[0]] // D.DAY + 1, self.now // D.DAY + 1)
            return sum(self.days.working(d) for d in days) if kind == "working_days" else len(days)
        a, b = c.facts.get(of[0]), of[1] if isinstance(of[1], int) else c.facts.get(of[1])
        if a is None or b is None:
            self.use("10 unknown in a sum")
            return UNKNOWN
        self.use("10 " + kind)
        return {"加": a + b, "减": a - b, "乘": a * b}[kind]

    def present(self, c, name):
        """The obligations of the present entry of a deadline's scope, without those whose holder has left the list (4.1c)."""
        d = self.deadlines[name]
        now = c.entered.get(d["scope"], 0)
        return [o for o in c.obs if o.d["name"] == name and (o.of_root if d["scope"] == "root" else o.ordinal) == now and not o.left]

    def enough(self, how, n, of):
        if how == "all":
            return n == of
        if how == "majority":
            return 2 * n > of
        return n >= (1 if how == "any" else how)
