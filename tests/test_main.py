import json
import os
import re
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from mlcourse import __main__ as command

LESSONS = ["00_start_here.ipynb", "01_function.ipynb", "02_loss_and_error_surface.ipynb", "03_gradient_descent.ipynb"]


@pytest.fixture(autouse=True)
def notebooks(tmp_path, monkeypatch):
    for name in LESSONS:
        (tmp_path / name).touch()
    monkeypatch.setattr(command, "NOTEBOOKS", tmp_path)
    return tmp_path


@pytest.fixture
def launch(monkeypatch):
    """Run `mlcourse` with arguments and return those that JupyterLab would get."""

    def run(*arguments):
        launched = []
        monkeypatch.setattr(sys, "argv", ["mlcourse", *arguments])
        monkeypatch.setattr(command.LabApp, "launch_instance", launched.extend)
        command.main()
        return launched

    return run


def test_it_opens_the_start_page_when_nothing_is_said(launch, notebooks):
    launched = launch()
    assert "--LabApp.default_url=/doc/tree/00_start_here.ipynb" in launched
    assert f"--ServerApp.root_dir={notebooks}" in launched


def test_a_number_opens_that_lesson_and_is_not_passed_on(launch):
    launched = launch("3")
    assert "--LabApp.default_url=/doc/tree/03_gradient_descent.ipynb" in launched
    assert "3" not in launched


def test_other_arguments_go_on_to_jupyterlab_in_their_order(launch):
    assert launch("2", "--no-browser", "--port", "9999")[-3:] == ["--no-browser", "--port", "9999"]


def test_only_the_first_argument_can_be_a_lesson(launch):
    launched = launch("--port", "3")
    assert "--LabApp.default_url=/doc/tree/00_start_here.ipynb" in launched
    assert launched[-2:] == ["--port", "3"]


def test_a_lesson_that_does_not_exist_ends_with_one_line_that_lists_the_lessons(launch, capsys):
    with pytest.raises(SystemExit) as stopped:
        launch("9")
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        "There is no lesson 9. "
        "The lessons are 0 start here, 1 function, 2 loss and error surface, 3 gradient descent.\n"
    )


def test_without_the_notebooks_it_says_where_it_looked(launch, notebooks, capsys):
    for name in LESSONS:
        (notebooks / name).unlink()
    with pytest.raises(SystemExit) as stopped:
        launch()
    assert stopped.value.code == 2
    assert str(notebooks) in capsys.readouterr().err


def test_a_setting_of_the_readers_own_replaces_the_courses(launch):
    launched = launch("--LabApp.extension_manager=pypi")
    assert [argument for argument in launched if "extension_manager" in argument] == ["--LabApp.extension_manager=pypi"]


@pytest.mark.parametrize("given", [["--ServerApp.root_dir=/elsewhere"], ["--notebook-dir", "/elsewhere"]])
def test_a_root_folder_of_the_readers_own_opens_no_lesson(launch, given):
    launched = launch(*given)
    assert launched[-len(given) :] == given
    assert not any("default_url" in argument for argument in launched)
    assert sum("root_dir" in argument or "notebook-dir" in argument for argument in launched) == 1


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False)])
def test_only_root_is_allowed_to_be_root(launch, monkeypatch, user, allowed):
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    assert f"--ServerApp.allow_root={allowed}" in launch()


def test_nothing_is_asked_of_the_outside_world(launch):
    launched = launch()
    assert "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate" in launched
    assert "--LabApp.extension_manager=readonly" in launched


@pytest.fixture
def address(tmp_path):
    """Start `python -m mlcourse 1` for someone who has never used Jupyter, and return the address it gives."""
    anew = {f"JUPYTER_{kind}_DIR": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    started = subprocess.Popen(
        [sys.executable, "-m", "mlcourse", "1", "--no-browser", "--port", "0"],
        env=os.environ | anew,
        stderr=subprocess.PIPE,
        text=True,
    )
    with started:
        yield next(found[0] for line in started.stderr if (found := re.search(r"http://127\.0\.0\.1:\S+", line)))
        started.terminate()
        started.stderr.read()


def test_jupyterlab_starts_on_the_lesson_without_news_or_an_installer(address):
    assert "/doc/tree/01_function.ipynb?" in address
    config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', read(address), re.DOTALL)[1])
    quiet = {"@jupyterlab/apputils-extension:announcements", "@jupyterlab/application-extension:faviconbusy"}
    assert set(config["disabledExtensions"]) == quiet
    assert config["extensionManager"]["can_install"] is False


def read(address):
    """Return the page at this address; Jupyter gives the address a moment before it listens there."""
    for _ in range(1200):
        try:
            with urlopen(address) as page:
                return page.read().decode()
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)
