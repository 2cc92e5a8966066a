"""Measures stand once: the page and a still picture read the same ones."""

import inspect
import re

import pytest

from mlcourse.pictures import scene, still, ticks
from mlcourse.pictures.measures import MEASURES
from mlcourse.pictures.stage import PAINTER, Stage

PAGE = "\n".join(path.read_text("utf-8") for path in sorted(PAINTER.iterdir()))
STILL = inspect.getsource(still) + inspect.getsource(ticks) + inspect.getsource(scene)


@pytest.mark.parametrize("name", MEASURES)
def test_page_and_still_both_read_a_measure(name):
    assert re.search(rf"\bits\.{name}\b", STILL)
    assert re.search(rf"(?:\b|--mlcourse-){name}\b", PAGE)
    assert not re.search(rf"\b{name} = ", STILL + PAGE)  # and neither has one of its own


def test_all_that_either_reads_is_there():
    read = re.findall(r"\bits\.([A-Z_]+)", STILL) + re.findall(r"--mlcourse-([A-Z_]+)", PAGE)
    for names in re.findall(r"\{ ([A-Z_, ]+) \}(?! from)", PAGE):
        read += names.split(", ")
    assert len(read) > 60
    assert set(read) <= set(MEASURES)


def test_a_page_is_sent_them():
    sent = Stage(None, {}, None).get_state("measures")["measures"]
    assert sent == MEASURES
