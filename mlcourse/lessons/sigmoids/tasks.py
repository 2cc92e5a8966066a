"""Lesson 4, piecewise-linear curves via sigmoids: what is to be written, and a hint for each way to miss it."""

import numpy as np

from mlcourse import functions
from mlcourse.practice.answers import number, said_by
from mlcourse.practice.check import task
from mlcourse.training import updates_per_epoch
from mlcourse.words import say

CORNERS = ((0, 1), (2, 5), (4, 3))


@task(
    "sigmoids.second_piece",
    say("Read off the second blue piece, (c, b, w), of the red curve from (0, 1) to (2, 5) to (4, 3)."),
)
def second_piece(piece):
    c, b, w = piece
    for each in (c, b, w):
        number(each)
    c0, b0, w0 = functions.take_apart(CORNERS)[1][1]
    if np.allclose((c, b, w), (c0, b0, w0)):
        return None
    if np.allclose((c, b, w), functions.take_apart(CORNERS)[1][0]):
        return say("That is the first piece, from x = 0 to 2.")
    if np.isclose(c, -c0):
        return say("c has a sign: does the curve climb or fall there?")
    if not np.isclose(c, c0):
        return say("c is how far the curve climbs from x = 2 to x = 4: y at the end, minus y at the beginning.")
    if not np.isclose(w, w0):
        return say("The ramp of a hard sigmoid is 4/w wide; this one is 2 wide.")
    return say("The centre is −b/w, halfway between x = 2 and x = 4.")


@task(
    "sigmoids.blue_function", say("Write blue(x, c, b, w): one blue function, with the sigmoid of mlcourse.functions.")
)
def blue_function(model):
    x = np.array([-1.0, 0.0, 2.0])
    said, hint = said_by(model, x, 3.0, 0.5, 2.0)
    if hint:
        return hint
    if np.shape(said) != x.shape:
        return say("For three values of x it should return three numbers; it returned {said!r}.", said=said)
    if np.allclose(said, functions.blue(x, 3.0, 0.5, 2.0)):
        return None
    if np.allclose(said, functions.sigmoid(0.5 + 2.0 * x)):
        return say("Its height is 1 now: where does c come in?")
    if np.allclose(said, functions.sigmoid(3.0 * (0.5 + 2.0 * x))):
        return say("c stands outside: it scales the height.")
    if np.allclose(said, functions.blue(x, 3.0, -0.5, -2.0)):
        return say("It runs the other way: the exponent of e has a minus, −(b + w·x).")
    return say("c times the sigmoid of b + w·x.")


@task("sigmoids.new_model", say("Write model(x, W, shift, c, b): r, then a, then y, as in the picture; return y."))
def new_model(model):
    parts = np.array([1.0, 2.0, -1.0]), np.array([[1.0, 0.0, 2.0], [0.5, -1.0, 0.0]]), np.array([0.5, 1.0])
    c, b = np.array([2.0, -3.0]), 4.0
    misfit = say("The shapes do not fit. W is 2 × 3, x has 3 numbers, shift and c have 2.")
    said, hint = said_by(model, *parts, c, b, hints={ValueError: _slip(model) or misfit})
    if hint:
        return hint
    r, a, y = functions.flow(*parts, c, b)
    if np.shape(said) == () and np.isclose(said, y):
        return None
    if np.shape(said) == (2,) and np.allclose(said, parts[2] + c @ functions.sigmoid(b + parts[1] @ parts[0])):
        return say(
            "You swapped the two b's: beside W @ x stands shift, the vector, and b, the number, in the last line."
        )
    if np.shape(said) == (2,):
        return say("That has one number for each sigmoid. y is one number: c and a have still to be multiplied out.")
    if np.shape(said) == () and np.isclose(said, c @ a):
        return say("You forgot the b that is a number.")
    if np.shape(said) == () and np.isclose(said, b + c @ r):
        return say("Between r and y there is a sigmoid.")
    return say("For our example it should return {y:.3f}; yours returns {said!r}.", y=y, said=said)


def _slip(model):
    """Say which of the two usual slips a model makes, whichever line it returns: a square W lets both of them pass."""
    x, W, shift = np.array([1.0, 2.0]), np.array([[1.0, 0.5], [0.3, -1.0]]), np.array([0.5, 1.0])
    c, b = np.array([2.0, -3.0]), 4.0
    said, hint = said_by(model, x, W, shift, c, b)

    def goes_by(product):
        a = functions.sigmoid(shift + product)
        return any(np.array_equal(np.round(said, 9), np.round(y, 9)) for y in (product, shift + product, a, b + c @ a))

    if hint:
        return None
    if goes_by(W * x):
        return say(
            "W * x multiplies number by number, and leaves a table as large as W. The products of a row have still to "
            "be added up."
        )
    if goes_by(x @ W):
        return say(
            "With x in front, each column of W is multiplied with x. It is the rows that have as many numbers as x."
        )
    return None


@task("sigmoids.ten_epochs", say("1460 days in batches of 32, ten epochs. How many updates is that?"))
def ten_epochs(updates):
    number(updates)
    N, B, epochs = 1460, 32, 10
    if updates == epochs * updates_per_epoch(N, B):
        return None
    if updates == updates_per_epoch(N, B):
        return say("That is one epoch.")
    if updates % 1:
        return say("Updates come in whole numbers: the last batch of an epoch is smaller, and gets one of its own.")
    if updates in (epochs * (N // B), -(-epochs * N // B)):
        return say("The last batch of an epoch is smaller, but it is a batch, and gets its own update.")
    if updates in (epochs, N * epochs):
        return say("There is one update for each batch. How many batches are 1460 days?")
    return say("How many batches of 32 do 1460 days make, the last one smaller? That many updates, ten times.")
