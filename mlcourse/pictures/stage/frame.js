// Where in a panel its axes are, and a value on them.

import { ticksOf } from "./ticks.js";

export function frameOf(part, width, height, c, measures) {
  const { TOP, RIGHT, BOTTOM, LEFT, LEFT_MORE, TICK_ACROSS, TICK_UP } = measures;
  const y = ticksOf(part.y, (height - TOP - BOTTOM) / TICK_UP, measures);
  const wide = Math.ceil(Math.max(LEFT, ...y.map(([, text]) => c.measureText(text).width)));
  const left = y.length ? wide + LEFT_MORE : RIGHT;
  const [x0, x1] = part.x.limits, [y0, y1] = part.y.limits;
  const w = width - left - RIGHT, h = height - TOP - BOTTOM;
  return {
    left, top: TOP, w, h, width, height, yTicks: y, xTicks: ticksOf(part.x, w / TICK_ACROSS, measures),
    X: (v) => left + ((v - x0) / (x1 - x0)) * w, Y: (v) => TOP + ((y1 - v) / (y1 - y0)) * h,
    perX: (x1 - x0) / w, perY: -(y1 - y0) / h, // axis units in a pixel
  };
}
