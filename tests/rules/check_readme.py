#!/usr/bin/env python3
"""check_readme.py REPOSITORY SANHUAN: what both READMEs say that the demo prints is what it prints, to the letter."""
import re, subprocess, sys, tempfile
from pathlib import Path

repo, sanhuan = Path(sys.argv[1]), sys.argv[2]
demo = "examples/petitions"

with tempfile.TemporaryDirectory() as scratch:
    events = Path(scratch) / "petitions.jsonl"
    subprocess.run([sanhuan, "import", "csv", f"{demo}/petitions.csv", "--mapping", f"{demo}/mapping.yaml", "-o", events],
                   check=True, cwd=repo, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for readme, language, first in (("README.md", "zh", "试运行"), ("README.en.md", "en", "dry-run")):
        block = re.search(rf"^```\n({first}  .*?)^```$", (repo / readme).read_text(encoding="utf-8"), re.M | re.S)
        if not block:
            sys.exit(f"{readme} shows nothing of the demo")
        printed = subprocess.check_output(
            [sanhuan, "dry-run", f"{demo}/baseline", f"{demo}/with-125", "--events", events, "--lang", language],
            cwd=repo, text=True, encoding="utf-8")
        shown = block[1]
        if not printed.startswith(shown):
            for ours, theirs in zip(shown.splitlines(), printed.splitlines()):
                if ours != theirs:
                    sys.exit(f"{readme} shows\n  {ours}\nbut the demo prints\n  {theirs}")
            sys.exit(f"{readme} shows more than the demo prints")
        print(f"{readme}: {len(shown.splitlines())} lines as printed")
