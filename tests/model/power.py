"""Power (3.3e): what the level of an actor may do."""

NEEDS = {"designate": "分流指派", "supervise": "督查督办", "escalate": "督查督办", "score": "考核奖惩"}


def lacking(granted, acts):
    return [a for a in acts if NEEDS.get(a[1] if a[0] == "effect" else a[0], None) not in (None, *granted)]


class Power:
    def has_power(self, actor, acts):
        powers = self.pack.get("powers")
        if powers is None or "unit" not in actor:
            return True  # the petitioner and the system: the rules do it
        lacks = lacking(powers.get(self.units[actor["unit"]]["level"], []), acts)
        self.use("3.3e power " + ("lacking" if lacks else "as needed"))
        return not lacks

    def in_his_power(self, actor, moves):
        """The transitions among these lines that he has the power for."""
        moves = [dict(m, branches=[b for b in m["branches"] if self.has_power(actor, b["acts"])]) for m in moves]
        return [m for m in moves if m["branches"]]
