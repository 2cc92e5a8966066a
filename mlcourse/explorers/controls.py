"""What the reader moves: numbers, choices, and arrays of points."""

from __future__ import annotations

import math

import anywidget
import ipywidgets
import numpy as np
import traitlets

_LAYOUT = {"width": "auto", "flex": "1 1 240px", "max_width": "440px", "min_width": "200px"}
_STYLE = {"description_width": "initial"}


def slider(low, high, start=None, *, step=None):
    """Return a slider from ``low`` to ``high``; whole numbers give a slider over whole numbers.

    It starts in the middle and has about 200 steps unless told otherwise.
    """
    if not (np.isfinite([low, high]).all() and low < high):
        raise ValueError(f"a slider goes from a low number to a higher one; this one from {low!r} to {high!r}")
    whole = all(isinstance(value, (int, np.integer)) for value in (low, high, step or 1))
    if step is None:
        step = 1 if whole and high - low >= 10 else 10 ** math.floor(math.log10((high - low) / 100))
    start = low + step * round((high - low) / 2 / step) if start is None else start
    kind = ipywidgets.IntSlider if whole and step >= 1 else ipywidgets.FloatSlider
    options = {} if kind is ipywidgets.IntSlider else {"readout_format": f".{max(0, -math.floor(math.log10(step)))}f"}
    return kind(value=start, min=low, max=high, step=step, layout=_LAYOUT, style=_STYLE, **options)


class Points(anywidget.AnyWidget):
    """An array of rows that handles on the picture move: corners, a label, bars. ``value`` is a list of rows."""

    _esm = "export default {}"
    value = traitlets.List().tag(sync=True)

    def __init__(self, rows):
        array = np.asarray(rows, dtype=float)
        if array.ndim != 2 or not np.isfinite(array).all():
            raise ValueError(f"points are rows of finite numbers, shape (rows, columns); these are {array.shape}")
        super().__init__(value=array.tolist())


class Dice(anywidget.AnyWidget):
    """A button that counts how often it was pressed: a new ``value`` is a new seed."""

    _esm = """
    export default { render({ model, el }) {
      const button = el.appendChild(document.createElement("button"));
      button.className = "jupyter-button widget-button";
      button.textContent = model.get("description");
      button.onclick = () => { model.set("value", model.get("value") + 1); model.save_changes(); };
    } }
    """
    value = traitlets.Int(0).tag(sync=True)
    description = traitlets.Unicode("").tag(sync=True)

    def __init__(self, description):
        super().__init__(description=description)


def control(spec):
    """Make a widget of ``spec``: a widget, ``(low, high)`` for a slider, a list of choices, a bool for a box."""
    if isinstance(spec, ipywidgets.Widget):
        return spec
    if isinstance(spec, tuple) and len(spec) == 2:
        return slider(*spec)
    if isinstance(spec, bool):
        return ipywidgets.Checkbox(value=spec, indent=False, layout={"width": "auto"})
    if isinstance(spec, list) and spec:
        return ipywidgets.ToggleButtons(options=spec, layout={"width": "auto"}, style={"button_width": "auto"})
    raise ValueError(
        f"{spec!r} is no control: give (low, high) for a slider, a list of choices, True or False, or a widget"
    )


def trait_of(widget):
    """Name the trait of ``widget`` that holds its value in the page: a choice is held as its index."""
    return "index" if "index" in widget.keys else "value"
