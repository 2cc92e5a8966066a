// Where in a panel its axes are, and a value on them.

import { ticksOf } from "./ticks.js";

export const TEXT = 13; // pixels
const TOP = 30;
export const RIGHT = 14;
const BOTTOM = 42;

export function frameOf(part, width, height, c) {
  const y = ticksOf(part.y, (height - TOP - BOTTOM) / 48);
  const left = y.length ? Math.ceil(Math.max(30, ...y.map(([, text]) => c.measureText(text).width))) + 10 : RIGHT;
  const [x0, x1] = part.x.limits, [y0, y1] = part.y.limits;
  const w = width - left - RIGHT, h = height - TOP - BOTTOM;
  return {
    left, top: TOP, w, h, width, height, yTicks: y, xTicks: ticksOf(part.x, w / 72),
    X: (v) => left + ((v - x0) / (x1 - x0)) * w, Y: (v) => TOP + ((y1 - v) / (y1 - y0)) * h,
    perX: (x1 - x0) / w, perY: -(y1 - y0) / h, // axis units in a pixel
  };
}
