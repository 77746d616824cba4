#!/usr/bin/env python3
"""check_findings.py REPOSITORY SANHUAN: a finding under each item of the list opens the case that the table names, and the rules take it."""
import csv, json, subprocess, sys, tempfile
from pathlib import Path

repo, sanhuan = Path(sys.argv[1]), sys.argv[2]
items = list(csv.DictReader((repo / "rules/lanshan/duties/items.csv").open(encoding="utf-8")))
grid = next(csv.DictReader((repo / "rules/lanshan/organisation/grids.csv").open(encoding="utf-8")))["code"]
keys = {"群众诉求": "petition", "隐患": "hazard", "线索": "lead"}

with tempfile.TemporaryDirectory() as scratch:
    found, opened = Path(scratch) / "found.csv", Path(scratch) / "opened.jsonl"
    found.write_text("单位,事项,时刻,情况,编号\n" + "".join(f"{grid},{i['编号']},2026-09-18T10:00,样例,例{i['编号']}\n" for i in items), encoding="utf-8")
    subprocess.run([sanhuan, "duties", repo / "rules/lanshan", "--findings", found, "--out", opened], check=True, capture_output=True)
    lines = [json.loads(line) for line in opened.open(encoding="utf-8")]
    run = subprocess.run([sanhuan, "run", repo / "rules/lanshan", "--events", opened, "--until", "2026-09-19", "--json"],
                         check=True, capture_output=True, text=True)
wanted = {"例" + i["编号"]: keys[i["立件"]] for i in items if i["立件"]}
assert {line["case"]: line["open"] for line in lines} == wanted and len(wanted) > 300
leads = {"例" + i["编号"]: i["主责"] for i in items}
for line in lines:
    assert line["facts"]["所在网格"] == grid and line["by"] == {"unit": grid}
    if line["open"] != "petition":
        assert line["facts"]["主责部门"] == leads[line["case"]], line
results = [json.loads(line) for line in run.stdout.splitlines()]
summary = results[-1]["summary"]
assert (summary["cases"], summary["rejected"]) == (len(wanted), 0), summary
assert all(len(r["obligations"]) > 0 for r in results[:-1]), "somebody owes something in each"
print(f"{len(items)} findings open {len(wanted)} cases, {len(items) - len(wanted)} are only collected")
