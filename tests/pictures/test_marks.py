"""Marks as plain data: what each keeps, what it refuses, and whether everybody can tell their colours apart."""

import dataclasses
import itertools
import json

import numpy as np
import pytest

from mlcourse.pictures.marks import RAMP, ROLES, Dots, Handle, Line, Links, Nodes, Text
from mlcourse.pictures.still import BACK


def test_a_mark_keeps_its_numbers_and_nobody_can_write_to_them():
    dots = Dots([1, 1e112], np.array([3.0, 4.0]))
    assert dots.x.tolist() == [1, 1e112]
    with pytest.raises(ValueError, match="read-only"):
        dots.x[0] = 9


def test_the_array_a_mark_was_made_from_stays_free():
    mine = np.zeros(2)
    dots = Dots(mine, mine)
    mine[0] = 9
    assert dots.x[0] == 0


def test_a_mark_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Dots([1], [1]).size = 5


@pytest.mark.parametrize("y", [[1.0], [[1.0], [2.0]], [[[1.0, 2.0]]], [], 1.0])
def test_a_line_without_a_height_for_each_x_is_refused(y):
    with pytest.raises(ValueError, match=r"line.y has shape .*: give it \(2,\) or \(k, 2\), a height for each of 2 x"):
        Line([0, 1], y)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Links([0, 0], [0, 1], [1, 1], [1, 1], [3]), "links.widths has 1 entries: give 2, one for each of"),
        (lambda: Links([0], [0], [1], [1], [3], told=("a", "b")), "links.told has 2 entries: give 1"),
        (lambda: Nodes([0, 1], [0, 1], [1, 1], ("0.5",)), "nodes.words has 1 entries: give 2"),
    ],
)
def test_links_and_nodes_of_which_some_have_no_width_or_word_are_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()


def test_an_unknown_role_is_refused_with_the_list_of_roles():
    with pytest.raises(ValueError, match=f"no role 'eror'; the roles are {', '.join(ROLES)}"):
        Text(0, 0, "a", role="eror")


@pytest.mark.parametrize("mark", [Handle(np.float64(1), 2, up={"b": 1.0}), Text(np.float32(1), 0, "a"), Line([0], [0])])
def test_what_is_no_array_is_ready_for_json(mark):
    assert json.loads(json.dumps(mark.style))["kind"] == type(mark).__name__.lower()


# Protanopia, deuteranopia, tritanopia on linear RGB (severity 1.0): G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
# A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE TVCG 15(6), doi:10.1109/TVCG.2009.113.
EYES = {
    "three cones": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]])
TOGETHER = ("data", "prediction", "error", "best", "unseen", "path", "target", "ink")
APART = 12  # CIE 1976 ΔE: five times the 2.3 that is just noticeable, as these are thin lines and small dots


def linear(colour):
    """Take the gamma of sRGB from ``#rrggbb``."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    """Return CIE L*, a*, b* of a linear RGB colour under D65."""
    xyz = XYZ @ np.clip(rgb, 0, 1) / XYZ.sum(axis=1)
    x, y, z = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, other):
    """Return the contrast ratio of WCAG 2."""
    low, high = sorted(XYZ[1] @ linear(colour) + 0.05 for colour in (one, other))
    return high / low


def test_the_measures_know_the_ends_of_their_scales():
    np.testing.assert_allclose(lab(linear("#ffffff")), [100, 0, 0], atol=0.01)
    np.testing.assert_allclose(lab(linear("#ff0000")), [53.24, 80.09, 67.20], atol=0.02)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    for eyes in EYES.values():
        np.testing.assert_allclose(np.sum(eyes, axis=1), 1, atol=2e-6)  # grey looks grey to all of them


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_people_with_any_colour_vision_tell_roles_apart_that_appear_together(eyes, dark):
    seen = {role: lab(EYES[eyes] @ linear(ROLES[role][dark])) for role in TOGETHER}
    apart = {pair: np.linalg.norm(seen[pair[0]] - seen[pair[1]]) for pair in itertools.combinations(TOGETHER, 2)}
    assert {pair: far.round(1) for pair, far in apart.items() if far < APART} == {}


# JupyterLab's own dark background beside ours.
@pytest.mark.parametrize(("dark", "back"), [(False, BACK[0]), (True, BACK[1]), (True, "#111111")])
@pytest.mark.parametrize("role", [role for role in ROLES if role != "grid"])
def test_every_role_stands_out_from_the_background(role, dark, back):
    least = 4.5 if role in ("ink", "quiet") else 3  # running text; bold words, lines and dots
    assert contrast(ROLES[role][dark], back) >= least


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_low_on_the_ramp_is_near_the_background_and_high_is_far_from_it(dark):
    contrasts = [contrast(colour, BACK[dark]) for colour in RAMP[dark]]
    assert contrasts == sorted(contrasts)
    assert contrasts[0] < 1.3
    assert contrasts[-1] > 7
