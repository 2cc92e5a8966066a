// Reads out what is pointed at, a dot, a bar or a corner: where it is, and of which day.

import { element, zoomOf } from "./elements.js";
import { fill } from "./notes.js";
import { numeral } from "./ticks.js";

const REACH = 14; // pixels: so near is pointed at
const DAY = 864e5; // milliseconds

// The point of marks that is nearest to a place of the panel, and within reach: `{ x, y, px, py, day }`.
export function nearest(marks, f, left, top) {
  let found = null, best = REACH;
  for (const { kind, x, y, height, width, days, opacity = 1 } of marks) {
    const heights = kind === "dots" ? y : kind === "bars" ? height : null;
    for (let i = 0; heights && opacity > 0.1 && i < x.length; i++) {
      const px = f.X(x[i]), py = f.Y(heights[i]), half = kind === "bars" ? (f.X(x[i] + width / 2) - px) : 0;
      const across = Math.max(0, Math.abs(left - px) - half), away = kind === "bars" ? across : Math.hypot(across, top - py);
      const seen = px >= f.left && px <= f.left + f.w && py >= f.top && py <= f.top + f.h;
      if (seen && (away < best || (away === best && kind === "bars"))) {
        best = away;
        found = { x: x[i], y: heights[i], px, py, day: days?.[i] };
      }
    }
  }
  return found;
}

export function makeReadout(root, canvas, stage, signal) {
  const label = element(root, "div", "readout", { "aria-hidden": "true" }), ring = element(root, "div", "ring");
  label.hidden = ring.hidden = true;
  let panel = null;

  function point(event) {
    if (!panel || (event.buttons && event.pointerType === "mouse")) return leave(); // it drags
    const box = canvas.getBoundingClientRect(), zoom = zoomOf(root);
    const found = nearest(panel.marks, panel.f, (event.clientX - box.x) / zoom, (event.clientY - box.y) / zoom);
    if (!found) return leave();
    label.hidden = false;
    label.textContent = told(panel.part, found, stage);
    const right = found.px > panel.f.width / 2;
    label.style.left = right ? "" : `${found.px + 12}px`;
    label.style.right = right ? `${panel.f.width - found.px + 12}px` : "";
    label.style.top = `${Math.max(0, found.py - 18)}px`;
    light(found.day ?? null, found);
  }

  // A day that is pointed at in one panel lights up in the others, too.
  function light(day, here = null) {
    stage.pointed = day;
    stage.views.forEach((view) => view.light(day));
    if (here) mark(here);
  }

  function mark(at) {
    ring.hidden = !at;
    if (at) ring.style.transform = `translate(${at.px}px, ${at.py}px)`;
  }

  function find(day) {
    for (const { kind, x, y, days } of day === null ? [] : panel?.marks ?? []) {
      const i = kind === "dots" && days ? days.indexOf(day) : -1;
      if (i >= 0) return { px: panel.f.X(x[i]), py: panel.f.Y(y[i]) };
    }
    return null;
  }

  function leave() {
    if (label.hidden && ring.hidden) return;
    label.hidden = true;
    light(null);
    mark(null);
  }

  canvas.addEventListener("pointermove", point, { signal });
  canvas.addEventListener("pointerdown", point, { signal });
  canvas.addEventListener("pointerleave", leave, { signal });
  return {
    show(part, marks, f) { panel = { part, marks, f }; },
    light(day) { mark(find(day)); },
  };
}

function told(part, { x, y, day }, stage) {
  const at = [[part.x, x], [part.y, y]].filter(([axis]) => axis.label).map(([axis, value]) => {
    const tick = axis.ticks?.find(([place]) => Math.abs(place - value) < 1e-6)?.[1];
    return fill(stage.notes.reads, { axis: axis.label, value: tick ?? numeral(axis.scale === "log" ? 10 ** value : value) });
  });
  return [...(day === undefined ? [] : [dated(day, stage)]), ...at].join("\n");
}

function dated(day, { notes, calendar: { weekdays, months } }) {
  const date = new Date(day * DAY), weekday = weekdays[(date.getUTCDay() + 6) % 7]; // a week begins on Monday
  const parts = { weekday, day: date.getUTCDate(), month: months[date.getUTCMonth()], year: date.getUTCFullYear() };
  return fill(notes.dated, parts);
}
