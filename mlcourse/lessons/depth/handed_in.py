"""What the reader handed in when the sealed years were opened: that was a choice, and no later one is."""

from mlcourse.practice import progress

ID = "depth.handed_in"


def first():
    """Return the model for which the sealed years were opened first; None before."""
    return progress.known("predicted").get(ID, {}).get("answer")


def keep(model):
    """Keep the model, if it is the first for which the sealed years were opened."""
    if first() is None:
        progress.keep("predicted", ID, answer=model)
