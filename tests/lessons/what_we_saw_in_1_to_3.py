"""What a reader of lessons 1 to 3 has seen, computed: the sentences of “What we saw” that hold numbers.

Each entry is ``(lesson, sentence)``; `test_prose` looks for it in the lesson. None of it is read off a picture.
"""

import re

import numpy as np

from mlcourse.data import LECTURE, LECTURE_BEST, during, lagged, load_views, weekday
from mlcourse.data.holidays import holidays
from mlcourse.descent import condition, curvature, descend, largest_stable_rate, objective, slope
from mlcourse.experiments.results import Losses, committed
from mlcourse.fits import best
from mlcourse.functions import SHARE, as_last_week, as_yesterday, line, wavy
from mlcourse.losses import mae, mse
from mlcourse.training import train_many
from mlcourse.words import dated

WEEK, UNSEEN = (during(lagged(*load_views(), 7), *years) for years in ((2017, 2020), (2021,)))
ONE = during(lagged(*load_views(), 1), 2017, 2020)
x, label = ONE.X[:, 0], ONE.label
YEARS, YEAR = during(load_views(), 2017, 2020), (2017, 2018, 2019, 2020)
(w_mae,), b_mae = best(x, label)
(w_mse,), b_mse = best(x, label, loss=mse)
L_best, L_yesterday = mae(line(x, w_mae, b_mae), label), mae(as_yesterday(x), label)
L, gradient = objective(x, label, mse)


def minus_in(sentence):
    """Write a real minus before a number that stands outside of a formula."""
    parts = sentence.split("$")
    return "$".join(part if k % 2 else re.sub(r"-(?=[\d.])", "−", part) for k, part in enumerate(parts))


# Lesson 1.


def last_four_weeks():
    """The line that is best on the last 28 days of 2020: its loss there, and on all days."""
    (w,), b = best(x[-28:], label[-28:])
    return mae(line(x[-28:], w, b), label[-28:]), mae(line(x, w, b), label)


def wrong_classes():
    """On how many of the days that the picture shows the rule for the class is wrong, and on how many on a holiday."""
    dates, views = during(load_views(), 2017, 2020)
    days = np.arange(len(dates) - 366, len(dates) - 2)
    low = np.array([views[day] < SHARE * views[day - 7 : day].mean() for day in days])
    wrong = dates[days][low != (weekday(dates[days]) >= 5)]
    return len(days), wrong, [str(name) for name in holidays(wrong) if name]


# Lesson 2.


def outlier():
    """The best slopes of ten days by MAE and MSE, as they are and with the seventh label at 0."""
    ten_x, ten = x[42:1300:136], label[42:1300:136]
    moved = np.where(np.arange(10) == 6, 0, ten)
    return [best(ten_x, each, loss=loss)[0][0] for each in (ten, moved) for loss in (mae, mse)]


def by_sharpness(sharpness, threshold=0.8):
    """The cross-entropy of weekday or weekend, by the log of the sigmoid itself; and the most confident mistake."""
    r = sharpness * (WEEK.label / WEEK.X.mean(axis=1) - threshold)
    costs = np.log1p(np.exp(np.where(weekday(WEEK.dates) < 5, -r, r)))
    return costs.mean(), WEEK.dates[np.argmax(costs)]


SHARPNESS = np.arange(0.5, 60.05, 0.1)
costs = [by_sharpness(each)[0] for each in SHARPNESS]
sharpest = SHARPNESS[int(np.argmin(costs))]


def chance_of_the_mistake():
    at = np.flatnonzero(WEEK.dates == by_sharpness(60)[1])[0]
    return np.exp(-60 * (WEEK.label[at] / WEEK.X[at].mean() - 0.8))


# Lesson 3.

fine = np.linspace(-4, 4, 80_001)
turns = fine[:-1][np.diff(np.sign(np.gradient(wavy(fine), fine))) != 0]
left, right = turns[0], turns[-1]


def steepening(w, h=1e-4):
    return (wavy(w + h) - 2 * wavy(w) + wavy(w - h)) / h**2


walked = descend(gradient, [8.0, -0.3], loss=L, rate=0.01, updates=200).points[-1]
said = line(UNSEEN.X[:, 0], w_mae, b_mae)
off = np.abs(said - UNSEEN.label)
on_week = [off[weekday(UNSEEN.dates) == day].mean() for day in range(7)]
months = UNSEEN.dates.astype("datetime64[M]")
off_week = np.abs(as_last_week(UNSEEN.X) - UNSEEN.label)
by_month = np.array([off_week[months == month].mean() for month in np.unique(months)])
seen_off, seen_week = np.abs(line(x, w_mae, b_mae) - label), np.abs(as_last_week(WEEK.X) - WEEK.label)


def share(wrong, came):
    return 100 * np.mean(wrong / came)


def linear(days, article="standard_deviation"):
    """The exact weights, and the losses L, on 2020 (fitted to the years before) and L′."""
    rows = lagged(*load_views(article), days)
    train, early, held, unseen = (during(rows, *years) for years in ((2017, 2020), (2017, 2019), (2020,), (2021,)))
    (w, b), (w0, b0) = best(train.X, train.label), best(early.X, early.label)
    pairs = (train, w, b), (held, w0, b0), (unseen, w, b)
    return w, [mae(rows.X @ w + b, rows.label) for rows, w, b in pairs]


FITTED = {days: linear(days) for days in (1, 7, 28, 56)}


def seven_lines_on_2020():
    early, held = (during(lagged(*load_views(), 1), *years) for years in ((2017, 2019), (2020,)))
    wrong = np.empty(len(held.label))
    for day in range(7):
        known, asked = (weekday(rows.dates) == day for rows in (early, held))
        (w,), b = best(early.X[known], early.label[known])
        wrong[asked] = np.abs(line(held.X[asked, 0], w, b) - held.label[asked])
    return wrong.mean()


def conditions():
    moved = [x, x / x.std(), x - x.mean(), (x - x.mean()) / x.std()]
    return [condition(curvature(each)) for each in moved]


def settled():
    """Twenty small models after the updates of the picture: the errors on each day, of the best and of the worst."""
    means = np.array([label[weekday(ONE.dates) == day].mean() for day in range(7)])
    how = {"loss": mse, "optimizer": "sgd", "rate": 0.3, "batch_size": 7, "epochs": 8000}
    *_, end = train_many([1, 2, 1], range(20), np.arange(7.0), means, activation="sigmoid", **how)
    wrong = end.predict(np.arange(7.0)[:, None]) - means
    return wrong[np.argmin(end.L)], wrong[np.argmax(end.L)]


def worst_heap_misses_the_climb():
    good, bad = settled()
    return np.abs(good[5:]).max() < 0.05 and np.allclose(bad[5:], [0.4, -0.4], atol=0.05)


def by_mae(days, updates, rate=0.02):
    loss, g = objective(x[days], label[days], mae)
    return descend(g, [8.0, -0.3], loss=loss, rate=rate, updates=updates).losses


def down(curve, start, rate, updates=100):
    w, made = start, 0
    while made < updates and abs(slope(curve, w)) > 1e-10:
        w, made = w - rate * slope(curve, w), made + 1
    return w, made


def readers_curve(w):
    return np.sin(3 * w) + 0.1 * w**2


grid = np.linspace(-4, 4, 8001)
deepest = grid[np.argmin(readers_curve(grid))]
stuck, _ = down(readers_curve, 3.0, 0.1)
few, all_days = by_mae(slice(46, 47), 100), by_mae(slice(None), 10_000)
RESULTS, _ = committed()
MEDIANS = [
    {model: Losses(RESULTS, of).median(model) for model in ("seven lines", "exact, 56 days")} for of in ("L", "unseen")
]
WIDE = np.array(Losses(RESULTS, "L")["100 ReLU"])
PERIODIC = {days: linear(days, "periodic_table") for days in (7, 28, 56)}
eigenvalues = np.linalg.eigvalsh(curvature(x))


def updates_to_one_per_cent(features):
    """How many updates of the best rate, until the MSE is within 1 % of the least, walked one by one."""
    (w0,), b0 = best(features, label, loss=mse)
    least, H = mse(line(features, w0, b0), label), curvature(features)
    of, g = objective(features, label, mse)
    theta, rate, made = np.zeros(2), 2 / np.trace(H), 0
    while of(theta) > 1.01 * least:
        theta, made = theta - rate * g(theta), made + 1
    return made


def dotted(weights):
    return ", ".join(f"{w + 0.0:.2f}".replace("0.", ".") for w in weights)


def shifted(days):
    """How far off the line is on 2021 when its predictions are moved so many days to the left."""
    came = UNSEEN.label
    return np.abs(said[days:] - came[: len(came) - days] if days >= 0 else said[:days] - came[-days:]).mean()


RAW, SCALED, CENTRED = x, x / x.std(), x - x.mean()
TO = {days: losses for days, (_, losses) in FITTED.items()}
THEIRS, OTHERS = LECTURE_BEST["linear, 7 days"][0], PERIODIC[7][0]
two = LECTURE["linear, 1 day"]
in_week = [UNSEEN.label[weekday(UNSEEN.dates) == day].mean() for day in range(7)]
views_of_the_other = during(load_views("periodic_table"), 2017, 2020).views

YEARLY = [YEARS.views[YEARS.dates.astype("datetime64[Y]") == np.datetime64(f"{year}")].mean() for year in YEAR]
at_28, at_all = last_four_weeks()
shown, wrong, on_holidays = wrong_classes()
as_it_is, moved = outlier()[:2], outlier()[2:]
by_60, mistake = by_sharpness(60)
LONG, DAY = {n: 60**n * 1e-5 for n in (2, 5, 6, 10)}, 86_400  # seconds

SAW = [
    ("01", f"Over the {shown} days of the picture the rule for the class is wrong on {len(wrong)}."),
    ("01", f"Two of them are holidays, {' and '.join(on_holidays)}:"),
    ("01", f"{YEARLY[0]:.1f}k views a day in 2017, {YEARLY[1]:.1f}k, {YEARLY[2]:.1f}k, and {YEARLY[3]:.1f}k in 2020"),
    ("01", f"off by only {at_28:.2f}k there, is off by {at_all:.2f}k over all four years"),
    ("01", f"more than *as yesterday* with its {L_yesterday:.2f}k"),
    ("02", f"is off by {seen_week.mean():.2f}k, one that looks a day back by {L_yesterday:.2f}k, more than twice"),
    ("02", f"the best slope is {as_it_is[0]:.2f} by MAE and {as_it_is[1]:.2f} by MSE"),
    ("02", f"it is still {moved[0]:.2f} by MAE, to the digit, and {moved[1]:.2f} by MSE"),
    ("02", f"the cross-entropy is least, {min(costs):.3f}, at a sharpness near {sharpest:.0f}; at 60 it is twice"),
    ("02", f"as much, {by_60:.3f}. The most confident mistake is {dated(mistake, 'full')}."),
    ("02", f"*As yesterday* lies at {L_yesterday:.2f}k, the best pair, $w = {w_mae:.2f}$ and $b = {b_mae:.2f}$"),
    ("02", f"at {L_best:.2f}k: on the ground"),
    ("02", f"is another, $w = {w_mse:.2f}$ and $b = {b_mse:.2f}$"),
    ("02", f"the least loss is {L_best - 100:.2f}k, where it was {L_best:.2f}k before"),
    ("02", f"two parameters take {LONG[2]:.3f} seconds, five take {LONG[5] / 3600:.1f} hours"),
    ("02", f"and six {LONG[6] / DAY:.1f} days. Ten take {round(LONG[10] / DAY / 365.25):_} years".replace("_", " ")),
    ("03", f"at $w = {left:.2f}$, at $w = 0$ and at $w = {right:.2f}$"),
    ("03", f"a start left of the top ends at $w = {left:.2f}$, one right of it at $w = {right:.2f}$"),
    ("03", f"jump across at $\\eta = {1 / steepening(right):.2f}$, one over the curvature there"),
    ("03", f"from $\\eta = {2 / steepening(right):.2f}$ on, twice as much"),
    ("03", f"patience is over after 20 updates, at $w = {down(wavy, 3.2, 0.01, 20)[0]:.2f}$"),
    ("03", f"the derivative is 0 after {down(wavy, 3.2, 0.2)[1]} updates."),
    ("03", f"a hundred ReLUs between {WIDE.min():.3f}k and {WIDE.max():.3f}k"),
    ("03", f"the worst only {100 * (WIDE.max() / WIDE.min() - 1):.0f} % above the best"),
    ("03", f"in the first valley that it meets, at $w = {stuck:.2f}$ with $L = {readers_curve(stuck):.2f}$"),
    ("03", f"lies at $w = {deepest:.2f}$, with $L = {readers_curve(deepest):.2f}$"),
    ("03", f"at one pair only, $w = {w_mse:.2f}$, $b = {b_mse:.2f}$"),
    ("03", f"by {2 * x.mean():.1f} for each thousand"),
    ("03", f"The limit is {largest_stable_rate(curvature(x)):.5f}."),
    ("03", f"to $w = {walked[1]:.2f}$, $b = {walked[0]:.2f}$"),
    ("03", f"with $L = {L(walked):.1f}$ where {mse(line(x, w_mse, b_mse), label):.1f} would be best"),
    ("03", f"the curvature is {round(eigenvalues[1] / eigenvalues[0], -2):.0f} times smaller than across"),
    ("03", f"the loss is {max(few[-2:]):.1f}k and {min(few[-2:]):.1f}k in turn, for ever"),
    ("03", f"{all_days[100]:.2f}k after 100 updates and {all_days[-1]:.2f}k, the exact optimum, after 10 000"),
    ("03", f"mean {1000 * w_mae:.0f} more today, after a day with nobody it would say {1000 * b_mae:.0f}"),
    ("03", f"it is off by {1000 * L_best:.0f} readers. *As yesterday* is off by {1000 * L_yesterday:.0f}"),
    ("03", f"save {1000 * (L_yesterday - L_best):.0f} readers a day"),
    ("03", f"On Mondays it is off by {on_week[0]:.2f}k a day and on Saturdays by {on_week[5]:.2f}k"),
    ("03", f"on Tuesdays by {on_week[1]:.2f}k and on Sundays by {on_week[6]:.2f}k"),
    ("03", f"off by {shifted(0):.2f}k a day; moved one day to the left, by {shifted(1):.2f}k"),
    ("03", f"the page had {UNSEEN.label.mean():.1f}k readers a day, in the years before {label.mean():.1f}k"),
    ("03", f"off by {off.mean():.2f}k where it was {L_best:.2f}k, {100 * (1 - off.mean() / L_best):.0f} % less"),
    ("03", f"off by {share(off, UNSEEN.label):.0f} % where it was {share(seen_off, label):.0f} %"),
    ("03", f"off by {off_week.mean():.2f}k over the whole year, less than the {seen_week.mean():.2f}k of the"),
    ("03", f"off by {off_week[:45].mean():.2f}k, and in shares by {share(off_week[:45], UNSEEN.label[:45]):.0f} %"),
    ("03", f"% against {share(seen_week, WEEK.label):.0f} %: there $L'$ is larger than $L$"),
    ("03", f"the lecture has {dotted(THEIRS)}, and"),
    ("03", f"*Periodic table* {dotted(OTHERS)}:"),
    ("03", f"from {TO[1][2]:.3f}k with one day to {TO[7][2]:.3f}k with seven and {TO[28][2]:.3f}k with 28"),
    ("03", f"56 days bring it to {TO[56][2]:.3f}k, {100 * (1 - TO[56][2] / TO[28][2]):.0f} % less"),
    ("03", "On 2020 it is the same: " + ", ".join(f"{losses[1]:.3f}k" for losses in TO.values())),
    ("03", f"change $L'$ from {PERIODIC[28][1][2]:.3f}k to {PERIODIC[56][1][2]:.3f}k"),
    ("03", f"it was not: {seven_lines_on_2020():.3f}k against {TO[56][1]:.3f}k"),
    ("03", f"number is {conditions()[0]:.0f}, and {updates_to_one_per_cent(RAW)} updates are needed"),
    ("03", f"Scaled alone it is {conditions()[1]:.0f} and takes {updates_to_one_per_cent(SCALED)}"),
    ("03", f"centred alone {conditions()[2]:.1f} and takes {updates_to_one_per_cent(CENTRED)}"),
]
SAW = [(lesson, minus_in(sentence)) for lesson, sentence in SAW]

# Sentences that say less than a number, and whether they are so.
SO = {
    ("01", "4 January, a Saturday, looks busy beside an empty week"): lambda: np.datetime64("2020-01-04") in wrong,
    ("02", "a chance of 1 in 46 thousand million"): lambda: round(1e-9 / chance_of_the_mistake()) == 46,
    ("02", "The week before was Christmas"): lambda: (holidays(mistake - np.arange(1, 8)) != "").any(),
    ("03", "Saturday 0.4k too high, Sunday 0.4k too low"): worst_heap_misses_the_climb,
    ("03", "it found $w^* = 0.97$ and $b^* = 0.1k$, with $L = 0.48k$."): lambda: (
        (LECTURE_BEST["linear, 1 day"], two[0]) == (((0.97,), 0.1), 0.48)
    ),
    (
        "03",
        "Its line has $L = 0.48k$ on the days it learned from, and $L' = 0.58k$ on those it had not seen.",
    ): lambda: two == (0.48, 0.58),
    ("03", "and in no other place is it as good"): lambda: min(range(-7, 8), key=shifted) == 1,
    ("03", "January and December are the two hard months"): lambda: set(np.argsort(by_month)[-2:]) == {0, 11},
    ("03", "The week falls on Friday and Saturday and rises on Monday"): lambda: (
        in_week[3] > in_week[4] > in_week[5] and in_week[0] - in_week[6] > 1
    ),
    ("03", "and the same signs and nearly the same numbers"): lambda: np.abs(np.subtract(OTHERS, THEIRS)).max() < 0.12,
    ("03", "worth more than 56 days of views, on 2017 to 2020 and on 2021"): lambda: all(
        of["seven lines"] < of["exact, 56 days"] for of in MEDIANS
    ),
    ("03", "The page is read two and a half times as often"): lambda: (
        round(views_of_the_other.mean() / label.mean(), 1) == 2.5
    ),
}
