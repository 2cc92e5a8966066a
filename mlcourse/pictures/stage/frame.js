// Where in a panel its axes are, and a value on them.

import { ticksOf } from "./ticks.js";

export function frameOf(part, width, height, c, measures) {
  const { TOP, RIGHT, BOTTOM, LEFT, LEFT_MORE, TICK_ACROSS, TICK_UP } = measures;
  const y = ticksOf(part.y, (height - TOP - BOTTOM) / TICK_UP, measures);
  const wide = Math.ceil(Math.max(LEFT, ...y.map(([, text]) => c.measureText(text).width)));
  const left = y.length ? wide + LEFT_MORE : RIGHT;
  const w = width - left - RIGHT, h = height - TOP - BOTTOM, [y0, y1] = part.y.limits;
  const limits = part.alike ? middled(part.x.limits, ((y1 - y0) * w) / h) : part.x.limits, [x0, x1] = limits;
  return {
    left, top: TOP, w, h, width, height, yTicks: y, xTicks: ticksOf({ ...part.x, limits }, w / TICK_ACROSS, measures),
    X: (v) => left + ((v - x0) / (x1 - x0)) * w, Y: (v) => TOP + ((y1 - v) / (y1 - y0)) * h,
    perX: (x1 - x0) / w, perY: -(y1 - y0) / h, // axis units in a pixel
  };
}

// Limits with the same middle, so far from each other.
const middled = ([lo, hi], far) => [(lo + hi - far) / 2, (lo + hi + far) / 2];
