#!/usr/bin/env python3
"""Compares the program with the model on random rule packs and cases; docs/semantics.md decides who is right.

usage: differential.py --program PATH [--packs N] [--cases M] [--seed S] [--only WORD...] [--ledgers] [--verbose | --self-test]

Exit status 1 at the first disagreement, which is shrunk and printed with both answers. Same seed, same cases.
"""
import argparse
import collections
import copy
import csv
import difflib
import glob
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

import days as D
import events as E
import pack_text
import packs
from family import Family
from model import Model
from mutations import MUTATIONS, Wrong
from state import Gap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CHANGE_KEYS = ("what", "key", "value", "whom", "from", "to", "closes", "sleeps", "due")
MOMENT_KEYS = ("at", "stood_at", "kind", "event", "deadline", "refused")


def changes(of, facts):
    """In one order; a fact that is given again as it was says nothing, and of one that changes twice in an entry the last value counts."""
    new, last = [], {c["key"]: c for c in of if c["what"] == "fact"}
    for c in of:
        if c["what"] == "fact" and last[c["key"]] is not c:
            continue
        if c["what"] != "fact" or facts.get(c["key"]) != c.get("value"):
            new.append(c)
        if c["what"] == "fact":
            facts[c["key"]] = c.get("value")
    of = new
    return sorted(json.dumps({k: c[k] for k in CHANGE_KEYS if k in c}, ensure_ascii=False, sort_keys=True) for c in of)


def plain(answers):
    """What both say of a family, as lines in an order that both keep: the changes of one entry have none."""
    return [line for path in sorted(answers) for line in (["case " + path] if path else []) + plain_case(answers[path])]


def plain_case(answer):
    out = [f"stage {answer['stage']} closed {answer['closed']} level {answer['level']}"]
    facts = {}
    # What was not recorded has no place among the timers of its instant (7.3).
    for m in sorted(answer["timeline"], key=lambda m: m["kind"] == "not_recorded"):
        out.append(json.dumps({k: m[k] for k in MOMENT_KEYS if k in m}, ensure_ascii=False))
        out += ["    " + c for c in changes(m["changes"], facts)]
        told = [c["value"] for c in m["changes"] if c["what"] == "effect" and c.get("value")]
        out += ["    in this order: " + ", ".join(told)] if len(told) > 1 else []  # 6.3
    for o in answer["obligations"]:
        keys = ("key", "ordinal", "holder", "right", "anchor", "deemed", "due", "state", "settled", "breached", "suspended")
        out.append(json.dumps({k: o.get(k) for k in keys}, ensure_ascii=False))
    return out


def lists_aside(mine, theirs):
    """A list that a timer changes: the program shows the entry ahead of it in the same step with the later value too, so lists of such a case are not compared."""
    def of_list(c):
        return c["what"] == "fact" and c["key"] == "协办单位"
    if any(of_list(c) for m in mine["timeline"] if m["kind"] == "timer" for c in m["changes"]):
        for m in mine["timeline"] + theirs["timeline"]:
            m["changes"] = [c for c in m["changes"] if not of_list(c)]


def both(mine, theirs):
    """Lines of both. The due of a clock that stands still, or stood still when it was settled, says nothing."""
    for path in mine.keys() & theirs.keys():
        lists_aside(mine[path], theirs[path])
        if len(mine[path]["obligations"]) == len(theirs[path]["obligations"]):
            for a, b in zip(mine[path]["obligations"], theirs[path]["obligations"]):
                if a["due"] == "open":
                    b["due"] = "open"
    return plain(mine), plain(theirs)


def models(pack, beliefs, uses):
    """One for each type of case."""
    return {kind: Model(dict(pack, **more), beliefs, uses) for kind, more in (("petition", {}), ("part", pack["part"])) if more is not None}


class Driver:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        shutil.copytree(os.path.join(ROOT, "rules/calendars/cn"), os.path.join(folder, "calendars/cn"))
        self.beliefs = D.read_beliefs(os.path.join(ROOT, "rules/calendars/cn"))
        self.only = ()  # what the rules of a pack must say
        self.ledgers = False  # whether the cases are entered in a ledger too
        self.uses, self.counts, self.refused = collections.Counter(), collections.Counter(), collections.Counter()

    def put(self, pack, name):
        path = os.path.join(self.folder, name)
        pack_text.write(pack, path)
        return path

    def loads(self, path):
        done = subprocess.run([self.program, "check", path, "--json"], capture_output=True, text=True)
        if done.returncode == 0:
            return True
        try:
            errors = json.loads(done.stdout)["errors"]
        except (ValueError, KeyError):
            raise SystemExit(f"the program failed on {path}:\n{done.stdout}{done.stderr}")
        self.refused.update({e["code"] + " " + e["message"] for e in errors[:1]})
        return False

    def ask(self, path, cases, until):
        file = os.path.join(path, "events.jsonl")
        with open(file, "w", encoding="utf-8") as out:
            for name, events in cases.items():
                out.writelines(json.dumps(E.line(name, e), ensure_ascii=False) + "\n" for e in events)
        done = subprocess.run([self.program, "explain", path, "--events", file, "--at", D.show(until), "--json"],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"the program ended with {done.returncode} on {path}:\n{pack_text.rules(json.load(open(path + '/tree.json')))}\n{done.stderr}")
        answers = collections.defaultdict(dict)
        for answer in map(json.loads, done.stdout.splitlines()):
            root, _, path = answer["case"].partition("/")
            answers[root][path] = answer
        return answers

    def keep(self, path, answers):
        """What a ledger has of the same cases: the same entries, and sound ones (7.5)."""
        kept, table = os.path.join(self.folder, "kept.db"), os.path.join(self.folder, "kept.csv")
        for name in glob.glob(kept + "*"):
            os.remove(name)
        subprocess.run([self.program, "run", path, "--events", os.path.join(path, "events.jsonl"), "--ledger", kept, "--json"], capture_output=True)
        verified = subprocess.run([self.program, "ledger", "verify", kept, "--fold"], capture_output=True, text=True)
        subprocess.run([self.program, "ledger", "export", kept, "-o", table, "--format", "csv"], capture_output=True)
        with open(table, encoding="utf-8-sig", newline="") as file:
            stored = [(row["case"], int(row["sequence"]), row["at"], row["entry"]) for row in csv.DictReader(file)]
        told = []
        for answer in (a for family in answers.values() for a in family.values()):
            moments = [m for m in answer["timeline"] if m["kind"] != "not_recorded"]
            told += [(answer["case"], i + 1, m["at"], m["kind"]) for i, m in enumerate(moments)]
        if verified.returncode != 0 or sorted(stored) != sorted(told):
            raise SystemExit(f"what the ledger of {path} has is not what the program says of the events:\n{pack_text.rules(json.load(open(path + '/tree.json')))}\n"
                             f"{verified.stdout}{sorted(set(stored) ^ set(told))}")
        self.counts["entries in a ledger"] += len(stored)

    def compare(self, seed, cases):
        """One pack; gives a disagreement or None."""
        r = random.Random(seed)
        pack = packs.make(r)
        if self.only and not all(word in pack_text.rules(dict(pack, english=False)) + (" powers" if pack["powers"] else "") for word in self.only):
            return None
        path = self.put(pack, "pack")
        if not self.loads(path):
            self.counts["packs that do not load"] += 1
            return None
        self.counts["packs"] += 1
        of_types = models(pack, self.beliefs, self.uses)
        around, files, players = E.year_start(r), {}, {}
        for i in range(cases):
            player = E.Player(r, of_types, around)
            try:
                files[f"c{i}"] = player.play(r.choice([3, 8, 14, 24] if of_types["petition"].opens else [3, 8, 14]))
                players[f"c{i}"] = player
            except Gap as gap:
                self.counts[f"left out: {gap}"] += 1
        last = max(e[-1]["at"] for e in files.values())
        until = last + r.choice([0, 60]) * D.DAY
        answers = self.ask(path, files, until)
        if self.ledgers:
            self.keep(path, self.ask(path, files, last))
        for name, player in players.items():
            try:
                mine = player.family.answers(until)
            except Gap:
                continue
            self.count(mine, files[name])
            ours, theirs = both(mine, answers[name])
            if ours != theirs:
                return pack, files[name], until
        return None

    def count(self, family, events):
        self.counts["cases"] += 1
        self.counts["with children"] += len(family) > 1
        self.counts["children"] += len(family) - 1
        self.counts["events"] += len(events)
        for one in family.values():
            self.counts["entries"] += len(one["timeline"])
            self.counts["obligations"] += len(one["obligations"])
            self.counts["breached"] += sum(o["breached"] for o in one["obligations"])
            self.counts["closed"] += one["closed"]

    # --- shrinking

    def differs(self, pack, events, until):
        try:
            path = self.put(pack, "shrunk")
            if not self.loads(path):
                return None
            mine = Family(models(pack, self.beliefs, {})).run(events, until)
            theirs = self.ask(path, {"c": events}, until)["c"]
        except (SystemExit, KeyError, IndexError, StopIteration, ValueError, TypeError, Gap):
            return None
        ours, theirs = both(mine, theirs)
        return (ours, theirs) if ours != theirs else None

    def shrink(self, pack, events, until):
        changed = True
        while changed:
            changed = False
            i = len(events) - 1
            while i > 0:
                fewer = events[:i] + events[i + 1:]
                if self.differs(pack, fewer, until):
                    events, changed = fewer, True
                i -= 1
            last = events[-1]["at"]
            if until > last and self.differs(pack, events, last):
                until = last
            tried = 0
            while True:
                smaller = next(itertools.islice(self.smaller(pack), tried, None), None)
                if smaller is None:
                    break
                if self.differs(smaller, events, until):
                    pack, changed = smaller, True
                else:
                    tried += 1
        return pack, events, until

    def smaller(self, pack):
        """The same pack with one piece less."""
        def lists(node, path=()):
            if isinstance(node, dict):
                for key, below in node.items():
                    if key in ("items", "rungs", "acts", "stages", "subs", "branches", "does", "restart", "exclude", "classes", "suspends", "on_entry", "on_exit") and isinstance(below, list):
                        if len(below) == 1 and key in ("branches", "does"):
                            continue
                        for i in reversed(range(len(below))):
                            yield path + (key, i)
                    if key not in ("units", "days", "events"):
                        yield from lists(below, path + (key,))
            elif isinstance(node, list):
                for i, below in enumerate(node):
                    yield from lists(below, path + (i,))
        for path in sorted(lists(pack), key=len):
            less = copy.deepcopy(pack)
            at = less
            for step in path[:-1]:
                at = at[step]
            del at[path[-1]]
            yield less
        used = json.dumps([pack["thread"], pack["rings"]], ensure_ascii=False)
        less = dict(pack, resps=[r for r in pack["resps"] if f'"{r["name"]}"' in used])
        if len(less["resps"]) < len(pack["resps"]):
            yield less
        if pack["part"] and '"part"' not in used:
            yield dict(pack, part=None)
        if pack["english"]:
            yield dict(pack, english=False)

    def show(self, pack, events, until):
        mine, theirs = self.differs(pack, events, until)
        print(pack_text.manifest(pack) + "\n" + pack_text.rules(pack))
        for e in events:
            print(json.dumps(E.line("c", e), ensure_ascii=False))
        print(f"\nuntil {D.show(until)}; - the model, + the program")
        print("\n".join(difflib.unified_diff(mine, theirs, "model", "program", n=30, lineterm="")))


def self_test(given):
    """Whether the comparison finds a model that is wrong."""
    missed = []
    for name, (where, what, wrong, *words) in MUTATIONS.items():
        if given.mutation and given.mutation not in name:
            continue
        tried, found = 0, None
        with Wrong(where, what, wrong), tempfile.TemporaryDirectory(prefix="sanhuan-model-") as folder:
            driver = Driver(given.program, folder)
            driver.only = words
            while driver.counts["packs"] < given.packs and not found:
                tried += 1
                found = driver.compare(f"{given.seed}/{tried}", given.cases)
        print(f"{name}: " + (f"found after {driver.counts['cases']} cases" if found else "NOT FOUND"))
        missed += [] if found else [name]
    return 1 if missed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--packs", type=int, default=40)
    parser.add_argument("--cases", type=int, default=50)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", nargs="*", default=(), help="what the rules of a pack must say, such as 录入")
    parser.add_argument("--ledgers", action="store_true", help="enter the cases in a ledger too, and compare what it has")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--self-test", action="store_true", help="make the model wrong, rule by rule, and see that it is found out")
    parser.add_argument("--mutation", help="with --self-test: only those with this in their name")
    given = parser.parse_args()
    if given.self_test:
        return self_test(given)
    with tempfile.TemporaryDirectory(prefix="sanhuan-model-") as folder:
        driver = Driver(given.program, folder)
        driver.only, driver.ledgers = given.only, given.ledgers
        tried = 0
        while driver.counts["packs"] < given.packs and tried < 20 * given.packs:
            tried += 1
            try:
                found = driver.compare(f"{given.seed}/{tried}", given.cases)
            except SystemExit:
                print(f"seed {given.seed}, pack {tried}:")
                raise
            if found:
                print(f"seed {given.seed}, pack {tried}: the model and the program disagree. Shrunk:\n")
                driver.show(*driver.shrink(*found))
                return 1
        print(", ".join(f"{n} {what}" for what, n in driver.counts.items()))
        if given.verbose:
            for rule, n in sorted(driver.uses.items()):
                print(f"{n:9} {rule}")
            for code, n in driver.refused.most_common(20):
                print(f"{n:9} does not load: {code}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
