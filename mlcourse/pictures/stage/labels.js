// Places the labels.

import { TEXT } from "./frame.js";
import { around, clamp, overlap } from "./geometry.js";

// A label stands on the side wished for or, where a handle, a label or a curve is in the way, on another one.
const SIDES = ["above", "below", "right", "left", "above right", "above left", "below right", "below left"];

const GAPS = [1, 2, 3.5]; // further off, where all sides are taken close by: rather over a curve than far from its own
const ROOMY = 230; // pixels of a frame, from which on there is room for words at their full size
const SEEN = 0.4; // opacity, from which on labels keep off a curve

export function drawLabels(c, marks, f, theme, places) {
  const at = (mark) => [clamp(f.X(mark.x), f.left, f.left + f.w), clamp(f.Y(mark.y), f.top, f.top + f.h)];
  const taken = marks.filter((mark) => mark.kind === "handle").map((mark) => around(...at(mark), 10, 10));
  const curves = marks.filter((mark) => mark.kind === "line" && mark.opacity >= SEEN);
  marks.forEach((mark, k) => {
    const text = mark.text ?? mark.label;
    if (!text) return;
    let size = TEXT * 1.08 * (mark.kind === "text" ? mark.size * clamp(f.w / ROOMY, 0.75, 1) : 1);
    c.font = `600 ${size}px ${theme.font}`;
    size *= Math.min(1, f.w / c.measureText(text).width);
    c.font = `600 ${size}px ${theme.font}`;
    const w = c.measureText(text).width, gap = mark.kind === "handle" ? 14 : 8;
    const point = at(mark);
    const ways = mark.side === "centre" ? ["centre"] : [mark.side, ...SIDES];
    const all = GAPS.flatMap((far) => ways.map((side) => place(side, point, w, size, gap, far, f)));
    const wishes = [all[places.get(k)] ?? all[0], ...all]; // where it stood it stays while it can
    // Worst is to lie over words or the point itself, then to stand far off, then over a curve, then to be pushed.
    const over = [around(...point, 2, 2), ...taken];
    let box = null, least = Infinity;
    for (const each of wishes) {
      const bad = 4 * over.some((other) => overlap(each, other)) + 2 * curves.some((curve) => crosses(curve, each, f)) + each.bad;
      if (bad < least) [box, least] = [each, bad];
      if (!bad) break;
    }
    places.set(k, all.indexOf(box));
    taken.push(box);
    const { x0: x, y0: y } = box;
    c.textAlign = "left";
    c.textBaseline = "top";
    c.lineJoin = "round";
    c.lineWidth = 4;
    c.strokeStyle = theme.back;
    c.fillStyle = theme.roles[mark.role];
    c.strokeText(text, x, y);
    c.fillText(text, x, y);
  });
}

// Where a label stands on a side of its point. It is bad to be far off, and to be pushed by the frame, except along.
function place(side, [x, y], w, h, gap, far, f) {
  const right = side.includes("right") - side.includes("left"), up = side.includes("above") - side.includes("below");
  const wish = [x - w / 2 + right * (far * gap + w / 2), y - h / 2 - up * (far * gap + h / 2)];
  const x0 = clamp(wish[0], f.left + 2, f.left + f.w - w), y0 = clamp(wish[1], f.top, f.top + f.h - h);
  const pushed = (right && x0 !== wish[0]) || (up && y0 !== wish[1]);
  return { x0, y0, x1: x0 + w, y1: y0 + h, bad: (far > 1) * (2 + far / 4) + pushed };
}

// Whether one of a mark's curves runs through a box.
function crosses({ x, y, ends, width }, box, f) {
  const r = width / 2;
  for (let k = 1, curve = 0; k < y.length; k++) {
    if (k === ends[curve]) { curve += 1; continue; }
    const x0 = f.X(x[k - 1]), x1 = f.X(x[k]);
    if (!(Math.max(x0, x1) >= box.x0 - r && Math.min(x0, x1) <= box.x1 + r)) continue;
    const [a, b] = [box.x0 - r, box.x1 + r].map((at) => f.Y(y[k - 1] + clamp((at - x0) / (x1 - x0), 0, 1) * (y[k] - y[k - 1])));
    if (Math.max(a, b) >= box.y0 - r && Math.min(a, b) <= box.y1 + r) return true;
  }
  return false;
}
