"""The line that the reader moved into its place by hand, in lesson 1's task, and meets again."""

from mlcourse import functions
from mlcourse.pictures.marks import Dots, Text
from mlcourse.practice import progress
from mlcourse.words import say


def pair():
    """Return the reader's own pair ``(w, b)``, or None until there is one."""
    kept = progress.known("solved").get("function.better_line", {}).get("answer")
    return (kept["w"], kept["b"]) if isinstance(kept, dict) and {"w", "b"} <= kept.keys() else None


def by_hand(rows):
    """Predict as the reader's own line does, (N,), for the leaderboard; ``...`` until there is one."""
    return ... if pair() is None else functions.line(rows.X[:, 0], *pair())


def marked(own):
    """Mark the pair on an error surface: a dot with its words, or two places where nothing stands."""
    if own is None:
        return None, None
    return Dots([own[0]], [own[1]], role="rule", size=5), Text(*own, say("you, by hand"), role="rule", side="left")
