"""A pack as the files that the program reads: rule text, manifest, organisation."""
import json
import os

import decisions
import openings

EN = dict(zip(
    "流程 用于 属地 兜底 顶级 则 责任 由 每个 贯穿 环 环节 子环节 起点 结案 时限 属 法定 实到 仅当 自 首次 进入本环节 起 应 可 或 且 非 当 一旦 若 否则 "
    "转 至多 次 此后 此后每 返回原环节 期间 中止 恢复 中断 照算 其余 剩余 逾期 满 第 分钟 小时 工作小时 工作日 自然日 月 年 当天 次日 下一工作日 "
    "顺延 不顺延 记 通知 告知 催办 督办 黄牌 红牌 提级督办 终止 全部时限 视为 有 无 属于 为 不为 不满 不超过 不少于 超过 完成 全部 过半 任一 至少 "
    "不计入 至 重新起算 限 情形变更 不变 重算 不晚于 不早于 可延期 须经 须在届满前 接续 原届满日 顺延后届满日 信访人 系统 本单位 上级 的 层级 未知 "
    "曾逾期 从未逾期 日历变更 只延不提 可退回 续算 合计 每单位 移交 给 委派 收回 录入 并案 取早 可重开 不开 子件 村 镇 区 网格 扣分 加分 分 按 进入时 离开时 是 否 填 包含 辖于 指定".split(),
    "process for locality fallback top then responsibility by each thread ring stage substage initial closed deadline under statutory as_received only_if from "
    "first_time entry within shall may or and not when once if else go at_most times afterwards then_every back while_here suspend resume interrupt "
    "unaffected rest remaining overdue after nth minutes hours working_hours working_days calendar_days months years same_day next_day next_working_day "
    "roll no_roll set notify inform urge supervise yellow_card red_card escalate end all_deadlines deem has lacks in = != < <= >= > fulfilled all majority "
    "any at_least exclude to restart limit class_change unchanged recount no_later_than no_earlier_than extendable approved_by before_expiry "
    "continue_from raw_end rolled_end petitioner system this_unit superior . level unknown ever_overdue never_overdue calendar_change never_earlier returnable carry_over in_total "
    "per_unit transfer onto delegate recall open_case merge earliest reopenable leave_out children village town district grid penalise reward points "
    "using on_entry on_exit true false with contains inside designate".split()))
UNITS = [dict(zip(("name", "level", "parent", "kind"), row)) for row in (
    ("甲区", "区", None, "line"), ("甲镇", "镇", "甲区", "line"), ("乙镇", "镇", "甲区", "line"), ("甲村", "村", "甲镇", "line"),
    ("乙村", "村", "乙镇", "line"), ("甲格", "网格", "甲村", "line"), ("乙格", "网格", "乙村", "line"),
    ("乙局", "区", "甲区", "department"), ("丙局", "区", "甲区", "department"), ("甲科", "镇", "甲镇", "section"), ("甲办", "区", "甲区", "section"))]
ROLES = ["窗口人员", "负责人"]
HEAD = "枚举 来源种类：来访、热线\n"
FACTS = """
  要素 所在网格（网格）、来源（来源种类，可缺）、紧急（是非，可缺）、人数（整数，可缺）
  要素 承办单位（单位，可缺）、协办单位（单位，可多个）、说明（文本，可缺）、次数（整数）默认 1、另件时刻（时刻，可缺）
"""
WORDS = {"minutes": "分钟", "hours": "小时", "working_hours": "工作小时", "working_days": "工作日", "calendar_days": "自然日",
         "months": "月", "years": "年", "same_day": "当天", "next_day": "次日", "roll": "顺延", "no_roll": "不顺延",
         "unaffected": "照算", "carry_over": "续算", "recount": "重算", "leave_out": "不开", "penalise": "扣分", "reward": "加分", "supervise": "督办", "designate": "指定", "notify": "通知", "urge": "催办", "yellow_card": "黄牌", "red_card": "红牌", "all": "全部", "any": "任一", "majority": "过半",
         "=": "为", "!=": "不为", "<": "不满", "<=": "不超过", ">": "超过", ">=": "不少于"}


def length(l):
    unit, n, roll = l
    words = {"same_day": ["当天"], "next_day": ["次日"], "nth_working_day": ["第", n, "工作日"],
             "nth_calendar_day": ["第", n, "自然日"]}.get(unit) or [n, WORDS[unit]]
    return words + ([WORDS[roll]] if roll else [])


def who(w):
    kind = w[0]
    if kind == "or":
        return [x for i, y in enumerate(w[1]) for x in (["或"] if i else []) + who(y)]
    return {"unit": lambda: [w[1]], "role": lambda: [w[1]], "fact": lambda: [w[1]], "unitrole": lambda: [w[1], "的", w[2]],
            "factrole": lambda: [w[1], "的", w[2]], "this": lambda: ["本单位"], "superior": lambda: ["本单位", "的", "上级"],
            "petitioner": lambda: ["信访人"], "each": lambda: ["每个", w[1]], "system": lambda: ["系统"]}[kind]()


def value(v):
    return ["是" if v else "否"] if isinstance(v, bool) else ["未知"] if v is None else listed(v) if isinstance(v, list) else [v]


def listed(items):
    return [x for i, y in enumerate(items) for x in ([SEP] if i else []) + [y]]


SEP = "、"


def guard(g):
    kind = g[0]
    if kind == "not":
        return ["非", "（"] + guard(g[1]) + ["）"]
    if kind in ("and", "or"):
        return [x for i, y in enumerate(g[1]) for x in (["且" if kind == "and" else "或"] if i else []) + ["（"] + guard(y) + ["）"]]
    if kind in ("has", "lacks"):
        return ["有" if kind == "has" else "无", g[1]]
    if kind == "members":
        return [g[1], "的", "数目", "不少于", g[2]]
    if kind in ("contains", "inside"):
        return [g[1], "包含" if kind == "contains" else "辖于"] + listed(g[2] if kind == "inside" else [g[2]])
    if kind == "of_them":
        return [g[2]] + (["至少", g[1]] if isinstance(g[1], int) else [WORDS[g[1]]]) + ["属于"] + listed(g[3])
    if kind == "done":
        return [g[1], "完成"]
    if kind == "running":
        return ["有", g[1]]
    if kind in ("count", "overdue"):
        how = ["至少", g[1]] if isinstance(g[1], int) else [WORDS[g[1]]]
        return [g[2]] + how + (["完成"] if kind == "count" else ["逾期", "满"] + length(g[3] + [None]))
    if kind == "children":
        return ["有", "子件"] if g[1] == "some" else ["子件"] + (["至少", g[1]] if isinstance(g[1], int) else [WORDS[g[1]]]) + ["结案"]
    if kind in ("late", "never_late"):
        return ["曾逾期" if kind == "late" else "从未逾期"]
    if kind == "in":
        return [g[1], "属于"] + listed(g[2])
    if isinstance(g[1], list):
        return computed(*g[1]) + [WORDS[kind], g[2]]
    return [g[1], WORDS[kind]] + value(g[2])


def computed(kind, *of):
    if kind == "table":
        return decisions.lookup([kind, *of])
    if kind in ("working_days", "calendar_days"):
        return ["工作日数" if kind == "working_days" else "自然日数", "（", of[0], "的", "时刻", "，", "今天", "）"]
    return [of[0], kind, of[1]]


def action(a):
    kind = a[0]
    if kind == "go":
        return ["转", a[1]] + (["至多", a[2], "次"] + (["此后", "转", a[3]] if a[3] else []) if a[2] else [])
    if kind == "effect":
        return [WORDS[a[1]]] + who(a[2]) + ([f"“{a[3]}”"] if len(a) > 3 else [])
    if kind == "score":
        return [WORDS[a[1]]] + who(a[2]) + [a[3], "分"]
    if kind == "escalate":
        return ["提级督办"] + who(a[1]) + (["由"] + who(a[2]) if len(a) > 2 else [])
    if kind == "set":
        return ["记", a[1], "为"] + (decisions.lookup(a[2]) if isinstance(a[2], list) and a[2][:1] == ["table"] else value(a[2]))
    if kind == "level":
        return ["记", "层级", "为", a[1]]
    if kind == "end":
        return ["终止"] + (["全部时限"] if a[1] == "*" else listed(a[1]))
    if kind in ("suspend", "resume", "interrupt"):
        return [{"suspend": "中止", "resume": "恢复", "interrupt": "中断"}[kind]] + listed(a[1])
    if kind == "transfer":
        return ["移交"] + (["全部时限"] if a[1] == "*" else listed(a[1])) + ["给"] + who(a[2]) + [WORDS[a[3]]]
    if kind == "delegate":
        return ["委派", a[1], "给"] + who(a[2])
    if kind == "recall":
        return ["收回", a[1]]
    if kind == "merge":
        return ["并案", a[1], "取早", a[2]]
    if kind == "open":
        given = [x for i, (f, v) in enumerate(a[2]) for x in ([SEP] if i else []) + [f, "为"] + assigned(*v)]
        return ["录入", openings.NAMES[a[1]]] + (["填"] + given if given else [])
    if kind == "deem":
        return ["视为", f"“{a[1]}”"]
    return ["返回原环节"]


def assigned(how, *of):
    return [of[0]] if how == "fact" else value(of[0]) if how == "is" else computed(how, *of)


def actions(acts):
    return [x for a in acts for x in action(a)]


def anchor(a):
    return {"entry": lambda: ["进入本环节"], "first": lambda: ["首次", a[1]],
            "latest": lambda: [x for i, e in enumerate(a[1]) for x in (["或"] if i else []) + [e]]}[a[0]]()


def events_of(names):
    return [x for i, e in enumerate(names) for x in (["或"] if i else []) + [e]]


class Text:
    def __init__(self, english):
        self.english, self.lines = english, []

    def line(self, *words):
        flat = [x for w in words for x in (w if isinstance(w, list) else [w])]
        self.lines.append(" ".join(EN.get(str(w), str(w)) if self.english else str(w) for w in flat))


def rung(out, r):
    at = r["at"]
    when = {"left": lambda: ["剩余", at[2], WORDS[at[1]]], "breach": lambda: ["逾期"],
            "after": lambda: ["逾期", "满", at[2], WORDS[at[1]]], "nth": lambda: ["逾期", "第", at[2], "工作日"],
            "every": lambda: ["此后每", at[2], WORDS[at[1]], "至多", at[3], "次"]}[at[0]]()
    out.line(when, "则", actions(r["acts"]))


def deadline(out, d):
    out.line("时限", d["name"], "属", d["resp"], ["法定"] if d["statutory"] else [], ["实到"] if d["as_received"] else [])
    if d["statutory"]:
        out.line("依据" if not out.english else "basis", "法")
    if d.get("only_if"):
        out.line("仅当", guard(d["only_if"]))
    out.line("自", anchor(d["anchor"]), "起", length(d["len"]), who(d["who"]) if d["who"] else [],
             "可" if d["right"] else "应", events_of(d["does"]))
    for g, l in d.get("classes", []):
        out.line("若", guard(g), "则", "限", length(l))
    if d.get("change"):
        out.line("情形变更", {"keep": "不变", "recount": "重算", "restart": "重新起算"}[d["change"]])
    if d.get("second"):
        out.line(d["second"][0], "自", anchor(d["second"][1]), "起", length(d["second"][2]))
    for a, b in d.get("exclude", []):
        out.line("不计入", a, "至", b)
        if d["statutory"]:
            out.line("依据" if not out.english else "basis", "法")
    if d.get("restart"):
        out.line("重新起算", events_of(d["restart"]))
    if d.get("extend"):
        e = d["extend"]
        out.line("可延期", e["times"], "次", "不超过", length(e["len"] + [None]))
        if d["statutory"]:
            out.line("依据" if not out.english else "basis", "法")
        asked = e["ask"]
        out.line(["自", asked["event"], "起"] + length(asked["len"]) if asked else [], "须经", who(e["who"]), e["event"],
                 ["或", asked["refuse"]] if asked else [])
        out.line("须在届满前" if e["before"] else [], "接续", "顺延后届满日" if e["rolled"] else "原届满日")
        if e["field"]:
            out.line("按", e["field"])
        if e["acts"]:
            out.line("则", actions(e["acts"]))
    if d.get("policy"):
        out.line("日历变更", {"recount": "重算", "never_earlier": "只延不提", "unchanged": "不变"}[d["policy"]])
    for r in d["rungs"]:
        rung(out, r)


def item(out, i):
    if i["kind"] == "deadline":
        deadline(out, i)
    elif i["kind"] == "once":
        out.line("一旦", guard(i["if"]), "则", actions(i["acts"]))
    else:
        head = ["当", who(i["who"]) if i["who"] else [], events_of(i["events"])]
        if [b["if"] for b in i["branches"]] == [None]:
            out.line(*head, ["则"] + actions(i["branches"][0]["acts"]) if i["branches"][0]["acts"] else [])
            return
        out.line(*head, "则")
        for b in i["branches"]:
            out.line(["否则"] if b["if"] == "else" else ["若"] + guard(b["if"]) + ["则"], actions(b["acts"]))


def passing(out, scope):
    for key, word in (("on_entry", "进入时"), ("on_exit", "离开时")):
        if scope.get(key):  # on one line: two do not load
            out.line(word, "则", actions(scope[key]))


def within(out, stage):
    if stage.get("side"):
        out.line("期间", ["中止"] + listed(stage["suspends"]) if stage["suspends"] else [], "照算", "其余")
    for i in stage["items"]:
        item(out, i)
    passing(out, stage)
    if stage.get("returns"):
        returns(out, stage["returns"])


def returns(out, r):
    out.line("可退回", "至", r["to"])
    out.line("自", r["after"], "起", length(r["len"]), "可", r["event"])
    out.line("自", r["event"], "起", length(r["answer"]), "须经", who(r["who"]), r["yes"], "或", r["no"])
    for x in r["rungs"]:
        rung(out, x)
    out.line("合计", "至多", r["total"], "次")
    out.line("每单位", "至多", r["per"], "次")
    out.line(*[[WORDS[m], d] for d, m in r["modes"].items()], WORDS[r["rest"]], "其余")


def rules(pack):
    out = Text(pack["english"])
    events = "".join(f"事件 {e}" + (f" 须填 {'、'.join(x['requires'])}" if x["requires"] else "") +
                     (f" 可填 {'、'.join(x['allows'])}" if x["allows"] else "") +
                     (f" 可补录 {x['late']['n']}个工作日 由 {' '.join(who(x['late']['by']))}" if x.get("late") else "") + "\n" for e, x in pack["events"].items())
    process(out, pack, pack, "petition")
    if pack["part"]:
        process(out, pack, pack["part"], "part")
    types = "".join(f"事项 {openings.NAMES[x]} #{x}" + FACTS for x in ("petition", "part") if x == "petition" or pack["part"])
    return HEAD + types + events + decisions.text(pack["tables"]) + "\n".join(out.lines) + "\n"


def process(out, shared, pack, kind):
    out.line("流程", "of_" + kind, "用于", openings.NAMES[kind])
    out.line("属地", shared["locality"])
    out.line("兜底", shared["fallback"])
    out.line("顶级", "则", actions(shared["top"]))
    for r in pack["resps"]:
        out.line("责任", r["name"], "由", ["每个", r["each"]] if r.get("each") else who(r["by"]))
    out.line("贯穿", "t")
    for i in pack["thread"]["items"]:
        item(out, i)
    passing(out, pack["thread"])
    for ring in pack["rings"]:
        out.line("环", ring["name"])
        for i in ring["items"]:
            item(out, i)
        passing(out, ring)
        for stage in ring["stages"]:
            out.line("环节", stage["name"], ["起点"] if stage.get("initial") else [])
            within(out, stage)
            for sub in stage.get("subs", []):
                out.line("子环节", sub["name"])
                within(out, sub)
    out.line("结案", listed(pack["finals"]))
    again = pack.get("reopen")
    if again:
        out.line("可重开", "自", "结案", "起", length(again["len"]), who(again["who"]), "可", again["event"], "则", "转", again["to"], "至多", again["times"], "次")
        out.line(*[[WORDS[m], d] for d, m in again["modes"].items()], WORDS[again["rest"]], "其余")


def time_text(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def manifest(pack):
    days = pack["days"]
    lines = ["name: random", "title: 随机", 'version: "1"', "effective: 2007-01-01", "language: zh", "zone: Asia/Shanghai",
             "calendar: ../calendars/cn", "organisation: org.yaml", "files: [process.huan]",
             f"days: {{end: {'closing' if days['closing'] else 'midnight'}, receipt: {'next_opening' if days['next_opening'] else 'as_is'}"
             + (", channel: 来源, as_received: [热线]" if days["channel"] else "") + "}"]
    if days["seasons"]:
        lines.append("office_hours:")
        for first, last, hours in days["seasons"]:
            spans = ", ".join(f'"{time_text(a)}-{time_text(b)}"' for a, b in hours)
            lines.append(f'  - {{from: "{first}", to: "{last}", hours: [{spans}]}}')
    return "\n".join(lines) + "\n"


def write(pack, folder):
    os.makedirs(folder, exist_ok=True)
    units = "".join(f"  - {{name: {u['name']}, level: {u['level']}, kind: {u['kind']}" +
                    (f", parent: {u['parent']}" if u["parent"] else "") + "}\n" for u in pack["units"])
    powers = "powers:\n" + "".join(f"  {level}: [{', '.join(some)}]\n" for level, some in pack["powers"].items()) if pack.get("powers") else ""
    roles = "".join(f"  - {{name: {r}}}\n" for r in ROLES)
    for name, text in (("pack.yaml", manifest(pack)), ("org.yaml", f"roles:\n{roles}units:\n{units}{powers}"),
                       ("process.huan", rules(pack)), ("tree.json", json.dumps(pack, ensure_ascii=False))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
