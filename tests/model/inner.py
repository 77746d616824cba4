"""Sub-stages (3.1) for a random pack: what is owed in them, the ways between them, into them and out of them."""

STEPS = ["ia", "ib", "ic"]  # what leads on from one to the next


def every(rings):
    """Stages and sub-stages, in the order of the file."""
    return [s for k in rings for stage in k["stages"] for s in [stage] + stage.get("subs", [])]


def around(rings, scope):
    """The stage that a scope is, or lies in, with all within it."""
    stage = next(s for k in rings for s in k["stages"] if scope in [s] + s.get("subs", []))
    return [stage] + stage.get("subs", [])


def deadlines(scopes):
    return [i for s in scopes for i in s["items"] if i["kind"] == "deadline"]


def goes(scopes):
    """Every way from stage to stage that lines for events have: the list that says where to."""
    return [a for s in scopes for i in s["items"] if i["kind"] == "when" for b in i["branches"] for a in b["acts"] if a[0] == "go"]


def add(maker, rings, stages, sequence):
    if not maker.chance(0.4):
        return
    found = [s for k in rings for s in k["stages"]][2 if maker.back and maker.chance(0.7) else 0:]  # mostly no longer way to where work is given back
    for stage in maker.r.sample(found, min(len(found), maker.r.choice([1, 1, 2, 9]))):
        split(maker, stage, sequence[:stages.index(stage["name"])])


def split(maker, stage, past):
    """Some of what stands in the stage moves into its sub-stages; each leads on to the next by what is done there, or by itself."""
    r = maker.r
    names = [stage["name"] + x for x in "abc"[:r.choice([2, 2, 3])]]
    subs = [{"name": n, "items": []} for n in names]
    for i in [i for i in stage["items"] if maker.chance(0.3)]:
        stage["items"].remove(i)
        r.choice(subs if i["kind"] == "deadline" else subs[-1:])["items"].append(i)
    anchors = [["entry"]] + [["latest", past[-1:]]] * bool(past)
    for n, sub in enumerate(subs):
        after = names[n + 1] if n + 1 < len(names) else None
        for _ in range(r.choice([0, 1, 1, 2])):
            sub["items"].append(maker.deadline([STEPS[n]] if maker.chance(0.7) else [STEPS[n], "ef"], anchors, ["r1", "r2", "r3"], None if past else False, not past))
        sub["items"] += ways_on(maker, sub, STEPS[n], after, names[:n + 1] + [stage["name"]])
    stage["subs"] = subs
    owed = [d["name"] for d in deadlines(subs)]
    for scope in [stage] + subs:  # not always owed when the stage is left
        for i in scope["items"]:
            for b in i.get("branches", []):
                if owed and any(a[0] == "go" for a in b["acts"]) and not any(a[0] == "end" for a in b["acts"]) and maker.chance(0.4):
                    b["acts"].insert(0, ["end", owed])


def ways_on(maker, sub, step, after, behind):
    r = maker.r
    mine = [d["name"] for d in deadlines([sub])]
    end = [["end", r.choice(["*", mine])]] if mine and maker.chance(0.5) else []
    on = end + [["go", after, None, None]] if after else []
    who = r.choice([None, None, ["unit", "甲区"], ["fact", "承办单位"]])
    branches = [{"if": None, "acts": on}]
    if maker.chance(0.4):
        back = {"if": maker.guard(), "acts": end + [["go", r.choice(behind), r.choice([1, 2, 3]), r.choice([None, after])]]}
        branches = [back, {"if": "else", "acts": on}]
    made = [{"kind": "when", "who": who, "events": [step], "branches": branches}] if after or branches[1:] else []
    if after and mine and maker.chance(0.25):
        made.append({"kind": "once", "if": r.choice([["done", mine[0]], ["late"], ["has", "承办单位"], ["has", "来源"]]), "acts": [["end", mine], ["go", after, None, None]]})
    elif after and mine and maker.chance(0.25):  # 2.9
        d = r.choice(deadlines([sub]))
        d["rungs"] = [x for x in d["rungs"] if x["at"][0] == "left"] + [{"at": ["breach"], "acts": ([["deem", "弃权"]] if d["right"] else []) + [["end", mine], ["go", after, None, None]]}]
    return made


def beside(maker, ring):
    """With a side stage beside them, timers of sub-stages that sleep. A move of theirs leaves the stage around them too; where something is owed there the
    program takes the pack all the same, and does of the rung but a part: so all is ended."""
    for stage in [s for s in ring["stages"] if s.get("subs")]:
        first = [d for d in deadlines(stage["subs"][:1]) if not d["right"]]
        if first and maker.chance(0.8):
            first[0]["rungs"] = [x for x in first[0]["rungs"] if x["at"][0] == "left"] + [{"at": ["breach"], "acts": [["end", "*"], ["go", stage["subs"][1]["name"], None, None]]}]
        for d in deadlines(stage["subs"]):
            for x in d["rungs"]:
                x["acts"] = [["end", "*"] if a[0] == "end" else a for a in x["acts"]]


def redirect(maker, thread, rings):
    """Ways that lead to a stage lead to one of its sub-stages, or to the ring that it is the first of; one stays as it was."""
    ways = goes([thread] + rings + every(rings))
    for ring in rings:
        for stage in ring["stages"]:
            for a in [a for a in ways if a[1] == stage["name"]][1:]:
                if stage.get("subs") and maker.chance(0.5):
                    a[1] = maker.r.choice([x["name"] for x in stage["subs"] if not x.get("side")])
            for a in [a for a in ways if a[1] == stage["name"]] if stage is ring["stages"][0] else []:
                if maker.chance(0.2):
                    a[1] = ring["name"]
