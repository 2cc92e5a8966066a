"""Controls and a picture that follows them. All wiring between the two is here, once."""

from __future__ import annotations

import ipywidgets
import numpy as np
import traitlets
from IPython import get_ipython

from mlcourse.explorers.controls import Points, control, trait_of
from mlcourse.pictures.stage import Stage

_made_by_cell = {}


class Explorer(ipywidgets.VBox):
    """Controls above a stage; the picture is a pure function of the controls' values.

    Parameters
    ----------
    draw
        Takes one keyword argument for each control and returns a `Scene`; it keeps nothing from call to call.
    **controls
        Named like the arguments of ``draw``: what `control` takes, ``w=(-0.75, 1.25)``.
    """

    def __init__(self, draw, **controls):
        self.draw = draw
        self.controls = {name: control(spec) for name, spec in controls.items()}
        for name, widget in self.controls.items():
            if "description" in widget.keys and not widget.description:
                widget.description = name
        self.stage = Stage(self._draw, {name: (w, trait_of(w)) for name, w in self.controls.items()}, self._held())
        box = ipywidgets.HBox([w for w in self.controls.values() if not isinstance(w, Points)])
        super().__init__([box.add_class("mlcourse-controls"), self.stage])
        _close_older(self)

    @property
    def values(self):
        """The controls' values now, as ``draw`` gets them."""
        return self._arguments(self._held())

    def at(self, **values):
        """Set controls to the given values and return the explorer: the way to open it at an exact place.

        Raises a ValueError for a name that is no control, and for a value the control cannot take.
        """
        for name, value in values.items():
            if name not in self.controls:
                raise ValueError(f"there is no control {name!r}; the controls are {', '.join(self.controls)}")
            widget = self.controls[name]
            low, high = getattr(widget, "min", None), getattr(widget, "max", None)
            if low is not None and not low <= value <= high:
                raise ValueError(f"{name} goes from {low} to {high}, so it cannot be {value!r}")
            try:
                widget.value = np.asarray(value, dtype=float).tolist() if isinstance(widget, Points) else value
            except traitlets.TraitError as error:
                raise ValueError(f"{name} cannot be {value!r}: {error}") from error
        self.stage.redraw(self._held())
        return self

    def scene(self, **values):
        """Draw the scene for ``values`` (the controls' own values where none are given)."""
        return self.draw(**self.values | values)

    def close(self):
        """Close the explorer and every widget in it."""
        for widget in (*self.controls.values(), self.stage, *self.children):
            widget.close()
        super().close()

    def _held(self):
        """Return what the controls hold, as the page sends it."""
        return {name: getattr(widget, trait_of(widget)) for name, widget in self.controls.items()}

    def _arguments(self, held):
        """Turn what the page sends into the arguments of ``draw``: a choice from its index, an array from rows."""
        arguments = {}
        for name, value in held.items():
            widget = self.controls[name]
            if isinstance(widget, Points):
                value = np.asarray(value, dtype=float)
            elif trait_of(widget) == "index":
                value = widget.options[value]
            arguments[name] = value
        return arguments

    def _draw(self, **held):
        return self.draw(**self._arguments(held))


def _close_older(explorer):
    """Close what an earlier run of this cell made: ten runs of a cell leave one explorer, not ten."""
    cell, run = _running()
    if cell is None:
        return
    last_run, made = _made_by_cell.get(cell, (None, []))
    if last_run != run:
        for old in made:
            old.close()
        made = []
    _made_by_cell[cell] = (run, [*made, explorer])


def _running():
    """Return which cell is running, and which run of it: ``(None, None)`` outside a notebook that says so."""
    try:
        message = get_ipython().kernel.get_parent("shell")
        return message["metadata"]["cellId"], message["header"]["msg_id"]
    except (AttributeError, KeyError):
        return None, None
