"""The measures of a panel, in pixels of the page. They stand here alone: the page is sent them, a still reads them."""

TEXT, LABEL, CAPTION, LEADING = 13, 14, 15, 21.75  # how large words are; from one line of a caption to the next
ROW_GAP, COLUMN_GAP, PANEL = 8, 24, 280  # between panels, and how high one is
# Around a panel's axes; at the left there is room for the numbers, this at the least, and more beside them.
TOP, RIGHT, BOTTOM, LEFT, LEFT_MORE = 30, 14, 42, 30, 10
# From the axes to their numbers, between two numbers along x, and from the axes to the name of x.
NUMBER_BELOW, NUMBER_BESIDE, NUMBER_APART, NAME_BELOW = 6, 8, 8, 23
NUMBER_LEAST = 0.6  # how small words of an axis' own become before some are left out
NAME_LEFT, NAME_TOP = 2, 4  # from a panel's corner to the name of y

# Ticks: room for one of them along an axis; there are so many at the least, in powers of ten so many times as many.
TICK_ACROSS, TICK_UP, TICKS_LEAST, TICKS_LOG = 72, 48, 2, 1.5
TICK_STEPS, TICK_FIRSTS = (1, 2, 5, 10), (1, 2, 5)  # round steps; and what stands between two powers of ten
TICK_PLAIN = -4, 5  # powers of ten between which a number is read sooner than its power

GRID, ISOLINE, ISOLINE_OPACITY, HALO = 1, 1, 0.55, 4  # how wide lines are; a halo is what is behind a label
DASH = 6, 7  # a stroke, and the gap after it
HEAD, HEAD_SHARE = 11, 0.6  # an arrow's head, and how much of a short arrow it may be
BEYOND = 6  # radius of the triangle at the edge that points to what lies beyond it
HANDLE_DOT, HANDLE_EDGE, HANDLE_RING = 5.5, 8, 9.5  # radii of a handle: its dot, what is behind it, and around that
# In a node: how large words are, how much of its colour the strongest has; in a frame narrower than this it is smaller.
NODE_WORDS, NODE_FILL, NODE_ROOM, NODE_LEAST = 12, 0.5, 340, 0.82

# A label stands on the side it wishes for or, where something is in the way, on another one; further off, where all
# sides are taken close by.
SIDES = ("above", "below", "right", "left", "above right", "above left", "below right", "below left")
LABEL_BESIDE, LABEL_BESIDE_HANDLE, LABEL_GAPS = 8, 14, (1, 2, 3.5)  # from the point, times each of the gaps
AROUND_POINT, AROUND_HANDLE = 2, 10  # half of the square where no label stands
SEEN = 0.4  # opacity, from which on labels keep off a curve
# How bad it is to lie over words or the point itself, over a curve, and far off: so much, and so much more a gap.
BAD_OVER, BAD_CURVE, BAD_FAR, BAD_FURTHER = 4, 2, 2, 0.25


def height_of(rows, row=26):
    """Return how high a panel is that holds so many rows, each so many pixels high."""
    return TOP + BOTTOM + row * rows


MEASURES = {name: value for name, value in globals().copy().items() if name.isupper()}
