// Places the labels.

import { around, clamp, overlap } from "./geometry.js";

const ROOMY = 230; // pixels of a frame, from which on there is room for words at their full size

export function drawLabels(c, marks, f, theme, places) {
  const { LABEL, LABEL_BESIDE, LABEL_BESIDE_HANDLE, LABEL_GAPS, SIDES, AROUND_POINT, AROUND_HANDLE, SEEN, HALO } = theme.measures;
  const { BAD_OVER, BAD_CURVE } = theme.measures;
  const at = (mark) => [clamp(f.X(mark.x), f.left, f.left + f.w), clamp(f.Y(mark.y), f.top, f.top + f.h)];
  const taken = marks.filter((mark) => mark.kind === "handle").map((mark) => around(...at(mark), AROUND_HANDLE));
  for (const { x, y, size } of marks.filter((mark) => mark.kind === "nodes")) {
    for (let i = 0; i < x.length; i++) taken.push(around(f.X(x[i]), f.Y(y[i]), size));
  }
  const curves = marks.filter((mark) => mark.kind === "line" && mark.opacity >= SEEN);
  marks.forEach((mark, k) => {
    const text = mark.text ?? mark.label;
    if (!text) return;
    let size = LABEL * (mark.kind === "text" ? mark.size * clamp(f.w / ROOMY, 0.75, 1) : 1);
    c.font = `600 ${size}px ${theme.font}`;
    size *= Math.min(1, f.w / c.measureText(text).width);
    c.font = `600 ${size}px ${theme.font}`;
    const w = c.measureText(text).width, gap = mark.kind === "handle" ? LABEL_BESIDE_HANDLE : LABEL_BESIDE;
    const point = at(mark);
    const ways = mark.side === "centre" ? ["centre"] : [mark.side, ...SIDES];
    const all = LABEL_GAPS.flatMap((far) => ways.map((side) => place(side, point, w, size, gap, far, f, theme.measures)));
    const wishes = [all[places.get(k)] ?? all[0], ...all]; // where it stood it stays while it can
    // Worst is to lie over words or the point itself, then to stand far off, then over a curve, then to be pushed.
    const over = [around(...point, AROUND_POINT), ...taken];
    let box = null, least = Infinity;
    for (const each of wishes) {
      const covers = over.some((other) => overlap(each, other)), crossed = curves.some((curve) => crosses(curve, each, f));
      const bad = BAD_OVER * covers + BAD_CURVE * crossed + each.bad;
      if (bad < least) [box, least] = [each, bad];
      if (!bad) break;
    }
    places.set(k, all.indexOf(box));
    taken.push(box);
    const { x0: x, y0: y } = box;
    c.textAlign = "left";
    c.textBaseline = "top";
    c.lineJoin = "round";
    c.lineWidth = HALO;
    c.strokeStyle = theme.back;
    c.fillStyle = theme.roles[mark.role];
    c.strokeText(text, x, y);
    c.fillText(text, x, y);
  });
}

// Where a label stands on a side of its point. It is bad to be far off, and to be pushed by the frame, except along.
function place(side, [x, y], w, h, gap, far, f, { BAD_FAR, BAD_FURTHER }) {
  const right = side.includes("right") - side.includes("left"), up = side.includes("above") - side.includes("below");
  const wish = [x - w / 2 + right * (far * gap + w / 2), y - h / 2 - up * (far * gap + h / 2)];
  const x0 = clamp(wish[0], f.left + 2, f.left + f.w - w), y0 = clamp(wish[1], f.top, f.top + f.h - h);
  const pushed = (right && x0 !== wish[0]) || (up && y0 !== wish[1]);
  return { x0, y0, x1: x0 + w, y1: y0 + h, bad: (far > 1) * (BAD_FAR + far * BAD_FURTHER) + pushed };
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
