// Draws the axes of a panel: the grid, the numbers beside it, and the names.

import { resize, stroke, write } from "./canvas.js";
import { clamp } from "./geometry.js";

export function drawAxes(c, part, f, theme) {
  const { GRID, NUMBER_BELOW, NUMBER_BESIDE, NUMBER_APART, NUMBER_LEAST, NAME_BELOW, NAME_LEFT, NAME_TOP, RIGHT } = theme.measures;
  c.lineWidth = GRID;
  c.strokeStyle = theme.roles.grid;
  c.fillStyle = theme.roles.quiet;
  c.textBaseline = "middle";
  c.textAlign = "right";
  for (const [value, text] of f.yTicks) {
    const y = Math.round(f.Y(value)) + 0.5;
    stroke(c, f.left, y, f.left + f.w, y);
    c.fillText(text, f.left - NUMBER_BESIDE, y);
  }
  c.textBaseline = "top";
  c.textAlign = "center";
  const font = c.font, fits = fitting(f.xTicks, c, f, NUMBER_APART);
  if (part.x.ticks && fits < 1) c.font = resize(font, Math.max(fits, NUMBER_LEAST)); // numbers can be left out; names are smaller
  let free = -Infinity;
  for (const [value, text] of f.xTicks) {
    const x = Math.round(f.X(value)) + 0.5, half = c.measureText(text).width / 2;
    const centre = Math.min(Math.max(x, half), f.width - half);
    stroke(c, x, f.top, x, f.top + f.h);
    if (centre - half < free - 1) continue; // no room for these words: the line alone (a pixel is rounding)
    c.fillText(text, centre, f.top + f.h + NUMBER_BELOW);
    free = centre + half + NUMBER_APART;
  }
  c.font = font;
  const wide = (text) => c.measureText(text).width, half = Math.min(f.width, wide(part.x.label)) / 2;
  write(c, part.x.label, clamp(f.left + f.w / 2, half, f.width - half), f.top + f.h + NAME_BELOW, f.width);
  const room = f.width - RIGHT - NAME_LEFT - (part.title && 12), share = room / (wide(part.y.label) + wide(part.title));
  c.textAlign = "left";
  write(c, part.y.label, NAME_LEFT, NAME_TOP, share * wide(part.y.label));
  c.textAlign = "right";
  c.fillStyle = theme.roles.ink;
  write(c, part.title, f.width - RIGHT, NAME_TOP, share * wide(part.title));
}

// By how much the words at an axis must shrink so that all have room, the first and the last at the ends of the panel too.
function fitting(ticks, c, f, apart) {
  const at = ticks.map(([value, text]) => [f.X(value), c.measureText(text).width / 2]), last = at.length - 1;
  const rooms = at.slice(1).map(([x, half], k) => (x - at[k][0] - apart) / (half + at[k][1]));
  return last < 1 ? 1 : Math.min(...rooms, at[0][0] / at[0][1], (f.width - at[last][0]) / at[last][1]);
}
