"""What came out: a row for each trained model, in a file that can be compared line by line."""

import csv
import io
import json
import os
import platform
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from mlcourse.experiments.models import ARTICLES, FEW, FITS, FIXED, NETS, SEEDS, Net, days_of
from mlcourse.network import parameters
from mlcourse.words import say

COMMITTED = Path(__file__).with_name("computed")  # what the lessons show as computed before


class Job(NamedTuple):
    """What is computed in one go and kept: one model, one recipe, some seeds."""

    part: str
    article: str
    model: str
    rate: float = 0.0
    epochs: int = 0
    seeds: int = 1

    @property
    def cost(self):
        """About how many microseconds it takes on one core, for the time left."""
        net = NETS.get(self.model, Net())
        each = 20 + parameters([net.days, *net.hidden, 1]) / 150
        return each * self.seeds * self.epochs * 44 + 1e4


class Result(NamedTuple):
    """One trained model, a row of the result file; losses are mean absolute errors in thousands of views.

    ``L`` is that of the years learned from, ``unseen`` that of the year after, ``window`` of its first 45 days,
    ``months`` of its twelve months.
    """

    part: str
    article: str
    model: str
    rate: float
    epochs: int
    seeds: int
    seed: int
    parameters: int
    L: float
    unseen: float
    window: float
    months: tuple
    seconds: float

    @property
    def job(self):
        """The job that it belongs to."""
        return Job(*self[:6])


def chosen(results, model, by="unseen"):
    """Return a model's recipe ``(rate, epochs)``: that of the least median loss on 2020, or with ``by="L"`` of L."""
    tried = {}
    for result in results:
        if (result.part, result.model) == ("choice", model):
            tried.setdefault((result.rate, result.epochs), []).append(getattr(result, by))
    return min(tried, key=lambda recipe: np.median(tried[recipe]))


def settings():
    """Return what a result file says about itself: the recipe's fixed part, the seeds, and the machine."""
    versions = f"Python {platform.python_version()}, numpy {np.__version__}"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {versions}"
    return FIXED | {"loss": FIXED["loss"].name.lower(), "seeds": SEEDS, "seeds of the choice": FEW, "machine": machine}


def write(results, path):
    """Write the results as CSV, settings first; a reader or a power cut finds the old file or the new, never half."""
    text = io.StringIO()
    text.write(f"# {json.dumps(settings())}\n")
    table = csv.writer(text, lineterminator="\n")
    table.writerow([*Result._fields[:11], *(f"month {k}" for k in range(1, 13)), "seconds"])
    for result in sorted(results):
        numbers = (f"{value:.5f}" for value in (*result[8:11], *result.months))
        table.writerow([*result[:8], *numbers, f"{result.seconds:.3f}"])
    replace(path, text.getvalue().encode())


def replace(path, content):
    """Write bytes to a file beside ``path``, then put it in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(path)


def read(path=COMMITTED / "experiments.csv"):
    """Read a result file: ``(results, settings)``; nothing and no settings where there is no file."""
    if not path.exists():
        return [], {}
    with path.open(encoding="utf-8") as lines:
        told = json.loads(next(lines).removeprefix("# "))
        _, *rows = csv.reader(lines)
    return [_result(row) for row in rows], told


def _result(row):
    losses = list(map(float, row[8:]))
    return Result(*row[:3], float(row[3]), *map(int, row[4:8]), *losses[:3], tuple(losses[3:15]), losses[15])


class Losses(dict):
    """The losses of a table by model, an entry for each seed: ``losses["100 ReLU"]``."""

    def __init__(self, results, of="unseen", article=ARTICLES[0], part="table"):
        pick, found = of if callable(of) else lambda result: getattr(result, of), {}
        for result in results:
            if (result.part, result.article) == (part, article):
                found.setdefault(result.model, []).append(pick(result))
        super().__init__((model, np.array(found[model])) for model in [*FITS, *NETS] if model in found)

    def median(self, model):
        """Return the median over the seeds."""
        return float(np.median(self[model]))


def with_spread(losses):
    """Say the median of several seeds' losses, and with more than one the least and the largest: 0.31k (0.30 to 0.33).

    Thousands of views, with three digits after the point.
    """
    median = np.median(losses)
    if len(losses) == 1:
        return f"{median:.3f}k"
    least, most = np.min(losses), np.max(losses)
    return say("{median:.3f}k ({least:.3f} to {most:.3f})", median=median, least=least, most=most)


def medians(results):
    """Return each model's losses as the leaderboard takes them, ``(L, on 2020, L′, least, most)``.

    These are medians over the seeds, and the least and the largest of the seeds on 2020. ``L`` and ``L′`` are of the
    ``results``; those on 2020, after learning from the years before, were computed before.
    """
    L, unseen, held = Losses(results, "L"), Losses(results), Losses(committed()[0], part="validation")
    return {
        model: (L.median(model), held.median(model), unseen.median(model), held[model].min(), held[model].max())
        for model in L
    }


def computed(model):
    """Return a model's losses as `medians` does, as they were computed before; nothing while it is ``...``.

    Raises ValueError for a name that no model has.
    """
    if model is ...:
        return {}
    days_of(model)
    return {model: medians(committed()[0])[model]}


@cache
def committed():
    """Return the results that the course was published with, ``(results, settings)``."""
    return read()


def recipe(model):
    """Return the recipe that was chosen for a model before, as keyword arguments; nothing where it has none."""
    return dict(zip(("rate", "epochs"), chosen(committed()[0], model), strict=True)) if model in NETS else {}


def by_validation():
    """List all models by their median loss on the validation year, the least first, as computed before."""
    held = Losses(committed()[0], "unseen", part="validation")
    return sorted(held, key=held.median)
