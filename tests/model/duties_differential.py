#!/usr/bin/env python3
"""Compares `sanhuan duties` with the model in duties.py on random duties; docs/semantics.md 5.1 to 5.2b decides who is right.

usage: duties_differential.py --program PATH [--packs N] [--seed S] [--self-test]

Exit status 1 at the first disagreement, which is printed. Same seed, same packs.
"""
import argparse
import collections
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import days as D
import duties
from pack_text import UNITS

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CYCLES = {"day": "每天", "week": "每周", "month": "每月", "quarter": "每季", "year": "每年"}
REST = {"anyway": "照做", "skip": "跳过", "roll": "顺延", "roll_back": "提前"}
LEVELS = {"区": "district", "镇": "town", "村": "village", "网格": "grid"}
TIMES = {"day": (1, 1, 2), "week": (1, 1, 2, 3), "month": (1, 2, 3, 4), "quarter": (1, 2, 3, 5), "year": (1, 2, 4, 5, 12)}
HEAD = "编号,类别,小类,事项,主责,配合,看什么,问什么,记什么,不得,频次,时段,遇休息日,处置,渠道,立件,凭证,敏感,依据,确定,批次,生效,失效,累计\n"
RULES = """事项 诉求 #petition
  要素 所在网格（网格）
事件 reg 须填 所在网格
流程 p 用于 诉求
  兜底 甲区
责任 r 由 甲区
贯穿 t
环 k
  环节 s 起点
    时限 d 属 r
      自 进入本环节 起 1个工作日内 应 reg
    当 reg 则 转 done
  结案 done
"""


class Maker:
    def __init__(self, r):
        self.r = r

    def chance(self, p):
        return self.r.random() < p

    def rhythm(self):
        cycle = self.r.choice(list(CYCLES))
        return cycle, self.r.choice(TIMES[cycle])

    def span(self):
        return tuple((self.r.randrange(1, 13), self.r.choice([1, 10, 15, 20, 28])) for _ in range(2))

    def valid(self, about):
        if self.chance(0.6):
            return None
        a = about + self.r.randrange(-200, 60)
        return a, a + self.r.randrange(1, 300) if self.chance(0.6) else None

    def pack(self):
        r = self.r
        about = D.day_of(r.choice([2023, 2024, 2025]), r.randrange(1, 13), r.randrange(1, 29))
        seasons = [[self.span() for _ in range(r.choice([1, 1, 2]))] for _ in range(2)]
        items = [{"key": f"人{i + 1:03}", "rhythms": {"网格": self.rhythm()}, "season": r.choice([None, None, *seasons]), "rest": r.choice(list(REST)),
                  "valid": self.valid(about), "piles_up": self.chance(0.15)} for i in range(r.choice([2, 3, 5]))]
        campaigns = [{"name": f"专项{i}", "season": r.choice(seasons), "items": sorted(x["key"] for x in r.sample(items, r.choice([1, 2]))), "rhythm": self.rhythm(),
                      "rest": r.choice(list(REST)), "valid": self.valid(about)} for i in range(r.choice([0, 1, 2]))]
        standing = [{"key": f"c{i}", "rhythms": {level: self.rhythm() for level in r.sample(["区", "镇", "村", "网格"], r.choice([1, 2]))}, "season": r.choice([None, None, [self.span()]]),
                     "rest": r.choice(list(REST)), "valid": self.valid(about), "piles_up": False} for i in range(r.choice([1, 2]))]
        force = about - r.choice([20, 400, 2000])
        return {"about": about, "force": (force, None), "seasons": seasons, "items": items, "campaigns": campaigns, "standing": standing}

    def done(self, pack, model):
        """What was done: on days on which something is open, mostly."""
        r, made = self.r, []
        for _ in range(r.choice([0, 10, 60])):
            duty = r.choice(pack["items"] + pack["standing"])
            level = r.choice(list(duty["rhythms"]))
            unit = r.choice([u["name"] for u in UNITS if u["level"] == level and u["kind"] == "line"])
            day = pack["about"] + r.randrange(-60, 30)
            may = [p for p in model.periods(duty, level, pack["about"] - 500, pack["about"] + 500) if model.open_on(duty, p, day)] if self.chance(0.3) else []
            period = r.choice(may) if may else None
            made.append({"unit": unit, "duty": duty["key"], "day": day, "period": r.randrange(period["first"], period["last"] + 1) if period else None})
        return made


def often(rhythm):
    return f"{CYCLES[rhythm[0]]}{rhythm[1]}次"


def dates(valid):
    return [D.date_of(d).isoformat() if d is not None else "" for d in valid or (D.day_of(2005, 1, 1), None)]


def month_day(x):
    return f"{x[0]:02}-{x[1]:02}"


def write(pack, folder):
    os.makedirs(folder, exist_ok=True)
    units = "".join(f"  - {{name: {u['name']}, level: {u['level']}, kind: {u['kind']}" + (f", parent: {u['parent']}" if u["parent"] else "") + "}\n" for u in UNITS)
    names = {id(s): f"时段{i}" for i, s in enumerate(pack["seasons"])}
    text = RULES
    for d in pack["standing"]:
        text += f"常设 {d['key']}\n  频次 " + "、".join(f"{level} {often(x)}" for level, x in d["rhythms"].items()) + "\n"
        text += "".join(f"  时段 每年 {a[0]}月{a[1]}日 至 {b[0]}月{b[1]}日\n" for a, b in d["season"] or [])
        if d["valid"]:
            first, last = dates(d["valid"])
            text += f"  施行 {first}" + (f" 至 {last}" if last else "") + "\n"
        text += f"  应 reg 遇休息日 {REST[d['rest']]}\n"
    files = {
        "process.huan": text, "org.yaml": f"units:\n{units}",
        "pack.yaml": f"name: random\ntitle: 随机\nversion: \"1\"\neffective: {dates(pack['force'])[0]}\nlanguage: zh\nzone: Asia/Shanghai\ncalendar: ../calendars/cn\norganisation: org.yaml\nfiles: [process.huan]\nduties: duties.yaml\n",
        "duties.yaml": f"owed_by: 网格\ntotal: {len(pack['items'])}\nclasses: {{人: {len(pack['items'])}}}\nitems: items.csv\nseasons: seasons.csv\ncampaigns: campaigns.csv\n",
        "seasons.csv": "时段,自,至,节日,前,后,依据\n" + "".join(f"{names[id(s)]},{month_day(a)},{month_day(b)},,,,推定\n" for s in pack["seasons"] for a, b in s),
        "campaigns.csv": "专项,时段,事项,频次,遇休息日,依据,生效,失效\n" + "".join(
            f"{c['name']},{names[id(c['season'])]},{'、'.join(c['items'])},{often(c['rhythm'])},{REST[c['rest']]},推定,{','.join(dates(c['valid']))}\n" for c in pack["campaigns"]),
        "items.csv": HEAD + "".join(
            f"{i['key']},人,小类,事{i['key']},乙局,,看,问,记,不得,{often(i['rhythms']['网格'])},{names[id(i['season'])] if i['season'] else ''},{REST[i['rest']]},采集,普通,,记录,一般,推定,推定,首批,"
            f"{','.join(dates(i['valid']))},{'是' if i['piles_up'] else ''}\n" for i in pack["items"])}
    for name, content in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)


def units_of(level):
    return [u["name"] for u in UNITS if u["level"] == level and u["kind"] == "line"]


def mine(pack, model, done, on, since):
    """What is owed on a day and what was missed, as the program prints it."""
    owed, missed = [], []
    for duty in pack["items"] + pack["standing"]:
        for level in duty["rhythms"]:
            units = units_of(level)
            begins = pack["force"][0] if duty["piles_up"] else on - 800
            each = [model.standing(duty, level, unit, done, begins, on + 800, on) for unit in units]
            debts = [sum(p["times"] - p["done"] for p in e if p["due"] < on) if duty["piles_up"] else 0 for e in each]
            for i, p in enumerate(each[0]):
                if min(p["first"], p["due"]) <= on <= p["due"]:
                    wanting = [e[i]["times"] - e[i]["done"] + debt for e, debt in zip(each, debts)]
                    owed.append({"level": LEVELS[level], "number": duty["key"], "first": p["first"], "last": p["last"], "due": p["due"], "units": len(units),
                                 "campaign": pack["campaigns"][p["campaign"]]["name"] if p["campaign"] is not None else None, "waiting": sum(w > 0 for w in wanting), "wanting": sum(wanting)})
                if since <= p["due"] < on:
                    missed += [{"unit": unit, "duty": duty["key"], "first": p["first"], "last": p["last"], "due": p["due"], "owed": p["times"], "done": e[i]["done"]}
                               for unit, e in zip(units, each) if e[i]["done"] < p["times"]]
    return lines(owed), lines(missed)


def lines(found):
    shown = [{k: D.date_of(v).isoformat() if k in ("first", "last", "due") and isinstance(v, int) else v for k, v in x.items()} for x in found]
    return sorted(json.dumps(x, ensure_ascii=False, sort_keys=True) for x in shown)


def theirs(text, keys):
    return lines([{k: x.get(k) for k in keys} for x in map(json.loads, text.splitlines())])


class Driver:
    def __init__(self, program, folder):
        self.program, self.folder, self.counts = program, folder, collections.Counter()
        shutil.copytree(os.path.join(ROOT, "rules/calendars/cn"), os.path.join(folder, "calendars/cn"))
        self.kinds = D.read_beliefs(os.path.join(ROOT, "rules/calendars/cn"))[-1][1]

    def ask(self, *arguments):
        done = subprocess.run([self.program, "duties", os.path.join(self.folder, "pack"), *arguments, "--json"], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"the program failed on {arguments}:\n{done.stdout}{done.stderr}\n" + open(os.path.join(self.folder, "pack/process.huan"), encoding="utf-8").read())
        return done.stdout

    def compare(self, seed):
        r = random.Random(seed)
        maker = Maker(r)
        pack = maker.pack()
        write(pack, os.path.join(self.folder, "pack"))
        model = duties.Duties(pack, self.kinds)
        done = maker.done(pack, model)
        table = os.path.join(self.folder, "done.csv")
        with open(table, "w", encoding="utf-8") as file:
            file.write("unit,duty,date,period\n" + "".join(f"{x['unit']},{x['duty']},{D.date_of(x['day'])},{D.date_of(x['period']) if x['period'] is not None else ''}\n" for x in done))
        self.counts["packs"] += 1
        for _ in range(3):
            on = pack["about"] + r.randrange(-40, 60)
            since = on - r.choice([5, 40])
            self.counts["days"] += 1
            owed, missed = mine(pack, model, done, on, since)
            for what, ours, more, keys in (("owed", owed, (), ("level", "number", "first", "last", "due", "units", "campaign", "waiting", "wanting")),
                                           ("missed", missed, ("--missed", "--each", "--since", str(D.date_of(since))), ("unit", "duty", "first", "last", "due", "owed", "done"))):
                program = theirs(self.ask("--on", str(D.date_of(on)), "--done", table, *more), keys)
                self.counts[what] += len(ours)
                if program != ours:
                    return f"{what} on {D.date_of(on)}, since {D.date_of(since)}", [x for x in ours if x not in program], [x for x in program if x not in ours]
        return None


# Each a rule of the model made wrong, in one place.
MUTATIONS = {
    "5.1b a campaign changes nothing": ("rhythm", lambda right: lambda self, duty, level, day: (lambda owed: owed and (None, *duty["rhythms"][level], duty["rest"]))(right(self, duty, level, day))),
    "5.1b a season does not go over the new year": ("in_season", lambda right: lambda self, spans, day: right(self, spans and [x for x in spans if x[0] <= x[1]], day)),
    "5.1b what ends is owed on its last day no more": ("within", lambda right: staticmethod(lambda valid, day: right(valid and (valid[0], valid[1] and valid[1] - 1), day))),
    "5.2 顺延 stays where it is": ("due", lambda right: lambda self, duty, level, first, last, owed: last if owed[3] == "roll" else right(self, duty, level, first, last, owed)),
    "5.2 提前 never goes before the period": ("due", lambda right: lambda self, duty, level, first, last, owed: (lambda due: due if due is None else max(first, due))(
        right(self, duty, level, first, last, owed))),
    "5.2 what piles up does not": ("together", lambda right: staticmethod(lambda duty, a, b: max(a, b))),
    "5.2b the newest period takes it": ("which", lambda right: staticmethod(lambda may: may[-1])),
    "5.2b what is done late counts": ("open_on", lambda right: staticmethod(lambda duty, period, day: min(period["first"], period["due"]) <= day)),
}


def self_test(given):
    """Whether the comparison finds a model that is wrong."""
    missed = []
    for name, (what, wrong) in MUTATIONS.items():
        kept = duties.Duties.__dict__[what]
        setattr(duties.Duties, what, wrong(getattr(duties.Duties, what)))
        found, tried = None, 0
        with tempfile.TemporaryDirectory(prefix="sanhuan-duties-") as folder:
            driver = Driver(given.program, folder)
            while tried < given.packs and not found:
                tried += 1
                found = driver.compare(f"{given.seed}/{tried}")
        setattr(duties.Duties, what, kept)
        print(f"{name}: " + (f"found after {tried} packs" if found else "NOT FOUND"))
        missed += [] if found else [name]
    return 1 if missed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--packs", type=int, default=40)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--self-test", action="store_true", help="make the model wrong, rule by rule, and see that it is found out")
    given = parser.parse_args()
    if given.self_test:
        return self_test(given)
    with tempfile.TemporaryDirectory(prefix="sanhuan-duties-") as folder:
        driver = Driver(given.program, folder)
        for n in range(1, given.packs + 1):
            found = driver.compare(f"{given.seed}/{n}")
            if found:
                what, ours, program = found
                print(f"seed {given.seed}, pack {n}: {what}\n" + open(os.path.join(folder, "pack/process.huan"), encoding="utf-8").read())
                for name in ("items.csv", "seasons.csv", "campaigns.csv", "../done.csv"):
                    print(open(os.path.join(folder, "pack", name), encoding="utf-8").read())
                print("\n".join(["- " + x for x in ours] + ["+ " + x for x in program]))
                return 1
        print(", ".join(f"{n} {what}" for what, n in driver.counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
