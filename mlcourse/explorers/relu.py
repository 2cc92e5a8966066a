"""Lesson 5, ReLU: half a sigmoid, what an activation function is for, and runs that are draws."""

import numpy as np

from mlcourse.data import LECTURE
from mlcourse.experiments import FIXED, NETS, recipe, with_spread
from mlcourse.explorers.controls import Dice, choice, played, slider
from mlcourse.explorers.explorer import Explorer
from mlcourse.explorers.recent import Runs
from mlcourse.explorers.sigmoids import CURVES, FINE, SAMPLES, WIDE
from mlcourse.functions import as_relus, blue, hard_sigmoid, piece, relu
from mlcourse.losses import mse
from mlcourse.network import ACTIVATIONS, Network
from mlcourse.pictures.scene import Axis, Dots, Handle, Line, Panel, Scene, Segments, Text
from mlcourse.training import train, train_many
from mlcourse.words import counted

TOP = 0.8  # thousands: losses are drawn up to here


KEPT = 32  # settings whose losses are kept


def trainer(seen, unseen):
    """Return ``losses(epoch, *runs)``: of each run of a picture ``L`` and ``L′`` so far, two arrays (epoch + 1, seeds).

    A run is a dict: ``hidden`` layers, ``activation``, ``seeds``, a network for each, and a recipe; ``days`` where it
    learns from the last so many only. The losses are kept but not the parameters, so that going back to a setting is
    instant and takes no memory to speak of.
    """

    def run(hidden, seeds, activation="relu", days=None, **recipe):
        rows = seen if days is None else seen._make(column[-days:] for column in seen)
        sizes, how = [rows.X.shape[1], *hidden, 1], FIXED | recipe
        states = train_many(sizes, seeds, *rows[:2], activation=activation, unseen=unseen[:2], **how)
        return ((state.L, state.L_unseen) for state in states)

    trained = Runs(run, kept=KEPT)

    def losses(epoch, *runs):
        return [np.moveaxis([path[k] for k in range(epoch + 1)], 1, 0) for path in trained.follow(*runs)]

    return losses


def curves(ways, epochs, title, top=TOP):
    """Draw losses by epoch: ``ways`` is ``{name: (role, losses)}``, losses (epochs so far, seeds), medians thick."""
    room = 1.2 + 0.03 * max(map(len, ways))  # for a name behind the last epoch, on a narrow page too
    marks, ends = [], {name: np.median(losses[-1]) for name, (_, losses) in ways.items()}
    heights = dict(zip(sorted(ends, key=ends.get), apart(sorted(ends.values()), top), strict=True))
    for name, (role, losses) in ways.items():
        losses = np.clip(losses, 0, 2 * top)
        at, median = np.arange(len(losses)), np.median(losses, axis=1)
        marks += [
            Line(at, losses.T, role=role, width=1, opacity=0.35),
            Line(at, median, role=role),
            Dots(at[-1:], median[-1:], role=role, size=4),
            Text(at[-1], heights[name], name, role=role, side="right"),
        ]
    return Panel(*marks, x=Axis("epoch", (0, room * epochs)), y=Axis("loss (thousands)", (0, top)), title=title)


def apart(heights, top):
    """Move rising heights of labels apart, each as little up or down as it must, so that they can be read."""
    least = 0.1 * top * np.arange(len(heights))
    free = np.clip(heights - least, 0.04 * top, 0.97 * top - least[-1])
    up, down = np.maximum.accumulate(free), np.minimum.accumulate(free[::-1])[::-1]
    return (up + down) / 2 + least


# 5.0 A draw.

RUNS = 10


def draws(seen, unseen):
    """Train the same ten ReLUs from ten seeds: ten curves, ten pairs ``(L, L′)``; one of them can be watched.

    ``seen`` and ``unseen`` are examples of 56 days.
    """
    trained, how = trainer(seen, unseen), recipe("10 ReLU")
    epochs = how["epochs"]

    def losses(again, epoch):
        (of_ten,) = trained(epoch, {"hidden": (10,), "seeds": range(RUNS * again, RUNS * (again + 1))} | how)
        return of_ten

    ends = losses(0, epochs)[:, -1]
    lows, highs = ends.min(axis=1), ends.max(axis=1)
    limits = np.transpose([lows - 0.6 * (highs - lows), highs + 0.6 * (highs - lows)]).tolist()

    def draw(epoch, watch, again):
        L, unseen_L = losses(again, epoch)
        return Scene(
            curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, epochs, f"{RUNS} seeds"),
            _pairs((L[-1], unseen_L[-1]), watch, f"seed {RUNS * again + watch}", limits),
            says=f"Epoch {epoch}, ten units. Seed {RUNS * again + watch}: [L = {L[-1, watch]:.3f}k|error] and "
            f"[L′ = {unseen_L[-1, watch]:.3f}k|unseen]. All {RUNS}: L from {L[-1].min():.3f}k to {L[-1].max():.3f}k, "
            f"L′ from {unseen_L[-1].min():.3f}k to {unseen_L[-1].max():.3f}k.",
        )

    epoch, again = played(range(epochs + 1), epochs), Dice(f"{RUNS} other seeds")
    return Explorer(draw, epoch=epoch, watch=range(RUNS), again=again)


def _pairs(losses, watched, name, limits):
    """Draw each run as a dot, ``L`` across and ``L′`` up; the one that is ``watched`` is larger, and named."""
    pair = [np.clip(each, *limit) for each, limit in zip(losses, limits, strict=True)]
    return Panel(
        Dots(*pair, role="path", size=4, opacity=0.7),
        Dots(*(each[[watched]] for each in pair), role="path", size=7),
        Text(*(each[watched] for each in pair), name, role="path"),
        x=Axis("L, seen days (thousands)", limits[0]),
        y=Axis("L′, unseen days (thousands)", limits[1]),
    )


# 5.1 Two ReLUs.

REACH = 6.0
FIRST = 4  # the seed of the first hard sigmoid to hit: it fills the picture


def two_relus():
    """Drag the corners and the slopes of two ReLUs until their sum is the hard sigmoid."""
    x = np.linspace(-REACH, REACH, 241)

    def draw(c1, b1, c2, b2, again):
        wanted = blue(x, *_ramp(FIRST + again), hard_sigmoid)
        both = np.array([blue(x, c, b, 1.0, relu) for c, b in ((c1, b1), (c2, b2))])
        total, few = both.sum(axis=0), slice(None, None, 10)
        off = np.abs(total - wanted)
        errors = Segments(x[few], wanted[few], np.clip(total[few], -50, 50), role="error", width=1.5)
        goal, fit = Line(x, wanted, role="target", width=6, opacity=0.5), Line(x, total, role="prediction")
        pair = Line(x, both, role="prediction")
        return Scene(
            _plane(pair, *_held("1", c1, b1), *_held("2", c2, b2), title="two ReLUs"),
            _plane(goal, errors, fit, title="their sum, and the hard sigmoid"),
            says=f"[{c1:.1f}·max(0, {b1:.1f} + x₁) {_times(c2)}·max(0, {b2:.1f} + x₁)|prediction] is nowhere "
            f"further from the [hard sigmoid|target] than [{off.max():.2f}|error]"
            + (": that is it, exactly." if off.max() < 1e-6 else "."),
        )

    c1, c2 = slider(-3, 3, 1.0, step=0.1), slider(-3, 3, 0.5, step=0.1)
    b1, b2 = slider(-REACH, REACH, 3.0, step=0.1), slider(-REACH, REACH, -2.0, step=0.1)
    return Explorer(draw, c1=c1, b1=b1, c2=c2, b2=b2, again=Dice("another hard sigmoid"))


def _ramp(seed):
    """Draw a hard sigmoid (c, b, w) at random: from 0 up or down, with corners and slope that the sliders can hit."""
    rng = np.random.default_rng(seed)
    start, wide, slope = int(rng.integers(-4, 1)), int(rng.integers(2, 6)), rng.choice([-1.5, -1, -0.5, 0.5, 1, 1.5])
    return piece((start, 0), (start + wide, slope * wide))


def _plane(*marks, title=""):
    return Panel(*marks, x=Axis("x₁", (-REACH, REACH)), y=Axis("y", (-10, 10)), title=title)


def _held(name, c, b):
    """Two handles on a ReLU: its corner moves ``b``, a point 2 to the right of it moves the slope ``c``."""
    inner, outer = ("below", "above") if c >= 0 else ("above", "below")  # the line lies between the two labels
    return (
        Handle(-b, 0, right={f"b{name}": -1.0}, label=f"corner {name}", side=inner),
        Handle(2 - b, 2 * c, up={f"c{name}": 0.5}, label=f"slope {name}", side=outer, role="best"),
    )


def _times(c):
    return f"{'+' if c >= 0 else '−'} {abs(c):.1f}"


def exact_pair():
    """Move ``c``, ``b`` and ``w`` of any hard sigmoid: the two ReLUs that make it follow, exactly."""
    x = np.linspace(-REACH, REACH, 481)

    def draw(c, b, w):
        pair = as_relus(c, b, w)
        first, second = (blue(x, *each, relu) for each in pair)
        off = np.abs(first + second - blue(x, c, b, w, hard_sigmoid)).max()
        told = [f"{abs(c):.1f}·max(0, {b:.2f} {'+' if w >= 0 else '−'} {abs(w):.2f}·x₁)" for c, b, w in pair]
        signs = ("", " − ") if c >= 0 else ("−", " + ")
        at, k = (REACH, -1) if w >= 0 else (-REACH, 0)
        names = {"the first": first[k], "the second": second[k]}
        return Scene(
            _plane(
                Line(x, np.clip([first, second], -99, 99), role="prediction", width=2, opacity=0.6),
                Line(x, blue(x, c, b, w, hard_sigmoid), role="target", width=6, opacity=0.5),
                Line(x, first + second, role="prediction"),
                *[Text(at, np.clip(y, -9, 9), name, role="prediction", side="left") for name, y in names.items()],
            ),
            says=f"[{signs[0]}{told[0]}{signs[1]}{told[1]}|prediction] is the [hard sigmoid|target] with "
            f"c = {c:.1f}, b = {b:.1f} and w = {w:.1f}; they differ by at most [{off:.1g}|error].",
        )

    return Explorer(draw, c=(-8, 8, 6.0), b=(-6, 6, -1.0), w=(-4, 4, 1.0))


# 5.2 What an activation function is for.

UPDATES = 600


def swap(**more):
    """Choose the activation function of one model, trained by Adam on one curve: the fit, the pieces, the loss.

    ReLUs come two for each sigmoid. ``more`` curves, by name, take an array of ``x`` from 0 to 12.
    """
    choices = CURVES | more

    def walk(curve, activation, units, seed):
        y = choices[curve](SAMPLES)
        net, how = Network([1, units, 1], activation, seed), {"loss": mse, "rate": 0.03, "schedule": "cosine"}
        return train(net, SAMPLES[:, None], y, batch_size=len(y), epochs=UPDATES, **how)

    walks = Runs(walk)

    def draw(curve, activation, n, update, again):
        y, units = choices[curve](SAMPLES), 2 * n if activation == "relu" else n
        (path,) = walks.follow({"curve": curve, "activation": activation, "units": units, "seed": again})
        state, at = path[update], np.array([*range(0, update, 10), update])
        return Scene(
            _followed(y, state.predict(FINE[:, None]), curve),
            _added(blue(FINE, *np.transpose(state.pieces()[1])[..., None], ACTIVATIONS[activation].of)),
            _fallen(at, np.array([path[k].L for k in at]), 1.5 * y.std() ** 2),
            says=f"{counted(units, 'unit')}, activation function [{_named(activation)}|prediction], "
            f"after {counted(update, 'update')}: [L = {state.L:.3f}|error]."
            + " However many: a straight line."
            * (activation == "none"),
        )

    n, update, again = slider(1, 30, 6, step=1), played(range(UPDATES + 1), 300), Dice("another random start")
    activation = choice({_named(each): each for each in ACTIVATIONS}, "relu")
    return Explorer(draw, curve=list(choices), activation=activation, n=n, update=update, again=again)


def _followed(y, predicted, title):
    return Panel(
        Line(SAMPLES, y, role="target", width=5, opacity=0.45),
        Line(FINE, np.clip(predicted, -99, 99), role="prediction"),
        x=Axis("x₁", (0, WIDE)),
        y=Axis("y", (min(0, 1.1 * y.min()), max(WIDE, 1.1 * y.max()))),
        title=title,
    )


def _added(pieces):
    return Panel(
        Line(FINE, np.clip(pieces, -99, 99), role="prediction", width=1.5, opacity=0.6),
        x=Axis("x₁", (0, WIDE)),
        y=Axis("what each adds to y", (-WIDE, WIDE)),
        title=counted(len(pieces), "unit"),
    )


def _fallen(at, L, top):
    L = np.minimum(L, 2 * top)
    return Panel(
        Line(at, L, role="error"),
        Dots(at[-1:], L[-1:], role="error", size=5),
        x=Axis("update", (0, UPDATES)),
        y=Axis("L (MSE)", (0, top)),
    )


def _named(activation):
    return {"relu": "ReLU"}.get(activation, activation.replace("_", " "))


# 5.3 A race.

RACERS = {"relu": "prediction", "sigmoid": "path", "hard_sigmoid": "best", "none": "rule"}


def race(seen, unseen):
    """Let activation functions race: same data, same seeds, same number of updates; ``L`` and ``L′`` as they train."""
    trained, epochs, seeds = trainer(seen, unseen), 40, 5

    def draw(units, η, epoch, again):
        which = range(seeds * again, seeds * (again + 1))
        how = {"hidden": (units,), "seeds": which, "rate": η, "epochs": epochs}
        runs = dict(zip(RACERS, trained(epoch, *(how | {"activation": each} for each in RACERS)), strict=True))
        ranked = sorted(runs, key=lambda activation: np.median(runs[activation][1][-1]))
        lanes = [{_named(name): (RACERS[name], runs[name][k]) for name in RACERS} for k in (0, 1)]
        told = ", ".join(f"[{_named(each)} {np.median(runs[each][1][-1]):.3f}k|{RACERS[each]}]" for each in ranked)
        return Scene(
            curves(lanes[0], epochs, "L, seen"),
            curves(lanes[1], epochs, "L′, unseen"),
            says=f"{units} units, η = {η:g}, {seeds} seeds, epoch {epoch}. Least L′ first, medians: {told}.",
        )

    η, epoch = choice([0.001, 0.003, 0.01, 0.03], 0.01), played(range(epochs + 1), 10)
    return Explorer(draw, units=[10, 100], η=η, epoch=epoch, again=Dice("other seeds"))


# 5.4 and 6.2 The lecture's tables, live.


def learning(models, seen, unseen):
    """Train some of the lecture's models here and now: ``L`` and ``L′`` grow as they train, beside the lecture's own.

    ``models`` are names in `experiments.NETS`; all that come before the one chosen are trained as well.
    """
    trained, how = trainer(seen, unseen), {model: {"hidden": NETS[model].hidden} | recipe(model) for model in models}
    most = max(each["epochs"] for each in how.values())

    def draw(model, seeds, epoch):
        tried, last = models[: models.index(model) + 1], how[model]["epochs"]
        runs = trained(epoch, *(how[each] | {"seeds": range(seeds)} for each in tried))
        L, unseen_L = runs[-1]
        return Scene(
            curves({"L": ("error", L), "L′": ("unseen", unseen_L)}, most, model),
            _beside_the_lecture(models, np.array([run[:, -1] for run in runs]), f"after epoch {epoch}"),
            says=f"{model}, epoch {min(epoch, last)} of {last}, {counted(seeds, 'seed')}: "
            f"[L = {with_spread(L[-1])}|error], [L′ = {with_spread(unseen_L[-1])}|unseen]. The lecture has "
            f"{LECTURE[model][0]:.2f}k and {LECTURE[model][1]:.2f}k.",
        )

    return Explorer(draw, model=list(models), seeds=choice([1, 3, 5], 3), epoch=played(range(most + 1), 20))


def _beside_the_lecture(models, ends, title):
    """Draw ``ends``, the losses ``L`` and ``L′`` of the models so far, (models, 2, seeds); dashed are the lecture's."""
    so_far, all_models = np.arange(len(ends)), np.arange(len(models))
    theirs, marks = np.array([LECTURE[model] for model in models]), []
    for k, (name, role, off) in enumerate((("L", "error", -0.12), ("L′", "unseen", 0.12))):
        losses = np.clip(ends[:, k], 0, 2 * TOP)
        medians = np.median(losses, axis=1)
        marks += [
            Dots(np.repeat(so_far + off, losses.shape[1]), losses.ravel(), role=role, size=2.5, opacity=0.6),
            Line(so_far + off, medians, role=role, width=2),
            Dots(so_far + off, medians, role=role, size=5),
            Text(so_far[-1] + off, medians[-1], name, role=role),
            Line(all_models + off, theirs[:, k], role=role, width=1.5, dashed=True, opacity=0.6),
        ]
    names = tuple(enumerate(model.removesuffix(", 56 days") for model in models))
    return Panel(
        *marks,
        Text(all_models[-1], theirs[-1].max(), "the lecture", role="quiet", side="above", size=0.85),
        x=Axis("model", (-0.5, len(models) - 0.3), names),
        y=Axis("loss (thousands)", (0, TOP)),
        title=title,
    )
