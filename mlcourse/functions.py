"""The lecture's functions, in the order it meets them."""

from functools import cache
from itertools import pairwise

import numpy as np

from mlcourse.words import InputError, say

# Sound → text, picture → word, board → next move. In these three a person wrote every rule by hand.

MORSE = """
A .-    B -...  C -.-.  D -..   E .     F ..-.  G --.   H ....  I ..    J .---  K -.-   L .-..  M --
N -.    O ---   P .--.  Q --.-  R .-.   S ...   T -     U ..-   V ...-  W .--   X -..-  Y -.--  Z --..
0 ----- 1 .---- 2 ..--- 3 ...-- 4 ....- 5 ..... 6 -.... 7 --... 8 ---.. 9 ----.
"""

SHAPES = """
square cross plus  diamond heart
#####  #...# ..#.. ..#..   .#.#.
#...#  .#.#. ..#.. .#.#.   #####
#...#  ..#.. ##### #...#   #####
#...#  .#.#. ..#.. .#.#.   .###.
#####  #...# ..#.. ..#..   ..#..
"""

THREE_IN_A_ROW = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def hear(sound):
    """Text heard in Morse code: `.` short, `-` long, a space after each letter, `/` between words.

    Raises ValueError at a letter that is not in the table.
    """
    letters = dict(zip(MORSE.split()[1::2], MORSE.split()[::2], strict=True))
    words = [word.split() for word in str(sound).split("/")]
    for beeps in (beeps for word in words for beeps in word):
        if beeps not in letters:
            raise InputError(
                say(
                    "no letter sounds like {beeps!r}: use . and -, a space between letters, as in '... ---'",
                    beeps=beeps,
                )
            )
    return " ".join("".join(letters[beeps] for beeps in word) for word in words)


def see(picture):
    """Word for a picture of 5 rows of 5 pixels, `#` or `.`: the nearest shape we drew, or "something else".

    Up to three wrong pixels do not matter. Raises ValueError if the picture is not 5 by 5.
    """
    rows = str(picture).split()
    if [len(row) for row in rows] != [5] * 5 or set("".join(rows)) - set("#."):
        raise InputError(say("this picture has the rows {rows}: draw 5 rows of 5 characters, each # or .", rows=rows))
    words, *drawn = [line.split() for line in SHAPES.split("\n")[1:-1]]
    wrong = {
        word: sum(pixel != ours for pixel, ours in zip("".join(rows), "".join(shape), strict=True))
        for word, shape in zip(words, zip(*drawn, strict=True), strict=True)
    }
    nearest = min(wrong, key=wrong.get)
    return nearest if wrong[nearest] <= 3 else "something else"


def play(board):
    """Next move in noughts and crosses, the best there is: the number of a square, 1 to 9, row by row.

    `board` has nine squares, `X`, `O` or `.`; X begins. Raises ValueError if it is no such board or the game is over.
    """
    squares = "".join(str(board).split()).upper()
    if len(squares) != 9 or set(squares) - set("XO.") or squares.count("X") - squares.count("O") not in (0, 1):
        told = {"board": board}
        raise InputError(
            say("{board!r} is not a board: write nine squares, X, O or . for empty; X begins, then in turn", **told)
        )
    _, move = _best(squares)
    if move is None:
        raise InputError(_over(board, winner(squares)))
    return move + 1


def winner(squares):
    """Who has three in a row on nine squares, `X` or `O`; None where nobody has."""
    return next((squares[i] for i, j, k in THREE_IN_A_ROW if squares[i] == squares[j] == squares[k] != "."), None)


def _over(board, winner):
    if winner is None:
        return say("the game is over on {board!r}, nobody has won: give a board where a move is left", board=board)
    told = {"board": board, "winner": winner}
    return say("the game is over on {board!r}, {winner} has won: give a board where a move is left", **told)


@cache
def _best(squares):
    # How the game ends for the player to move (won > 0, lost < 0, sooner weighs more), and the move that gets there.
    if winner(squares):
        return -1 - squares.count("."), None  # the other player has just won
    free = [i for i in (4, 0, 2, 6, 8, 1, 3, 5, 7) if squares[i] == "."]  # centre, corners, edges
    me = "O" if squares.count("X") > squares.count("O") else "X"
    ends = {i: -_best(squares[:i] + me + squares[i + 1 :])[0] for i in free}
    move = max(ends, key=ends.get, default=None)
    return ends.get(move, 0), move


# Kinds of output: a class and a structure (a number comes with the model below).


SHARE = 0.8  # chosen by hand on 2017-2020, where the rule below is right on 97 days in 100


def weekday_or_weekend(day, week_before, share=SHARE):
    """Classification: "weekend" where a day's views are below `share` of the mean of the seven days before.

    `day` (N,) or one number and `week_before` (N, 7) or (7,), both in the same unit; ValueError if they do not match.
    """
    if np.shape(week_before) != (*np.shape(day), 7):
        told = {"shape": np.shape(week_before), "wanted": (*np.shape(day), 7)}
        raise InputError(say("week_before has shape {shape}: give {wanted}, seven days each", **told))
    return np.where(day < share * np.mean(week_before, axis=-1), "weekend", "weekday")[()]


def plausible_week(weeks, seed=None):
    """Structured learning: seven days of views, Monday first, that never happened; another week for each `seed`.

    `weeks` (at least 3, 7) are real ones, Monday first; ValueError if there are fewer. One gives how much the page is
    read, the shape of the week lies between two others.
    """
    weeks = np.asarray(weeks, dtype=float)
    if weeks.ndim != 2 or weeks.shape[1] != 7 or len(weeks) < 3:
        told = {"shape": weeks.shape}
        raise InputError(say("weeks has shape {shape}: give at least three weeks of seven days, (3, 7)", **told))
    rng = np.random.default_rng(seed)
    level, one, other = weeks[rng.choice(len(weeks), size=3, replace=False)]
    mix = rng.uniform()
    return level.mean() * (mix * one / one.mean() + (1 - mix) * other / other.mean())


# Step 1, a function with unknown parameters, and the rules to beat that have none.


def line(x, w, b):
    """Straight line, the lecture's first model: y = b + w·x₁. `x` and `y` in thousands of views, (N,) or one number."""
    return b + w * x


def as_yesterday(x):
    """As yesterday: y = x₁, the rule without a single trained parameter. `x` and `y` in thousands of views.

    `x` are features, (N, days), or only the views of yesterday, (N,) or one number.
    """
    return x[:, 0] if np.ndim(x) == 2 else x


def as_last_week(x):
    """As last week: y = x₇, the same day of the week seven days ago, without a parameter either. `x` is (N, days)."""
    return x[:, 6]


# Curves that bend.


def sigmoid(r):
    """S-shaped, from 0 to 1: 1/(1 + e⁻ʳ). Any shape; far out it is 0 or 1 to the last digit, without a warning."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(r)))


def hard_sigmoid(r):
    """Sigmoid made of straight lines: clip(r/4 + 1/2, 0, 1), with the same slope at its centre. Any shape."""
    return np.clip(np.asarray(r) / 4 + 0.5, 0, 1)


def relu(r):
    """Rectified linear unit: max(0, r), flat and then straight up. Any shape."""
    return np.maximum(0, r)


def wavy(w):
    """Wavy loss of one parameter, made up to have two valleys and no third, and a top at 0 that is flat. Any shape."""
    return 2 + np.cos(2 * w) + 0.03 * w**3 + 0.02 * w**4


# Any curve: a constant, and a sum of sigmoids.


def blue(x, c, b, w, s=sigmoid):
    """One of the lecture's blue functions: c·sigmoid(b + w·x₁), from 0 to c; with w < 0 from c to 0. `x` any shape.

    `s` is `sigmoid` or `hard_sigmoid`; with `relu` it is one of lesson 5's pieces, without a limit on one side.
    """
    return c * s(b + w * x)


def red(x, constant, pieces, s=sigmoid):
    """Red curve, the new model: y = b + Σᵢ cᵢ sigmoid(bᵢ + wᵢx₁); `pieces` is [(c, b, w), …]. `x` any shape."""
    return constant + sum(blue(x, *piece, s) for piece in pieces)


def piece(start, end):
    """Blue piece (c, b, w) of the red curve from one corner (x, y) to the next: it climbs by c on a ramp 4/w wide."""
    (x0, y0), (x1, y1) = start, end
    c = y1 - y0
    w = 4 / (x1 - x0)
    b = -w * (x0 + x1) / 2
    return c, b, w


def take_apart(corners):
    """Read a piecewise-linear curve off its corners: `(constant, [(c, b, w), …])`, one hard sigmoid for each slope.

    `corners` is [(x, y), …], at least two, from left to right; before the first and after the last the curve is flat.
    The constant is the height of the first. Raises ValueError if the corners do not go to the right: one above another
    would be a jump.
    """
    corners = np.asarray(corners, dtype=float)
    if corners.ndim != 2 or corners.shape[1:] != (2,) or len(corners) < 2 or not np.isfinite(corners).all():
        told = {"shape": corners.shape}
        raise InputError(
            say("corners has shape {shape}: give two or more pairs of ordinary numbers, [(x, y), …]", **told)
        )
    x = corners[:, 0]
    for n in np.flatnonzero(np.diff(x) <= 0)[:1]:
        told = {"one": x[n], "next": x[n + 1]}
        raise InputError(
            say("after the corner at x = {one:g} comes x = {next:g}: give them from left to right", **told)
        )
    corners = corners.tolist()
    return corners[0][1], [piece(*pair) for pair in pairwise(corners)]


def put_together(constant, pieces):
    """Corners [(x, y), …] of a constant and hard sigmoids [(c, b, w), …], (corners, 2): `take_apart` turned round.

    A piece bends where its ramp begins and ends, at x = (±2 − b)/w; its corner's height is that of the whole sum. The
    pieces may lie in any order and over each other, with w < 0 too; one with w = 0 does not bend. Bends of two pieces
    at one place are one corner.
    """
    bends = np.sort([(r - b) / w for _, b, w in pieces if w for r in (-2, 2)])
    apart = np.diff(bends, prepend=-np.inf) > 1e-9 * (1 + np.abs(bends))
    x = bends[apart]
    return np.column_stack([x, red(x, constant, pieces, hard_sigmoid)])


def as_relus(c, b, w):
    """Two ReLUs whose sum is the hard sigmoid c·hard_sigmoid(b + w·x₁): [(c, b, w), (c, b, w)], for `blue` with `relu`.

    The first bends up where the ramp begins, at b + w·x₁ = −2, the second down by as much where it ends, at 2.
    """
    return [(c, b / 4 + 1 / 2, w / 4), (-c, b / 4 - 1 / 2, w / 4)]


def fold(x, times):
    """Tent map composed with itself: each time what is left of 1/2 and what is right of it are laid on each other.

    `x` from 0 to 1, any shape. It takes two ReLUs a time:
    a′ = 2·max(0, a) − 4·max(0, a − 1/2).
    """
    for _ in range(times):
        x = 2 * relu(x) - 4 * relu(x - 0.5)
    return x


def flow(x, W, shift, c, b):
    """Feed features through the new model: r = b + Wx, a = σ(r), y = b + cᵀa; returns `(r, a, y)`.

    `x` is (features,), `W` (sigmoids, features), `shift`, the vector b, and `c` (sigmoids,), `b` a number. Raises
    ValueError for shapes that do not fit.
    """
    got = {"x": np.shape(x), "W": np.shape(W), "shift": np.shape(shift), "c": np.shape(c), "b": np.shape(b)}
    axes = [len(shape) for shape in got.values()]
    if axes != [1, 2, 1, 1, 0] or got["W"] != got["c"] + got["x"] or got["shift"] != got["c"]:
        told = say("{got} do not fit: W is (sigmoids, features), shift and c (sigmoids,), b one number", got=got)
        raise InputError(told)
    r = shift + np.asarray(W) @ x
    a = sigmoid(r)
    y = b + np.asarray(c) @ a
    return r, a, y


# Curves to build, for x from 0 to 12.


def sine(x):
    """Smooth wave about 6, up and down by 4. Any shape."""
    return 6 + 4 * np.sin(x)


def bump(x):
    """Flat, one hill at x = 6, flat again. Any shape."""
    return 3 + 7 * np.exp(-((x - 6) ** 2))


def staircase(x):
    """Four levels with a jump at x = 3, 6 and 9: no continuous curve. Any shape."""
    return np.select([x < 3, x < 6, x < 9], [2.0, 6.0, 10.0], 5.0)


def spline(x, corners):
    """Straight from corner to corner of [(x, y), …], flat outside: the red curve itself, without any pieces."""
    return np.interp(x, *np.transpose(corners))
