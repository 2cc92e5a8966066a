"""Conda, Binder and pip install the same course."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOUND = re.compile(r"([\w-]+)((?:>=|==|=|<|>|~=|!=).*)?")


@pytest.fixture(scope="module")
def conda():
    """Return what environment.yml lists, as a dict from package to bound."""
    lines = (ROOT / "environment.yml").read_text("utf-8").partition("dependencies:\n")[2].splitlines()
    return bounds(line.partition("#")[0].strip().removeprefix("- ") for line in lines)


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def bounds(requirements):
    return dict(BOUND.fullmatch(requirement).groups() for requirement in requirements)


def test_conda_installs_what_pip_installs_with_the_same_bounds(conda, project):
    packages = {name.removesuffix("-base"): bound for name, bound in conda.items() if name not in {"python", "pip"}}
    assert packages == bounds(project["dependencies"])


def test_python_is_pinned_exactly_to_a_version_that_the_course_supports(conda, project):
    minor = int(re.fullmatch(r"=3\.(\d+)", conda["python"])[1])
    assert minor >= int(re.fullmatch(r">=3\.(\d+)", project["requires-python"])[1])


def test_binder_reads_the_same_file_as_conda():
    link = ROOT / "binder" / "environment.yml"
    assert link.is_symlink()
    assert link.resolve() == ROOT / "environment.yml"


def test_binder_accepts_the_repository(conda):
    repo2docker = shutil.which("jupyter-repo2docker")
    if repo2docker is None:
        pytest.skip("jupyter-repo2docker is not installed: uv run --with jupyter-repo2docker pytest runs this too")
    planned = subprocess.run([repo2docker, "--no-build", "--debug", ROOT], capture_output=True, text=True)
    said = planned.stdout + planned.stderr
    assert planned.returncode == 0, said
    assert f"Building conda environment for python{conda['python']}" in said
    assert "RUN ./binder/postBuild" in said
