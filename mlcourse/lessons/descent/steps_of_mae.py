"""3.5 The steps of MAE over one day, ten days and all."""

from mlcourse import functions
from mlcourse.descent import descend, objective
from mlcourse.fits import best
from mlcourse.interact.controls import played
from mlcourse.interact.explorer import Explorer
from mlcourse.lessons.shared.surface import B, W, error_surface
from mlcourse.losses import mae, surface
from mlcourse.pictures.marks import Dots, Line
from mlcourse.pictures.scene import Scene


def steps_of_mae(x, label):
    """Walk by MAE over one day, ten days and all of them: no η makes it diverge, and none lets it come to rest."""
    chosen = {"1 day": slice(46, 47), "10 days": slice(42, 1300, 136), f"{len(x)} days": slice(None)}
    known = {}
    for name, days in chosen.items():
        heights = surface(functions.line, x[days], label[days], loss=mae, w=W, b=B)
        (w,), b = best(x[days], label[days])
        lowest = (float(w), b) if name != "1 day" else None  # every line through the one day is best
        known[name] = heights, lowest, objective(x[days], label[days], mae)

    def draw(η, update):
        panels, said = [], []
        for name, (heights, lowest, (L, g)) in known.items():
            path = descend(g, [8.0, -0.3], loss=L, rate=η, updates=max(update, 1))
            bs, ws = path.points[: update + 1].T
            marks = Line(ws, bs, role="path", width=1.5), Dots(ws, bs, role="path", size=2.5)
            panels.append(error_surface(W, B, heights, lowest, *marks, title=name))
            said.append(f"over {name} [{path.losses[len(ws) - 1]:.2f}k|error]")
        return Scene(*panels, says=f"After {update} updates with η = {η:.3f}, L is {', '.join(said)}.")

    return Explorer(draw, η=(0.002, 0.1, 0.02), update=played(range(101), 60))
