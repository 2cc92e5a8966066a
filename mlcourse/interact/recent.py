"""What explorers keep from picture to picture: a fixed number of results, not one for every place a hand has been."""

from functools import lru_cache, partial
from itertools import islice
from threading import Lock


def recent(count):
    """Keep what a function returned for the ``count`` arguments it was called with last.

    ``count`` is how many of them one picture needs or, where they are a few choices, how many there are.
    """
    return lru_cache(maxsize=count)


class Runs:
    """Trainings and walks that pictures follow, by their settings.

    Parameters
    ----------
    begin
        Takes settings as keyword arguments, returns an iterator over the states of a run: the same ones every time.
    kept
        Of how many runs the states are kept, beside those of the last picture: a setting that is gone back to shows
        them at once.
    """

    def __init__(self, begin, kept=0):
        self._begin, self._kept, self._known, self._lock = begin, kept, {}, Lock()

    def follow(self, *settings):
        """Return the states, `Lazy`, of the runs with these ``settings``, dicts: all that one picture shows.

        Every other run rests. It holds its states, but no longer what it computes with.
        """
        wanted = {frozenset(each.items()): each for each in settings}
        with self._lock:
            others = {key: run for key, run in self._known.items() if key not in wanted}
            runs = {key: self._known.get(key) or Lazy(partial(self._begin, **each)) for key, each in wanted.items()}
            newest = list(others.items())[max(0, len(others) - self._kept) :]
            self._known = dict(newest) | runs
        for run in others.values():
            run.rest()
        return [runs[frozenset(each.items())] for each in settings]


class Lazy:
    """What an iterator yields, kept; ``states[k]`` goes on as far as it must, and to its end at most.

    ``begin()`` returns the iterator. One that was stopped by `rest` or by an exception is begun anew where more is
    asked for, and passes what is known.
    """

    def __init__(self, begin):
        self._begin, self._coming, self._known, self._lock = begin, None, [], Lock()
        self._ended = False

    def __getitem__(self, k):
        with self._lock:  # pictures may ask from several threads
            if k >= len(self._known) and not self._ended:
                self._go_on(k)
            return self._known[min(k, len(self._known) - 1)]

    def _go_on(self, k):
        coming, self._coming = self._coming or islice(self._begin(), len(self._known), None), None
        for state in islice(coming, k + 1 - len(self._known)):
            self._known.append(state)
        self._ended = k >= len(self._known)
        if not self._ended:
            self._coming = coming

    def rest(self):
        """Let go of the iterator, and so of all that it computes with."""
        with self._lock:
            self._coming = None
