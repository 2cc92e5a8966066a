"""Lesson 6, depth and overfitting: layers, what they buy here, and what they cost."""

from itertools import pairwise

import numpy as np

from mlcourse import functions
from mlcourse.data.holidays import holidays
from mlcourse.descent import slope
from mlcourse.experiments import ARTICLES, FIXED, NETS, committed, picture, recipe
from mlcourse.explorers.controls import choice, played, slider
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.panels import short, spelled
from mlcourse.explorers.recent import Runs, recent
from mlcourse.explorers.relu import curves, trainer
from mlcourse.fits import best
from mlcourse.losses import mae, mse
from mlcourse.network import Network, Pass, columns, matrices, named_parameters, outputs, parameters
from mlcourse.page import Table
from mlcourse.pictures.scene import Axis, Bars, Dots, Handle, Line, Panel, Scene, Segments, Text, plain
from mlcourse.training import train, train_many
from mlcourse.words import counted, plural

# 6.1 and 6.4 Do it again.

DEEPEST, WIDEST = 4, 6  # layers, and units of a layer, that are drawn
WORDS = ["letters", "names"]


def layers(days, units=3):
    """Choose how many layers, and how many units in each: one day's views run through them, from left to right.

    ``days`` are three features, thousands. The same picture has the lecture's letters, or the fancy names.
    """

    def draw(layers, units, words):
        sizes = [len(days), *[units] * layers, 1]
        net = Network(sizes, seed=4, dtype=float)
        through = Pass(matrices(net.theta, sizes), net.activation, 1)
        y = float(through.forward(columns(days[None] / 8, net.units, float))[0])
        values = [days, *(a[1:, 0] for a in through.a[1:]), np.array([y])]
        return Scene(
            _stack(values, layers, words == "names"),
            says=_counted(sizes, words == "names"),
        )

    layers, units = slider(1, DEEPEST, 2, step=1), slider(1, WIDEST, units, step=1)
    return Explorer(draw, layers=layers, units=units, words=WORDS)


def _stack(values, layers, names):
    """Draw features, layers and prediction as columns of nodes, every node as strong as its number is large."""
    last = layers + 1
    apart = (DEEPEST + 1) / last
    marks = [mark for k in range(DEEPEST + 1) for mark in _between(k * apart, apart, values[k : k + 2])]
    for k in range(DEEPEST + 2):
        marks += _column(k * apart, values[k], _head(k, layers, names), k == 0) if k <= last else [None] * 4
    hidden = Text((DEEPEST + 1) / 2, 8, plural(layers, "hidden layer"), side="centre", role="prediction")
    x, y = Axis("", (-0.8, DEEPEST + 1.8), ()), Axis("", (-0.6, 8.4), ())
    return Panel(*marks, hidden if names else None, x=x, y=y, aspect=2)


def _between(at, apart, columns):
    """Draw the connections between two ``columns``; one alone is the last and has none."""
    if len(columns) < 2:
        return [None]
    left, right = map(_rows, map(len, columns))
    edges = [[start, end] for start in left for end in right]
    return [Line([at, at + apart], edges, role="data", width=1, opacity=0.7)]


def _column(at, a, head, first):
    """Draw a column of nodes, those that are not 0 strong, its name above and how many there are below."""
    rows, on, role = _rows(len(a)), np.abs(a) > 1e-9, "label" if first else "prediction"
    return [
        Dots(np.full(len(a), at), rows, role=role, size=10, opacity=0.25),
        Dots(np.full(int(on.sum()), at), rows[on], role=role, size=8),
        Text(at, 7, head, side="centre", role=role),
        Text(at, 0, f"{len(a)}", side="centre", role="quiet", size=0.9),
    ]


def _rows(count):
    return 3.5 + (count - 1) / 2 - np.arange(count)


def _head(k, layers, names):
    if names:
        return "input" if k == 0 else "output" if k > layers else f"{k}"
    return "x" if k == 0 else "y" if k > layers else "a" + "′" * (k - 1)


def _counted(sizes, names):
    """Say how many parameters there are, matrix by matrix, and what the picture is called."""
    matrices_ = " + ".join(f"{units}·({inputs} + 1)" for inputs, units in pairwise(sizes))
    hidden = len(sizes) - 2
    called = f"{counted(sum(sizes[1:-1]), 'neuron')} in {counted(hidden, 'hidden layer')}: a neural network"
    letters = f"{counted(hidden, 'time')} r = b + Wx, a = σ(r)"
    return f"[{called if names else letters}|prediction]. {matrices_} = [{parameters(sizes)} parameters|error]."


# 6.2 The lecture's table, computed before.

ON = {"all of 2021": "unseen", "its first 45 days": "window"}


def tables():
    """Set the lecture's whole table beside ours: for each article, on all of 2021 or on the lecture's 45 days."""
    articles = {article.replace("_", " "): article for article in ARTICLES}

    def draw(article, days):
        return picture(committed()[0], articles[article], ON[days])

    return Explorer(draw, article=list(articles), days=list(ON))


# 6.3 Late by a day, and wrong after holidays.

STRETCH = 42  # days that are drawn
SHIFTS = range(-1, 5)  # days


def late(rows, **predicted):
    """Shift the predictions to the left until they fit: does a model tell today's surprise, or repeat yesterday's?

    ``rows`` are examples of seven days or more; ``predicted`` are models' predictions for them, by name. A surprise is
    how far a day differs from the same weekday a week before.
    """
    predicted = {name.replace("_", " "): said for name, said in predicted.items()}
    week = functions.as_last_week(rows.X)
    real, told = rows.label - week, {name: said - week for name, said in predicted.items()}

    def draw(model, shift, first):
        alike = [_correlation(told[model], real, days) for days in SHIFTS]
        window = np.arange(first, first + STRETCH)
        moved = np.clip(window + shift, 0, len(real) - 1)
        return Scene(
            _surprises(window, real[window], told[model][moved], _dates(rows.dates, window)),
            _alike(alike, shift),
            says=f"{plain(model)}, shifted by {shift}: correlation [{alike[shift + 1]:.2f}|prediction]. "
            f"It is most alike when shifted by [{SHIFTS[int(np.argmax(alike))]}|error].",
        )

    shift = slider(SHIFTS[0], SHIFTS[-1], 0, step=1)
    return Explorer(draw, model=list(told), shift=shift, first=range(len(real) - STRETCH))


def _surprises(window, came, predicted, dates):
    first, last = window[[0, -1]]
    return Panel(
        Line([first, last + 1], [0, 0], role="quiet", width=1),
        Line(window, came, role="label", width=2),
        Line(window, predicted, role="prediction"),
        Text(last, 5.4, "came", role="label", side="left"),
        Text(last, -5.4, "predicted", role="prediction", side="left"),
        x=Axis("day of 2021", (first, last + 1), dates),
        y=Axis("surprise (thousands)", (-6, 6)),
    )


def _alike(alike, shift):
    ticks = tuple((days, f"{days}".replace("-", "−")) for days in SHIFTS)
    return Panel(
        Bars(SHIFTS, alike, role="data", width=0.7, opacity=0.5),
        Bars([shift], [alike[shift + 1]], role="prediction", width=0.7),
        x=Axis("shifted by so many days", (-1.6, 4.6), ticks),
        y=Axis("how alike (correlation)", (-0.2, 1.05)),
    )


def _correlation(told, real, days):
    """How alike the predicted surprise of a day and the real one ``days`` before it are."""
    n = len(real)
    return float(np.corrcoef(told[max(days, 0) : n + min(days, 0)], real[max(-days, 0) : n - max(days, 0)])[0, 1])


def _dates(dates, window):
    return tuple((int(n), short(dates[n])) for n in window[::14])


def worst_days(rows, predicted, count=8):
    """List the days on which a prediction is most wrong: what came, what was predicted, and which day it was."""
    wrong, names = predicted - rows.label, _named(rows.dates)
    order = np.argsort(-np.abs(wrong))[:count]
    told = [
        [
            spelled(rows.dates[n], day=True),
            f"{rows.label[n]:.2f}k",
            f"{predicted[n]:.2f}k",
            f"{wrong[n]:+.2f}k".replace("-", "−"),
            names[n],
        ]
        for n in order
    ]
    return Table(["day", "came", "predicted", "too high by", "what day it was"], told)


def _named(dates):
    """Name each date: a holiday, the day after one, or nothing."""
    today, before = holidays(dates), holidays(np.asarray(dates) - 1)
    return [name or (f"the day after {last}" if last else "") for name, last in zip(today, before, strict=True)]


def by_holiday(rows, **predicted):
    """Show the mean errors on holidays, on the days after them and on all other days, for predictions by name."""
    today, before = holidays(rows.dates) != "", holidays(rows.dates - 1) != ""
    kinds = {"holidays": today, "the day after": before & ~today, "other days": ~today & ~before}
    told = [
        [name.replace("_", " "), *(f"{np.abs(said - rows.label)[days].mean():.2f}k" for days in kinds.values())]
        for name, said in predicted.items()
    ]
    return Table(["mean error", *(f"{name} ({days.sum()})" for name, days in kinds.items())], told)


def told(feature, seen, unseen):
    """Predict the ``unseen`` days by a linear model that is shown the reader's ``feature`` of the dates as well.

    ``feature`` takes dates, (N,), and returns a number or a row for each. Returns ``{name: predictions}``, for
    `by_holiday`; nothing while the feature returns ``...``, not tried yet.
    """
    if feature(seen.dates) is ...:
        return {}
    X, asked = (np.column_stack([rows.X, feature(rows.dates)]) for rows in (seen, unseen))
    w, b = best(X, seen.label)
    return {"linear, told of holidays": asked @ w + b}


# 6.4 Depths on a scale.

FAMOUS = {"AlexNet": 8, "VGG": 19, "GoogLeNet": 22, "ResNet": 152}


def depths():
    """Set famous networks on a scale of depth, with yours among them."""
    rows = tuple((-k, name) for k, name in enumerate(["yours", *FAMOUS]))

    def draw(yours):
        total, passed = parameters([56, *[100] * yours, 1]), [name for name, count in FAMOUS.items() if count < yours]
        return Scene(
            Panel(
                *[Line([0, count], [-k, -k], role="data", width=14) for k, count in enumerate(FAMOUS.values(), 1)],
                *[Text(count, -k, f"{count}") for k, count in enumerate(FAMOUS.values(), 1)],
                Line([0, yours], [0, 0], role="prediction", width=14),
                Handle(yours, 0, right={"yours": 1.0}, label=f"{yours}", side="right"),
                x=Axis("layers", (0, 205)),
                y=Axis("", (-4.6, 0.6), rows),
                aspect=2,
            ),
            says=f"[{counted(yours, 'layer')}|prediction] of 100 units over 56 days: [{total:,} parameters|error]. "
            f"Deeper than {', '.join(passed) or 'none of these'}.",
        )

    return Explorer(draw, yours=slider(1, 152, 3, step=1))


# 6.5 Deep or fat?

DEEP, FAT = (20, 20, 20), (300,)  # 901 parameters each
SEEDS = 5
FOLDS = range(1, 6)
X = np.linspace(0, 1, 257)


def folded():
    """Train a deep and a fat network with as many parameters on a folded curve: what can each of them follow?"""
    epochs = 300
    how = FIXED | {"loss": mse, "rate": 0.01, "epochs": epochs}

    def run(hidden, folds):
        y = functions.fold(X, folds)
        for state in train_many([1, *hidden, 1], range(SEEDS), X[:, None], y, **how):
            predicted = np.clip(state.predict(X[:, None]), -9, 9)
            wrong = np.abs(predicted - y).mean(axis=1)
            yield np.sort(wrong), predicted[np.argsort(wrong)[SEEDS // 2]].astype(np.float32)

    runs = Runs(run, kept=2 * len(FOLDS))

    def draw(folds, epoch):
        y, panels, said, nets = functions.fold(X, folds), [], [], {"deep": DEEP, "fat": FAT}
        paths = runs.follow(*({"hidden": hidden, "folds": folds} for hidden in nets.values()))
        for path, (name, hidden) in zip(paths, nets.items(), strict=True):
            wrong, predicted = path[epoch]
            panels.append(_following(y, predicted, f"{name}: {' + '.join(map(str, hidden))} units"))
            said.append(f"{name} [{np.median(wrong):.3f}|prediction] ({wrong[0]:.3f} to {wrong[-1]:.3f})")
        return Scene(
            *panels,
            says=f"Folded {counted(folds, 'time')}: {2**folds} straight pieces, for which depth needs "
            f"{2 * folds} ReLUs and one layer {2**folds}. Both have {parameters([1, *DEEP, 1])} parameters. "
            f"Mean error after {counted(epoch, 'epoch')}, median of {SEEDS} seeds and spread: {', '.join(said)}.",
        )

    return Explorer(draw, folds=slider(FOLDS[0], FOLDS[-1], 3, step=1), epoch=played(range(epochs + 1), 100))


def _following(y, predicted, title):
    return Panel(
        Line(X, y, role="target", width=5, opacity=0.4),
        Line(X, predicted, role="prediction", width=2),
        x=Axis("x₁", (0, 1)),
        y=Axis("y", (-0.3, 1.3)),
        title=title,
    )


def unfolded():
    """Fold a curve, one layer of two ReLUs at a time: exactly, without any training."""
    fine = np.linspace(0, 1, 1025)

    def draw(layers):
        y, before = functions.fold(fine, layers), functions.fold(fine, layers - 1)
        return Scene(
            Panel(
                Line(fine, before, role="data", width=1.5),
                Line(fine, y, role="prediction"),
                Line([0, 1], [0.5, 0.5], role="path", width=1.5, dashed=True),
                Text(0.02, 0.5, "folded here", role="path", side="above", size=0.85),
                x=Axis("x₁", (0, 1)),
                y=Axis("y", (0, 1.1)),
            ),
            says=f"{counted(layers, 'layer')} of 2 ReLUs: [{2**layers} straight pieces|prediction] from "
            f"{2 * layers} ReLUs. One layer needs a ReLU for each piece: {2**layers}.",
        )

    return Explorer(draw, layers=slider(1, 8, 2, step=1))


def deep_or_fat(seen, unseen):
    """Train 3 layers of 100 and one layer with as many parameters on the views: ``L`` and ``L′`` as they train."""
    trained, lanes = trainer(seen, unseen), {"3 layers": "path", "448 ReLU": "prediction"}
    how = {name: {"hidden": NETS[name].hidden} | recipe(name) for name in lanes}
    epochs = max(each["epochs"] for each in how.values())

    def draw(seeds, epoch):
        runs = trained(epoch, *(how[name] | {"seeds": range(seeds)} for name in lanes))
        losses = dict(zip(lanes, runs, strict=True))
        ends = {name: [np.median(each[-1]) for each in pair] for name, pair in losses.items()}
        counts = {name: parameters([seen.X.shape[1], *NETS[name].hidden, 1]) for name in lanes}
        told = [
            f"[{name}|{role}], {counts[name]:,} parameters: L = {ends[name][0]:.3f}k, L′ = {ends[name][1]:.3f}k"
            for name, role in lanes.items()
        ]
        return Scene(
            *[
                curves({name: (role, losses[name][k]) for name, role in lanes.items()}, epochs, title)
                for k, title in enumerate(("L, seen", "L′, unseen"))
            ],
            says=f"Epoch {epoch}, medians of the seeds. {'; '.join(told)}.",
        )

    return Explorer(draw, seeds=choice([1, 3, 5], 3), epoch=played(range(epochs + 1), 20))


# 6.6 Overfitting.

LONG = 120  # epochs
SPANS = {"3 months": 90, "1 year": 365, "2 years": 730, "4 years": 1405}


def overfitting(seen, unseen):
    """Choose depth, epochs and how many days it learns from: better on days it has seen, worse on others?

    The learning rate stays as it is, so that time shows its own effect.
    """
    trained = trainer(seen, unseen)
    how = {"seeds": range(3), "rate": 0.003, "epochs": LONG, "schedule": "constant"}

    def draw(layers, days, epoch):
        ((L, unseen_L),) = trained(epoch, {"hidden": (100,) * layers, "days": SPANS[days]} | how)
        title = f"{counted(layers, 'layer')}, {days}"
        at, medians = np.arange(epoch + 1), np.median(unseen_L, axis=1)
        least = int(np.argmin(medians))
        gap = slice(None, None, max(1, epoch // 12))
        return Scene(
            _with_gap(
                curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, LONG, title, 1.2),
                Segments(at[gap], np.median(L, axis=1)[gap], medians[gap], role="rule", width=1),
                Dots([least], [medians[least]], role="best", size=6),
                Text(least, medians[least], f"least L′, epoch {least}", role="best", side="above"),
            ),
            says=f"{counted(layers, 'layer')} of 100, learned from {days}, epoch {epoch}, medians of 3 seeds: "
            f"[L = {np.median(L[-1]):.3f}k|error], [L′ = {medians[-1]:.3f}k|unseen]. L′ was least in epoch "
            f"[{least}, {medians[least]:.3f}k|best]; since then L has changed "
            f"by {np.median(L[-1]) - np.median(L[least]):+.3f}k and L′ by {medians[-1] - medians[least]:+.3f}k.",
        )

    layers, days, epoch = slider(1, 4, 3, step=1), choice(list(SPANS), "1 year"), played(range(LONG + 1), 60)
    return Explorer(draw, layers=layers, days=days, epoch=epoch)


def _with_gap(panel, gap, *marks):
    """Put the ``gap`` under a panel's marks, and ``marks`` over them; wide and alone."""
    return Panel(gap, *panel.marks, *marks, x=panel.x, y=panel.y, title=panel.title)


# 6.8 Backpropagation, checked.

H = np.logspace(-9, 0, 91)
LEAST = 1e-16  # of a difference that is drawn


def derivative(rows):
    """Choose any parameter of a small network: the slope by backpropagation, beside that by moving it a little.

    ``rows`` are examples of seven days.
    """
    sizes, activation = [7, 4, 3, 1], "sigmoid"
    net = Network(sizes, activation, seed=1, dtype=float)
    *_, end = train(net, rows.X, rows.label, rate=0.01, epochs=20)
    theta, names, exact = end.theta, named_parameters(sizes), net.gradient(rows.X, rows.label)

    def loss(k, value):
        moved = np.where(np.arange(len(theta)) == k, value, theta)
        return mae(outputs(matrices(moved, sizes), activation, net.units, rows.X), rows.label)

    steps = np.linspace(-1, 1, 41)

    @recent(1)
    def around(k):
        heights = np.array([loss(k, theta[k] + step) for step in steps])
        differences = np.array([slope(lambda value: loss(k, value), theta[k], h) for h in H])
        return heights, differences

    def draw(parameter, h):
        k, at = parameter, int(np.argmin(np.abs(np.log10(H) - h)))
        heights, differences = around(k)
        return Scene(
            _tangent(theta[k], steps, heights, loss(k, theta[k]), exact[k], names[k]),
            _digits(np.clip(np.abs(differences - exact[k]), LEAST, 1), at),
            says=f"{names[k]}, number {k + 1} of {len(theta)} parameters. By backpropagation its slope is "
            f"[{exact[k]:.8f}|path]; by moving it by ±{H[at]:.0e}, [{differences[at]:.8f}|prediction].",
        )

    power = slider(-9, 0, -5.0, step=0.1, label="log₁₀ h")
    return Explorer(draw, parameter=slider(0, len(theta) - 1, 10, step=1), h=power)


def _tangent(at, steps, heights, L, g, name):
    """Draw the loss along one parameter, and the straight line that backpropagation says touches it."""
    low, high, ends = heights.min(), max(heights.max(), heights.min() + 1e-3), steps[[0, -1]]
    return Panel(
        Line(at + steps, heights, role="error"),
        Line(at + ends, L + g * ends, role="path", width=2, dashed=True),
        Dots([at], [L], role="path", size=6),
        x=Axis(name, tuple(at + ends)),
        y=Axis("L (thousands)", (low - 0.2 * (high - low), high + 0.2 * (high - low))),
    )


def _digits(off, at):
    """Draw how far the two slopes are from each other, for each step in `H`; one of them is chosen."""
    return Panel(
        Line(H, off, role="data", width=2),
        Handle(H[at], off[at], right={"h": 1.0}, label="h"),
        x=Axis("h, how far it is moved", (H[0], H[-1]), scale="log"),
        y=Axis("difference of the two slopes", (LEAST, 1), scale="log"),
    )
