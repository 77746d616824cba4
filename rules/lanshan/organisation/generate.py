"""Writes towns.csv, villages.csv and grids.csv: 12 town-level units, 343 villages, 2,532 basic grids.

The eleven sub-districts and towns are real (statistical division codes, cut-off 2023-06-30; see README.md). No list of
villages or grids could be obtained, and the twelfth town-level unit is not identified: these are invented, their names
begin with 虚构, and nothing about a real place follows from them. How many villages a town has and how many grids a
village has is drawn from a fixed seed, so the same files come out every time; the totals are those of the source text.

usage: generate.py [FOLDER]     without FOLDER: the folder of this file
"""
import csv
import pathlib
import random
import sys

VILLAGES, GRIDS = 343, 2532
GRIDS_LEAST, GRIDS_MOST = 3, 14  # of a village

# Name, code, how many villages it has in proportion.
TOWNS = [
    ("兰山街道", "371302001", 12), ("银雀山街道", "371302002", 8), ("金雀山街道", "371302003", 8),
    ("柳青街道", "371302004", 10), ("白沙埠镇", "371302101", 9), ("枣园镇", "371302102", 8), ("半程镇", "371302103", 9),
    ("义堂镇", "371302105", 11), ("李官镇", "371302107", 7), ("方城镇", "371302109", 10), ("汪沟镇", "371302110", 9),
    # 4 in the town's place is used by division codes for units that are run like an enterprise; 401 is free here.
    ("虚构功能区", "371302401", 4),
]
# The villages that the scenarios use.
FIRST = {"兰山街道": "甲", "白沙埠镇": "乙", "半程镇": "丙"}
HEADS = "清 长 青 双 柳 杏 石 沙 临 汇 桃 兴 永 和 安 福 丰 宁 泉 锦 云 朝 新 仁".split()
TAILS = "溪 河 桥 湾 坡 岭 塘 园 店 集 庄 坊 泉 林 屯 丘 洼 圩 铺 滩".split()
NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四".split()
HEADING = ["name", "key", "code", "level", "parent", "kind"]


def shares(total, weights, least, most):
    """`total` in parts that follow the weights, each within the bounds."""
    scale = total / sum(weights)
    parts = [min(most, max(least, int(w * scale))) for w in weights]
    order = sorted(range(len(parts)), key=lambda i: (-(weights[i] * scale - parts[i]), i))
    step = 1 if sum(parts) < total else -1
    while sum(parts) != total:
        for i in order:
            if sum(parts) != total and least <= parts[i] + step <= most:
                parts[i] += step
    return parts


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([HEADING, *rows])


def main(folder):
    draw = random.Random(2532)
    names = [head + tail for head in HEADS for tail in TAILS if head != tail]
    draw.shuffle(names)
    per_town = shares(VILLAGES, [weight for _, _, weight in TOWNS], 1, 999)
    villages = []
    for (town, code, _), count in zip(TOWNS, per_town):
        for serial in range(1, count + 1):
            stem = FIRST[town] if serial == 1 and town in FIRST else names.pop()
            villages.append((f"虚构{stem}村", f"{code}{serial:03d}", town))
    per_village = shares(GRIDS, [draw.uniform(4, 11) for _ in villages], GRIDS_LEAST, GRIDS_MOST)
    grids = [(f"{village}第{NUMERALS[i]}网格", f"{code}{i + 1:03d}", village)
             for (village, code, _), count in zip(villages, per_village) for i in range(count)]
    assert (len(TOWNS), len(villages), len(grids)) == (12, VILLAGES, GRIDS)
    write(folder / "towns.csv", [(name, code, code, "镇", "区中心", "line") for name, code, _ in TOWNS])
    write(folder / "villages.csv", [(name, code, code, "村", town, "line") for name, code, town in villages])
    write(folder / "grids.csv", [(name, code, code, "网格", village, "line") for name, code, village in grids])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent)
