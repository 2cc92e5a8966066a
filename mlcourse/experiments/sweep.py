"""Many runs, several seeds each, in as many processes as there are cores."""

import time
from contextlib import closing
from itertools import product

import numpy as np

from mlcourse.data import during, lagged, load_views
from mlcourse.experiments.models import ARTICLES, EPOCHS, FEW, FITS, NETS, RATES, SEEDS, WINDOW, YEARS, days_of, learned
from mlcourse.experiments.results import Job, Result, chosen, recipe
from mlcourse.words import say


def examples(job):
    """Return the examples that a job learns from, and those that it has not seen."""
    rows = lagged(*load_views(job.article), days_of(job.model))
    return [during(rows, *years) for years in YEARS[job.part]]


def finish(job):
    """Do one job, and return its results, one for each seed."""
    began, (train, unseen) = time.perf_counter(), examples(job)
    recipe = {"rate": job.rate, "epochs": job.epochs} if job.model in NETS else {}
    count, L, said = learned(job.model, train, unseen, job.seeds, **recipe)
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
    import joblib  # only who runs many models needs these two
    from tqdm.auto import tqdm

    done = list(done)
    open_jobs = sorted(set(jobs) - {result.job for result in done}, key=lambda job: -job.cost)
    # What stands in braces is the bar's own: it fills it in as time goes by.
    times = say("{elapsed} so far, {remaining} left", elapsed="{elapsed}", remaining="{remaining}")
    shape = "{desc}{percentage:3.0f}%|{bar}| " + times
    total = sum(job.cost for job in open_jobs)
    with tqdm(total=total, bar_format=shape, dynamic_ncols=True, disable=not open_jobs) as bar:  # as wide as the page
        parallel = joblib.Parallel(workers, return_as="generator_unordered")
        with closing(parallel(joblib.delayed(finish)(job) for job in open_jobs)) as coming:
            for results in coming:
                done += results
                keep(done)
                bar.update(results[0].job.cost)
    return done


def choice_jobs():
    """All jobs that choose recipes: every model with every rate and number of epochs, tried on 2020."""
    return [Job("choice", ARTICLES[0], model, *recipe, FEW) for model, *recipe in product(NETS, RATES, EPOCHS)]


def table_jobs(results):
    """All jobs of the tables, each model with the recipe that was chosen; in ``long`` with the one of the least L."""
    where = [("table", article) for article in ARTICLES] + [("validation", ARTICLES[0]), ("long", ARTICLES[0])]
    by = {"long": "L"}
    trained = [
        Job(part, article, model, *chosen(results, model, by.get(part, "unseen")), SEEDS)
        for (part, article), model in product(where, NETS)
    ]
    return trained + [Job(*each, model) for each, model in product(where, FITS)]


def live(models, seeds=1, part="table"):
    """Train ``models`` here and now, with the recipes that were chosen before; return their results."""
    jobs = [Job(part, ARTICLES[0], model, **recipe(model), seeds=seeds if model in NETS else 1) for model in models]
    return sweep(jobs, workers=1 if seeds == 1 else -1)  # for one seed it takes longer to start more processes


def forecast(model, seeds=3):
    """Predict the day after the last one in the file, having learned from all days before.

    Returns its date and the predictions, (seeds,).
    """
    dates, views = load_views()
    tomorrow = dates[-1] + 1
    rows = lagged([*dates, tomorrow], [*views, 0.0], days_of(model))  # its label is not known, and not looked at
    before, asked = (rows._make(column[part] for column in rows) for part in (slice(-1), slice(-1, None)))
    said = learned(model, before, asked, seeds, **recipe(model))[2][:, 0]
    return tomorrow, said
