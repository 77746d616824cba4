"""Cases that a case opens (3.6), for a random pack: where it does, with what, and what it then reads of them."""
import inner

# What the new case knows: facts of the one that opens it, values of the rule, sums.
GIVEN = {"所在网格": [["fact", "所在网格"]], "来源": [["fact", "来源"], ["is", "来访"], ["is", "热线"]], "紧急": [["fact", "紧急"], ["is", True]],
         "人数": [["fact", "人数"], ["is", 3], ["加", "人数", 1], ["乘", "次数", 2]], "承办单位": [["fact", "承办单位"], ["is", "乙局"], ["is", "甲镇"]],
         "协办单位": [["fact", "协办单位"], ["is", ["丙局"]]], "说明": [["fact", "说明"]], "次数": [["fact", "次数"], ["is", 2], ["减", "人数", 1]]}
NAMES = {"petition": "诉求", "part": "分件"}


def action(r, kinds):
    names = [f for f in GIVEN if r.random() < (0.8 if f == "所在网格" else 0.3)]
    return ["open", r.choice(kinds), [[f, r.choice(GIVEN[f])] for f in names]]


def condition(r):
    return ["children", r.choice(["some", "all", "all", "majority", "any", 2])]


def add(maker, thread, rings, stages):
    """录入 in lines for events, beside a move, in rungs; a stage that what is opened leads on from."""
    r, kinds = maker.r, maker.kinds
    found = [s for s in inner.every(rings) if s["name"] != "aside" and s not in inner.around(rings, rings[0]["stages"][0])]
    if maker.chance(0.8):
        some = [action(r, kinds) for _ in range(r.choice([1, 1, 2]))]
        branches = [{"if": None, "acts": some}]
        if maker.chance(0.3):
            branches = [{"if": maker.guard(), "acts": some}, {"if": "else", "acts": [action(r, kinds)]}]
        r.choice(found + [thread] * 3)["items"].append({"kind": "when", "who": r.choice([None, None, ["unit", "甲区"], ["fact", "承办单位"]]), "events": ["spl"], "branches": branches})
    for scope in found:
        for i in scope["items"]:
            for b in i.get("branches", []):
                if b["acts"] and maker.chance(0.15):
                    b["acts"].insert(0, action(r, kinds))
            if i["kind"] == "deadline" and not i["right"] and not i.get("second") and maker.chance(0.2):
                i["classes"], i["change"] = [[condition(r), maker.length()[:2] + [None]]], r.choice(["recount", "restart"])
    # Not in the first stage, where a case that opens with its like at hand would open the next, and so on.
    for scope in found + [thread]:
        for d in scope["items"]:
            for rung in d["rungs"] if d["kind"] == "deadline" and not d["right"] else []:
                if maker.chance(0.15):
                    rung["acts"] = rung["acts"] + [action(r, kinds)]
    if maker.chance(0.3):  # a case that ends by itself (2.9)
        d = r.choice([d for scope in found + [rings[0]["stages"][0]] for d in scope["items"] if d["kind"] == "deadline" and not d["right"]] or [None])
        if d:
            d["rungs"] = [x for x in d["rungs"] if x["at"][0] == "left"] + [{"at": ["breach"], "acts": [["end", "*"], ["go", "gone", None, None]]}]
    if maker.chance(0.5):
        stage = r.choice([s for s in found if s["name"] in stages])
        after = dict(zip(stages, stages[1:] + ["done"]))[stage["name"]]
        names = [d["name"] for d in inner.deadlines(inner.around(rings, stage))]
        acts = [action(r, kinds)] if after != "done" and maker.chance(0.2) else []
        stage["items"].append({"kind": "once", "if": condition(r), "acts": acts + ([["end", "*" if after == "done" else names]] if names or after == "done" else []) + [["go", after, None, None]]})
