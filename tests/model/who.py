"""Who may act, who holds what (3.6b)."""


class Who:
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
            unit = self.acting if ob is None else ob.holder[1] if ob.holder[0] in ("unit", "role") else None
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

    def may(self, c, actor, who, ob=None, where="in a line"):
        if who is None or self.entered_late:
            return True
        named = self.holders(c, who, ob)
        if not named:
            named = self.instead_of_nobody()
            if any(self.is_he(c, actor, h) for h in named):
                self.use("3.6b 兜底 acts " + where)
        return any(self.is_he(c, actor, h) for h in named)

    def instead_of_nobody(self):
        """兜底 acts where nobody is known, as it owes what nobody owes (4.2b)."""
        return [("unit", self.pack["fallback"])]

    def may_fulfil(self, c, actor, o):
        """應: the holder unless one is named (4.1); 可: the one named."""
        if self.entered_late:  # 4.6: R enters it for whoever did it
            return True
        if o.delegate and self.is_he(c, actor, o.delegate):
            return True
        return self.may(c, actor, o.d["who"], where="and fulfils") if o.d["who"] else self.is_he(c, actor, o.holder)

    @staticmethod
    def name(holder):
        if holder is None:
            return None
        if holder[0] == "unit":
            return holder[1]
        return " ".join(x for x in holder[1:] if x) if holder[0] == "role" else holder[0]
