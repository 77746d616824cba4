#!/usr/bin/env python3
"""Writes places.csv from petitions.csv: each place of the board as a town-level unit with one invented grid.

Run it in this folder whenever petitions.csv changes: python3 make_places.py
"""
import csv

UNKNOWN = "地点不详"  # what mapping.yaml puts for an empty place

with open("petitions.csv", encoding="utf-8", newline="") as source:
    places = sorted({row["place"] or UNKNOWN for row in csv.DictReader(source)})

with open("places.csv", "w", encoding="utf-8", newline="") as target:
    out = csv.writer(target, lineterminator="\n")
    out.writerow(["name", "level", "parent", "kind"])
    for place in places:
        out.writerow([place, "镇", "区中心", "line"])
        out.writerow([place + "虚设网格", "网格", place, "line"])
