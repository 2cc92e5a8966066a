"""How busy the machine is, and with whose work."""

from __future__ import annotations

import contextlib
import time

import psutil


class Meter:
    """Measures, from its making on, what share of the machine works for others than this process and its children."""

    def __init__(self):
        self._began, self._busy, self._own = time.perf_counter(), _busy(), _own()

    def foreign(self):
        """Return that share, 0 to 1. What a virtual machine's host takes away belongs to it.

        So does work of lower priority (`nice`): it gives way, but not the caches and not at once, and has halved rates.
        """
        own = sum(seconds - self._own.get(pid, 0) for pid, seconds in _own().items())
        passed = (time.perf_counter() - self._began) * psutil.cpu_count()
        return max(0.0, (_busy() - self._busy - own) / passed)


def _busy():
    times = psutil.cpu_times()
    return sum(getattr(times, name, 0) for name in ("user", "nice", "system", "steal"))


def _own():
    seconds, me = {}, psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            seconds[process.pid] = cpu_seconds(process)
    return seconds


def cpu_seconds(process):
    """Return the processor time that a process has used."""
    times = process.cpu_times()
    return times.user + times.system
