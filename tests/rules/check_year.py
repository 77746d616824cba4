#!/usr/bin/env python3
"""check_year.py REPOSITORY SANHUAN: the invented year has the proportions of the source text, the rules take every event of
it, the meetings that came late are those that this script counts by the calendar on its own, and so are the ratings of each town and what fell
due of the screening in a quarter's assessment."""
import csv, json, subprocess, sys, tempfile
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

repo, sanhuan = Path(sys.argv[1]), sys.argv[2]
listed = {date.fromisoformat(r["date"]): r["kind"] == "workday"
          for r in csv.DictReader((repo / "rules/calendars/cn/holidays.csv").open(encoding="utf-8"))}
works = lambda day: listed.get(day, day.weekday() < 5)

with tempfile.TemporaryDirectory() as scratch:
    for name in ("one", "two"):
        subprocess.run([sys.executable, repo / "examples/lanshan-year/generate.py", f"{scratch}/{name}", "--events-only"],
                       check=True, capture_output=True)
    path = Path(scratch) / "one/events.jsonl"
    assert path.read_bytes() == (Path(scratch) / "two/events.jsonl").read_bytes(), "two runs of the generator differ"
    run = subprocess.run([sanhuan, "run", repo / "rules/lanshan", "--events", path, "--until", "2026-01-31", "--json"],
                         check=True, capture_output=True, text=True)
    (Path(scratch) / "none.csv").write_text("单位,事项,日期\n", encoding="utf-8")
    assessed = subprocess.run([sanhuan, "assess", repo / "rules/lanshan", "--events", path, "--until", "2026-01-31", "--by", "towns", "--from",
                               "2025-07-01", "--to", "2025-09-30", "--done", Path(scratch) / "none.csv", "--json"],
                              check=True, capture_output=True, text=True)
    lines = [json.loads(line) for line in path.open(encoding="utf-8")][1:]

cases = defaultdict(list)
for line in lines:
    cases[line["case"]].append(line)
demands = [c for c in cases.values() if c[0]["open"] == "群众诉求"]
disputes = [c for c in cases.values() if c[0]["open"] == "调解件"]
assert (len(demands), sum(c[0]["facts"]["涉及人数"] for c in demands)) == (1921, 3979)
assert len(disputes) == 5390 and sum(c[0]["facts"]["纠纷种类"] != "邻里和其他" for c in disputes) == 5097
last = [[l for l in c if l["event"] == "回访"][-1]["facts"]["评价"] for c in demands]
first = [[l for l in c if l["event"] == "回访"][0]["facts"]["评价"] for c in demands]
assert sum(v != "不满意" for v in first) / len(first) > 0.95 and "不满意" not in last

# 约见群众: the next working day after the latest assignment, at closing; a case given back keeps the count of the last one.
late = 0
for case in demands:
    assigned = None
    for line in case:
        at = datetime.fromisoformat(line["at"]).replace(tzinfo=None)
        if line["event"] in ("交办", "改派"):
            assigned = at
        if line["event"] == "见面":
            day = assigned.date() + timedelta(1)
            while not works(day):
                day += timedelta(1)
            late += at > datetime.combine(day, time(17, 30))
result = [json.loads(line) for line in run.stdout.splitlines()]
summary = result[-1]["summary"]
assert (summary["cases"], summary["rejected"]) == (1921 + 5390, 0), summary
breached = sum(o["key"] == "meet-limit" and o["breached"] is not None for c in result[:-1] for o in c["obligations"])
assert breached == late > 0, (breached, late)
# The third quarter, town by town: what opened in it and how its last rating was, by the unit that had it last.
rows = lambda name: list(csv.DictReader((repo / "rules/lanshan/organisation" / name).open(encoding="utf-8")))
towns = {r["name"]: r["code"] for r in rows("towns.csv")}
villages, grids = [r["code"] for r in rows("villages.csv")], [r["code"] for r in rows("grids.csv")]
rated, again = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
for case in demands:
    if not "2025-07-01" <= case[0]["at"][:10] <= "2025-09-30":
        continue
    unit = [l["facts"]["承办单位"] for l in case if l["event"] in ("交办", "改派")][-1]
    rating = [l for l in case if l["event"] == "回访"][-1]["facts"]["评价"]
    rated[unit][0] += rating in ("满意", "基本满意")
    rated[unit][1] += rating != "未评价"
    again[unit][0] += case[0]["facts"]["初信初访"]
    again[unit][1] += 1
days = [date(2025, 7, 1) + timedelta(i) for i in range(92)]
sundays, months = sum(d.weekday() == 6 for d in days), 3
scores = [json.loads(line) for line in assessed.stdout.splitlines()]
assert {s["unit"] for s in scores} == set(towns) and [s["place"] for s in scores] == sorted(s["place"] for s in scores)
for score in scores:
    code = towns[score["unit"]]
    owed = months + sundays * sum(v.startswith(code) for v in villages) + len(days) * sum(g.startswith(code) for g in grids)
    counted = {"satisfied": rated[score["unit"]], "not-repeated": again[score["unit"]], "screened": [0, owed]}
    for key, (good, all_) in counted.items():
        assert score[key] == f"{good}/{all_}", (score["unit"], key, score[key], good, all_)
print(f"7311 cases, {summary['events']} events; {late} meetings came late by both counts; 12 towns assessed alike")
