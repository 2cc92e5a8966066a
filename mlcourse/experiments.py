"""The lecture's tables on our data: many models, several seeds each, one result file.

``python -m mlcourse.experiments`` chooses each model's recipe on a validation year, trains it so on all training years,
and writes the losses and their picture to ``results/``. Ctrl-C keeps what is finished, and the next start goes on from
there. The same sweep runs on a Dask cluster:
``with Client(address), joblib.parallel_config(backend="dask"): experiments.main()``.
"""

import csv
import io
import json
import os
import platform
import sys
import time
from collections import deque
from contextlib import closing
from functools import cache
from itertools import product
from math import comb
from pathlib import Path
from typing import NamedTuple

import joblib
import numpy as np
from tqdm.auto import tqdm

from mlcourse.data import LECTURE, during, lagged, load_views, weekday
from mlcourse.fits import best
from mlcourse.functions import as_last_week, as_yesterday
from mlcourse.losses import mae
from mlcourse.network import known, parameters
from mlcourse.page import Table, bold, italic
from mlcourse.pictures.scene import Axis, Dots, Line, Panel, Scene
from mlcourse.training import train_many
from mlcourse.words import counted

COMMITTED = Path(__file__).with_name("results")  # what the lessons show as computed before
ARTICLES = "standard_deviation", "periodic_table"


class Net(NamedTuple):
    """A model that is trained: how many days it looks back, its hidden layers, and their activation function."""

    days: int = 56
    hidden: tuple = ()
    activation: str = "relu"


# Named as in the lecture's table, so that the two stand side by side.
NETS = (
    {f"linear, {counted(days, 'day')}": Net(days) for days in (1, 7, 28, 56)}
    | {f"{units} ReLU": Net(hidden=(units,)) for units in (10, 100, 1000)}
    | {f"{layers} layers": Net(hidden=(100,) * layers) for layers in (2, 3, 4)}
    | {"100 sigmoid": Net(hidden=(100,), activation="sigmoid")}
    | {"448 ReLU": Net(hidden=(448,))}  # as many parameters as 3 layers, or nearly
)


def _exact(days):
    def fit(train, rows):
        w, b = best(train.X[:, :days], train.label)
        return rows.X[:, :days] @ w + b

    return fit


def seven_lines(train, rows):
    """Predict each day of ``rows`` by its weekday's own line, (N,): seven lines, 14 parameters, fitted exactly."""
    said = np.empty(len(rows.label))
    for day in range(7):
        learned, asked = (weekday(each.dates) == day for each in (train, rows))
        (w,), b = best(train.X[learned, 0], train.label[learned])
        said[asked] = b + w * rows.X[asked, 0]
    return said


# Models without a draw: (days they need, parameters, what they predict for `rows` after having seen `train`).
FITS = {
    "as yesterday": (1, 0, lambda train, rows: as_yesterday(rows.X)),
    "as last week": (7, 0, lambda train, rows: as_last_week(rows.X)),
    "seven lines": (1, 14, seven_lines),
} | {f"exact, {counted(days, 'day')}": (days, days + 1, _exact(days)) for days in (1, 7, 28, 56)}

# Which years a part of the sweep learns from, and which it has not seen. The sealed ones are opened in 6.7 only.
YEARS = dict.fromkeys(("choice", "validation"), ((2017, 2019), (2020,)))
YEARS |= dict.fromkeys(("table", "long"), ((2017, 2020), (2021,))) | {"sealed": ((2017, 2020), (2022, 2024))}
WINDOW = 45  # days: the lecture's unseen days, from 1 January on
RATES, EPOCHS = (1e-3, 3e-3, 1e-2, 3e-2, 1e-1), (25, 50, 100)  # among which each model's recipe is chosen
FIXED = {"loss": mae, "optimizer": "adam", "schedule": "cosine", "batch_size": 32}
SEEDS, FEW = 10, 3  # of the tables, and of the choice among recipes


IN_CACHE = 120_000  # parameters that train together; with more, a processor waits for its memory


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


def predict(model, train, asked, seeds=1, **recipe):
    """Let a model learn from the examples ``train``, and predict those that are ``asked``.

    Returns how many parameters it has, ``L``, (seeds,), and the predictions, (seeds, N).
    """
    if model in FITS:
        _, count, fit = FITS[model]
        return count, np.array([mae(fit(train, train), train.label)]), fit(train, asked)[None]
    net = NETS[model]
    sizes = [net.days, *net.hidden, 1]
    together = max(1, IN_CACHE // parameters(sizes))
    groups = [range(seeds)[k : k + together] for k in range(0, seeds, together)]
    how = FIXED | recipe | {"activation": net.activation}
    ends = [deque(train_many(sizes, group, *train[:2], **how), maxlen=1)[0] for group in groups]
    L, said = ([of(end) for end in ends] for of in (lambda end: end.L, lambda end: end.predict(asked.X)))
    return parameters(sizes), np.concatenate(L), np.concatenate(said)


def examples(job):
    """Return the examples that a job learns from, and those that it has not seen."""
    rows = lagged(*load_views(job.article), days_of(job.model))
    return [during(rows, *years) for years in YEARS[job.part]]


def days_of(model):
    """How many days a model looks back. Raises ValueError for a name that no model has."""
    known(model, FITS | NETS, "model")
    return FITS[model][0] if model in FITS else NETS[model].days


def finish(job):
    """Do one job, and return its results, one for each seed."""
    began, (train, unseen) = time.perf_counter(), examples(job)
    recipe = {"rate": job.rate, "epochs": job.epochs} if job.model in NETS else {}
    count, L, said = predict(job.model, train, unseen, job.seeds, **recipe)
    wrong, month = np.abs(said - unseen.label), unseen.dates.astype("datetime64[M]").astype(int) % 12
    months = np.array([wrong[:, month == each].mean(axis=1) for each in range(12)]).T
    losses = zip(range(job.seeds), L, wrong.mean(axis=1), wrong[:, :WINDOW].mean(axis=1), months, strict=True)
    seconds = (time.perf_counter() - began) / job.seeds
    return [
        Result(*job, seed, count, float(L), float(unseen), float(window), tuple(map(float, each)), seconds)
        for seed, L, unseen, window, each in losses
    ]


def sweep(jobs, done=(), keep=lambda results: None, workers=-1):
    """Do all ``jobs`` that are not yet ``done``, with a progress bar; return the results of both.

    ``keep`` gets everything there is whenever a job is finished. ``workers`` counts processes, −1 for one a core;
    joblib's backend decides where they run.
    """
    done = list(done)
    open_jobs = sorted(set(jobs) - {result.job for result in done}, key=lambda job: -job.cost)
    shape = "{desc}{percentage:3.0f}%|{bar}| {elapsed} so far, {remaining} left"
    total = sum(job.cost for job in open_jobs)
    with tqdm(total=total, bar_format=shape, dynamic_ncols=True, disable=not open_jobs) as bar:  # as wide as the page
        parallel = joblib.Parallel(workers, return_as="generator_unordered")
        with closing(parallel(joblib.delayed(finish)(job) for job in open_jobs)) as coming:
            for results in coming:
                done += results
                keep(done)
                bar.update(results[0].job.cost)
    return done


def choices():
    """All jobs that choose recipes: every model with every rate and number of epochs, tried on 2020."""
    return [Job("choice", ARTICLES[0], model, *recipe, FEW) for model, *recipe in product(NETS, RATES, EPOCHS)]


def tables(results):
    """All jobs of the tables, each model with the recipe that was chosen; in ``long`` with the one of the least L."""
    where = [("table", article) for article in ARTICLES] + [("validation", ARTICLES[0]), ("long", ARTICLES[0])]
    by = {"long": "L"}
    trained = [
        Job(part, article, model, *chosen(results, model, by.get(part, "unseen")), SEEDS)
        for (part, article), model in product(where, NETS)
    ]
    return trained + [Job(*each, model) for each, model in product(where, FITS)]


def chosen(results, model, by="unseen"):
    """Return a model's recipe ``(rate, epochs)``: that of the least median loss on 2020, or with ``by="L"`` of L."""
    tried = {}
    for result in results:
        if (result.part, result.model) == ("choice", model):
            tried.setdefault((result.rate, result.epochs), []).append(getattr(result, by))
    return min(tried, key=lambda recipe: np.median(tried[recipe]))


# The result file.


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


# What came out: losses by model, and what becomes of the lecture's claims.


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

    def told(self, model):
        """Say the losses of a model in words: the median and, of several, the spread."""
        return with_spread(self[model])


def with_spread(losses):
    """Say the median of several seeds' losses, and with more than one the least and the largest: 0.31k (0.30 to 0.33).

    Thousands of views, with three digits after the point.
    """
    return f"{np.median(losses):.3f}k" + f" ({np.min(losses):.3f} to {np.max(losses):.3f})" * (len(losses) > 1)


def medians(results):
    """Return each model's losses ``(L, L′)`` in the table, medians over its seeds, as the leaderboard takes them."""
    L, unseen = Losses(results, "L"), Losses(results, "unseen")
    return {model: (L.median(model), unseen.median(model)) for model in L}


LITTLE = 0.02  # about what the last digit of the lecture's losses is worth, as a share of them


def no_better(one, other):
    """Tell whether ``one`` is hardly less than ``other``, or not at all."""
    return one > (1 - LITTLE) * other


# What the lecture's table says, as a function of the losses L and L′ of each model, one answer for each seed.
CLAIMS = {
    "7 days do better than 1": lambda L, U: U["linear, 7 days"] < U["linear, 1 day"],
    "28 days do better than 7": lambda L, U: U["linear, 28 days"] < U["linear, 7 days"],
    "56 days add nothing to 28": lambda L, U: no_better(U["linear, 56 days"], U["linear, 28 days"]),
    "100 ReLU do better than a linear model": lambda L, U: U["100 ReLU"] < U["linear, 56 days"],
    "100 ReLU do better than 10": lambda L, U: U["100 ReLU"] < U["10 ReLU"],
    "1000 ReLU add nothing to 100": lambda L, U: no_better(U["1000 ReLU"], U["100 ReLU"]),
    "a second layer helps": lambda L, U: U["2 layers"] < U["100 ReLU"],
    "a third layer helps": lambda L, U: U["3 layers"] < U["2 layers"],
    "each layer lowers L": lambda L, U: (
        (L["2 layers"] < L["100 ReLU"]) & (L["3 layers"] < L["2 layers"]) & (L["4 layers"] < L["3 layers"])
    ),
    "the fourth layer overfits": lambda L, U: (L["4 layers"] < L["3 layers"]) & (U["4 layers"] > U["3 layers"]),
}
# Said there without a number; and what nobody said.
CLAIMS |= {
    "ReLU does better than sigmoid": lambda L, U: U["100 ReLU"] < U["100 sigmoid"],
    "100 ReLU do better than seven lines": lambda L, U: U["100 ReLU"] < U["seven lines"],
}
CLAIMS["3 layers do better than a fat one"] = lambda L, U: U["3 layers"] < U["448 ReLU"]
ABOUT_L = {"each layer lowers L"}  # which days are not seen makes no difference to these
HOLDS, FAILS, OPEN = "holds", "does not hold", "cannot be told"


class Verdict(NamedTuple):
    """What becomes of a claim: true in ``k`` of ``n`` seeds, and what that says."""

    k: int
    n: int

    @property
    def word(self):
        """Say whether so many of the seeds would agree by chance in less than 1 of 20 cases (a sign test)."""
        chance = [comb(self.n, k) / 2**self.n for k in range(self.n + 1)]
        if sum(chance[self.k :]) < 0.05:
            return HOLDS
        return FAILS if sum(chance[: self.k + 1]) < 0.05 else OPEN

    def __str__(self):
        """Say it in words."""
        return f"{self.word} ({self.k} of {self.n})"


def verdict(claim, results, of="unseen", article=ARTICLES[0], part="table"):
    """Return the `Verdict` on a claim: over the seeds, or with ``of="months"`` over the months of the median seed."""
    L = Losses(results, "L", article, part)
    if of == "months":
        by_month = [Losses(results, lambda result, k=k: result.months[k], article, part) for k in range(12)]
        U = {model: np.array([month.median(model) for month in by_month]) for model in L}
        L = {model: np.full(12, L.median(model)) for model in L}
    else:
        U = Losses(results, of, article, part)
    true = np.atleast_1d(CLAIMS[claim](L, U))
    return Verdict(int(true.sum()), true.size)


@cache
def committed():
    """Return the results that the course was published with, ``(results, settings)``."""
    return read()


def recipe(model):
    """Return the recipe that was chosen for a model before, as keyword arguments; nothing where it has none."""
    return dict(zip(("rate", "epochs"), chosen(committed()[0], model), strict=True)) if model in NETS else {}


def live(models, seeds=1, part="table"):
    """Train ``models`` here and now, with the recipes that were chosen before; return their results."""
    jobs = [Job(part, ARTICLES[0], model, **recipe(model), seeds=seeds if model in NETS else 1) for model in models]
    return sweep(jobs, workers=1 if seeds == 1 else -1)  # for one seed it takes longer to start more processes


def by_validation():
    """List all models by their median loss on the validation year, the least first, as computed before."""
    held = Losses(committed()[0], "unseen", part="validation")
    return sorted(held, key=held.median)


def forecast(model, seeds=3):
    """Predict the day after the last one in the file, having learned from all days before: ``(date, (seeds,))``."""
    dates, views = load_views()
    tomorrow = dates[-1] + 1
    rows = lagged([*dates, tomorrow], [*views, 0.0], days_of(model))  # its label is not known, and not looked at
    known, asked = (rows._make(column[part] for column in rows) for part in (slice(-1), slice(-1, None)))
    return tomorrow, predict(model, known, asked, seeds, **recipe(model))[2][:, 0]


def validation_table():
    """Show what the validation year says of every model, the best first."""
    held = Losses(committed()[0], "unseen", part="validation")
    counts = {result.model: result.parameters for result in committed()[0]}
    rows = [[model, f"{counts[model]:,}", held.told(model)] for model in by_validation()]
    return Table(["model", "parameters", "loss on 2020"], rows, computed_before())


def opened(mine, seeds=3):
    """Open the sealed years for a model that was handed in: every model, the best first.

    Until a model is handed in (``...``) nothing is opened. Raises ValueError for a name that no model has.
    """
    if mine is ...:
        return Table(["2022 to 2024"], [["sealed: write down your model first"]])
    known(mine, FITS | NETS, "model")
    results, before = live([*FITS, *NETS], seeds, "sealed"), committed()[0]
    sealed = Losses(results, "unseen", part="sealed")
    held, unseen = (Losses(before, "unseen", part=part) for part in ("validation", "table"))
    called = {model: bold(model) + " ← yours" if model == mine else model for model in sealed}
    rows = [
        [called[model], f"{held.median(model):.3f}k", f"{unseen.median(model):.3f}k", sealed.told(model)]
        for model in sorted(sealed, key=sealed.median)
    ]
    now = italic(f"2022 to 2024: trained just now on 2017 to 2020, {counted(seeds, 'seed')}.")
    under = now + " " + computed_before()
    return Table(["model", "2020, to choose by", "2021, spent", "2022 to 2024"], rows, under)


def losses_table(models, results=None):
    """Show ``L`` and ``L′`` of ``models``, median and spread, beside the lecture's.

    Without ``results`` they are those computed before; ones from `live` were trained just now, and the table says so.
    """
    just_now, results = bool(results), results or committed()[0]
    named = [Losses(results, of) for of in ("L", "unseen", "window")]
    under = computed_before()
    if just_now:
        under = italic(f"Trained just now, {counted(max(map(len, named[0].values())), 'seed')}.")
    how = {each.model: f"{each.rate:g}, {each.epochs}" for each in results if each.part == "table" and each.epochs}
    rows = [[model, *(each.told(model) for each in named), *_lecture(model), how.get(model, "–")] for model in models]
    head = ["model", "L", "L′ on 2021", f"L′ on its first {WINDOW} days", "the lecture’s L", "and L′", "η, epochs"]
    return Table(head, rows, under)


def _lecture(model):
    return [f"{loss:.2f}k" for loss in LECTURE.get(model, ())] or ["–", "–"]


def verdicts(claims=tuple(CLAIMS)):
    """Show what becomes of the ``claims``: over the seeds, on the lecture's 45 days, by month, and so on."""
    results, _ = committed()
    ways = {
        "seeds, on 2021": {},
        f"seeds, on {WINDOW} days": {"of": "window"},
        "months of 2021": {"of": "months"},
        "another article": {"article": ARTICLES[1]},
        "trained for L alone": {"part": "long"},
    }

    def told(claim, **way):
        return "–" if "of" in way and claim in ABOUT_L else str(verdict(claim, results, **way))

    rows = [[claim, *(told(claim, **way) for way in ways.values())] for claim in claims]
    return Table(["the claim", *ways], rows, computed_before())


def computed_before():
    """Say where the committed results come from."""
    told = committed()[1]
    return italic(
        f"Computed before, not now: {told['seeds']} seeds, {told['optimizer'].capitalize()}, batches of "
        f"{told['batch_size']}. η, which falls to 0, and the number of epochs are those that did best on 2020 after "
        f"learning from 2017 to 2019, chosen for each model. Machine: {told['machine']}."
    )


def picture(results, article=ARTICLES[0], of="unseen"):
    """Draw ``L`` and ``L′`` of every seed, and their medians, beside the lecture's own.

    ``L′`` is that of all of 2021, or with ``of="window"`` of the lecture's 45 days.
    """
    L, unseen = Losses(results, "L", article), Losses(results, of, article)
    ours = [(L[model], unseen[model]) for model in LECTURE]
    theirs = [tuple(np.atleast_1d(loss) for loss in pair) for pair in LECTURE.values()]
    days = f"the first {WINDOW} days of 2021" if of == "window" else "2021"
    return Scene(
        rows_panel(ours, f"here: {article.replace('_', ' ')}"),
        rows_panel(theirs, "the lecture"),
        says=f"Loss on the days [learned from, L|error], and on {days}, [L′|unseen], in thousands of views: a dot "
        f"a seed, and their medians. Computed before, with {SEEDS} seeds, {FIXED['optimizer'].capitalize()}, "
        f"batches of {FIXED['batch_size']}, η and the number of epochs as they did best on 2020. "
        f"The lecture has one run each, on its first {WINDOW} days of 2021.",
    )


def rows_panel(losses, title):
    """Draw a row for each of the lecture's models: all its losses ``(L, L′)`` as dots, and their medians."""
    at, marks = np.arange(len(losses), dtype=float), []
    for k, (role, off) in enumerate((("error", -0.15), ("unseen", 0.15))):
        dots = [pair[k] for pair in losses]
        rows = [np.full(len(each), row + off) for row, each in zip(at, dots, strict=True)]
        medians = np.array([np.median(each) for each in dots])
        marks += [
            Dots(medians, at + off, role=role, size=4, opacity=0.6),
            Dots(np.concatenate(dots), np.concatenate(rows), role=role, size=2),
            Line(medians, at + off, role=role, width=1, opacity=0.35),
        ]
    return Panel(
        *marks,
        x=Axis("loss (thousands)", (0.08, 5.6), scale="log"),
        y=Axis("", (len(losses) - 0.5, -0.6), tuple(enumerate(LECTURE))),
        title=title,
        aspect=1.1,
    )


def main(into="results"):
    """Do the whole sweep, or what is left of it, and write ``experiments.csv`` and ``experiments.png`` to ``into``."""
    into = Path(into)
    path = into / "experiments.csv"
    done, told = read(path)
    if told | {"machine": settings()["machine"]} != settings():
        done = []  # it was made in another way, and cannot be gone on with

    def keep(results):
        write(results, path)

    try:
        done = sweep(choices(), done, keep)
        for model in NETS:
            rate, epochs = chosen(done, model)
            print(f"chosen on 2020 for {model}: η = {rate:g}, {epochs} epochs")
        done = sweep(tables(done), done, keep)
    except KeyboardInterrupt:
        print(f"\nstopped; what is finished is in {path}, the next start goes on from there", file=sys.stderr)
        return 1
    from mlcourse.pictures.still import still

    drawn = io.BytesIO()
    still(picture(done)).savefig(drawn, format="png")
    replace(into / "experiments.png", drawn.getvalue())
    for claim in CLAIMS:
        print(f"{claim}: {verdict(claim, done)}")
    return 0


if __name__ == "__main__":
    from mlcourse import experiments  # under its own name, so that other processes know its classes

    sys.exit(experiments.main(*sys.argv[1:]))
