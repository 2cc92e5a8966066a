"""Draws a scene with matplotlib, for what stands still: the README, print, a page without a kernel.

Lengths are the page's pixels, many of them the page's own (`measures`); matplotlib counts in points.
"""

from itertools import product

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import ArrowStyle, FancyArrowPatch
from matplotlib.patheffects import withStroke
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox

from mlcourse.pictures import measures as its
from mlcourse.pictures.marks import RAMP, ROLES, Arrow, Bars, Dots, Handle, Line, Links, Nodes, Segments, Surface, Text
from mlcourse.pictures.ticks import ticks_of

BACK = ("#ffffff", "#14181f")  # what is behind a picture: (light, dark)
POINT, DPI = 72 / 96, 192  # points in a pixel; two dots of ink for each pixel, as on a sharp screen
MARGIN, NARROWEST = 16, 300  # around the figure; a panel's least
WAYS = {"above": (0, 1), "below": (0, -1), "right": (1, 0), "left": (-1, 0)}


def still(scene, *, dark=False, width=1080):
    """Draw ``scene`` on a `matplotlib.figure.Figure` ``width`` pixels wide: ``still(scene).savefig("line.svg")``.

    Panels stand side by side as far as there is room, the caption under them.
    """
    theme = {role: pair[dark] for role, pair in ROLES.items()} | {"back": BACK[dark], "ramp": RAMP[dark]}
    inner, count = width - 2 * MARGIN, max(1, len(scene.panels))
    columns = min(count, max(1, (inner + its.COLUMN_GAP) // (NARROWEST + its.COLUMN_GAP)))
    each = (inner + its.COLUMN_GAP) / columns - its.COLUMN_GAP
    talls = [panel.height for panel in scene.panels]
    words = list(_in_lines(scene.caption, inner))
    under = MARGIN + its.LEADING * (1 + words[-1][0] if words else 0)
    height = MARGIN + -(-count // columns) * (max(talls, default=0) + its.ROW_GAP) + under
    figure = Figure((width / 96, height / 96), DPI, facecolor=theme["back"], layout="none")
    for k, (panel, tall) in enumerate(zip(scene.panels, talls, strict=True)):
        row, column = divmod(k, columns)
        upper = height - MARGIN - row * (max(talls) + its.ROW_GAP)
        _draw_panel(figure, panel, (MARGIN + column * (each + its.COLUMN_GAP), upper - tall, each, tall), theme)
    for line, x, text, role in words:
        at = (MARGIN + x) / width, (under - its.CAPTION - its.LEADING * line) / height
        figure.text(*at, text, **_type(its.CAPTION, theme[role or "ink"], bool(role)))
    return figure


def _in_lines(caption, width):
    """Break a caption into lines no longer than ``width``; yield the pieces of its words: ``(line, x, text, role)``."""
    words = [[]]  # a word may have several inks: [1.62k|error].
    for text, role in caption:
        first, *others = text.split(" ")
        words[-1].append((first, role))
        words += [[(other, role)] for other in others]
    x = line = 0
    for word in words:
        wide = [_wide(text, its.CAPTION, bool(role)) for text, role in word]
        if x and x + sum(wide) > width:
            x, line = 0, line + 1
        for (text, role), more in zip(word, wide, strict=True):
            yield line, x, text, role
            x += more
        x += _wide(" ", its.CAPTION)


def _font(size, bold):
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


def _wide(text, size, bold=False):
    return text_to_path.get_text_width_height_descent(text, _font(size, bold), ismath=False)[0]


def _type(size, colour, bold=False):
    return {"font": _font(size * POINT, bold), "color": colour, "parse_math": False}


def _draw_panel(figure, panel, box, theme):
    """Draw a panel into ``box`` (left, lower, wide, tall), its marks one over the other."""
    y_ticks = ticks_of(panel.y, (box[3] - its.TOP - its.BOTTOM) / its.TICK_UP)
    beside = [its.LEFT, *(_wide(text, its.TEXT) for _, text in y_ticks)]
    left = max(beside) + its.LEFT_MORE if len(y_ticks) else its.RIGHT
    wide, tall = box[2] - left - its.RIGHT, box[3] - its.TOP - its.BOTTOM
    place = np.divide((box[0] + left, box[1] + its.BOTTOM, wide, tall), np.tile(96 * figure.get_size_inches(), 2))
    axes = figure.add_axes(place, xlim=panel.x.ends, ylim=panel.y.ends, facecolor="none", axisbelow=True)
    axes.spines[:].set_visible(False)
    axes.grid(visible=True, color=theme["grid"], linewidth=its.GRID * POINT, linestyle="-", alpha=1)
    axes.tick_params("x", length=0, pad=its.NUMBER_BELOW * POINT)
    axes.tick_params("y", length=0, pad=its.NUMBER_BESIDE * POINT)
    quiet = _type(its.TEXT, theme["quiet"])
    for set_ticks, ticks in ((axes.set_xticks, ticks_of(panel.x, wide / its.TICK_ACROSS)), (axes.set_yticks, y_ticks)):
        set_ticks([value for value, _ in ticks], [text for _, text in ticks], **quiet)
    share, free = _share(panel.x, left, wide, box[2]) if panel.x.ticks else 1, -np.inf
    for words in axes.get_xticklabels():  # without room for its words, a tick is a line alone
        words.set_fontsize(its.TEXT * POINT * np.clip(share, its.NUMBER_LEAST, 1))
        words.set_visible(words.get_window_extent().x0 >= free)
        free = words.get_window_extent().x1 + its.NUMBER_APART * DPI / 96 if words.get_visible() else free
    axes.set_xlabel(panel.x.label, va="top", **quiet)
    axes.xaxis.set_label_coords(0.5, -its.NAME_BELOW / tall)
    axes.set_ylabel(panel.y.label, rotation=0, ha="left", va="top", **quiet)
    axes.yaxis.set_label_coords((its.NAME_LEFT - left) / wide, 1 + (its.TOP - its.NAME_TOP) / tall)
    axes.set_title(
        panel.title,
        loc="right",
        y=1 + (its.TOP - its.NAME_TOP) / tall,
        pad=0,
        va="top",
        **_type(its.TEXT, theme["ink"]),
    )
    marks = list(filter(None, panel.placed))
    handles = [axes.transData.transform((mark.x, mark.y)) for mark in marks if isinstance(mark, Handle)]
    taken = [_around(at, its.AROUND_HANDLE) for at in handles]  # no words here
    # As high as each other, so the later one is above; labels last, which keep off all the rest.
    for mark in sorted(marks, key=lambda mark: isinstance(mark, (Text, Handle))):
        ink = {"color": theme[mark.role], "alpha": getattr(mark, "opacity", None), "zorder": 2}
        if type(mark) not in DRAWERS:
            raise TypeError(f"a still has no drawer for a mark of the kind {mark.kind!r}: give DRAWERS one")
        DRAWERS[type(mark)](axes, mark, ink, theme, taken)


def _share(axis, left, wide, room):
    """Return by how much the names at an x axis must shrink so that all of them have room."""
    at = left + wide * np.interp([value for value, _ in axis.style["ticks"]], axis.ends, (0, 1))
    half = np.array([_wide(text, its.TEXT) / 2 for _, text in axis.ticks])
    rooms = [*(np.diff(at) - its.NUMBER_APART) / (half[1:] + half[:-1]), at[0] / half[0], (room - at[-1]) / half[-1]]
    return min(rooms) if len(at) > 1 else 1


def _around(at, half):
    """Return the square around a point of the figure, ``half`` a side."""
    return Bbox((at - half * DPI / 96, at + half * DPI / 96))


def _point_out(axes, x, y, ink, theme):
    """Where all of some points lie beyond one side of the frame, point from its edge to the last one."""
    pixels = axes.transData.transform(np.column_stack([x, y]))
    low, high, slack = axes.bbox.min, axes.bbox.max, DPI / 96 / 2  # half a pixel is rounding
    if not len(pixels) or not ((pixels < low - slack).all(axis=0) | (pixels > high + slack).all(axis=0)).any():
        return None
    angle = np.arctan2(*np.sign((pixels[-1] - (edge := np.clip(pixels[-1], low, high))).round())[::-1])
    ways = angle + np.array([0, 0.667, -0.667]) * np.pi
    corners = np.column_stack([np.cos(ways) - np.cos(angle), np.sin(ways) - np.sin(angle)])
    style = {"fc": ink["color"], "ec": theme["back"], "linewidths": POINT, "zorder": ink["zorder"], "clip_on": False}
    size, place = (2 * np.abs(corners).max() * its.BEYOND * POINT) ** 2, axes.transData.inverted().transform(edge)
    return axes.scatter(*place, size, marker=corners, gid="beyond", **style)


def _dots(axes, mark, ink, theme, _):
    seen = [not _point_out(axes, [x], [y], ink, theme) for x, y in zip(mark.x, mark.y, strict=True)]
    axes.scatter(mark.x[seen], mark.y[seen], (2 * mark.size * POINT) ** 2, marker="o", linewidths=0, **ink)


def _line(axes, mark, ink, theme, _):
    for y in np.atleast_2d(mark.y):
        _point_out(axes, mark.x, y, ink, theme)
    style = (0, tuple(each / mark.width for each in its.DASH)) if mark.dashed else "-"
    ends = dict.fromkeys(("solid_capstyle", "solid_joinstyle", "dash_capstyle", "dash_joinstyle"), "round")
    axes.plot(mark.x, mark.y.T, linestyle=style, linewidth=mark.width * POINT, marker="", **ends, **ink)


def _links(axes, mark, ink, *_):
    ends = np.stack([np.column_stack([mark.x0, mark.y0]), np.column_stack([mark.x1, mark.y1])], axis=1)
    seen = mark.widths > 0
    axes.add_collection(
        LineCollection(ends[seen], linewidths=mark.widths[seen] * POINT, capstyle="round", **ink), autolim=False
    )


def _nodes(axes, mark, ink, theme, taken):
    size = mark.size * np.clip(axes.bbox.width * 96 / DPI / its.NODE_ROOM, its.NODE_LEAST, 1)
    for x, y, strength, words in zip(mark.x, mark.y, mark.strength, mark.words, strict=True):
        dot = {"s": (2 * size * POINT) ** 2, "marker": "o", "zorder": ink["zorder"]}
        for colour, share in ((theme["back"], 1), (ink["color"], its.NODE_FILL * strength)):
            axes.scatter(x, y, color=colour, alpha=share, linewidths=0, **dot)
        axes.scatter(x, y, facecolors="none", edgecolors=ink["color"], linewidths=2 * POINT, **dot)
        share = min(1, (2 * size - 3) / max(1, _wide(words, its.NODE_WORDS, bold=True)))
        style = _type(its.NODE_WORDS * share, theme["ink"] if strength else ink["color"], bold=True)
        axes.text(x, y, words, ha="center", va="center_baseline", zorder=ink["zorder"], **style)
        taken.append(_around(axes.transData.transform((x, y)), size))


def _segments(axes, mark, ink, *_):
    axes.vlines(mark.x, mark.y0, mark.y1, linewidth=mark.width * POINT, capstyle="butt", **ink)


def _bars(axes, mark, ink, theme, _):
    for x, height in zip(mark.x, mark.height, strict=True):
        _point_out(axes, [x], [height], ink, theme)
    axes.bar(mark.x, mark.height - mark.foot, mark.width, mark.foot, linewidth=0, **ink)


def _surface(axes, mark, ink, theme, _):
    grid, levels, order = (mark.x, mark.y, mark.z), mark.levels, ink["zorder"]
    shades = [_mix(theme["ramp"], k / max(1, len(levels))) for k in range(len(levels) + 1)]
    axes.contourf(*grid, [-1e250, *levels, 1e250], colors=shades, zorder=order)
    line = {"linewidths": its.ISOLINE * POINT, "linestyles": "solid", "alpha": its.ISOLINE_OPACITY}
    axes.contour(*grid, levels, colors=theme["back"], zorder=order, **line)


def _mix(ramp, t):
    """Return the colour at ``t`` (0 to 1) of a ramp of colours, in whole 255ths like the stage's."""
    channels = zip(*map(to_rgb, ramp), strict=True)
    return tuple(np.floor(255 * np.interp(t, np.linspace(0, 1, len(ramp)), c) + 0.5) / 255 for c in channels)


def _arrow(axes, mark, ink, *_):
    ends = (mark.x0, mark.y0), (mark.x1, mark.y1)
    long = np.hypot(*np.diff(axes.transData.transform(ends), axis=0)[0]) * 96 / DPI
    if not long:  # it points nowhere
        return
    head = min(its.HEAD, its.HEAD_SHARE * long) * POINT
    style = ArrowStyle("-|>", head_length=0.7 * head, head_width=0.33 * head)  # its outline makes it larger
    line = {"linewidth": mark.width * POINT, "shrinkA": 0, "shrinkB": mark.width * POINT / 2}
    axes.add_patch(FancyArrowPatch(*ends, arrowstyle=style, mutation_scale=1, **line, **ink))


def _text(axes, mark, ink, theme, taken):
    _write_beside(
        axes, mark, mark.text, its.LABEL_BESIDE, _type(its.LABEL * mark.size, ink["color"], bold=True), theme, taken
    )


def _handle(axes, mark, ink, theme, taken):
    radii = its.HANDLE_RING, its.HANDLE_EDGE, its.HANDLE_DOT
    for radius, colour in zip(radii, (ink["color"], theme["back"], ink["color"]), strict=True):
        dot = {"color": colour, "marker": "o", "linewidths": 0, "zorder": 1000, "clip_on": False}
        axes.scatter(mark.x, mark.y, (2 * radius * POINT) ** 2, **dot)
    _write_beside(
        axes, mark, mark.label, its.LABEL_BESIDE_HANDLE, _type(its.LABEL, ink["color"], bold=True), theme, taken
    )


def _write_beside(axes, mark, words, gap, style, theme, taken):
    """Write ``words`` on the mark's side, or else where no label, handle or curve is in the way; add to ``taken``."""
    at = np.clip(mark.x, *sorted(axes.get_xlim())), np.clip(mark.y, *sorted(axes.get_ylim()))  # an axis may go down
    label = axes.annotate(words, at, (0, 0), textcoords="offset points", zorder=999, **style)
    label.set_path_effects([withStroke(linewidth=its.HALO * POINT, foreground=theme["back"], joinstyle="round")])
    low, high = axes.bbox.min, axes.bbox.max
    curves = [
        (line.get_transform().transform_path(line.get_path()), line.get_linewidth() / 2 * DPI / 72)
        for line in axes.lines
        if line.get_alpha() >= its.SEEN
    ]
    own = _around(axes.transData.transform(at), its.AROUND_POINT)

    def stand(way):  # and say how bad that is; the frame may push the words along, or nearer to their point
        far, side = way
        right, up = np.sum([WAYS.get(each, (0, 0)) for each in side.split()], axis=0)
        label.set(ha=("center", "left", "right")[right], va=("center", "bottom", "top")[up])
        label.xyann = far * gap * POINT * right, far * gap * POINT * up
        box = label.get_window_extent()
        push = np.clip(box.min, low, np.maximum(low, high - box.size)) - box.min
        label.xyann = np.add(label.xyann, push * 72 / DPI)
        box = box.translated(*push)
        over = any(curve.intersects_bbox(box.padded(half), filled=False) for curve, half in curves)
        bad = (far > 1) * (its.BAD_FAR + far * its.BAD_FURTHER) + (push * (right, up)).any()
        return its.BAD_OVER * bool(box.count_overlaps([own, *taken])) + its.BAD_CURVE * over + bad

    ways = ["centre"] if mark.side == "centre" else [mark.side, *its.SIDES]
    stand(min(product(its.LABEL_GAPS, ways), key=stand))
    taken.append(label.get_window_extent())


DRAWERS = {
    Dots: _dots,
    Line: _line,
    Segments: _segments,
    Bars: _bars,
    Surface: _surface,
    Arrow: _arrow,
    Links: _links,
    Nodes: _nodes,
    Text: _text,
    Handle: _handle,
}
