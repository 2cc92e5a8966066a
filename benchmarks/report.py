"""What the trials say: a table, the targets, a picture, and all the numbers in a file."""

from __future__ import annotations

import datetime
import math
from statistics import median

from matplotlib.figure import Figure
from ways import EXPLORERS
from writing import checked, command, commit, machine, markdown, versions, written

TITLES = {
    "interact": "1 interact + matplotlib",
    "plotly": "2 plotly FigureWidget",
    "traits": "3 canvas fed by traits",
    "ours": "4 ours",
    "limit": "5 all in the browser",
}
COLOURS = {"interact": "#8996a8", "plotly": "#8996a8", "traits": "#8996a8", "ours": "#0072b2", "limit": "#765800"}
COLUMNS = {  # heading: (what of a trial, divided by, format)
    "latency ms": ("latency", 1, ".0f"),
    "p95": ("p95", 1, ".0f"),
    "pictures/s": ("pictures", 1, ".1f"),
    "lag ms": ("lag", 1, ".0f"),
    "kB from kernel": ("received", 1000, ".2f"),
    "kB to kernel": ("sent", 1000, ".2f"),
    "messages": ("messages", 1, ".1f"),
    "kernel CPU ms": ("cpu", 1, ".1f"),
    "to show ms": ("show", 1, ".0f"),
    "to show kB": ("show_bytes", 1000, ".0f"),
    "kernel MB": ("memory", 1, ".0f"),
}
PACKAGES = ("jupyterlab", "jupyter_server", "ipykernel", "ipywidgets", "anywidget", "plotly", "matplotlib", "numpy")


def report(trials, options, browser):
    """Print the tables; write them, the picture and the numbers where the options say."""
    kept = [each for each in trials if each["kept"]]
    lines = [f"# Dragging a slider: five ways, {setting(options)}", "", *circumstances(trials, options, browser)]
    for explorer in options.explorers:
        medians = {way: found for way in options.ways if (found := summary(kept, explorer, way))}
        lines += ["", f"## {explorer}", "", EXPLORERS[explorer].__doc__, "", *table(medians)]
        lines += ["", *ratios(medians), "", *targets(medians, explorer, options.delay)]
    print("\n".join(lines))
    if options.out:
        written(options.out, lines, {"about": lines[:5], "trials": trials}, picture(kept, options))


def setting(options):
    """Say how far the server is, and which it is."""
    where = f"a server {options.delay:g} ms away" if options.delay else "a server on the same machine"
    return f"{where}, {'without' if options.plain_server else 'with'} our extension"


def circumstances(trials, options, browser):
    """Say when, where and with what the trials were run, and how many of them count."""
    broke = sum("broke" in each for each in trials)
    thrown = sum(not each["kept"] for each in trials) - broke
    counted = [each for each in trials if each["kept"]]
    disturbed = sum(each["disturbed"] for each in counted)
    others = median(each["foreign"] for each in counted) if counted else 0
    return [
        f"`{command()}` on {datetime.date.today()}, at {commit()}. {len(counted)} trials count, {options.trials} of "
        f"each way. {thrown} more were thrown away because work of others took over {options.others:.0%} of the "
        f"machine; {broke} broke off. {disturbed} of those that count were disturbed too, after all repeats; in the "
        f"median of them work of others took {others:.0%}.",
        "",
        f"{machine()}; {browser}; {versions(PACKAGES)}.",
        "",
        "Medians of the trials; p95 is that of all jumps of all trials. Latency: from a single move of the handle to "
        "the first frame with a new picture. Pictures: different ones in a drag of 3 s with 120 events a second. Lag: "
        "from the release to the last picture. Bytes, messages (both directions) and the kernel's processor time: of "
        "a drag, for each picture seen. To show: from running the cell to the first picture, and what came for it. "
        "Last is right: after the drag, one step there and back gave the same picture again.",
    ]


def summary(trials, explorer, way):
    """Return the medians over the trials of one way, or None if there are none."""
    of = [each for each in trials if (each["explorer"], each["way"]) == (explorer, way)]
    if not of:
        return None
    names = {name for name, _, _ in COLUMNS.values()} - {"p95"}
    jumps = sorted(latency for each in of for latency in each["latencies"])
    medians = {name: median(each[name] for each in of) for name in names}
    right = f"{sum(each['right'] for each in of)} of {len(of)}"
    return medians | {"p95": jumps[math.ceil(0.95 * len(jumps)) - 1], "right": right}


def table(medians):
    """Return the lines of a table: a row for each way."""
    rows = [["way", *COLUMNS, "last is right"]]
    for way, found in medians.items():
        numbers = [format(found[name] / unit, form) for name, unit, form in COLUMNS.values()]
        rows.append([TITLES[way], *numbers, found["right"]])
    return markdown(rows)


def ratios(medians):
    """Return the lines of a table: what each way's pictures and latency are of (1), (3) and (5) in this run."""
    bases = [way for way in ("interact", "traits", "limit") if way in medians]
    heads = [f"{what} ÷ ({TITLES[base][0]})" for what in ("pictures/s", "latency") for base in bases]
    rows = [["way", *heads]]
    for way, found in medians.items():
        rows.append([TITLES[way]])
        rows[-1] += [f"{found[what] / medians[base][what]:.2f}" for what in ("pictures", "latency") for base in bases]
    return markdown(rows)


def targets(medians, explorer, delay):
    """Return the lines of a table: what our way must reach, what it reaches, and whether that is enough."""
    needed = ["traits", "ours"] + ["limit"] * (explorer != "slow") + ["interact"] * (explorer != "slow" and not delay)
    if not set(needed) <= set(medians):
        return [f"The targets are ratios: they need the ways {', '.join(needed)} in one run."]
    ours, (one, three, five) = medians["ours"], (medians.get(way) for way in ("interact", "traits", "limit"))
    if explorer == "slow":
        return checked([("lag ≤ 3 × (3), ms", ours["lag"], 3 * three["lag"], -1)])
    arrays = EXPLORERS[explorer]().changing_bytes()
    rate, beyond = ours["pictures"], (ours["received"] + ours["sent"] - arrays) / 1000
    if delay:
        checks = [
            ("pictures/s ≥ 5 × (3)", rate, 5 * three["pictures"], 1),
            ("pictures/s ≥ 0.55 × (5)", rate, 0.55 * five["pictures"], 1),
            ("lag ≤ round trip + 100 ms", ours["lag"], delay + 100, -1),
        ]
    else:
        rates = min(8 * one["pictures"], 0.7 * five["pictures"])
        checks = [
            ("pictures/s ≥ the smaller of 8 × (1) and 0.7 × (5)", rate, rates, 1),
            ("pictures/s ≥ 0.9 × (3)", rate, 0.9 * three["pictures"], 1),
            ("latency ≤ 0.2 × (1), ms", ours["latency"], 0.2 * one["latency"], -1),
            ("lag ≤ 100 ms", ours["lag"], 100, -1),
            ("to show ≤ 500 ms", ours["show"], 500, -1),
        ]
    checks += [
        (f"kB a picture, both ways, beyond its {arrays / 1000:g} kB of changed numbers ≤ 3", beyond, 3, -1),
        ("to show ≤ 100 kB", ours["show_bytes"] / 1000, 100, -1),
        ("the aim: pictures/s ≥ 0.9 × (5)", rate, 0.9 * five["pictures"], 1),
    ]
    return checked(checks)


def picture(trials, options):
    """Draw for each explorer the latency, the pictures in a second and the lag of each way: a dot for each trial."""
    panels = {"latency, ms": "latency", "pictures a second": "pictures", "lag after release, ms": "lag"}
    count = len(options.explorers)
    figure = Figure(figsize=(12, 0.8 + 1.9 * count), layout="constrained")
    axes = figure.subplots(count, len(panels), squeeze=False, sharey=True, sharex="col")
    for row, explorer in zip(axes, options.explorers, strict=True):
        row[0].set_ylabel(explorer)
        for ax, (title, what) in zip(row, panels.items(), strict=True):
            _strip(ax, trials, explorer, options.ways, what)
            if explorer == options.explorers[-1]:
                ax.set_xlabel(title)
                ax.set_xlim(left=0)
    figure.suptitle(f"Dragging a slider: five ways, {setting(options)}", x=0.01, ha="left", fontweight="bold")
    return figure


def _strip(ax, trials, explorer, ways, what):
    for place, way in enumerate(ways):
        values = [each[what] for each in trials if (each["explorer"], each["way"]) == (explorer, way)]
        if values:
            ax.barh(place, median(values), height=0.62, color=COLOURS[way], alpha=0.35)
            ax.plot(values, [place] * len(values), "o", color=COLOURS[way], markersize=4, alpha=0.8)
            ax.annotate(f"{median(values):.0f}", (max(values), place), (6, 0), textcoords="offset points", va="center")
    ax.set_yticks(range(len(ways)), [TITLES[way] for way in ways])
    ax.set_ylim(len(ways) - 0.5, -0.5)
    ax.margins(x=0.12)
    ax.spines[["top", "right"]].set_visible(False)
    ax.tick_params(length=0)
