"""Controls and a picture that follows them. All wiring between the two is here, once."""

from contextlib import suppress
from types import SimpleNamespace

import ipywidgets

from mlcourse.interact import cell
from mlcourse.interact.cell import close_all, close_at_next_run
from mlcourse.interact.controls import More, Played, Points, control, fits, held_of, trait_of, value_of
from mlcourse.interact.labels import LABELS
from mlcourse.pictures.stage import ReaderError, Stage
from mlcourse.words import InputError, say


class Explorer(ipywidgets.VBox):
    """Controls above a stage; the picture is a pure function of the controls' values.

    Parameters
    ----------
    draw
        Takes one keyword argument for each control and returns a `Scene`; it keeps nothing from call to call.
    *movers
        Buttons that move a control, such as `Dice`; they stand behind the controls, and behind the buttons that play.
    **controls
        Named like the arguments of ``draw``: what `control` takes, ``w=(-0.75, 1.25)``. On the page each is called by
        its own label or, without one, as `LABELS` says.
    """

    def __init__(self, draw, /, *movers, **controls):
        self.draw, self._movers, self._made, self._beside = draw, movers, cell.making(), (0, ())
        self._followers, self.steps, self._answers = [], (), {}
        self.controls = {}
        for name, spec in controls.items():
            self.controls[name] = control(spec)
        for name, widget in self.controls.items():
            if "description" in widget.keys:
                widget.description = widget.description or LABELS.get(name, name)
                widget.tooltip = widget.tooltip or ""  # the page would show a None as "null"
        held = {name: (widget, trait_of(widget)) for name, widget in self.controls.items()}
        self.stage = Stage(self._draw, held, self._held(), self._cell if self._made and self.controls else None)
        box = ipywidgets.HBox([*(w for w in self.controls.values() if not isinstance(w, Points)), *self.movers])
        super().__init__([box.add_class("mlcourse-controls"), self.stage])
        self._left = close_at_next_run(self)

    @property
    def movers(self):
        """The buttons that move a control: those of the controls that play, and then the others."""
        return (*(each.buttons for each in self.controls.values() if isinstance(each, Played)), *self._movers)

    @property
    def values(self):
        """The controls' values now, as ``draw`` gets them."""
        return self._arguments(self._held())

    def at(self, /, **values):
        """Set controls to the given values and return the explorer: the way to open it at an exact place.

        Raises a ValueError, and moves nothing, for a name that is no control or a value that the control cannot take.
        """
        for name, value in values.items():
            if name not in self.controls:
                told = {"name": name, "controls": ", ".join(self.controls)}
                raise InputError(say("there is no control {name!r}; the controls are {controls}", **told))
            fits(name, self.controls[name], value)
        for name, value in values.items():
            widget = self.controls[name]
            setattr(widget, trait_of(widget), held_of(widget, value))
        self.stage.redraw(self._held())
        return self

    def _repr_mimebundle_(self, **how):
        """Show the explorer; a mistake in its first picture is raised in the cell that shows it."""
        self.ready()
        return super()._repr_mimebundle_(**how)

    def ready(self):
        """Draw the first picture now, if it was not drawn yet: where the reader left it when the cell ran before."""
        left, self._left = self._left, {}
        self.stage.start = self.stage.start or self._held()
        if left:
            with suppress(ValueError):  # what no longer fits is at its start
                self.at(**left)
        self.stage.ready()

    def beside(self, place, *marks):
        """Draw marks over the panel at ``place`` in every picture from now on: what the reader predicted."""
        self._beside = place, marks
        self.stage.redraw(self._held())

    def with_steps(self, steps):
        """Offer these steps at the picture's foot, one at a time, and return the explorer. See `practice.steps`.

        Raises a ValueError where a step shows a value that its control cannot take.
        """
        for step in steps:
            for name, value in step.show.items():
                fits(name, self.controls[name], value)
        self.steps = tuple(steps)
        self.stage.offer(self._offered)
        return self

    def folding(self, *names):
        """Fold these controls away behind *more*, until the reader or a step asks for them, and return the explorer."""
        row, more = self.children[0], More()
        for name in names:
            self.controls[name].add_class("mlcourse-folded")
        self._movers = (*self._movers, more)  # it goes with them when the explorer is closed
        row.children = [*row.children, more]
        return self

    def _offered(self):
        """Return the steps as a page needs them: what they say, whether they are done, and where they show it."""
        offered = []
        for place, step in enumerate(self.steps):
            show = {name: held_of(self.controls[name], value) for name, value in step.show.items()}
            answer = self._answers.get(str(place), step.before())
            offered.append({"words": step.words, "done": answer is not None, "answer": answer or None, "show": show})
        return offered

    def answers(self, scene, /, **values):
        """Return what the steps say that are done in a scene for ``values``: ``{place of the step: sentence}``."""
        at = SimpleNamespace(**(scene.facts | values))
        said = {place: step.answer(at) for place, step in enumerate(self.steps)}
        return {place: sentence for place, sentence in said.items() if sentence}

    def when_at_rest(self, call, until):
        """Call ``call(**values)`` whenever the hand has let go of a control, for what is too slow to follow it.

        It ends when the widget ``until`` is closed: one that is shown in another cell may go before the explorer.
        """
        self._followers = [*self._heeded(), (call, until)]
        for widget in self.controls.values():
            widget.observe(self._rested, trait_of(widget))  # once, however many follow

    def scene(self, /, **values):
        """Draw the scene for ``values`` (the controls' own values where none are given)."""
        return self._with_marks(self.draw(**self.values | values))

    def close(self):
        """Close the explorer and every widget in it, and let go of all that it draws with.

        A notebook's ``Out`` keeps what a cell has shown, so the explorer itself may live on.
        """
        own = vars(self)
        if "stage" in own:
            self.stage.close()
        close_all(*own.get("controls", {}).values(), *(self.movers if "controls" in own else ()), *self.children, self)
        self.draw, self._followers, self.steps = _closed, [], ()

    def _held(self):
        """Return what the controls hold, as the page sends it."""
        return {name: getattr(widget, trait_of(widget)) for name, widget in self.controls.items()}

    def _arguments(self, held):
        """Turn what the page sends into the arguments of ``draw``, each as its control's own ``value`` would be."""
        return {name: value_of(self.controls[name], value) for name, value in held.items()}

    def _draw(self, /, **held):
        values = self._arguments(held)
        scene = self.draw(**values)
        if self.steps:
            scene = scene.answered(self.answers(scene, **values))
            for place in scene.answers.keys() - self._answers.keys():
                self.steps[int(place)].keep(SimpleNamespace(**(scene.facts | values)))
            self._answers |= scene.answers
        return self._with_marks(scene)

    def _with_marks(self, scene):
        place, marks = self._beside
        return scene.over(place, *marks) if marks else scene

    def _heeded(self):
        return [(call, until) for call, until in self._followers if until.comm is not None]

    def _rested(self, _):
        self._followers = self._heeded()
        for call, _ in self._followers:
            call(**self.values)

    def _cell(self, /, **held):
        """Return the cell that opens this explorer with what the page holds: the one that made it, at these values."""
        before, call = self._made
        values = ", ".join(f"{name}={cell.spelled(value)}" for name, value in self._arguments(held).items())
        return f"{before}{call}.at({values})"


def _closed(**_):
    raise ReaderError(say("This explorer is closed: its cell ran again, and has made another one in its place."))
