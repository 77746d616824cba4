"""Rules of the model made wrong, each in one place: the self-test of differential.py must find every one of them.

Name: (where, what, how it is wrong, and what a pack must say to be tried)."""
import days as D
from family import Family
from model import Model
from tables import UNKNOWN

OWNERS = {"days": D, "Days": D.Days, "model": Model, "family": Family}


def without(part):
    """A rule that leaves out a part of what it does."""
    def wrong(right):
        def does(self, *what):
            setattr(self, part, lambda *_: None)
            right(self, *what)
            delattr(self, part)
        return does
    return wrong


def unless(of):
    """What is done on entering and leaving, left out where `of` (case, scope, key) says so."""
    return lambda right: lambda self, c, name, key, t: None if of(c, name, key) else right(self, c, name, key, t)


def put_off(right):
    """What is done on leaving, done behind the actions of the move itself."""
    def wrong(self, c, acts, t, ob=None, rung=None):
        names, target = [], self.target(c, acts)
        if target is None:
            return right(self, c, acts, t, ob, rung)
        done, go = self.passing, self.go
        self.passing = lambda c, name, key, t: names.append(name) if key == "on_exit" else done(c, name, key, t)

        def then(c, target, t):
            del self.passing, self.go
            for name in names:
                self.passing(c, name, "on_exit", t)
            go(c, target, t)
        self.go = then
        try:
            right(self, c, acts, t, ob, rung)
        finally:
            self.__dict__.pop("passing", None)
            self.__dict__.pop("go", None)
    return wrong


def enters_again(right):
    def wrong(self, c, target, t):
        right(self, c, target, t)
        if target == "":
            self.passing(c, c.leaf, "on_entry", t)
    return wrong


def around_asleep(self, c, target, n):
    """Holds what sleeps and where the case goes, and not the side stage."""
    return c.asleep and target and target != c.leaf and n in self.path(c.asleep)[1:] and n in self.path(target) and n not in self.path(c.leaf)


def stands_still(right):
    """Only 返回原环节 lets clocks go on."""
    def wrong(self, c, target, t):
        if target == "":
            return right(self, c, target, t)
        release = self.release
        self.release = lambda c, o, why, t: None if why == "side" else release(c, o, why, t)
        try:
            right(self, c, target, t)
        finally:
            del self.release
    return wrong


def leaves_what_sleeps(right):
    def wrong(self, c, target, t):
        if target in self.scopes and self.scopes[target].get("side") and not self.left:
            self.passing(c, c.leaf, "on_exit", t)
        right(self, c, target, t)
    return wrong


def all_done_first(right):
    """Of all scopes what is done on entering, then the obligations of all."""
    def wrong(self, c, names, t):
        names, do = list(names), self.passing
        for name in names:
            c.entered[name] = c.entered.get(name, 0) + 1
        for name in names:
            do(c, name, "on_entry", t)
            self.ahead = []
        for name in names:
            self.open_scope(c, name, t)
    return wrong


def nobody(where_only):
    """Where a line names nobody nobody acts, in one of the places that say who may."""
    def wrong(right):
        def may(self, c, actor, who, ob=None, where="in a line"):
            if where == where_only and who is not None and not self.entered_late and not self.holders(c, who, ob):
                return False
            return right(self, c, actor, who, ob, where)
        return may
    return wrong


def ended_on_exit(self, scopes):
    return [d for name in scopes for a in self.scopes[name].get("on_exit", []) if a[0] == "end" for d in a[1]]


def leaves_around(right):
    """A move within a stage that leaves the stage too, as a move between stages leaves a ring."""
    def wrong(self, c, target):
        left = right(self, c, target)
        around = self.path(target)[1:2] if left and target and target not in self.finals else []
        return left + [n for n in around if n not in left and self.scopes[n].get("subs") and n in self.path(c.leaf)]
    return wrong


def last_within(right):
    def wrong(self, name):
        subs = self.scopes.get(name, {}).get("subs")
        return subs[-1]["name"] if subs else right(self, name)
    return wrong


def owed_around(right):
    """A move within a stage that what the stage owes keeps."""
    def wrong(self, c, acts, target):
        around = self.path(target)[1:2] if target and target not in self.finals else []
        ends_all = any(a == ["end", "*"] for a in acts)
        return right(self, c, acts, target) + [o for o in c.open() if not ends_all and o.d["scope"] in around and self.scopes[o.d["scope"]].get("subs") and not o.d["right"] and not o.d.get("request")]
    return wrong


def not_around(right):
    """Lines of a stage with sub-stages, not looked for in them."""
    def wrong(self, c, kind):
        around = [n for n in self.path(c.leaf)[1:] if self.scopes[n].get("subs")]
        return [i for i in right(self, c, kind) if not any(i is x for n in around for x in self.scopes[n]["items"])]
    return wrong


def decided_or_not(right):
    """What cannot be decided on entering and leaving is left out, whoever leads there."""
    def wrong(self, c, name, key, t):
        kept, self.refusable = self.refusable, False
        try:
            right(self, c, name, key, t)
        finally:
            self.refusable = kept
    return wrong


def nothing_behind_it(right):
    """A timer does nothing of a line that cannot be decided."""
    def wrong(self, c, acts, t, ob=None, rung=None):
        known = [self.lookup(c, *a[2][1:]) is not UNKNOWN for a in acts if a[0] == "set" and isinstance(a[2], list) and a[2][:1] == ["table"]]
        if self.refusable or all(known):
            right(self, c, acts, t, ob, rung)
    return wrong


MUTATIONS = {
    "2.5 the anchor's day counts": ("days", "count", lambda right: lambda days, anchor, length:
                                    right(days, anchor - D.DAY, length) if length[0] == "calendar_days" else right(days, anchor, length)),
    "2.5 次日 rolls": ("days", "rolls", lambda right: lambda length: length[0] == "next_day" or right(length), "次日"),
    "2.4 the due itself is late": ("model", "place", lambda right: lambda self, at, due, before:
                                   due if at[0] == "breach" else right(self, at, due, before)),
    "2.6 nothing is deemed": ("Days", "deemed", lambda right: lambda self, t, as_is: t),
    "2.8 the day of suspension is left too": ("days", "left_at", lambda right: lambda days, t, raw, length:
                                              right(days, t, raw, length) + (length[0] not in D.BY_TIME)),
    "3.3.9 nothing is done on leaving": ("model", "passing", unless(lambda c, name, key: key == "on_exit"), "离开时"),
    "3.3.9 nothing is done on entering": ("model", "passing", unless(lambda c, name, key: key == "on_entry"), "进入时"),
    "3.0 opening does nothing on entering": ("model", "passing", unless(lambda c, name, key: key == "on_entry" and sum(c.entered.values()) == 3), "进入时"),
    "3.2 the root is not left": ("model", "passing", unless(lambda c, name, key: key == "on_exit" and name == "root"), "离开时"),
    "3.5b the root is not entered anew": ("model", "passing", unless(lambda c, name, key: key == "on_entry" and name == "root" and c.entered["root"] > 1), "进入时", "可重开"),
    "3.4 what sleeps is not left with the side stage": ("model", "passing", unless(lambda c, name, key: key == "on_exit" and name == c.asleep), "离开时", "返回原环节"),
    "3.4 going back enters again": ("model", "go", enters_again, "进入时", "返回原环节"),
    "3.4 entering a side stage leaves": ("model", "go", leaves_what_sleeps, "离开时", "返回原环节"),
    "3.3.9 leaving goes outside in": ("model", "leaving", lambda right: lambda self, c, target: list(reversed(right(self, c, target))), "离开时"),
    "3.3.9 entering goes inside out": ("model", "enter", lambda right: lambda self, c, names, t: right(self, c, reversed(list(names)), t), "进入时"),
    "3.3.9 the move acts before it leaves": ("model", "act", put_off, "离开时"),
    "3.3.9 clocks stop behind what is done on leaving": ("model", "leave_one", lambda right: lambda self, c, name, ended, t: (
        self.passing(c, name, "on_exit", t), self.stop_clocks(c, name, ended, t)), "离开时"),
    "3.3.9 obligations open before what is done on entering": ("model", "enter_one", lambda right: lambda self, c, name, t: (
        self.open_scope(c, name, t), self.passing(c, name, "on_entry", t)), "进入时"),
    "3.3.9 all is done on entering before anything opens": ("model", "enter", all_done_first, "进入时"),
    "3.1 a way into a stage leads to its last sub-stage": ("model", "leaf_of", last_within, "子环节"),
    "3.3.4 the lines of the stage are not looked for in its sub-stages": ("model", "items", not_around, "子环节"),
    "3.3.8 what the stage owes keeps the case in its sub-stage": ("model", "still_owed", owed_around, "子环节"),
    "3.3.9 moving within a stage leaves it": ("model", "leaving", leaves_around, "子环节"),
    "3.3.9 of a sub-stage nothing is done on leaving the stage": ("model", "passing", unless(lambda c, name, key: key == "on_exit" and name[-1] in "abc"), "子环节", "出s2a"),
    "3.3c within a stage nothing is counted": ("model", "often_enough", lambda right: lambda self, c, to, times: to not in self.inner and right(self, c, to, times), "子环节"),
    "3.4 from a side stage what is around what sleeps is left": ("model", "leaving", lambda right: lambda self, c, target: [
        n for n in self.inside_out(c) if n in right(self, c, target) or around_asleep(self, c, target, n)], "环节 aside", "逾期 则 终止 全部时限 转 s2b"),
    "3.4 what a side stage suspends stands still when it is left for another stage": ("model", "go", stands_still, "期间 中止", "当 甲区 ef 则 终止"),
    "4.5 可退回 of the stage is not for its sub-stages": ("model", "return_rule", lambda right: lambda self, c, e: (
        lambda back: back if back and back[0] == c.leaf else None)(right(self, c, e)), "子环节", "可退回"),
    "4.5 the way back leads to the stage and not into it": ("model", "consent", lambda right: lambda self, c, q, t: (
        setattr(self, "leaf_of", lambda n: n), right(self, c, q, t), delattr(self, "leaf_of")), "子环节 s2a", "可退回 至 s2"),
    "3.3b an undecided 记 is left out of an event too": ("model", "undecided", lambda right: lambda self: None, "决策表", "开时"),
    "3.3b an undecided 记 of 进入时 or 离开时 is left out": ("model", "passing", decided_or_not, "决策表", "开时"),
    "3.3b an undecided 记 keeps a timer from doing the rest": ("model", "act", nothing_behind_it, "决策表"),
    "3.3.8 what 离开时 ends is not owed": ("model", "still_owed", lambda right: lambda self, c, acts, target: [
        o for o in right(self, c, acts, target) if o.d["name"] not in ended_on_exit(self, self.leaving(c, target))], "离开时 则 终止"),
    "3.3e entering needs the actor's power": ("model", "in_his_power", lambda right: lambda self, actor, moves: [
        m for m in right(self, actor, moves) if all(self.has_power(actor, self.scopes.get(a[1], {}).get("on_entry", [])) for b in m["branches"] for a in b["acts"] if a[0] == "go")],
        "powers", "进入时"),
    "4.5 the fact is unknown before 离开时": ("model", "leave_forgetting", lambda right: lambda self, c, target, facts, t: (
        [self.set_fact(c, f, None, t) for f in facts], self.leave(c, [], target, t)), "可退回", "通知 承办单位 “出"),
    "4.5 a 记 makes nobody known again": ("model", "set_fact", lambda right: lambda self, c, name, value, t: (
        lambda new, before: self.pass_on(c, name, before, value, t) if new else None)(*self.know(c, name, value)), "可退回", "进入时", "记 承办单位 为 甲镇"),
    "3.3b unknown is false": ("model", "truth", lambda right: lambda self, c, g: bool(right(self, c, g))),
    "3.6b a section is another unit": ("model", "is_or_section", lambda right: lambda self, unit, of: unit == of),
    "3.6b nobody acts where nobody is known": ("model", "instead_of_nobody", lambda right: lambda self: []),
    "3.6b 兜底 acts beside whom a line names": ("model", "may", lambda right: lambda self, c, actor, who, *more, **where: right(self, c, actor, who, *more, **where) or any(
        self.is_he(c, actor, h) for h in self.instead_of_nobody()), "当 承办单位"),
    "3.6b nobody acts in a line": ("model", "may", nobody("in a line"), "当 承办单位"),
    "3.6b nobody fulfils": ("model", "may", nobody("and fulfils"), "承办单位 的 负责人 应"),
    "3.6b nobody extends": ("model", "may", nobody("and extends"), "须经 承办单位"),
    "3.6b nobody reopens": ("model", "may", nobody("and reopens"), "承办单位 可 rop"),
    "4.2b what answers a request stays with 兜底": ("model", "known_now", lambda right: lambda self, c, o: [] if o.d.get("request") else right(self, c, o), "须经 承办单位 ext 或"),
    "4.2b 首次 is the latest": ("model", "anchor_of", lambda right: lambda self, c, d, at:
                              c.latest.get(d["anchor"][1]) if d["anchor"][0] == "first" else right(self, c, d, at), "首次"),
    "4.3 a rung that has fired fires again": ("model", "set_due", lambda right: lambda self, c, o, due, now=None:
                                             (setattr(o, "fired", tuple(i for i in o.fired if self.rungs[o.d["name"]][i]["at"][0] != "left")),
                                              right(self, c, o, due, now))),
    "4.4 提级督办 stays on its level": ("model", "do_escalate", lambda right: lambda self, c, *rest: right(self, c, *rest) if c.level in (None, "区") else None),
    "4.6 what is entered late counts when it is entered": ("model", "occurred", lambda right: lambda self, event: event["at"], "可补录"),
    "4.6 no breach is disproved": ("model", "disprove", lambda right: lambda self, c, o, k, t: None, "可补录"),
    "4.6 no score is compensated": ("model", "reverse", lambda right: lambda self, c, o, t: (setattr(o, "scores", ()), right(self, c, o, t)), "可补录"),
    "4.5 what the asking used up is left too": ("model", "left_when_asked", lambda right: lambda self, o, asked: right(self, o, asked) + 1, "可退回"),
    "4.5 nothing stands still": ("model", "keeps", lambda right: lambda self, c, o, mode, asked: right(self, c, o, "unaffected", asked), "可退回"),
    "3.3b an unknown row is false": ("model", "row", lambda right: lambda self, c, table, row: bool(right(self, c, table, row)), "决策表"),
    "8 辖于 is the unit alone": ("model", "lies_in", lambda right: lambda self, unit, of: unit in of, "辖于"),
    "3.6b 系统 is the petitioner": ("model", "is_he", lambda right: lambda self, c, actor, holder: right(self, c, actor, ("petitioner",) if holder == ("system",) else holder), "当 系统"),
    "4.1b half is 过半": ("model", "enough", lambda right: lambda self, how, n, of: 2 * n >= of if how == "majority" else right(self, how, n, of), "过半"),
    "3.3e everybody has every power": ("model", "has_power", lambda right: lambda self, actor, acts: True, "powers"),
    "3.3e who enters it late has every power": ("model", "has_power", lambda right: lambda self, actor, acts: self.entered_late or right(self, actor, acts), "powers", "可补录"),
    "3.6 全部 is true over no child": ("model", "children_are", lambda right: lambda self, c, how: right(self, c, how) or how == "all" and not c.children, "子件 全部"),
    "3.6 what is given is not known": ("model", "opening_of", lambda right: lambda self, kind, facts, t: right(self, kind, {}, t), "录入"),
    "3.6 what a closing makes true waits": ("model", "hears", without("settle"), "一旦 子件"),
    "3.6 a closing leaves the line of a clock": ("model", "hears", without("classes"), "若 子件"),
    "3.6 a second closing is told again": ("family", "is_news", lambda right: staticmethod(
        lambda member: right(member) or member.parent and member.c.leaf in member.model.finals), "可重开", "录入"),
    "6.3 of one instant the last case comes first": ("family", "rank", lambda right: staticmethod(lambda place, member: (place, [-ord(x) for x in member.path])), "录入"),
    "4.2b 首次 opens with a later one too": ("model", "what_waited", lambda right: lambda self, c, e, t, again, same: right(self, c, e, t, False, same), "首次", "仅当"),
    "4.9 并案 brings no first": ("model", "do_merge", lambda right: lambda self, c, t, ob, rung, e, fact: right(self, c, t, ob, rung, e, fact) if e in c.first else None, "当 mrg"),
    "10 工作日数 counts the first day too": ("model", "computed", lambda right: lambda self, c, kind, *of: (lambda n: n if n is UNKNOWN else n + (
        kind == "working_days"))(right(self, c, kind, *of)), "工作日数"),
}


class Wrong:
    """One rule made wrong, for as long as it is entered."""

    def __init__(self, where, what, wrong):
        self.owner, self.what, self.wrong = OWNERS[where], what, wrong

    def __enter__(self):
        self.kept = self.owner.__dict__.get(self.what)
        setattr(self.owner, self.what, self.wrong(getattr(self.owner, self.what)))

    def __exit__(self, *_):
        if self.kept is None:
            delattr(self.owner, self.what)  # it stands in a part
        else:
            setattr(self.owner, self.what, self.kept)
