"""Cases that a case opens (3.6): 录入, what the parent knows of them, and how the cases of a family go through time together."""
import days as D
from state import BAD, Case
from tables import UNKNOWN


class Children:
    """What one case does about those that it opened."""

    def do_open(self, c, t, ob, rung, kind, given):
        """Its id is the number of the entry and its place among those of the entry; what is unknown stays unknown."""
        entry = sum(e["kind"] != "not_recorded" for e in self.entries)
        key = f"{entry}.{sum(k.startswith(f'{entry}.') for k in c.children)}"
        c.children[key] = False
        facts = {name: self.given(c, value) for name, value in given}
        self.use("3.6 opened by " + self.entries[-1]["kind"])
        self.change("child", key=kind, value=key)
        self.change("effect", key="open_case")
        self.entries[-1].setdefault("opens", []).append((key, kind, {f: v for f, v in facts.items() if v is not None}, t))

    def given(self, c, value):
        how, *of = value
        if how == "fact":
            return c.facts.get(of[0])
        if how == "is":
            return of[0]
        known = self.computed(c, how, *of)
        return None if known is UNKNOWN else known

    def opening_of(self, kind, facts, t):
        return {"at": t, "open": kind, "facts": facts, "event": None}

    def hears(self, c, key, kind, t):
        """A case that it opened has closed: an event, which nobody refuses; a closed case takes it and does nothing."""
        self.days, self.now = self.calendars[c.revision][1], t
        self.drain(c, t)
        c.last = t
        self.entry("child", t)
        c.children[key] = True
        self.change("child_closed", key=kind, value=key)
        self.use("3.6 told" + (" when closed itself" if c.leaf in self.finals else ""))
        if c.leaf not in self.finals:
            self.classes(c, t)
            self.settle(c, t)
            self.drain(c, t)

    def children_are(self, c, how):
        """有 子件; 子件 全部 / 过半 / 任一 / 至少 N 结案. Over no child 全部 is not true."""
        self.use(f"3.6 {how} " + ("of some" if c.children else "of none"))
        if how == "some" or not c.children:
            return bool(c.children)
        return self.enough(how, sum(c.children.values()), len(c.children))


class Member:
    def __init__(self, model, kind, path="", parent=None, key=None):
        self.model, self.kind, self.path, self.parent, self.key = model, kind, path, parent, key
        self.c, self.entries, self.told = Case(), [], False


class Family:
    """A case and all that came of it. `models`: one for each type of case, the first line's first."""

    def __init__(self, models):
        self.models = models
        self.root = Member(models["petition"], "petition")
        self.members = [self.root]

    def run(self, events, until):
        for event in events:
            self.step(event)
        return self.answers(until)

    def step(self, event):
        """A line of the event file. `child` says which of the family it is for, counted by opening; `path` becomes the end of its id."""
        n = event.get("child", 0)
        member = self.members[n] if n < len(self.members) else None
        event["path"] = member.path if member else "9999.0"
        if self.root.c.leaf is not None and (len(self.members) > 1 or self.root.model.opens):
            self.advance(event["at"])  # as if the host had, for what one case does another may wait
        if member is None:
            self.root.entries.append({"at": D.show(event["at"]), "kind": "not_recorded", "event": event["event"], "refused": BAD["not open"], "changes": []})
            return
        self.at(member)
        member.c = member.model.step(member.c, event)
        self.settle(member)

    def at(self, member):
        m = member.model
        m.entries, m.days = member.entries, m.calendars[member.c.revision][1]

    def settle(self, member):
        """What a step leaves to be done, before anything else happens: cases to open, a closing to tell."""
        for key, kind, facts, t in [x for e in member.entries for x in e.pop("opens", [])]:
            path = (member.path + "/" if member.path else "") + key
            child = Member(self.models[kind], kind, path, member, key)
            self.members.append(child)
            self.at(child)
            child.c = child.model.opening(child.c, child.model.opening_of(kind, facts, t))
            self.settle(child)
        if self.is_news(member):
            member.told = True
            parent = member.parent
            self.at(parent)
            parent.model.hears(parent.c, member.key, member.kind, max(member.c.last, parent.c.last))
            self.settle(parent)

    @staticmethod
    def is_news(member):
        """Once: of one that is opened again the parent hears no second time."""
        return member.parent and member.c.leaf in member.model.finals and not member.told

    @staticmethod
    def rank(place, member):
        return place, member.path

    def advance(self, until):
        """All timers up to an instant, earliest first, of those at one instant by the id of the case (6.3); revisions between them."""
        while True:
            since = self.root.model.revised_at(self.root.c)
            end = until if since is None else min(until, since - 1)
            while True:
                due = [(self.rank(x[0], m), i) for i, m in enumerate(self.members) for x in m.model.timers(m.c) if x[0] <= end]
                if not due:
                    break
                member = self.members[min(due)[1]]
                self.at(member)
                member.model.fire_next(member.c, end)
                self.settle(member)
            if since is None or since > until:
                return
            for member in self.members:
                if member.model.revised_at(member.c) == since:
                    self.at(member)
                    member.model.see_revision(member.c, since)
                    self.settle(member)

    def answers(self, until):
        """Each case of the family as `explain --json --at until` has it, by the end of its id."""
        if self.root.c.leaf is not None:
            self.advance(until)
        found = {}
        for member in self.members:
            self.at(member)
            found[member.path] = member.model.answer(member.c, until)
        return found
