"""What one learner needs of a shared hub: each lesson run from top to bottom in a kernel of its own.

    uv run --group bench python benchmarks/hub.py

Prints for each lesson how long it takes, the processor time and the memory that its kernel takes, and the size of the
executed notebook; writes the table to ``benchmarks/results/hub.md``.
"""

from __future__ import annotations

import datetime
import os
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
from load import cpu_seconds
from nbclient import NotebookClient
from report import commit, machine
from tqdm import tqdm

HERE = Path(__file__).resolve().parent
LESSONS = sorted((HERE.parent / "notebooks").glob("[0-9][1-9]_*.ipynb"))


def main():
    """Run the lessons, print the table, and write it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MLCOURSE_PROGRESS"] = str(Path(folder) / "progress.json")
        rows = [measured(lesson) for lesson in tqdm(LESSONS, unit="lesson")]
    lines = [
        "# What one learner needs of a hub",
        "",
        f"`python benchmarks/hub.py` on {datetime.date.today()}, at {commit()}. {machine()}. Each lesson is run from "
        "top to bottom in a fresh kernel; the page, which draws the pictures, is the learner's own machine.",
        "",
        "| lesson | seconds | processor seconds | memory of the kernel, MB | executed notebook, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(f"| {name} | {took:.0f} | {cpu:.0f} | {memory:.0f} | {size:.1f} |" for name, took, cpu, memory, size in rows),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "hub.md").write_text(text)


def measured(lesson):
    """Run one lesson; return its name, seconds, processor seconds, and megabytes in memory and as a file."""
    notebook = nbformat.read(lesson, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(lesson.parent)}})
    with client.setup_kernel():
        kernel = psutil.Process(client.km.provisioner.process.pid)
        began, before = time.perf_counter(), cpu_seconds(kernel)
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
        took, cpu = time.perf_counter() - began, cpu_seconds(kernel) - before
        memory = kernel.memory_info().rss / 1e6
    return lesson.stem, took, cpu, memory, len(nbformat.writes(notebook).encode()) / 1e6


if __name__ == "__main__":
    main()
