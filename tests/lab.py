"""A real JupyterLab and a real browser, for tests and benchmarks."""

import contextlib
import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from playwright.sync_api import TimeoutError, sync_playwright

TOKEN = "lesson"
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def find_browser():
    """Return the path of an installed Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


def need_browser():
    """Skip the test where no browser is found; fail it where `MLCOURSE_REQUIRE_BROWSER` is 1."""
    if find_browser() is None:
        say = pytest.fail if os.environ.get("MLCOURSE_REQUIRE_BROWSER") == "1" else pytest.skip
        say("no Chromium found: install the system's package 'chromium' to run the browser tests")


@contextlib.contextmanager
def jupyterlab(root, *arguments, port=0):
    """Serve ``root`` as `mlcourse` does, with settings of its own, at ``port`` or a free one; yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = port or probe.getsockname()[1]
    home = root / ".jupyter"
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "spaces",
    }
    environment = os.environ | {name: str(home / place) for name, place in places.items()}
    command = [
        *(sys.executable, "-m", "mlcourse", "--no-browser", f"--ServerApp.root_dir={root}"),
        *(f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={TOKEN}", *arguments),
    ]
    with open(root / "server.log", "wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        await_server(address, server, root / "server.log")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:  # Jupyter Server sometimes waits for ever for a kernel that was restarted
            server.kill()
            server.wait()


def await_server(address, server, log):
    """Wait until the server answers, for as long as a busy machine needs."""
    for _ in range(1200):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/api"):
            return
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab ended: {log.read_text()}")
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab does not answer: {log.read_text()}")


@contextlib.contextmanager
def files(folder):
    """Serve the files of a folder; yield the address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def browser(**options):
    """Start Chromium; yield it as Playwright's browser. It asks nobody but the page's own server for anything."""
    flags = [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=flags, **options)
        yield chromium
        chromium.close()


def open_lesson(page, address, name):
    """Open a notebook, with its kernel."""
    page.goto(f"{address}/doc/tree/{name}?token={TOKEN}&reset")
    await_kernel(page)


def await_kernel(page):
    """Wait until the notebook and its kernel are really there."""
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached", timeout=60_000)
    kernel = page.locator(".jp-Toolbar-kernelName", has_text="Python 3")  # a narrow page folds it away
    kernel.first.wait_for(state="attached", timeout=60_000)


def run_all(page):
    """Run all cells by the menu, as a reader does, and wait until the last one has run."""
    asked = page.locator(".jp-InputPrompt", has_text=re.compile(r"\[[*\d]+\]"))
    for _ in range(10):
        for dialog in page.locator("dialog.jp-Dialog").all():  # where a busy machine has no kernel yet, it asks for one
            print(f"JupyterLab asked: {dialog.inner_text()}")
            dialog.locator(".jp-mod-accept").click()
        with contextlib.suppress(TimeoutError):  # a kernel that says it is idle may not listen yet
            page.locator(".jp-Notebook .jp-Cell").first.click(timeout=5_000)
            page.get_by_role("menuitem", name="Run", exact=True).click(timeout=5_000)
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click(timeout=5_000)
            asked.first.wait_for(state="attached", timeout=5_000)
            break
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached", timeout=120_000)
    page.locator(".jp-InputPrompt", has_text="[*]").first.wait_for(state="detached", timeout=120_000)


def scroll_to(page, locator):
    """Bring a part of the notebook into view; JupyterLab makes cells only when they come near it."""
    for _ in range(60):
        if locator.count():
            locator.first.scroll_into_view_if_needed()
            return
        page.locator(".jp-WindowedPanel-outer").evaluate("node => (node.scrollTop += 500)")
        page.wait_for_timeout(100)
    raise AssertionError("this is nowhere in the notebook")
