#!/usr/bin/env python3
"""check_demo.py REPOSITORY SANHUAN: the demo's figures, counted again from the two tables alone, against the dry-run's."""
import csv, json, subprocess, sys, tempfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

repo, sanhuan = Path(sys.argv[1]), sys.argv[2]
rows = lambda name: list(csv.DictReader((repo / name).open(encoding="utf-8")))
listed = {date.fromisoformat(r["date"]): r["kind"] == "workday" for r in rows("rules/calendars/cn/holidays.csv")}
works = lambda day: listed.get(day, day.weekday() < 5)

def working(day, n=0):  # the n-th working day after `day`; with n = 0 the day itself, or the next one that works
    while n or not works(day):
        day += timedelta(1)
        n -= n > 0 and works(day)
    return day

expected = {"baseline": Counter(), "candidate": Counter()}  # (place, figure) -> number; place None: all of them
for row in rows("examples/petitions/petitions.csv"):
    asked, replied = (datetime.fromisoformat(row[c]).replace(tzinfo=None) for c in ("asked", "replied"))
    received = working(asked.date() + timedelta(asked.time() > time(17, 30)))  # 2.6: as of the next opening
    statutory = working(asked.date() + timedelta(60))  # 2.5: rolled past rest days
    for pack, key, day in (("candidate", "reply-limit", working(received, 5)), ("candidate", "statutory-limit", statutory),
                           ("baseline", "statutory-limit", statutory)):
        names = [key + (" breached" if replied > datetime.combine(day, time(17, 30)) else " kept")]
        if pack == "candidate" and replied >= datetime.combine(working(day, 1), time(8, 30)):  # 4.3: first day after
            names += ["red_card", "to district"]  # each begins at the town, so every step up ends at the district
        expected[pack].update((place, name) for place in (None, row["place"] or "地点不详") for name in names)

with tempfile.TemporaryDirectory() as scratch:
    demo, events = repo / "examples/petitions", Path(scratch) / "petitions.jsonl"
    subprocess.run([sanhuan, "import", "csv", demo / "petitions.csv", "--mapping", demo / "mapping.yaml", "-o", events],
                   check=True)
    report = json.loads(subprocess.check_output(
        [sanhuan, "dry-run", demo / "baseline", demo / "with-125", "--events", events, "--json"]))

for pack, figures in expected.items():
    found = Counter()
    for place, totals in [(None, report[pack]), *((p, g[pack]) for p, g in report["groups"].items())]:
        for key in ("reply-limit", "statutory-limit"):
            for state in ("kept", "breached", "open", "unjudged", "other"):
                found[place, f"{key} {state}"] = totals["obligations"].get(key, {}).get(state, 0)
        found[place, "red_card"] = totals["effects"].get("red_card", 0)
        found.update({(place, "to " + level): n for level, n in totals["escalations"].items()})
    if wrong := {name: (n, figures[name]) for name, n in (found | figures).items() if found[name] != figures[name]}:
        sys.exit(f"{pack}: the dry-run and the count differ: {wrong}")
    print(pack, {name: n for (place, name), n in figures.items() if place is None})
