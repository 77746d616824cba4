"""Where a case is (3.1, 3.4): the tree of scopes, from the root over rings and stages down to sub-stages."""


class Places:
    def add_scopes(self, pack):
        self.scopes, self.inner = {}, {}  # inner: the first scope within one, which is where a way into it leads
        self.add_scope(dict(pack["thread"], name="root"), None)
        for ring in pack["rings"]:
            self.add_scope(ring, "root", ring["stages"])
            for stage in ring["stages"]:
                self.add_scope(stage, ring["name"], stage.get("subs"))
                for sub in stage.get("subs", []):
                    self.add_scope(sub, stage["name"])
                if stage.get("initial"):
                    self.first_stage = self.leaf_of(stage["name"])

    def add_scope(self, scope, parent, within=None):
        self.scopes[scope["name"]] = dict(scope, parent=parent)
        if within:
            self.inner[scope["name"]] = within[0]["name"]
        for item in scope["items"]:
            if item["kind"] == "deadline":
                d = dict(item, scope=scope["name"], number=len(self.deadlines))
                self.deadlines[d["name"]] = d
                self.rungs[d["name"]] = self.ladder(d)

    def leaf_of(self, name):
        """Where one is who goes there: in a ring, or in a stage with sub-stages, in the first."""
        while name in self.inner:
            self.use("3.1 the first within")
            name = self.inner[name]
        return name

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
