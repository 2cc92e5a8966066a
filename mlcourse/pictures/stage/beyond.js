// What lies beyond the frame, and the triangle at its edge that says so.

import { clamp } from "./geometry.js";

// Whether all of some points lie beyond one side of the frame: then nothing of what joins them is seen.
export function beyond(points, f) {
  const gone = (out) => points.length > 0 && points.every(out); // half a pixel is rounding
  return gone(([x]) => x < f.left - 0.5) || gone(([x]) => x > f.left + f.w + 0.5)
    || gone(([, y]) => y < f.top - 0.5) || gone(([, y]) => y > f.top + f.h + 0.5);
}

// Point to where the last of some points is, if none of them is seen.
export function pointOut(c, points, f, { back, measures: { BEYOND } }) {
  if (!beyond(points, f)) return;
  const [x, y] = points.at(-1), edge = [clamp(x, f.left, f.left + f.w), clamp(y, f.top, f.top + f.h)];
  const angle = Math.atan2(Math.sign(Math.round(y - edge[1])), Math.sign(Math.round(x - edge[0])));
  c.save();
  c.globalAlpha = 1;
  c.strokeStyle = back;
  c.lineWidth = 1.5;
  c.beginPath();
  for (const turn of [0, 0.667, -0.667]) {
    const way = angle + turn * Math.PI;
    c.lineTo(edge[0] + BEYOND * (Math.cos(way) - Math.cos(angle)), edge[1] + BEYOND * (Math.sin(way) - Math.sin(angle)));
  }
  c.closePath();
  c.stroke();
  c.fill();
  c.restore();
}
