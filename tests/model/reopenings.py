"""What opens a closed case again (可重开, 3.5b), for a random pack."""
import inner


def make(maker, thread, rings, stages):
    r = maker.r
    names = [i["name"] for i in thread["items"] if i["kind"] == "deadline"]
    to = r.choice([s["name"] for s in inner.every(rings) if not s.get("side") and s["name"] != stages[0]] + [rings[1]["name"]])
    return {"times": r.choice([1, 2, 3]), "len": maker.length()[:2] + [None], "who": r.choice([["petitioner"], ["unit", "甲区"], ["fact", "承办单位"], ["factrole", "承办单位", "负责人"]]),
            "event": "rop", "to": to, "modes": {n: mode(r) for n in names if maker.chance(0.5)}, "rest": mode(r)}


def mode(r):
    return r.choice(["unaffected", "recount", "leave_out"])
