"""What explorers keep: a fixed number of results, and of runs only those that the last picture follows at work."""

import ast
import gc
import weakref
from pathlib import Path

import pytest

from mlcourse.interact.recent import Lazy, Runs, recent

LESSONS = Path(__file__).parents[2] / "mlcourse" / "lessons"


class Counting:
    """A run that counts to its end, and how often it was begun and stepped."""

    def __init__(self, end=4):
        self.end, self.begun, self.made, self.under_way = end, 0, [], []

    def __call__(self, of="a"):
        self.begun += 1
        states = self._states(of)
        self.under_way.append(weakref.ref(states))
        return states

    def _states(self, of):
        for k in range(self.end):
            self.made.append(k)
            yield of, k

    def alive(self):
        gc.collect()
        return [each is not None for each in (ref() for ref in self.under_way)]


def test_states_are_made_when_asked_for_and_kept():
    run = Counting()
    path = Lazy(run)
    assert path[2] == ("a", 2)
    assert run.made == [0, 1, 2]
    assert path[0] == ("a", 0)
    assert path[99] == path[99] == ("a", 3)
    assert run.made == [0, 1, 2, 3]


def test_a_run_that_rested_begins_anew_where_more_is_asked_for_and_only_there():
    run = Counting()
    path = Lazy(run)
    assert path[1] == ("a", 1)
    path.rest()
    assert run.alive() == [False]
    assert path[1] == ("a", 1)
    assert run.begun == 1
    assert path[2] == ("a", 2)
    assert run.begun == 2
    assert [path[k] for k in range(5)] == [("a", 0), ("a", 1), ("a", 2), ("a", 3), ("a", 3)]


def test_a_run_that_is_done_keeps_nothing_but_its_states():
    run = Counting()
    assert Lazy(run)[9] == ("a", 3)
    path = Lazy(run)
    assert path[9] == ("a", 3)
    assert not any(run.alive())
    path.rest()
    assert path[9] == ("a", 3)
    assert run.begun == 2


def test_a_run_that_was_interrupted_goes_on_as_if_it_had_not_been():
    tried = []

    def states():
        tried.append(1)
        yield 0
        yield 1
        if len(tried) == 1:
            raise KeyboardInterrupt
        yield 2

    path = Lazy(states)
    with pytest.raises(KeyboardInterrupt):
        path[2]
    assert [path[k] for k in range(4)] == [0, 1, 2, 2]


def test_only_the_runs_of_the_last_picture_stay_under_way():
    run = Counting()
    runs = Runs(run, kept=9)
    for of in "abc":
        one, other = runs.follow({"of": of}, {"of": of.upper()})
        assert (one[1], other[1]) == ((of, 1), (of.upper(), 1))
    assert run.alive() == [False] * 4 + [True] * 2


def test_a_run_that_is_followed_on_goes_on_where_it_was():
    run = Counting()
    runs = Runs(run)
    for k in range(4):
        one, other = runs.follow({"of": "a"}, {"of": "b"})
        assert (one[k], other[k]) == (("a", k), ("b", k))
    assert run.begun == 2


def test_a_setting_gone_back_to_shows_its_states_at_once_while_they_are_kept():
    run = Counting()
    runs = Runs(run, kept=2)
    for of in "abcd":
        (path,) = runs.follow({"of": of})
        assert path[1] == (of, 1)
    for of, begun in (("c", 4), ("b", 4), ("a", 5)):
        (path,) = runs.follow({"of": of})
        assert path[1] == (of, 1)
        assert run.begun == begun


def test_two_ways_that_are_the_same_are_one_run():
    run = Counting()
    one, other = Runs(run).follow({"of": "a"}, {"of": "a"})
    assert one is other


def test_as_many_results_are_kept_as_are_asked_for():
    calls = []
    square = recent(2)(lambda x: calls.append(x) or x * x)
    assert [square(x) for x in (1, 2, 1, 3, 1, 2)] == [1, 4, 1, 9, 1, 4]
    assert calls == [1, 2, 3, 2]


ASKED = {"questions.py", "bets.py", "tasks.py", "outcomes.py"}  # computed once and for all, not for what is dragged


def test_explorers_keep_results_by_recent_and_runs_alone():
    for path in (path for path in LESSONS.rglob("*.py") if path.name not in ASKED):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom | ast.Import) and path.name != "recent.py":
                names = {alias.name for alias in node.names}
                # What a value has worked out of itself, a cached_property, goes with it.
                assert not names & {"functools", "cache", "lru_cache"}, (path.name, node.lineno)
