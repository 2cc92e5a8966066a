"""What a reader wrote may never end. Where it runs for a picture, beside the cells, it can be stopped all the same.

An interrupt of the kernel is a signal to its main thread: it stops a cell, and nothing else. Between the cells
ipykernel ignores it, so that is when it is heeded here.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time

from IPython import get_ipython

LONG = 0.5  # seconds, after which the page says that it waits

_calls = {}  # {thread: the call of a reader's function that runs in it}
_lock = threading.Lock()


class Interrupted(KeyboardInterrupt):
    """Raised in the thread of a call that is stopped. Python does so before its next step: a long sleep ends first."""


class Call:
    """A call of a reader's function, while it runs: ``with Call("model(x, w=1)"): ...``; ``words`` tell which."""

    def __init__(self, words):
        self.words, self.stopped, self._began = words, False, time.monotonic()

    @property
    def seconds(self):
        """How long it has been running."""
        return time.monotonic() - self._began

    def __enter__(self):
        with _lock:
            _calls[threading.current_thread()] = self

    def __exit__(self, kind, *_):
        try:
            with _lock:
                _calls.pop(threading.current_thread(), None)
            if self.stopped and kind is not Interrupted:
                for _ in range(10):  # here Python raises what is still to come, and then it is done with
                    pass
        except Interrupted:  # too late: what it was to stop has ended
            _calls.pop(threading.current_thread(), None)


def running(thread):
    """Return the `Call` that runs in a thread, or None."""
    return _calls.get(thread)


def stop(thread):
    """Raise `Interrupted` in the reader's function that runs in a thread; return its `Call`, or None."""
    with _lock:
        if call := _calls.get(thread):
            call.stopped = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Interrupted))
        return call


@contextlib.contextmanager
def at_most(seconds):
    """Stop what this thread calls of a reader's when it has run for so many ``seconds``, where threads can start."""
    timer = threading.Timer(seconds, stop, [threading.current_thread()])
    timer.daemon = True
    with contextlib.suppress(RuntimeError):
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def stop_long():
    """Stop every call that has been running for long, but in the cells' own thread; return ``{thread: call}``."""
    long = [thread for thread, call in list(_calls.items()) if call.seconds > LONG]
    stopped = {thread: stop(thread) for thread in long if thread is not threading.main_thread()}
    return {thread: call for thread, call in stopped.items() if call}


def heed(act):
    """See that ``act()`` is called, in a thread of its own, when the kernel is interrupted and no cell runs.

    Called in a cell: what ipykernel found as the signal's handler before the cell, it puts back after it.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    if getattr(kernel, "saved_sigint_handler", None) is signal.SIG_IGN:
        # A thread of its own may wait for a lock; a handler, which comes in between anything, may not.
        kernel.saved_sigint_handler = lambda *_: threading.Thread(target=act, daemon=True).start()
