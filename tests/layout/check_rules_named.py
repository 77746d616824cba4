"""Holds the tests to docs/semantics.md. usage: check_rules_named.py ROOT [--self-test] [--list]

Each numbered rule of the page is named by at least one test: its number stands at the beginning of the name of a TEST_CASE,
`TEST_CASE("2.4 The due instant itself keeps a deadline", …)`, or is one of its tags, `[2.4]`. A Python test names a rule in
the same way, at the beginning of a function's docstring. A step of 3.3 (3.3.4) names its rule (3.3) as well.

What is not built or not tested yet stands in NOT_BUILT with the reason. One of these that a test names after all must leave the list, so
that the list only shrinks. Prints one line per offence; with --list, each rule with the tests that name it.
"""
import pathlib
import re
import sys

NOT_BUILT = {
}

NUMBER = r"\d+(?:\.\d+)*[a-z]?"
DOTTED = r"\d+(?:\.\d+)+[a-z]?"  # at the beginning of a name; a section alone (10) is named by a tag
RULE = re.compile(r"^- \*\*(\d+\.\d+[a-z]?)\b", re.M)
STEP = re.compile(r"^  (\d+)\. \*\*", re.M)
SECTION = re.compile(r"^## (\d+) ", re.M)
TEST_CASE = re.compile(r'\b(?:TEST_CASE|SCENARIO)\(\s*"((?:[^"\\]|\\.)*)"(?:\s*,\s*"((?:[^"\\]|\\.)*)")?')
DOCSTRING = re.compile(r'\bdef test\w*\([^)]*\)[^:]*:\s*"""(.*?)"""', re.S)


def rules_of(page):
    """The numbers of the page in their order; a section without numbered rules is a rule itself."""
    rules = []
    for section in re.split(r"(?m)^(?=## )", page):
        heading = SECTION.match(section)
        if not heading:
            continue
        numbers = []
        for part in re.split(r"(?m)^(?=- \*\*)", section):
            rule = RULE.match(part)
            if not rule:
                continue
            numbers.append(rule.group(1))
            numbers += [f"{rule.group(1)}.{step}" for step in re.findall(r"(?m)^  (\d+)\. ", part)]
        rules += numbers or [heading.group(1)]
    return rules


def names_in(text, python=False):
    """What a test file names: (number, name of the test)."""
    for test in DOCSTRING.findall(text) if python else ():
        if found := re.match(rf"\s*({DOTTED})\s", test):
            yield found.group(1), test.strip().splitlines()[0]
    for name, tags in () if python else TEST_CASE.findall(text):
        if found := re.match(rf"({DOTTED})\s", name):
            yield found.group(1), name
        for tag in re.findall(rf"\[({NUMBER})\]", tags):
            yield tag, name


def offences(rules, named, not_built):
    for rule in rules:
        if rule in not_built and rule in named:
            yield f"{rule} is said to be not built ({not_built[rule]}), and a test names it: \"{named[rule][0]}\""
        elif rule not in not_built and rule not in named:
            yield f"{rule}: no test names it"
    for rule in sorted(set(not_built) - set(rules)):
        yield f"{rule} is said to be not built, and is no rule of docs/semantics.md"
    for number in sorted(set(named) - set(rules)):
        yield f"{number} is no rule of docs/semantics.md: \"{named[number][0]}\""


def collect(files):
    named = {}
    for path, text in files:
        for number, name in names_in(text, path.suffix == ".py"):
            named.setdefault(number, []).append(name)
            if step := re.fullmatch(r"(\d+\.\d+)\.\d+", number):
                named.setdefault(step.group(1), []).append(name)
    return named


def self_test():
    page = "# S\n\n- **0.1** is not one\n\n## 1 A\n- **1.1 One.** x\n  1. **Key.** y\n  2. on a copy\n- **1.2b** z **1.9**\n\n## 2 Types\n\ntext\n"
    assert rules_of(page) == ["1.1", "1.1.1", "1.1.2", "1.2b", "2"], rules_of(page)
    files = [(pathlib.Path("a.cpp"),
              'TEST_CASE("1.1.2 does", "[x]") {}\nTEST_CASE("other",\n          "[y][1.2b]") {}\nTEST_CASE("2026 was a year", "[2]") {}\nTEST_CASE("3.9 Gone") {}'),
             (pathlib.Path("b.py"), 'def test_it(self):\n    """1.1.1 does this"""')]
    named = collect(files)
    assert set(named) == {"1.1", "1.1.1", "1.1.2", "1.2b", "2", "3.9"}, named
    assert list(offences(rules_of(page), named, {"1.2b": "no time", "3.1": "gone"})) == [
        '1.2b is said to be not built (no time), and a test names it: "other"',
        "3.1 is said to be not built, and is no rule of docs/semantics.md",
        '3.9 is no rule of docs/semantics.md: "3.9 Gone"',
    ]


def main():
    if "--self-test" in sys.argv:
        self_test()
        return 0
    root = pathlib.Path(sys.argv[1])
    rules = rules_of((root / "docs/semantics.md").read_text(encoding="utf-8"))
    if len(rules) < 70:
        print(f"docs/semantics.md: only {len(rules)} rules were found")
        return 1
    sources = [p for kind in ("*.cpp", "*.py") for p in sorted((root / "tests").rglob(kind)) if p.name != pathlib.Path(__file__).name]
    named = collect((p, p.read_text(encoding="utf-8")) for p in sources)
    if "--list" in sys.argv:
        for rule in rules:
            print(f"{rule:7} {len(named.get(rule, []))}" + (f"  not built: {NOT_BUILT[rule]}" if rule in NOT_BUILT else ""))
    found = list(offences(rules, named, NOT_BUILT))
    for offence in found:
        print(offence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
