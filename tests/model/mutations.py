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


MUTATIONS = {
    "2.5 the anchor's day counts": ("days", "count", lambda right: lambda days, anchor, length:
                                    right(days, anchor - D.DAY, length) if length[0] == "calendar_days" else right(days, anchor, length)),
    "2.5 次日 rolls": ("days", "rolls", lambda right: lambda length: length[0] == "next_day" or right(length), "次日"),
    "2.4 the due itself is late": ("model", "place", lambda right: lambda self, at, due, before:
                                   due if at[0] == "breach" else right(self, at, due, before)),
    "2.6 nothing is deemed": ("Days", "deemed", lambda right: lambda self, t, as_is: t),
    "2.8 the day of suspension is left too": ("days", "left_at", lambda right: lambda days, t, raw, length:
                                              right(days, t, raw, length) + (length[0] not in D.BY_TIME)),
    "3.3b unknown is false": ("model", "truth", lambda right: lambda self, c, g: bool(right(self, c, g))),
    "3.6b a section is another unit": ("model", "is_or_section", lambda right: lambda self, unit, of: unit == of),
    "3.6b nobody acts where nobody is known": ("model", "instead_of_nobody", lambda right: lambda self: []),
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
    "4.9 并案 brings no first": ("model", "do_merge", lambda right: lambda self, c, t, ob, rung, e, fact: right(self, c, t, ob, rung, e, fact) if e in c.first else None, "并案"),
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
