"""Lesson 5, ReLU: what is to be written, and a hint for each way to miss it."""

from math import comb

import numpy as np

from mlcourse import functions
from mlcourse.practice.answers import number, said_by, two_numbers
from mlcourse.practice.check import task
from mlcourse.words import say


@task("relu.relu_function", say("Write relu(r): max(0, r) for every number in an array."))
def relu_function(model):
    r = np.array([-2.0, 0.0, 3.0])
    said, hint = said_by(model, r, many=say("r holds many numbers at once: r > 0 says for each of them if it is open."))
    if hint:
        return hint
    if np.shape(said) != r.shape:
        return say("For three numbers it should return three numbers; it returned {said!r}.", said=said)
    if np.allclose(said, functions.relu(r)):
        return None
    if np.allclose(said, r):
        return say("That lets everything pass. What is below 0 becomes 0.")
    if np.allclose(said, np.abs(r)):
        return say("That turns what is below 0 over. It should become 0.")
    if np.allclose(said, np.minimum(0, r)):
        return say("That keeps the other half.")
    return say("For −2, 0 and 3 it should return 0, 0 and 3.")


@task(
    "relu.second_relu",
    say("Find the second ReLU, (c, b, w): with 2·max(0, −1 + x₁) it makes a ramp from 0 at x₁ = 1 to 4 at x₁ = 3."),
)
def second_relu(piece):
    c, b, w = piece
    for each in (c, b, w):
        number(each)
    x = np.linspace(-5, 9, 57)
    wanted = np.clip(2 * (x - 1), 0, 4) - functions.blue(x, 2, -1, 1, functions.relu)
    said = functions.blue(x, c, b, w, functions.relu)
    if np.allclose(said, wanted):
        return None
    if np.allclose(said, -wanted):
        return say("It bends up as well. Turn it over: c is below 0.")
    if w > 0 and np.isclose(-b / w, 3):
        return say("The corner is right. How steep must it be to make the sum flat again?")
    if w > 0 and np.isclose(c * w, -2):
        return say("The slope is right. Where does the ramp end? There b + w·x₁ is 0.")
    return say("Up to x₁ = 3 it must add nothing; from there on it must take away 2 for each step to the right.")


@task(
    "relu.two_in_one",
    say("Without an activation function: a = 1 + 4x₁ and y = 2 + 3a. Which w and b has y = b + w·x₁?"),
)
def two_in_one(pair):
    two_numbers(pair)
    if np.allclose(pair, (12, 5)):
        return None
    if np.allclose(pair, (5, 12)):
        return say("The right numbers in the wrong order: first w, then b.")
    if np.isclose(pair[0], 12):
        return say("w is right. For x₁ = 0, a is 1: what is y then?")
    return say("Put a into the second line and multiply out: y = 2 + 3·(1 + 4x₁).")


@task(
    "relu.nine_of_ten",
    say("How likely is it that, of two models that are equally good, A is ahead in nine or ten of ten seeds?"),
)
def nine_of_ten(chance):
    number(chance)
    seeds, nine, ten = 10, comb(10, 9), comb(10, 10)
    if abs(chance - (nine + ten) / 2**seeds) < 5e-4:
        return None
    if np.isclose(chance, nine / 2**seeds, atol=5e-5):
        return say("That is exactly nine. Ten are even more, and count as well.")
    if np.isclose(chance, ten / 2**seeds, atol=5e-5):
        return say("That is all ten. With nine there are more ways: any one of the ten seeds may be the other's.")
    if np.isclose(chance, 2 * (nine + ten) / 2**seeds, atol=5e-4):
        return say("That counts the cases in which B is so far ahead, too.")
    if np.isclose(chance, 100 * (nine + ten) / 2**seeds, atol=0.05):
        return say("In per cent it is right. Write it as a share of 1.")
    if abs(chance - (nine + ten) / 2**seeds) < 1e-3:
        return say("That is near, but rounded too far: give four digits after the point, or write the division itself.")
    return say("Ten tosses can fall in 2¹⁰ ways, all equally likely. In how many of them does A have nine or ten?")
