// Reads out what is pointed at, a dot, a bar or a corner: where it is, and of which day; a node or a link: what it tells.

import { writeAll } from "./controls.js";
import { element, zoomOf } from "./elements.js";
import { clamp } from "./geometry.js";
import { fill } from "./notes.js";
import { numeral } from "./ticks.js";

const REACH = 14, BESIDE = 8; // pixels: so near is pointed at, and so near a link
const DAY = 864e5; // milliseconds
const ON_THE_WAY = 0.2; // of a link: its ends belong to what it links

// The place of a mark that is nearest to a place of the panel, and within reach: `{ px, py, … }`.
export function nearest(marks, f, left, top) {
  let found = null, best = REACH;
  for (const mark of marks) {
    const count = (mark.told ?? mark.x)?.length ?? 0;
    for (let i = 0; pointable[mark.kind] && (mark.opacity ?? 1) > 0.1 && i < count; i++) {
      const one = pointable[mark.kind](mark, i, f, left, top), { px, py, away } = one;
      const seen = px >= f.left && px <= f.left + f.w && py >= f.top && py <= f.top + f.h;
      if (seen && (away < best || (away === best && mark.kind === "bars"))) {
        best = away;
        found = one;
      }
    }
  }
  return found;
}

const pointable = {
  dots({ x, y, days }, i, f, left, top) {
    const px = f.X(x[i]), py = f.Y(y[i]);
    return { x: x[i], y: y[i], px, py, day: days?.[i], away: Math.hypot(left - px, top - py) };
  },
  bars({ x, height, width }, i, f, left) {
    const px = f.X(x[i]), half = f.X(x[i] + width / 2) - px;
    return { x: x[i], y: height[i], px, py: f.Y(height[i]), away: Math.max(0, Math.abs(left - px) - half) };
  },
  nodes({ x, y, size, told }, i, f, left, top) {
    const px = f.X(x[i]), py = f.Y(y[i]);
    return { px, py, told: told[i], size, away: Math.max(0, Math.hypot(left - px, top - py) - size) };
  },
  links({ x0, y0, x1, y1, told, picks }, i, f, left = NaN, top = NaN) {
    const [ax, ay, bx, by] = [f.X(x0[i]), f.Y(y0[i]), f.X(x1[i]), f.Y(y1[i])];
    const along = ((left - ax) * (bx - ax) + (top - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const t = clamp(Number.isNaN(along) ? 0.5 : along, ON_THE_WAY, 1 - ON_THE_WAY);
    const px = ax + t * (bx - ax), py = ay + t * (by - ay), beside = Math.hypot(left - px, top - py);
    return { px, py, told: told[i], pick: picks && { [picks]: i + 1 }, away: beside < BESIDE ? beside : Infinity };
  },
};

export function makeReadout(root, canvas, stage, signal) {
  const label = element(root, "div", "readout", { "aria-hidden": "true" }), ring = element(root, "div", "ring");
  label.hidden = ring.hidden = true;
  let panel = null, turn = -1; // which of all that tells something the keys are at

  function point(event) {
    if (!panel || (event.buttons && event.pointerType === "mouse")) return leave(); // it drags
    const box = canvas.getBoundingClientRect(), zoom = zoomOf(root);
    const found = nearest(panel.marks, panel.f, (event.clientX - box.x) / zoom, (event.clientY - box.y) / zoom);
    if (!found) return leave();
    show(found);
    return found;
  }

  function show(found) {
    label.hidden = false;
    label.textContent = found.told ?? placed(panel.part, found, stage);
    const right = found.px > panel.f.width / 2, beside = 12 + (found.size ?? 0);
    label.style.left = right ? "" : `${found.px + beside}px`;
    label.style.right = right ? `${panel.f.width - found.px + beside}px` : "";
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
    ring.hidden = !at || Boolean(at.size); // a node has words where the ring would be
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

  // With the keys one goes from one to the next of all that has something to tell; Enter picks it, as a press does.
  const pick = (found) => found?.pick && writeAll(stage, found.pick);
  const all = (kind) => panel.marks.filter((each) => each.kind === kind).flatMap(
    (each) => each.told.map((_, i) => pointable[kind](each, i, panel.f)));
  const telling = () => [...all("nodes").sort((a, b) => a.px - b.px || a.py - b.py), ...all("links")];
  function walk(event) {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Enter: 0 }[event.key], told = telling();
    if (way === undefined || !told.length) return;
    event.preventDefault();
    event.stopPropagation();
    if (turn < 0 && way < 1) turn = 0;
    turn = (turn + way + told.length) % told.length;
    if (!way) pick(told[turn]);
    show(told[turn]);
    canvas.setAttribute("aria-valuenow", turn);
    canvas.setAttribute("aria-valuetext", told[turn].told);
  }

  canvas.addEventListener("click", (event) => pick(point(event)), { signal });
  canvas.addEventListener("keydown", walk, { signal });
  canvas.addEventListener("blur", leave, { signal });
  canvas.addEventListener("pointermove", point, { signal });
  canvas.addEventListener("pointerdown", point, { signal });
  canvas.addEventListener("pointerleave", leave, { signal });
  return {
    show(part, marks, f) {
      panel = { part, marks, f };
      if (canvas.tabIndex < 0 && telling().length) {
        canvas.tabIndex = 0;
        canvas.setAttribute("role", "slider");
        canvas.setAttribute("aria-label", stage.notes.tells);
        canvas.setAttribute("aria-valuenow", 0);
      }
    },
    light(day) { mark(find(day)); },
  };
}

function placed(part, { x, y, day }, stage) {
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
