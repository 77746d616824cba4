"""Decision tables (3.3b): rows that are true, false or unknown, and what a table then says."""

UNKNOWN = object()


class Tables:
    def cell(self, c, fact, cell):
        if cell[0] == "any":
            return True
        value = c.facts.get(fact)
        if value is None:
            return None
        kind, *of = cell
        return {"is": lambda: value in of, "not": lambda: value not in of, "<": lambda: value < of[0], "<=": lambda: value <= of[0], ">": lambda: value > of[0],
                ">=": lambda: value >= of[0], "to": lambda: of[0] <= value <= of[1]}[kind]()

    def row(self, c, table, row):
        cells = [self.cell(c, fact, cell) for fact, cell in zip(table["in"], row["if"])]
        return False if False in cells else None if None in cells else True

    def lookup(self, c, name, column, how=None):
        """A value, or UNKNOWN."""
        table = self.pack["tables"][name]
        rows = [(self.row(c, table, row), row["then"]) for row in table["rows"]]
        self.use("3.3b table " + table["take"])
        if table["take"] == "all":
            if any(true is None for true, _ in rows):
                self.use("3.3b table all unknown")
                return UNKNOWN
            values = [then[table["out"].index(column)] for true, then in rows if true] if how != "rows" else [1 for true, _ in rows if true]
            if how in ("rows", "sum"):
                return sum(values)
            if how == "list":
                return list(dict.fromkeys(values))
            return {"max": max, "min": min}[how](values) if values else UNKNOWN
        before = []  # unknown rows that would come first
        for true, then in rows:
            if true is None:
                before.append(then)
            if true:
                if table["take"] != "one" and any(other != then for other in before):
                    self.use("3.3b table unknown before")
                    return UNKNOWN
                return then[table["out"].index(column)]
        self.use("3.3b table no row is true")
        return UNKNOWN
