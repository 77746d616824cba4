"""What is done on entering and leaving a scope (进入时, 离开时; 3.3.9), for a random pack."""
import decisions
import inner
import openings

UNITS = [["unit", "甲区"], ["unit", "甲镇"], ["unit", "乙局"], ["fact", "承办单位"], ["fact", "承办单位"], ["role", "窗口人员"], ["unitrole", "甲区", "负责人"]]


def add(maker, thread, rings, stages):
    r = maker.r
    if not maker.chance(0.6):
        return
    scopes = [("root", thread)] + [(k["name"], k) for k in rings] + [(s["name"], s) for s in inner.every(rings)]
    plain = [i["name"] for _, scope in scopes for i in scope["items"] if i["kind"] == "deadline" and not i["right"] and not i["statutory"]]
    with_return = {}  # what a return may close, by the scopes that are left with it
    for some in [inner.around(rings, s) for s in inner.every(rings) if s.get("returns")]:
        with_return.update({s["name"]: [d["name"] for d in inner.deadlines(rings + some)] for s in some})
    supervised = any(i["anchor"] == ["latest", ["提级督办"]] for i in thread["items"] if i["kind"] == "deadline")
    items = [i for _, scope in scopes for i in scope["items"]]
    maker.by_itself = any(i["kind"] == "once" or i["kind"] == "deadline" and any(a[0] in ("go", "back") for x in i["rungs"] for a in x["acts"]) for i in items)
    for name, scope in scopes:
        for key, word in (("on_entry", "进"), ("on_exit", "出")):
            if maker.chance(0.45):
                # Entered with the opening, or left when nothing else has been done.
                early = name in ("root", rings[0]["name"]) or scope in inner.around(rings, rings[0]["stages"][0])
                # The page does not say whether what a return closes in a scope around is closed before what is done on leaving the one within, or with its own.
                some = [d for d in plain if not (key == "on_exit" and d in with_return.get(name, []))]
                acts = [action(maker, some, early, word + name) for _ in range(r.choice([1, 1, 2, 3]))]
                if maker.back and not maker.by_itself and (name, key) == (stages[1], "on_entry") and maker.chance(0.5):
                    acts += [["set", "承办单位", r.choice(["甲镇", "乙局"])]]  # given back, and known again at once
                # Nor what becomes of an obligation of the thread that opens while the case is closing.
                acts = [a for a in acts if not (a[0] == "escalate" and key == "on_exit" and supervised)]
                # The words say where it was done, so that the order of the effects says in which order (6.3).
                scope[key] = acts + [["effect", "notify", r.choice(UNITS), word + name]] if maker.chance(0.8) else acts


def action(maker, plain, early, where):
    r = maker.r
    kinds = ["set"] * 4 + ["effect"] * 2 + ["score", "level", "merge"] + ["clock", "hand"] * 2 * bool(plain)
    if not early:
        # Not where every case comes by: one that opens its like there would open the next, and so on.
        kinds += ["open"] * 2 * bool(maker.kinds) + ["escalate"] * (not maker.late)  # nor, with what is entered late, from when 提级督办 counts
    kind = r.choice(kinds)
    if kind == "set":
        return a_fact(maker, where) if not maker.tables or maker.chance(0.5) else decisions.put_down(maker.r, maker.tables)
    if kind == "clock":
        return [r.choice(["suspend", "resume", "interrupt", "end"]), [r.choice(plain)]]
    if kind == "hand":
        return r.choice([["transfer", [r.choice(plain)], maker.taker(), r.choice(["unaffected", "recount"])], ["delegate", r.choice(plain), maker.taker()], ["recall", r.choice(plain)]])
    if kind == "open":
        return openings.action(r, maker.kinds)
    if kind == "escalate":
        return ["escalate", r.choice([["unit", "甲区"], ["fact", "承办单位"]])]
    if kind == "level":
        return ["level", r.choice(["村", "镇", "网格"])]
    if kind == "score":
        return ["score", r.choice(["penalise", "reward"]), r.choice(UNITS), r.choice([1, 2])]
    if kind == "merge":
        return ["merge", "reg", "另件时刻"]
    if maker.chance(0.3):
        return ["effect", "notify", ["each", "协办单位"], "一家一份"]
    return maker.effect(False)


def a_fact(maker, where):
    r = maker.r
    fact = r.choice(["紧急", "人数", "来源", "承办单位", "承办单位", "协办单位", "次数", "说明"])
    if fact == "承办单位" and maker.back and where[0] == "出":
        fact = "人数"  # the page does not say whether the fact becomes unknown that named nobody when the work was given back and is set on leaving
    return ["set", fact, r.choice({"紧急": [True, False, None], "人数": [0, 2, 4, None], "来源": ["来访", "热线", None], "承办单位": ["甲镇", "乙局", None],
                                   "协办单位": [["乙局"], ["乙局", "丙局"], ["乙镇", "丙局"]], "次数": [1, 2, 3], "说明": [None]}[fact])]
