"""What every benchmark says of itself, and how it is written down: a page, a picture, and all the numbers in a file."""

from __future__ import annotations

import json
import os
import platform
import shlex
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent


def command():
    """Return the command line that was given, without the place where the project lies."""
    script, *options = sys.argv
    options = [each.replace(str(ROOT), ".") for each in options]
    return shlex.join(["python", f"benchmarks/{Path(script).name}", *options])


def machine():
    """Name the processor, the memory and the system."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} × {names[0] if names else platform.processor()}, {memory:.0f} GiB, {platform.system()}"


def _lines(path):
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def versions(packages):
    """Name Python and these packages with their versions."""
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)])


def commit():
    """Name the commit that was measured, and say if there were changes beside it."""
    describe = ["git", "describe", "--always", "--dirty=, with changes"]
    told = subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "no commit"


def checked(checks, form=".1f"):
    """Return the lines of a table of targets: ``(name, value, bound, sign)``, with sign -1 where less is better."""
    rows = [["target", "ours", "bound", ""]]
    for name, value, bound, sign in checks:
        met = "met" if sign * value >= sign * bound else "**not met**"
        rows.append([name, format(value, form), format(bound, form), met])
    return markdown(rows)


def markdown(rows):
    """Return the lines of a table, the first row its head; what begins with a digit stands on the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    numbers = [i > 0 and any(row[i][:1].isdigit() for row in rows[1:]) for i in range(len(widths))]
    rule = ["-" * (width - right) + ":" * right for width, right in zip(widths, numbers, strict=True)]
    return [
        "| " + " | ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, numbers, strict=True)) + " |"
        for row in (rows[0], rule, *rows[1:])
    ]


def written(out, lines, numbers, figure):
    """Write the page, the numbers and the picture beside each other: ``out`` with .md, .json and .png behind it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    page = [*lines, "", f"![The same as a picture]({out.name}.png)", ""]
    Path(f"{out}.md").write_text("\n".join(page))
    Path(f"{out}.json").write_text(json.dumps(numbers, indent=1) + "\n")
    figure.savefig(f"{out}.png", dpi=130)
    print(f"written to {out}.md, .png and .json")
