"""One trial: a fresh page and a fresh kernel, an explorer made in one way, jumps and a drag of its first slider."""

from __future__ import annotations

import asyncio
import json
import statistics
import urllib.request
from pathlib import Path

import psutil
from lab import TOKEN
from load import Meter, cpu_seconds

HERE = Path(__file__).parent
APART = 0.4  # seconds between single moves, at least
DRAG, EVENTS = 3.0, 120  # seconds, and moves in a second
REACH, PERIOD = 0.35, 1.3  # a drag goes to and fro over this share of the slider to both sides, in so many seconds
# Seconds without a new picture until one is taken for the last (and three times the latency), and to wait for it.
QUIET, PATIENCE = 1.2, 30.0


async def trial(context, address, root, way, explorer, jumps):
    """Measure one way of one explorer by single moves and a drag, and return what was measured as a dict."""
    name = f"{way}_{explorer}.ipynb"
    (root / name).write_text(json.dumps(_notebook(way, explorer)))
    page = await context.new_page()
    try:
        await page.add_init_script(path=HERE / "sampler.js")
        await page.goto(f"{address}/lab/tree/{name}?token={TOKEN}&reset", timeout=60_000)
        await page.wait_for_function("window.bench?.ready()", timeout=60_000)
        await page.evaluate("way => { bench.signature = bench.signatures[way]; }", way)
        kernel = psutil.Process(_number(await _run(page, 0)))
        await page.wait_for_timeout(500)
        shown = await _show(page)
        meter = Meter()
        hand = await Hand.on(page)
        latencies = await _jumps(page, hand, jumps)
        quiet = max(QUIET, 3 * max(latencies) / 1000)
        dragged = await _drag(page, hand, kernel, quiet)
        foreign = meter.foreign()
        right = await _last_is_right(page)
        memory = kernel.memory_info().rss / 1e6
    finally:
        await page.close()
    return {
        **{"explorer": explorer, "way": way, "foreign": foreign, "latencies": latencies},
        **{"latency": statistics.median(latencies), **dragged, "right": right, **shown, "memory": memory},
    }


def _notebook(way, explorer):
    ready = ["import os, sys", f"sys.path.insert(0, {str(HERE)!r})", "import ways"]
    ready += [f"show = ways.ready({way!r}, {explorer!r})", "print(os.getpid())"]
    cells = [
        {"cell_type": "code", "execution_count": None, "id": name, "metadata": {}, "outputs": [], "source": source}
        for name, source in (("ready", "\n".join(ready)), ("show", "show()"))
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


async def end_kernels(address):
    """End all kernels of the server."""

    def ask(path, method="GET"):
        request = urllib.request.Request(f"{address}/api/{path}?token={TOKEN}", method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    for session in json.loads(await asyncio.to_thread(ask, "sessions")):
        await asyncio.to_thread(ask, f"sessions/{session['id']}", "DELETE")


async def _run(page, place):
    return await asyncio.wait_for(page.evaluate("place => bench.run(place)", place), 60)


def _number(printed):
    if not printed.strip().isdigit():
        raise RuntimeError(f"the first cell printed {printed!r}, not the kernel's process")
    return int(printed)


async def _show(page):
    """Run the cell that shows the explorer."""
    printed = await _run(page, 1)
    try:
        await page.wait_for_function("bench.changes.length > 0", timeout=1000 * PATIENCE)
    except Exception as error:
        raise RuntimeError(f"no picture was seen; the cell printed {printed!r}") from error
    told = await _settled(page, QUIET / 3)
    return {"show": told["changes"][0] - told["since"], "show_bytes": told["received"]}


async def _settled(page, quiet):
    """Wait until no new picture has come for a while, and return what was seen in this part of the trial."""
    for _ in range(int(PATIENCE / 0.1)):
        told = await page.evaluate("bench.told()")
        if told["now"] - max([told["since"], *told["changes"][-1:], told["up"] or 0]) > 1000 * quiet:
            return told
        await page.wait_for_timeout(100)
    raise RuntimeError(f"new pictures still come {PATIENCE:g} s after the release")


class Hand:
    """Holds the handle of the first slider. It does not wait until the page has taken note of a move."""

    @classmethod
    async def on(cls, page):
        """Put the hand on the handle."""
        hand, slider = cls(), page.locator(".noUi-target").first
        await slider.scroll_into_view_if_needed()
        hand._devtools = await page.context.new_cdp_session(page)
        handle = await slider.locator(".noUi-handle").bounding_box()
        track = await slider.locator(".noUi-base").bounding_box()
        hand.width, hand._y = track["width"], handle["y"] + handle["height"] / 2
        hand._at, hand._sent = handle["x"] + handle["width"] / 2, set()
        hand.middle = track["x"] + track["width"] / 2
        return hand

    def _send(self, kind, **more):
        event = {"type": kind, "x": self._at, "y": self._y, "button": "left", **more}
        task = asyncio.ensure_future(self._devtools.send("Input.dispatchMouseEvent", event))
        self._sent.add(task)
        task.add_done_callback(self._sent.discard)

    async def press(self):
        """Take hold of the handle."""
        self._send("mouseMoved", button="none")
        self._send("mousePressed", buttons=1, clickCount=1)
        await asyncio.sleep(APART)

    def move(self, share):
        """Move the handle to a place: 0 is the slider's middle, 1 its right end."""
        self._at = self.middle + share * self.width / 2
        self._send("mouseMoved", buttons=1)

    async def release(self):
        """Let the handle go, and wait until the page knows."""
        self._send("mouseReleased", buttons=0, clickCount=1)
        await asyncio.wait_for(asyncio.gather(*self._sent), PATIENCE)


async def _jumps(page, hand, count):
    """Return for single moves how many milliseconds pass from the move to the first frame with a new picture."""
    latencies = []
    await hand.press()
    for jump in range(count):
        await page.evaluate("bench.clear()")
        hand.move((-1) ** jump * (0.15 + 0.03 * jump))
        await asyncio.sleep(APART)
        await page.wait_for_function("bench.changes.length > 0", timeout=1000 * PATIENCE, polling=50)
        told = await page.evaluate("bench.told()")
        latencies.append(told["changes"][0] - told["moves"][0])
    await hand.release()
    return latencies


async def _drag(page, hand, kernel, quiet):
    """Drag to and fro; return the pictures that were seen, and what they took."""
    await hand.press()
    await page.evaluate("bench.clear()")
    before, loop = cpu_seconds(kernel), asyncio.get_running_loop()
    began = loop.time()
    for event in range(int(DRAG * EVENTS)):
        await asyncio.sleep(began + event / EVENTS - loop.time())
        hand.move(2 * REACH * _to_and_fro(event / EVENTS / PERIOD))
    await hand.release()
    told = await _settled(page, quiet)
    first, up, changes = told["moves"][0], told["up"], told["changes"]
    count = len(changes)
    return {
        "pictures": sum(change <= up for change in changes) / (up - first) * 1000,
        "lag": max(0.0, changes[-1] - up),
        "events": len(told["moves"]),
        "received": told["received"] / count,
        "sent": told["sent"] / count,
        "messages": told["messages"] / count,
        "cpu": 1000 * (cpu_seconds(kernel) - before) / count,
    }


def _to_and_fro(turns):
    """Go evenly from 0 to 1, back to −1 and so on: one turn for each whole number."""
    return 4 * abs((turns + 0.75) % 1 - 0.5) - 1


async def _last_is_right(page):
    """Whether the last picture is that of the slider's value: one step there and back must give the same."""
    last = await page.evaluate("bench.seen")
    await page.locator(".noUi-handle").first.focus()
    for key in ("ArrowRight", "ArrowLeft"):
        await page.evaluate("bench.clear()")
        await page.keyboard.press(key)
        await page.wait_for_function("bench.changes.length > 0", timeout=1000 * PATIENCE, polling=50)
        await _settled(page, QUIET / 3)
    return last == await page.evaluate("bench.seen")
