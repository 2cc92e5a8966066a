"""What a reader of lessons 4 and 5 has seen, computed: the sentences of “What we saw” that hold numbers.

Each entry is ``(lesson, sentence): whether it is so``; `test_prose` looks for the sentence in its lesson.
"""

from functools import cache
from itertools import islice

import numpy as np

from mlcourse.data import during, lagged, load_views, weekday
from mlcourse.experiments.results import Losses, committed
from mlcourse.fits import best_heights, well_placed
from mlcourse.functions import bump, flow, hard_sigmoid, red, sigmoid, staircase
from mlcourse.lessons.relu.classes import EPOCHS, features_and_classes
from mlcourse.lessons.relu.swap import UPDATES
from mlcourse.lessons.shared.curves import CURVES, FINE, SAMPLES
from mlcourse.lessons.sigmoids.batch_paths import STEPS, _walk
from mlcourse.lessons.sigmoids.matrices import MADE_UP
from mlcourse.lessons.sigmoids.optimizers import final_loss
from mlcourse.losses import logistic, mae, mse
from mlcourse.network import Network, Units
from mlcourse.training import train, train_many

RESULTS, _ = committed()
L, UNSEEN, WINDOW = (Losses(RESULTS, of) for of in ("L", "unseen", "window"))
ONE, ONE_2021 = (during(lagged(*load_views(), 1), *years) for years in ((2017, 2020), (2021,)))
WEEK = during(lagged(*load_views(), 7), 2017, 2020)
LONG, LONG_2021 = (during(lagged(*load_views(), 56), *years) for years in ((2017, 2020), (2021,)))


def told(*numbers, spec=".3f"):
    return [format(number, spec) for number in numbers]


def off(curve, n, placed):
    """By how much ``n`` points of a curve, joined by straight lines, miss it at most."""
    y = curve(FINE)
    well = well_placed(FINE, y, n, among=slice(None, None, 5))[n - 1]
    x = FINE[well] if placed == "well" else np.linspace(0, 12, n)
    return np.abs(np.interp(FINE, x, np.interp(x, FINE, y)) - y).max()


@cache
def over_the_week(pieces):
    """By how much the best curve of so many pieces is off the medians of the weekdays, and its loss."""
    x = weekday(ONE.dates).astype(float)
    fit = best_heights(x, ONE.label, np.linspace(0, 6, pieces + 1))
    medians = [np.median(ONE.label[x == day]) for day in range(7)]
    return np.abs(red(np.arange(7.0), *fit, hard_sigmoid) - medians), mae(red(x, *fit, hard_sigmoid), ONE.label)


def adam_and_sgd(η):
    return tuple(float(f"{final_loss(curve='sine', η=η, optimizer=each):.3g}") for each in ("sgd", "adam"))


def thrown(B, η):
    """Whether a walk ends higher than where it began, after as many updates as the picture has."""
    first, *_, last = islice(_walk(ONE.X[:, 0] - ONE.X[:, 0].mean(), ONE.label, B, η), STEPS + 1)
    return last.update < STEPS or last.L > first.L


def spread_of_batches(order):
    (wrong,) = [np.abs(red(ONE.X[:, 0], *best_heights(ONE.X[:, 0], ONE.label, [0, 20]), hard_sigmoid) - ONE.label)]
    return np.std([wrong[order[k : k + 32]].mean() for k in range(0, len(order), 32)])


def swapped(activation, units):
    """The loss of so many units on the sine after all updates of 5.2."""
    how = {"loss": mse, "rate": 0.03, "schedule": "cosine", "batch_size": len(SAMPLES), "epochs": UPDATES}
    *_, last = train(Network([1, units, 1], activation, 0), SAMPLES[:, None], CURVES["sine"](SAMPLES), **how)
    return last.L


def followed(x2):
    """r and a of two sigmoids in the picture of 4.7, with another x₂."""
    W, shift, c, b = MADE_UP
    x = during(lagged(*load_views(), 4), 2017, 2020).X[-20, :3].round(1)
    r, a, _ = flow(np.array([x[0], x2, x[2]]), W[:2, :3], shift[:2], c[:2], b)
    return r, a


@cache
def raced(η, activation):
    """Median L′ of five seeds of ten units after 40 epochs of the race."""
    how = {"loss": mae, "optimizer": "adam", "schedule": "cosine", "batch_size": 32, "epochs": 40, "rate": η}
    *_, last = train_many([56, 10, 1], range(5), *LONG[:2], activation=activation, unseen=LONG_2021[:2], **how)
    return np.median(last.L_unseen)


@cache
def classified(units):
    """Cross-entropy, share of right days, and the dates of the wrong ones, of a classifier of so many ReLUs."""
    X, y = features_and_classes(WEEK)
    how = {"loss": logistic, "rate": 0.01, "epochs": EPOCHS, "units": Units(X.mean(axis=0), X.std(axis=0)), "seed": 0}
    *_, last = train(Network([2, units, 1], "relu", 0), X, y, **how)
    right = (sigmoid(last.predict(X)) > 0.5) == (y > 0.5)
    return last.L, right.mean(), WEEK.dates[~right], y.mean()


def around_new_year(dates):
    month = dates.astype("datetime64[M]")
    first_week = (month.astype(int) % 12 == 0) & ((dates - month).astype(int) < 7)
    return int(((month.astype(int) % 12 == 11) | first_week).sum())


SO = {
    ("04", "With 10 of them the bump is missed by 0.119 at most, with 10 even ones by 2.512."): lambda: (
        told(off(bump, 10, "well"), off(bump, 10, "evenly")) == ["0.119", "2.512"]
    ),
    ("04", "the largest error goes from 2.764 to 5.342."): lambda: (
        told(off(bump, 5, "evenly"), off(bump, 6, "evenly")) == ["2.764", "5.342"]
    ),
    ("04", "The staircase keeps its 2.500 with any number of well-placed points"): lambda: (
        told(*(off(staircase, n, "well") for n in (6, 20, 50))) == ["2.500"] * 3
    ),
    (
        "04",
        "The line is off the best values of the seven days by 0.88k in the mean; six pieces meet them all.",
    ): lambda: f"{over_the_week(1)[0].mean():.2f}" == "0.88" and over_the_week(6)[0].max() < 0.02,
    ("04", "$L$ falls by 0.2k only"): lambda: f"{over_the_week(1)[1] - over_the_week(6)[1]:.1f}" == "0.2",
    (
        "04",
        "It is nearly flat from Monday to Thursday, plunges until Saturday, and climbs a little on Sunday.",
    ): lambda: (lambda m: np.ptp(m[:4]) < 1 and m[3] > m[4] > m[5] and 0 < m[6] - m[5] < 1)(
        [np.median(ONE.label[weekday(ONE.dates) == day]) for day in range(7)]
    ),
    ("04", "At $x_2 = 20$ the second sigmoid has $r_2 > 3$ and stands near 1"): lambda: (
        followed(20)[0][1] > 3 and followed(20)[1][1] > 0.95
    ),
    ("04", "The first one has a weight of −0.2 there, goes down, and answers still."): lambda: (
        MADE_UP[0][0, 1] == -0.2 and 0.1 < followed(20)[1][0] < followed(8)[1][0]
    ),
    ("04", "Without shuffling they spread further"): lambda: (
        spread_of_batches(np.arange(1460)) > 1.2 * spread_of_batches(np.random.default_rng(0).permutation(1460))
    ),
    ("04", "At `η` = 0.06 the batches of 1 are thrown off"): lambda: (
        thrown(1, 0.06) and not thrown(10, 0.06) and not thrown(1460, 0.06)
    ),
    ("04", "At 0.098 it is the walk with all days that runs away"): lambda: (
        thrown(1460, 0.098) and thrown(1, 0.098) and not thrown(10, 0.098)
    ),
    ("04", "at `η` = 0.003 SGD has L = 2.14 and Adam has L = 0.281."): lambda: adam_and_sgd(0.003) == (2.14, 0.281),
    ("04", "SGD has L = 0.078 and Adam has L = 0.0722."): lambda: adam_and_sgd(0.1) == (0.078, 0.0722),
    ("04", "At 0.3 SGD has L = 20.9 and Adam has L = 1.05"): lambda: adam_and_sgd(0.3) == (20.9, 1.05),
    ("05", "$L$ ends between 0.335k and 0.369k, and $L'$ between 0.283k and 0.328k"): lambda: (
        told(*(end(of["10 ReLU"]) for of in (L, UNSEEN) for end in (min, max))) == ["0.335", "0.369", "0.283", "0.328"]
    ),
    ("05", "30 hard sigmoids have L = 0.091 and 60 ReLUs have L = 0.447."): lambda: (
        told(swapped("hard_sigmoid", 30), swapped("relu", 60)) == ["0.091", "0.447"]
    ),
    ("05", "With ten units and `η` = 0.001 the linear model is ahead to the end, with 0.338k against 0.416k"): lambda: (
        told(raced(0.001, "none"), raced(0.001, "relu")) == ["0.338", "0.416"]
    ),
    ("05", "at 0.03 the ReLUs are, with 0.303k against 0.327k"): lambda: (
        told(raced(0.03, "relu"), raced(0.03, "none")) == ["0.303", "0.327"]
    ),
    ("05", "100 ReLUs have a median of 0.286k and 100 sigmoids one of 0.350k."): lambda: (
        told(*(UNSEEN.median(each) for each in ("100 ReLU", "100 sigmoid"))) == ["0.286", "0.350"]
    ),
    ("05", "the sigmoids are behind the linear model, too, on unseen days"): lambda: (
        UNSEEN.median("100 sigmoid") > UNSEEN.median("linear, 56 days")
    ),
    ("05", "on the days they learned from they are ahead: 0.358k against 0.480k."): lambda: (
        told(L.median("100 sigmoid"), L.median("linear, 56 days")) == ["0.358", "0.480"]
    ),
    ("05", "for the linear model and for 10 ReLUs: 0.329k against 0.480k, and 0.295k against 0.347k."): lambda: (
        told(*(of.median(each) for each in ("linear, 56 days", "10 ReLU") for of in (UNSEEN, L)))
        == ["0.329", "0.480", "0.295", "0.347"]
    ),
    ("05", "0.286k against 0.263k, and for 1000 more so: 0.281k against 0.197k."): lambda: (
        told(*(of.median(each) for each in ("100 ReLU", "1000 ReLU") for of in (UNSEEN, L)))
        == ["0.286", "0.263", "0.281", "0.197"]
    ),
    ("05", "the seven lines have 0.304k: behind 1000 ReLUs with 0.281k, and behind ten with 0.295k."): lambda: (
        told(*(UNSEEN.median(each) for each in ("seven lines", "1000 ReLU", "10 ReLU"))) == ["0.304", "0.281", "0.295"]
    ),
    ("05", "0.443k, against 0.449k for 1000 ReLUs and 0.529k for ten."): lambda: (
        told(*(WINDOW.median(each) for each in ("seven lines", "1000 ReLU", "10 ReLU"))) == ["0.443", "0.449", "0.529"]
    ),
    ("05", "Here they are, by a tenth: 0.295k against 0.329k."): lambda: (
        told(UNSEEN.median("10 ReLU"), UNSEEN.median("linear, 56 days")) == ["0.295", "0.329"]
    ),
    (
        "05",
        "it ends at a cross-entropy of 0.101 and is right on 97.6 % of the days; with eight it ends at 0.077",
    ): lambda: (
        told(classified(1)[0], classified(8)[0]) == ["0.101", "0.077"]
        and told(classified(1)[1], classified(8)[1], spec=".1%") == ["97.6%"] * 2
    ),
    ("05", "Always to say “weekday” is right on 71.5 %."): lambda: f"{classified(1)[3]:.1%}" == "71.5%",
    ("05", "25 of the 35 lie in December or in the first week of January"): lambda: (
        (len(classified(8)[2]), around_new_year(classified(8)[2])) == (35, 25)
    ),
}
