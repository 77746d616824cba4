"""A year of an invented district in the proportions of the source text: 1,921 demands by 3,979 visitors, 5,390 disputes of
which 5,097 went to professional bodies, and the screening of 1 district, 12 towns, 343 villages and 2,532 grids.

Everything is drawn from one seed: the same files come out every time. Nobody in it exists, and how often something is late is
made up: the figures that the rules compute from it say what the rules do, nothing about a real place.

usage: generate.py OUTDIR [--events-only]     writes events.jsonl and, unless it is left out, done.csv
"""
import csv
import datetime as dt
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
PACK = HERE.parent.parent / "rules"
YEAR = 2025
DEMANDS, VISITORS, DISPUTES, PROFESSIONAL = 1921, 3979, 5390, 5097
SATISFIED = 0.957  # the text: more than 95 %
KINDS = {"邻里纠纷": 20, "婚姻家庭": 9, "物业纠纷": 20, "消费纠纷": 12, "道路交通": 10, "劳动人事": 14, "征地拆迁": 9, "其他": 6}
CHANNELS = {"来访": 70, "网格上报": 12, "热线12345": 10, "网上": 6, "视频接访": 2}
DISPUTE_KINDS = {"婚姻家庭": ("婚姻家庭调解委员会", 14), "道路交通": ("道路交通调解委员会", 22), "物业服务": ("物业纠纷调解委员会", 13),
                 "消费": ("消费纠纷调解委员会", 12), "信访事项": ("访调对接调解委员会", 5), "医疗": ("医疗纠纷调解委员会", 2),
                 "劳动人事争议": ("劳动人事争议调解委员会", 10), "校园": ("校园纠纷调解委员会", 2), "征地拆迁安置": ("征地拆迁调解委员会", 3),
                 "环境保护": ("环境保护调解委员会", 2), "土地承包": ("土地承包调解委员会", 4), "金融保险": ("金融保险调解委员会", 3),
                 "市场物流": ("市场物流调解委员会", 4), "法院委托": ("诉调对接人民调解委员会", 4)}

rows = lambda path: list(csv.DictReader(path.open(encoding="utf-8")))
draw = random.Random(YEAR)
listed = {dt.date.fromisoformat(r["date"]): r["kind"] == "workday" for r in rows(PACK / "calendars/cn/holidays.csv")}
works = lambda day: listed.get(day, day.weekday() < 5)
pick = lambda weights: draw.choices(list(weights), list(weights.values()))[0]

towns = {r["name"]: r["code"] for r in rows(PACK / "lanshan/organisation/towns.csv")}
villages = rows(PACK / "lanshan/organisation/villages.csv")
grids = rows(PACK / "lanshan/organisation/grids.csv")
town_of_code = {code: name for name, code in towns.items()}


def working(day, n):
    """The n-th working day after `day`; with 0 the day itself or the next one that works."""
    while n or not works(day):
        day += dt.timedelta(1)
        n -= n > 0 and works(day)
    return day


def at(day, low=8 * 60 + 35, high=17 * 60 + 20):
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=draw.randint(low, high))


class Case:
    """The lines of a case, in order of time: what would come before the line above comes a minute after it."""

    def __init__(self, number, kind):
        self.number, self.kind, self.last, self.lines = number, kind, None, []

    def add(self, event, when, by, **facts):
        if self.last is not None and when <= self.last:
            when = self.last + dt.timedelta(minutes=1)
        line = {"case": self.number, "event": event, "at": when.strftime("%Y-%m-%dT%H:%M:%S+08:00"), "by": by}
        if self.last is None:
            line["open"] = self.kind
        if facts:
            line["facts"] = facts
        self.last = when
        self.lines.append(line)


def some_day():
    return working(dt.date(YEAR, 1, 2) + dt.timedelta(draw.randrange(333)), 0)  # what begins late in the year can still end


def demand(number, people):
    case, grid, channel = Case(f"XF-{YEAR}-{number:05d}", "群众诉求"), draw.choice(grids), pick(CHANNELS)
    day = some_day()
    kind = pick(KINDS)
    unit = "人社局" if kind == "劳动人事" else "自然资源局" if kind == "征地拆迁" else town_of_code[grid["code"][:9]]
    case.add("登记", at(day, 8 * 60 + 35, 15 * 60), {"unit": "区中心", "role": "窗口人员"}, 来源=channel, 类别=kind, 所在网格=grid["code"],
             初信初访=draw.random() < 0.8, 涉及人数=people)
    day = working(day, 0 if draw.random() < 0.97 else 1)
    case.add("交办", at(day, 15 * 60 + 5), {"unit": "区中心"}, 承办单位=unit)
    if draw.random() < 0.03:
        day = working(day, 1)
        case.add("退回", at(day, 9 * 60, 11 * 60), {"unit": unit}, 理由="不属本单位职责")
        case.add("同意退回", at(day, 14 * 60, 15 * 60), {"unit": "区中心"})
        unit = draw.choice([t for t in towns if t != unit])
        case.add("改派", at(day, 15 * 60 + 10), {"unit": "区中心"}, 承办单位=unit)
    met = working(day, 1 if draw.random() < 0.96 else draw.randint(2, 4))
    case.add("见面", at(met), {"unit": unit})
    case.add("告知受理", at(met, 17 * 60 + 21, 17 * 60 + 29), {"unit": "区中心"})
    answered = working(met, draw.randint(0, 3) if draw.random() < 0.94 else draw.randint(5, 8))
    case.add("答复", at(answered), {"unit": unit}, 答复要点="样例")
    if channel == "热线12345":
        case.add("回复热线", case.last + dt.timedelta(minutes=1), {"unit": unit}, 办理结果="样例")
    settled = working(answered + dt.timedelta(draw.choices([7, 15, 28, 50, 64], [40, 30, 20, 8, 2])[0]), 0)
    case.add("送达意见书", at(settled), {"unit": unit}, 文书号=f"样例{number}号")
    asked = working(settled, draw.randint(1, 4) if draw.random() < 0.98 else 7)
    content = draw.random() < SATISFIED
    case.add("回访", at(asked), {"unit": "回访专班"}, 评价=draw.choice(["满意", "满意", "满意", "基本满意"]) if content else "不满意")
    if not content:
        again = working(asked, draw.randint(3, 9))
        case.add("送达意见书", at(again), {"unit": unit}, 文书号=f"样例{number}号之二")
        case.add("回访", at(working(again, 2)), {"unit": "回访专班"}, 评价="基本满意")
    return case


def dispute(number, professional):
    case, grid, day = Case(f"TJ-{YEAR}-{number:05d}", "调解件"), draw.choice(grids), some_day()
    kind = pick({k: weight for k, (_, weight) in DISPUTE_KINDS.items()}) if professional else "邻里和其他"
    body = DISPUTE_KINDS[kind][0] if professional else town_of_code[grid["code"][:9]]
    case.add("申请调解", at(day), {"unit": "区中心", "role": "窗口人员"}, 纠纷种类=kind, 所在网格=grid["code"])
    day = working(day, draw.randint(0, 2))
    if draw.random() < 0.05:
        case.add("一方不同意", at(day), {"unit": body})
        return case
    case.add("双方同意", at(day), {"unit": body})
    end = at(working(day, draw.randint(1, 5)))
    luck = draw.random()
    if luck < 0.88:
        case.add("达成协议", end, {"unit": body}, 协议内容="样例")
        if draw.random() < 0.12:
            case.add("申请司法确认", at(working(end.date(), draw.randint(1, 10))), "信访人")
            case.add("确认结果", at(working(case.last.date(), draw.randint(3, 10))), {"unit": "诉调对接人民调解委员会"}, 裁定文号=f"样例{number}号")
    elif luck < 0.97:
        case.add("调解不成", end, {"unit": body}, 不成原因="样例")
    return case  # the rest runs out of time


def people():
    """How many came with each demand: at least one, all together the visitors of the text."""
    counts = [1] * DEMANDS
    for _ in range(VISITORS - DEMANDS):
        counts[draw.randrange(DEMANDS) if draw.random() < 0.6 else draw.randrange(60)] += 1
    return counts


def write_events(path):
    cases = [demand(i + 1, n) for i, n in enumerate(people())]
    cases += [dispute(i + 1, i < PROFESSIONAL) for i in range(DISPUTES)]
    with path.open("w", encoding="utf-8") as out:
        notes = ["合成数据：按经验材料的数目随机生成，人、事都是编的；各环节快慢也是编的。"]
        out.write(json.dumps({"notes": notes}, ensure_ascii=False) + "\n")
        for case in cases:
            for line in case.lines:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(cases), sum(len(case.lines) for case in cases)


def write_done(path):
    first, last = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
    days = [first + dt.timedelta(i) for i in range((last - first).days + 1)]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["单位", "事项", "日期"])

        def some(unit, on, chance):
            nonlocal count
            if draw.random() < chance:
                table.writerow([unit, "screening", on])
                count += 1

        for month in (3, 6, 9, 12):
            some("371302", dt.date(YEAR, month, 20), 1)
        for name, code in towns.items():
            keen = draw.uniform(0.9, 1)
            for month in range(1, 13):
                some(code, dt.date(YEAR, month, draw.randint(10, 28)), keen)
        keen_of = {code: draw.uniform(0.9, 0.995) for code in towns.values()}
        for village in villages:
            for day in days[::7]:
                some(village["code"], day, keen_of[village["code"][:9]])
        for day in days:
            for grid in grids:
                some(grid["code"], day, keen_of[grid["code"][:9]])
    return count


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    cases, events = write_events(folder / "events.jsonl")
    print(f"{cases} cases, {events} events")
    if "--events-only" not in sys.argv:
        print(f"{write_done(folder / 'done.csv')} screenings done")
