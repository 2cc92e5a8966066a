// Boxes.

export const clamp = (v, lo, hi) => Math.min(Math.max(v, lo), Math.max(lo, hi));
export const around = (x, y, w, h) => ({ x0: x - w, y0: y - h, x1: x + w, y1: y + h });
export const overlap = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
