"""Drag a slider in a real JupyterLab in a real browser: the same explorer made five ways, compared in one run.

    uv run --group bench python benchmarks/drag.py

Every trial has a fresh page and a fresh kernel; the trials of all ways are interleaved and shuffled. One that other
work on the machine disturbed is thrown away and repeated. ``--quick`` takes under two minutes where the
machine is free.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import os
import random
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tests")]

from lab import FLAGS, find_browser, jupyterlab  # noqa: E402
from playwright.async_api import Error, async_playwright  # noqa: E402
from proxy import distant  # noqa: E402
from report import report  # noqa: E402
from trial import end_kernels, trial  # noqa: E402
from ways import EXPLORERS, WAYS  # noqa: E402

WINDOW = {"width": 1440, "height": 1000}
PLAIN = "--ServerApp.jpserver_extensions={'mlcourse.server': False}"


def main():
    """Run the trials and report."""
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        plain = [PLAIN] if options.plain_server else []
        with jupyterlab(root, "--LabApp.expose_app_in_browser=True", *plain) as address:
            loaded = "mlcourse.server | extension was successfully loaded" in (root / "server.log").read_text()
            if loaded == options.plain_server:
                raise RuntimeError(f"our server extension is {'on' if loaded else 'off'}, and should not be")
            trials, browser = asyncio.run(measured(options, address, root))
    report(trials, options, browser)
    seen = {(each["explorer"], each["way"]) for each in trials if each["kept"]}
    if missing := [pair for pair in ((e, w) for e in options.explorers for w in options.ways) if pair not in seen]:
        sys.exit(f"no trial of {', '.join(' by '.join(pair) for pair in missing)} came to its end")


def parsed():
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one short trial a way, the line only, no repeats")
    parser.add_argument("--delay", type=float, default=0, metavar="MS", help="a round trip to the server of so many ms")
    parser.add_argument("--plain-server", action="store_true", help="a server without our extension")
    parser.add_argument("--explorers", type=names(EXPLORERS), default=list(EXPLORERS)[:3], metavar="A,B")
    parser.add_argument("--ways", type=names(WAYS), default=list(WAYS), metavar="A,B")
    parser.add_argument("--trials", type=int, default=7, metavar="N", help="of each way of each explorer")
    parser.add_argument("--jumps", type=int, default=8, metavar="N", help="single moves a trial, for the latency")
    parser.add_argument("--others", type=float, default=0.1, metavar="SHARE", help="of the machine that disturbs")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="of a disturbed trial, at most")
    parser.add_argument("--seed", type=int, default=1, help="of the order of the trials")
    parser.add_argument("--out", type=Path, metavar="STEM", help="write STEM.md, STEM.png and STEM.json")
    options = parser.parse_args()
    if options.quick:
        options.explorers, options.trials, options.repeats, options.jumps = ["line"], 1, 0, 4
    elif options.out is None:
        distance = f"_{options.delay:g}ms" if options.delay else ""
        options.out = HERE / "results" / f"drag{distance}{'_plain' if options.plain_server else ''}"
    return options


def names(known):
    """Return a reader of a list of names with commas in between."""

    def read(text):
        chosen = text.split(",")
        if unknown := set(chosen) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: choose from {', '.join(known)}")
        return chosen

    return read


def planned(options):
    """Return the trials in the order they are run: ``(round, way, explorer)``, every round shuffled for itself."""
    dice, order = random.Random(options.seed), []
    for turn in range(options.trials):
        pairs = [(turn, way, explorer) for way in options.ways for explorer in options.explorers]
        order += dice.sample(pairs, len(pairs))
    return order


async def measured(options, address, root):
    """Run all trials; return them, those thrown away among them, and the browser's name and version."""
    trials, order = [], planned(options)
    flags = [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    async with distant(address, options.delay) as far, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=find_browser(), args=flags)
        context = await chromium.new_context(viewport=WINDOW)
        with tqdm(order, unit="trial") as bar:
            for turn, way, explorer in bar:
                bar.set_postfix_str(f"{explorer}, {way}; {sum(not each['kept'] for each in trials)} thrown away")
                run = functools.partial(trial, context, far, root, way, explorer, options.jumps)
                async for outcome in attempts(options, run):
                    trials.append({"round": turn, "explorer": explorer, "way": way, **outcome})
                    await end_kernels(address)
        await chromium.close()
        return trials, f"Chromium {chromium.version}"


async def attempts(options, run):
    """Run a trial until nothing disturbs or breaks it, or the repeats are used up; yield every outcome."""
    for left in range(options.repeats, -1, -1):
        try:
            outcome = await run()
        except (Error, RuntimeError, TimeoutError) as error:
            tqdm.write(f"a trial broke off: {error}")
            yield {"kept": False, "broke": str(error)}
        else:
            quiet = outcome["foreign"] <= options.others
            yield outcome | {"kept": quiet or not left, "disturbed": not quiet}
            if quiet:
                return


if __name__ == "__main__":
    main()
