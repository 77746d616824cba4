#!/usr/bin/env python3
"""check_organisation.py REPOSITORY SANHUAN: the tables of the organisation are those that their generator writes, they
cover the district without crossing, double or gap by a count of this script's own, and the catalogue that the program
lists is the one in the table."""
import csv, json, subprocess, sys, tempfile
from collections import Counter
from pathlib import Path

repo, sanhuan = Path(sys.argv[1]), sys.argv[2]
folder = repo / "rules/lanshan/organisation"
rows = lambda path: list(csv.DictReader(path.open(encoding="utf-8")))

with tempfile.TemporaryDirectory() as scratch:
    subprocess.run([sys.executable, folder / "generate.py", scratch], check=True)
    for name in ("towns.csv", "villages.csv", "grids.csv"):
        assert (Path(scratch) / name).read_bytes() == (folder / name).read_bytes(), f"{name} is not what generate.py writes"

towns, villages, grids = (rows(folder / f"{name}.csv") for name in ("towns", "villages", "grids"))
assert (len(towns), len(villages), len(grids)) == (12, 343, 2532)
codes = Counter(row["code"] for row in towns + villages + grids)
assert max(codes.values()) == 1, codes.most_common(1)
by_name = {row["name"]: row["code"] for row in towns + villages}
for row, digits in [(r, 12) for r in villages] + [(r, 15) for r in grids]:
    assert len(row["code"]) == digits and row["code"][:-3] == by_name[row["parent"]] and row["code"][-3:] != "000", row
assert {row["parent"] for row in villages} == {row["name"] for row in towns}
assert {row["parent"] for row in grids} == {row["name"] for row in villages}
assert all(row["name"].startswith("虚构") for row in villages + grids)

listed = subprocess.run([sanhuan, "duties", repo / "rules/lanshan", "--items", "--json"], check=True, capture_output=True, text=True)
found = [json.loads(line) for line in listed.stdout.splitlines()]
items = rows(repo / "rules/lanshan/duties/items.csv")
assert len(found) == len(items) == 385
for one, row in zip(found, items):
    assert (one["number"], one["class"], one["title"], one["lead"]) == (row["编号"], row["类别"], row["事项"], row["主责"]), row
    assert one["basis"].replace(" ", "") == row["依据"].replace(" ", ""), (one, row)
print("12 towns, 343 villages, 2532 grids, 385 items")
