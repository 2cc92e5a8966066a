// Boxes.

export const clamp = (v, lo, hi) => Math.min(Math.max(v, lo), Math.max(lo, hi));
export const around = (x, y, r) => ({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });
export const overlap = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
