"""Random decision tables, as a tree and as text."""

FACTS = ["紧急", "人数", "来源"]
TAKE = {"one": "只取一行", "first": "首个", "priority": "优先", "all": "全部行"}
HOW = {"rows": "行数", "sum": "总和", "max": "最大", "min": "最小"}


def cell(c):
    kind, *of = c
    shown = "、".join(("是" if x else "否") if isinstance(x, bool) else str(x) for x in of)
    if kind == "to":
        return f"{of[0]} 至 {of[1]}"
    return {"any": "不限", "is": shown, "not": "除了 " + shown, "<": "不满 " + shown, "<=": "不超过 " + shown, ">": "超过 " + shown, ">=": "不少于 " + shown}[kind]


def text(tables):
    lines = []
    for name, t in tables.items():
        lines.append(f"决策表 {name} {TAKE[t['take']]}")
        lines.append("| " + " | ".join(t["in"] + ["则"] + t["out"]) + " |")
        for row in t["rows"]:
            lines.append("| " + " | ".join([cell(c) for c in row["if"]] + ["则"] + [str(x) for x in row["then"]]) + " |")
    return "".join(x + "\n" for x in lines)


def lookup(of):
    """[table, name, column, how] in a condition or as a value."""
    _, name, column, how = of
    return [name, "的", "行数"] if how == "rows" else [name, "的", column] + (["的", HOW[how]] if how in HOW else [])


def splits(r, fact):
    """The values of a fact in parts that leave nothing out and do not overlap."""
    if fact == "紧急":
        return [["is", True], ["is", False]]
    if fact == "来源":
        return r.choice([[["is", "来访"], ["is", "热线"]], [["not", "热线"], ["is", "热线"]]])
    a = r.choice([2, 3, 5])
    return r.choice([[["<", a], [">=", a]], [["<=", a], [">", a]], [["<", a], ["to", a, a + 2], [">", a + 2]]])


def partition(r, facts, depth=0):
    """Rows that leave no gap and do not overlap."""
    if not facts or (depth and r.random() < 0.35):
        return [{}]
    fact = r.choice(facts)
    rest = [f for f in facts if f != fact]
    return [dict(row, **{fact: part}) for part in splits(r, fact) for row in partition(r, rest, depth + 1)]


def same(row):
    """What tells a row from others: of two sources, any but one is the other; numbers are whole."""
    def plain(kind, *of):
        return {"not": lambda: ["is", "来访"], "<": lambda: ["<=", of[0] - 1], ">": lambda: [">=", of[0] + 1]}.get(kind, lambda: [kind, *of])()
    return [plain(*c) for c in row]


def distinct(rows):
    return [row for i, row in enumerate(rows) if same(row) not in map(same, rows[:i])]


def any_cell(r, fact):
    return ["any"] if r.random() < 0.4 else r.choice(splits(r, fact))


def table(r, take):
    facts = r.sample(FACTS, r.choice([1, 2, 2, 3]))
    if take in ("one", "first", "priority"):
        rows = [[row.get(f, ["any"]) for f in facts] for row in partition(r, facts)]
        if take != "one":  # leave something to the row that comes after
            rows = [[any_cell(r, f) if r.random() < 0.25 else c for f, c in zip(facts, row)] for row in rows]
            r.shuffle(rows)
            last = [["any"] for _ in facts]
            rows = [row for row in distinct(rows) if row != last][:4] + [last]
    else:
        rows = [[any_cell(r, f) for f in facts] for _ in range(r.choice([2, 3, 4]))]
        rows = distinct(rows)
    out = ["点数", "去处"] if take == "all" else ["点数", "档"]
    numbers = [r.choice([1, 2, 3]) for _ in rows]
    return {"take": take, "in": facts, "out": out,
            "rows": [{"if": row, "then": [n, r.choice(["乙局", "丙局", "乙镇"]) if take == "all" else r.choice(["村", "镇"])]} for row, n in zip(rows, numbers)]}


def make(r):
    return {name: table(r, take) for name, take in (("t1", "one"), ("t2", r.choice(["first", "priority"])), ("t3", "all")) if r.random() < 0.7}


def of(r, tables, guard):
    """A look-up: for a condition, or for a number."""
    name = r.choice(sorted(tables))
    if tables[name]["take"] != "all":
        return ["table", name, "点数", None]
    return ["table", name, "点数", r.choice(["rows", "sum", "max", "min"] if guard else ["rows", "sum"])]


def put_down(r, tables):
    """记 by a result, which may be unknown (3.3b)."""
    if "t3" in tables and r.random() < 0.3:
        return ["set", "协办单位", ["table", "t3", "去处", "list"]]
    return ["set", "次数", of(r, tables, False)]


def unasked(maker, items):
    """记 by a result where nobody has sent an event that could be rejected for it, or one that leads further: rungs, 一旦."""
    for i in items if maker.tables else []:
        for acts in [x["acts"] for x in i["rungs"]] if i["kind"] == "deadline" and not i["right"] else [i["acts"]] if i["kind"] == "once" else []:
            if maker.chance(0.15):
                acts.insert(0, put_down(maker.r, maker.tables))


def at_the_top(r, tables):
    """顶级 则."""
    return [put_down(r, tables)] if tables and r.random() < 0.3 else []


def of_lists(r):
    """A condition over a list, or over where it is."""
    return r.choice([["contains", "协办单位", r.choice(["乙局", "丙局"])], ["inside", "所在网格", r.choice([["甲镇"], ["乙村", "甲村"], ["甲区"], ["乙格"]])], ["inside", "承办单位", ["甲镇", "乙局"]],
                     ["of_them", r.choice(["any", "majority", 2]), "协办单位", ["乙局", "乙镇"]]])
