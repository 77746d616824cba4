"""Holds the source to the table of rooms in docs/architecture.md. usage: check_includes.py ROOT [--self-test]

A room includes only rooms below it; Spirit, yaml-cpp and the command line's libraries each stay in one place; public
headers include the standard library and each other; nothing in lib reads a clock. Prints one line per offence.
"""
import pathlib
import re
import sys

# Room: the rooms it may include besides itself, lib/base, and the public headers of its library.
LIB = {
    "lib/base": [],
    "lib/geo": [],
    "lib/calendar": [],
    "lib/rulebook": ["lib/calendar"],
    "lib/duties": ["lib/calendar", "lib/rulebook"],
    "lib/roster": ["lib/calendar"],
    "lib/eval": ["lib/calendar", "lib/rulebook"],
    "lib/core": ["lib/calendar", "lib/rulebook", "lib/eval"],
    "lib/promises": ["lib/calendar", "lib/rulebook", "lib/eval", "lib/core"],
    "lib/ledger": [],
    "lib/engine": ["lib/calendar", "lib/rulebook", "lib/eval", "lib/core", "lib/ledger"],
    "lib/replay": ["lib/calendar", "lib/rulebook", "lib/eval", "lib/core", "lib/promises", "lib/ledger"],
    "lib/assess": ["lib/calendar", "lib/rulebook"],
    "lib/analysis": ["lib/calendar", "lib/rulebook", "lib/eval", "lib/core", "lib/promises", "lib/replay"],
}
DSL = {
    "dsl/source": ["dsl/diagnostics"],
    "dsl/diagnostics": ["dsl/source"],
    "dsl/syntax": ["dsl/source", "dsl/diagnostics"],
    "dsl/yaml": ["dsl/source", "dsl/diagnostics", "dsl/csv", "lib/calendar"],
    "dsl/csv": ["dsl/source", "dsl/diagnostics"],
    "dsl/resolve": ["dsl/source", "dsl/diagnostics", "dsl/syntax", "dsl/yaml", "dsl/csv",
                    "lib/calendar", "lib/rulebook", "lib/eval", "lib/core", "lib/replay", "lib/analysis"],
    "dsl/format": ["dsl/source", "dsl/diagnostics", "dsl/syntax"],
}
ROOMS = {**LIB, **DSL, "cli": ["dsl/diagnostics", "dsl/source", "dsl/csv", "dsl/yaml", "lib/rulebook"], "lib/include": [], "dsl/include": []}

# Third-party header prefix: the folder where it may be included, or how the files' names begin.
THIRD_PARTY = {
    "boost/": ["dsl/syntax", "lib/geo"],
    "yaml-cpp/": ["dsl/yaml"],
    "utf8proc": ["dsl/source", "dsl/diagnostics", "cli"],
    "nlohmann/": ["cli"],
    "CLI/": ["cli"],
    "sqlite3": ["lib/ledger/sqlite"],
    "openssl/": ["lib/ledger"],
    "fmt/": ["lib", "dsl", "cli"],
}
CLOCK = re.compile(r"\b(system_clock|steady_clock|gettimeofday|clock_gettime|localtime(_r)?|gmtime(_r)?|std::time|time)\s*(::|\()")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of(path):
    parts = path.split("/")
    return "cli" if parts[0] == "cli" else "/".join(parts[:2])


def offences(path, text, public_of):
    """Each offence in a file as (line, sentence)."""
    room = room_of(path)
    public = room in ("lib/include", "dsl/include")
    if room not in ROOMS:
        yield 0, f"`{room}` is no room of docs/architecture.md"
        return
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("//")[0]
        if path.startswith("lib/") and CLOCK.search(code):
            yield number, "nothing in lib reads a clock: time is an argument"
        match = INCLUDE.match(code)
        if not match:
            continue
        header = match.group(2)
        if header.startswith("sanhuan/"):
            if path.startswith("lib/") and public_of.get(header) == "dsl/include":
                yield number, f"lib knows nothing of the language: `{header}`"
            continue
        third = next((p for p in THIRD_PARTY if header.startswith(p)), None)
        if third:
            if public:
                yield number, f"a public header includes the standard library and its siblings only: `{header}`"
            elif not any(path.startswith((place + "/", place + "_")) for place in THIRD_PARTY[third]):
                yield number, f"`{header}` belongs in {', '.join(THIRD_PARTY[third]) or 'no room yet'}"
            continue
        if match.group(1) == "<":
            system = header.startswith("sys/")
            if not system and ("/" in header or header.endswith((".h", ".hpp"))) and not header.startswith(("unistd", "fcntl", "signal", "langinfo", "errno", "cxxabi")):
                yield number, f"an unknown third-party header: `{header}`"
            continue
        target = room_of(header)
        if public:
            yield number, f"a public header includes the standard library and its siblings only: `{header}`"
        elif "/" not in header:
            yield number, f"write the path from the top of the checkout: `{header}`"
        elif target not in (room, "lib/base") and target not in ROOMS[room]:
            yield number, f"`{room}` may not include `{target}`: `{header}`"


def check(root):
    files = sorted(p for top in ("lib", "dsl", "cli") for e in ("*.cpp", "*.hpp", "*.def") for p in (root / top).rglob(e))
    public_of = {p.relative_to(root / room / "include").as_posix(): f"{room}/include"
                 for room in ("lib", "dsl") for p in (root / room / "include").rglob("*.hpp")}
    found = 0
    for file in files:
        path = file.relative_to(root).as_posix()
        for line, sentence in offences(path, file.read_text(encoding="utf-8"), public_of):
            print(f"{path}:{line}: {sentence}")
            found += 1
    print(f"{len(files)} files, {found} offences")
    return 1 if found or not files else 0


def self_test():
    """The check can fail: each of these must be an offence, and the last ones must not."""
    public = {"sanhuan/pack.hpp": "dsl/include", "sanhuan/engine.hpp": "lib/include"}
    wrong = [
        ("lib/calendar/due.cpp", '#include "lib/core/step.hpp"'),
        ("lib/core/step.cpp", '#include "dsl/syntax/tree.hpp"'),
        ("lib/core/step.cpp", '#include "sanhuan/pack.hpp"'),
        ("lib/core/step.cpp", "const auto now = std::chrono::system_clock::now();"),
        ("lib/core/step.cpp", "const auto now = time(nullptr);"),
        ("lib/include/sanhuan/engine.hpp", "#include <fmt/format.h>"),
        ("lib/include/sanhuan/engine.hpp", '#include "lib/core/case.hpp"'),
        ("dsl/resolve/lower.cpp", "#include <yaml-cpp/yaml.h>"),
        ("dsl/resolve/lower.cpp", '#include "lib/engine/timers.hpp"'),
        ("dsl/yaml/manifest.cpp", "#include <boost/spirit/home/x3.hpp>"),
        ("dsl/source/load.cpp", '#include "dsl/syntax/tree.hpp"'),
        ("cli/run.cpp", '#include "lib/core/step.hpp"'),
        ("lib/ledger/memory.cpp", "#include <sqlite3.h>"),
        ("lib/engine/engine.cpp", "#include <sqlite3.h>"),
        ("lib/base/hash.cpp", "#include <openssl/evp.h>"),
        ("lib/ledger/chain.cpp", '#include "lib/core/case.hpp"'),
        ("lib/attic/old.cpp", "#include <vector>"),
    ]
    right = [
        ("lib/core/step.cpp", '#include "lib/eval/table.hpp"\n#include <vector>\n#include "sanhuan/engine.hpp"'),
        ("lib/core/step.cpp", "fire_timers(next_timer(state));  // not time(nullptr)"),
        ("dsl/syntax/grammar.cpp", "#include <boost/spirit/home/x3.hpp>"),
        ("cli/run.cpp", '#include "sanhuan/pack.hpp"\n#include <CLI/CLI.hpp>'),
        ("lib/ledger/sqlite_store.cpp", '#include <sqlite3.h>\n#include "lib/ledger/chain.hpp"\n#include "sanhuan/ledger.hpp"'),
    ]
    missed = [w for w in wrong if not list(offences(*w, public))]
    accused = [r for r in right if list(offences(*r, public))]
    for case in missed:
        print("not found:", case)
    for case in accused:
        print("wrongly accused:", case)
    print(f"{len(wrong)} wrong and {len(right)} right examples, {len(missed) + len(accused)} misjudged")
    return 1 if missed or accused else 0


if __name__ == "__main__":
    sys.exit(self_test() if "--self-test" in sys.argv else check(pathlib.Path(sys.argv[1])))
