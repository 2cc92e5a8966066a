"""What the trainings say: tables, targets, what bounds us where one is not met, and a picture."""

from __future__ import annotations

import datetime
from statistics import median

from matplotlib.figure import Figure
from trainers import MODELS, WAYS, B, examples
from writing import checked, command, commit, machine, markdown, versions, written

from mlcourse.network import parameters
from mlcourse.training import updates_per_epoch

TITLES = {
    "ours": "ours",
    "torch": "PyTorch eager",
    "fused": "PyTorch, fused Adam",
    "sklearn": "scikit-learn",
    "jax": "JAX compiled",
}
COLOURS = {"ours": "#0072b2", "torch": "#d55e00", "fused": "#e69f00", "sklearn": "#8996a8", "jax": "#765800"}
PACKAGES = ("numpy", "torch", "scikit-learn", "jax")
N = len(examples()[1])
UPDATES = updates_per_epoch(N, B)


def report(rounds, losses, starts, options):
    """Print the tables; write them, the picture and the numbers where the options say."""
    found = {model: summary(rounds, losses, model, options) for model in MODELS}
    cold = {way: _cold(starts, way) for way in WAYS}
    checks, bounds = targets(found, cold)
    lines = ["# Training: the lecture's seven models, one thread", "", *circumstances(rounds, starts, options), ""]
    lines += ["## Targets", "", *checked(checks, ".2f"), "", *bounds]
    lines += ["", "## Time of an update", "", *speeds(found), "", *shares(found)]
    lines += ["", "## Losses reached", "", *reached(found, options)]
    lines += ["", "## From a cold start", "", *cold_table(cold)]
    for model, each in found.items():
        if each["share"] >= 0.5:
            lines += ["", f"## Matrix products of {model}", "", *profile(each)]
    print("\n".join(lines))
    if options.out:
        numbers = {"about": lines[2:5], "rounds": rounds, "losses": losses, "cold starts": starts}
        written(options.out, lines, numbers, picture(found, cold))


def circumstances(rounds, starts, options):
    """Say when, where and with what the trainings were run, and what the numbers are."""
    quiet = [each for each in rounds if each["quiet"]]
    shares = {
        way: median(each["processor"][way] / each["seconds"][way] for each in rounds if way in each["seconds"])
        for way in WAYS
    }
    return [
        f"`{command()}` on {datetime.date.today()}, at {commit()}. {len(quiet)} of {len(rounds)} rounds count, and "
        f"{sum(each['quiet'] for each in starts)} of {len(starts)} cold starts; the others were disturbed: work of "
        f"others took over {options.others:.0%} of the machine. Where all were disturbed all count.",
        "",
        f"{machine()}; {versions(PACKAGES)}.",
        "",
        f"{N} examples of 56 features, batches of {B}: {UPDATES} updates an epoch, the last of {N % B} examples. Adam, "
        f"rate 0.001, mean absolute error (scikit-learn: squared error), {options.seeds} seeds, {options.epochs} "
        f"epochs. A round is {options.turn} epochs of every way, in shuffled order; medians of all rounds. The time of "
        "an update is that of the training divided by its updates: shuffling, dealing and, once an epoch, L on all "
        "examples are in it (scikit-learn keeps the mean of its batch losses). All but scikit-learn begin at "
        "the same θ and see the same batches. One thread each; processor time over the clock's: "
        f"{', '.join(f'{TITLES[way]} {share:.2f}' for way, share in shares.items())}.",
    ]


def summary(rounds, losses, model, options):
    """Return what was measured of one model: µs an update by way, their parts, and the losses' medians by way."""
    of = [each for each in rounds if each["model"] == model]
    of = [each for each in of if each["quiet"]] or of
    ways = of[0]["seconds"]
    us = {way: 1e6 * median(each["seconds"][way] for each in of) / options.turn / UPDATES for way in ways}
    products = [
        (*each[0][:3], median(took for *_, took in each))
        for each in zip(*(each["parts"]["products"] for each in of), strict=True)
    ]
    product = sum(often * took for *_, often, took in products)
    L = {way: median(each["L"][way] for each in losses if each["model"] == model) for way in ways}
    alone = {name: median(each["parts"][name] for each in of) for name in ("adam", "calls")}
    return {
        **{"us": us, "L": L, "products": products, "product": product, "share": product / us["ours"], **alone},
        "parameters": parameters(MODELS[model]),
    }


def _cold(starts, way):
    of = [each for each in starts if each["way"] == way]
    of = [each for each in of if each["quiet"]] or of
    return {name: median(each[name] for each in of) for name in ("seconds", "memory")}


def speeds(found):
    """Return the lines of a table: µs an update of every way, and the ratios."""
    rows = [["µs an update", *TITLES.values(), "PyTorch ÷ ours", "fused ÷ ours", "scikit-learn ÷ ours", "ours ÷ JAX"]]
    for model, each in found.items():
        us = each["us"]
        rows.append([model, *(f"{us[way]:.1f}" if way in us else "" for way in TITLES)])
        rows[-1] += [f"{us[way] / us['ours']:.1f}" if way in us else "" for way in ("torch", "fused", "sklearn")]
        rows[-1].append(f"{us['ours'] / us['jax']:.2f}")
    return markdown(rows)


def shares(found):
    """Return the lines of a table: what an update of ours is made of, each part timed alone."""
    rows = [["µs, alone", "whole update", "matrix products", "their share", "Adam", "bare calls", "whole ÷ products"]]
    rows[0].append("JAX ÷ products")
    for model, each in found.items():
        parts = [each["us"]["ours"], each["product"], 100 * each["share"], each["adam"], each["calls"]]
        rows.append([model, *(f"{part:.1f}" for part in parts)])
        rows[-1][3] = f"{each['share']:.0%}"
        rows[-1] += [f"{1 / each['share']:.2f}", f"{each['us']['jax'] / each['product']:.2f}"]
    says = (
        "Bare calls: the update of a network as deep, with one unit a layer and one example a batch: the same lines of "
        "Python and calls of numpy, and next to nothing to compute."
    )
    return [*markdown(rows), "", says]


def reached(found, options):
    """Return the lines of a table: the median loss that every way reached."""
    rows = [["L, thousands of views", *TITLES.values()]]
    rows += [[model, *(f"{e['L'][w]:.3f}" if w in e["L"] else "" for w in TITLES)] for model, e in found.items()]
    says = (
        f"The mean of the second half of {options.epochs} epochs, for at a constant rate L jumps from one to the next; "
        f"medians of {options.seeds} seeds. scikit-learn minimises another loss, and its mean absolute error is that "
        "after its last epoch."
    )
    return [*markdown(rows), "", says]


def cold_table(cold):
    """Return the lines of a table: seconds from a fresh process to a trained model, and the memory."""
    rows = [["fresh process, 100 ReLU, 20 epochs", "seconds", "peak MB"]]
    rows += [[TITLES[way], f"{each['seconds']:.2f}", f"{each['memory']:.0f}"] for way, each in cold.items()]
    return markdown(rows)


def profile(each):
    """Return the lines of a table: every matrix product of an update, and of the look at L once an epoch."""
    rows = [["product", "shapes", "times an update", "µs alone", "µs an update"]]
    rows += [[what, shapes, f"{n:.3f}", f"{us:.1f}", f"{n * us:.1f}"] for what, shapes, n, us in each["products"]]
    rows.append(["sum", "", "", "", f"{each['product']:.1f}"])
    return markdown(rows)


def targets(found, cold):
    """Return what must be reached, as `checked` takes it, and lines that say what bounds us where it is not."""
    checks, bounds = [], []
    for model, each in found.items():
        us, heavy = each["us"], each["share"] >= 0.5
        if heavy:
            of_model = [(f"{model}: whole update ÷ its matrix products ≤ 1.3", 1 / each["share"], 1.3, -1)]
        else:
            of_model = [(f"{model}: PyTorch eager ÷ ours ≥ 3", us["torch"] / us["ours"], 3, 1)]
            of_model += [
                (f"{model}: scikit-learn ÷ ours ≥ 2.5", us[way] / us["ours"], 2.5, 1) for way in us if way == "sklearn"
            ]
            of_model.append((f"{model}: ours ÷ JAX compiled ≤ 1.5", us["ours"] / us["jax"], 1.5, -1))
        if any(sign * value < sign * bound for _, value, bound, sign in of_model):
            bounds.append(bounded(model, each))
        checks += of_model
    peers = min(cold[way]["seconds"] for way in cold if way != "ours")
    checks.append(("cold start ahead of the quickest other, s", cold["ours"]["seconds"], peers, -1))
    apart = [abs(e["L"][way] / e["L"]["ours"] - 1) for e in found.values() for way in ("torch", "fused", "jax")]
    checks.append(("losses of the same training apart, at most, % ≤ 5", 100 * max(apart), 5, -1))
    return checks, [*bounds, *(["", LIFT] if bounds else [])]


def bounded(model, each):
    """Say what bounds our update of this model, by what was measured."""
    us, rest = each["us"], each["us"]["ours"] - each["product"] - each["adam"]
    calls = 15 + 6 * (
        len(MODELS[model]) - 2
    )  # two products, MAE's slope (3), Adam (10); a layer adds 3 products, σ, σ′ (2)
    return (
        f"* **{model}.** Of {us['ours']:.1f} µs the matrix products take {each['product']:.1f}, Adam's ten passes over "
        f"{each['parameters']} numbers {each['adam']:.1f}, all else {rest:.1f}. An update is {calls} calls of numpy; "
        f"with next to nothing to compute, they and their lines of Python take {each['calls']:.1f} µs. JAX's whole "
        f"update takes {us['jax']:.1f} µs: {us['jax'] / each['product']:.2f} times the products, "
        f"{us['jax'] / each['calls']:.2f} times the bare calls."
    )


LIFT = (
    "The small models are bounded by the number of calls: each costs a third of a microsecond or more before it "
    "computes. The large ones are bounded by memory and by Adam: numpy makes one pass over all numbers for each "
    "operation, where a compiler fuses them into one. A compiled loop over the updates (numba, or a few dozen lines of "
    "C) would lift both. It would also stand between the reader and the formulas, and lengthen the install and the "
    "cold start, so the course stays with numpy."
)


def picture(found, cold):
    """Draw the time of an update of every model, and a cold start's seconds and memory."""
    figure = Figure(figsize=(12, 4.6), layout="constrained")
    speed, seconds, memory = figure.subplots(1, 3, width_ratios=(2.2, 1, 1))
    for way, title in TITLES.items():
        places = [(each["us"][way], place) for place, each in enumerate(found.values()) if way in each["us"]]
        speed.plot(*zip(*places, strict=True), "o", color=COLOURS[way], markersize=8, alpha=0.85)
        side = -1 if way in ("jax", "fused", "sklearn") else 1  # of the first dot, where there is room for its name
        look = {"color": COLOURS[way], "va": "center", "ha": "right" if side < 0 else "left"}
        speed.annotate(title, places[0], (9 * side, 0), textcoords="offset points", **look)
    speed.set_xscale("log")
    speed.xaxis.set_major_formatter("{x:g}")
    left, right = speed.get_xlim()
    speed.set_xlim(left / 4, right * 2)
    speed.set_yticks(range(len(found)), found)
    speed.grid(axis="y", alpha=0.3)
    speed.set_xlabel("µs an update")
    for ax, name, label, form in (
        (seconds, "seconds", "cold start, s", ".2f"),
        (memory, "memory", "peak memory, MB", ".0f"),
    ):
        for place, (way, each) in enumerate(cold.items()):
            ax.barh(place, each[name], height=0.6, color=COLOURS[way], alpha=0.85)
            ax.annotate(f" {each[name]:{form}}", (each[name], place), va="center")
        ax.set_yticks(range(len(cold)), TITLES.values() if ax is seconds else [""] * len(cold))
        ax.margins(x=0.25)
        ax.set_xlabel(label)
    for ax in (speed, seconds, memory):
        ax.invert_yaxis()
        ax.spines[["top", "right"]].set_visible(False)
        ax.tick_params(length=0)
    figure.suptitle("Training the lecture's seven models on one thread", x=0.01, ha="left", fontweight="bold")
    return figure
