// Draws the marks, each by its kind. What lies beyond the frame is cut off, and a triangle at its edge points there.

import { stroke, write } from "./canvas.js";
import { beyond, pointOut } from "./beyond.js";
import { clamp } from "./geometry.js";
import { gridOf, traceRings } from "./contours.js";
import { mix } from "./theme.js";

export function drawMarks(c, marks, f, theme) {
  c.save();
  c.beginPath();
  c.rect(f.left, f.top - 1, f.w + 1, f.h + 2);
  c.clip();
  c.lineJoin = c.lineCap = "round";
  for (const mark of marks) {
    const draw = drawers[mark.kind];
    if (!draw) throw new Error(`There is no drawer for a mark of the kind ${mark.kind}.`);
    c.globalAlpha = mark.opacity ?? 1;
    c.fillStyle = c.strokeStyle = theme.roles[mark.role];
    c.lineWidth = mark.width ?? 2;
    draw(c, mark, f, theme);
  }
  c.restore();
}

export const drawers = {
  absent() {},
  text() {}, // labels and handles lie over all the rest: see labels.js and handle.js
  handle() {},

  dots(c, { x, y, size, opacity }, f, theme) {
    const each = opacity < 1; // where they lie over each other they get darker
    c.beginPath();
    for (let i = 0; i < x.length; i++) {
      const px = f.X(x[i]), py = f.Y(y[i]);
      if (beyond([[px, py]], f)) continue;
      c.moveTo(px + size, py);
      c.arc(px, py, size, 0, 7);
      if (each) { c.fill(); c.beginPath(); }
    }
    c.fill();
    for (let i = 0; i < x.length; i++) pointOut(c, [[f.X(x[i]), f.Y(y[i])]], f, theme);
  },

  line(c, { x, y, ends, dashed }, f, theme) {
    let k = 0;
    for (const end of ends) {
      if (dashed) c.setLineDash(theme.measures.DASH);
      const curve = [];
      for (; k < end; k++) curve.push([f.X(x[k]), f.Y(y[k])]);
      c.beginPath();
      for (const [px, py] of curve) c.lineTo(px, py);
      c.stroke();
      c.setLineDash([]);
      pointOut(c, curve, f, theme);
    }
  },

  segments(c, { x, y0, y1 }, f) {
    c.lineCap = "butt";
    c.beginPath();
    for (let i = 0; i < x.length; i++) {
      c.moveTo(f.X(x[i]), f.Y(y0[i]));
      c.lineTo(f.X(x[i]), f.Y(y1[i]));
    }
    c.stroke();
    c.lineCap = "round";
  },

  bars(c, { x, height, width, foot }, f, theme) {
    for (let i = 0; i < x.length; i++) {
      const left = f.X(x[i] - width / 2), top = f.Y(height[i]);
      c.fillRect(left, top, f.X(x[i] + width / 2) - left, f.Y(foot) - top);
      pointOut(c, [[f.X(x[i]), top]], f, theme);
    }
  },

  links(c, { x0, y0, x1, y1, widths }, f) {
    for (let i = 0; i < widths.length; i++) {
      if (!widths[i]) continue; // a canvas knows no width of 0
      c.lineWidth = widths[i];
      stroke(c, f.X(x0[i]), f.Y(y0[i]), f.X(x1[i]), f.Y(y1[i]));
    }
  },

  nodes(c, { x, y, strength, words, size, role }, f, { back, font, roles, measures }) {
    const { NODE_WORDS, NODE_FILL, NODE_ROOM, NODE_LEAST } = measures, radius = size * clamp(f.w / NODE_ROOM, NODE_LEAST, 1);
    c.font = `600 ${NODE_WORDS}px ${font}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    for (let i = 0; i < x.length; i++) {
      const px = f.X(x[i]), py = f.Y(y[i]);
      c.beginPath();
      c.arc(px, py, radius, 0, 7);
      for (const [colour, share] of [[back, 1], [roles[role], NODE_FILL * strength[i]]]) {
        c.globalAlpha = share;
        c.fillStyle = colour;
        c.fill();
      }
      c.globalAlpha = 1;
      c.stroke();
      c.fillStyle = roles[strength[i] ? "ink" : role];
      write(c, words[i] ?? "", px, py, 2 * radius - 3);
    }
  },

  surface(c, { x, y, z, levels }, f, theme) {
    const shade = (k) => mix(theme.ramp, levels.length ? k / levels.length : 0);
    c.fillStyle = shade(0);
    c.fillRect(f.left, f.top, f.w + 1, f.h + 1);
    c.strokeStyle = theme.back;
    c.lineWidth = theme.measures.ISOLINE;
    const grid = gridOf(x, y, z, f);
    levels.forEach((level, k) => {
      traceRings(c, grid, level);
      c.globalAlpha = 1;
      c.fillStyle = shade(k + 1);
      c.fill("evenodd");
      c.globalAlpha = theme.measures.ISOLINE_OPACITY;
      c.stroke();
    });
  },

  arrow(c, { x0, y0, x1, y1 }, f, { measures: { HEAD, HEAD_SHARE } }) {
    const fromX = f.X(x0), fromY = f.Y(y0), toX = f.X(x1), toY = f.Y(y1);
    const long = Math.hypot(toX - fromX, toY - fromY), head = Math.min(HEAD, HEAD_SHARE * long);
    const angle = Math.atan2(toY - fromY, toX - fromX);
    stroke(c, fromX, fromY, toX - head * 0.6 * Math.cos(angle), toY - head * 0.6 * Math.sin(angle));
    c.beginPath();
    c.moveTo(toX, toY);
    for (const turn of [2.7, -2.7]) c.lineTo(toX + head * Math.cos(angle + turn), toY + head * Math.sin(angle + turn));
    c.fill();
  },
};
