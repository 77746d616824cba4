"""Runs the commands of docs/tutorial.md in order and compares what each prints with what the page shows.

usage: tutorial.py SOURCE_DIR SANHUAN

A ```console block holds commands, each behind `$ `, and below each what it prints. A comment above a block says what else
it is: `<!-- 文件 NAME -->` a file that is written before the commands below it, `<!-- 见 PATH -->` lines that stand in that
file. The commands run in a scratch folder with examples/tutorial and rules/calendars in it. SANHUAN_UPDATE_GOLDEN=1
writes the page anew.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def run(command, folder, environment):
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60, check=False)
    return done.stdout.decode("utf-8")


def play(text, folder, environment):
    """The text of a console block with what its commands print now."""
    shown = []
    for line in text.splitlines():
        if line.startswith("$ "):
            printed = run(line[2:], folder, environment)
            shown.append(line + "\n" + printed)
    return "".join(shown)


def main():
    source, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    page_path = source / "docs/tutorial.md"
    page = page_path.read_text(encoding="utf-8")
    fence = re.compile(r"(?:<!-- (文件|见) (\S+) -->\n)?```(\w+)\n(.*?)```\n", re.S)
    wrong, commands = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(source / "examples/tutorial", folder / "examples/tutorial")
        shutil.copytree(source / "rules/calendars", folder / "rules/calendars")
        environment = {"PATH": f"{program.parent}:{os.environ.get('PATH', '')}", "LC_ALL": "zh_CN.UTF-8", "HOME": scratch}
        renewed, end = [], 0
        for block in fence.finditer(page):
            what, name, language, text = block.groups()
            if what == "文件":
                (folder / name).write_text(text, encoding="utf-8")
            if what == "见" and text not in (source / name).read_text(encoding="utf-8"):
                wrong.append(f"these lines are not in {name}:\n{text}")
            now = play(text, folder, environment) if language == "console" else text
            commands += now.count("\n$ ") + now.startswith("$ ") if language == "console" else 0
            if now != text:
                wrong.append(f"shown:\n{text}\nprinted:\n{now}")
            begin = block.start(4)
            renewed += [page[end:begin], now]
            end = block.end(4)
        renewed.append(page[end:])
    if os.environ.get("SANHUAN_UPDATE_GOLDEN") and wrong:
        page_path.write_text("".join(renewed), encoding="utf-8")
        print("docs/tutorial.md was written anew")
        return 0
    print("\n".join(wrong) if wrong else f"{commands} commands print what docs/tutorial.md shows")
    return 1 if wrong or commands < 10 else 0


if __name__ == "__main__":
    sys.exit(main())
