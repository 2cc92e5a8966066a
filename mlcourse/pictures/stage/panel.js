// One panel: its canvas, and the handles over it.

import { drawAxes } from "./axes.js";
import { element, zoomOf } from "./elements.js";
import { frameOf } from "./frame.js";
import { makeHandle } from "./handle.js";
import { makeReadout } from "./hover.js";
import { drawLabels } from "./labels.js";
import { drawMarks } from "./marks.js";

export function makePanel(row, stage, signal) {
  const root = element(row, "div", "panel");
  const canvas = element(root, "canvas", "canvas");
  const c = canvas.getContext("2d");
  const still = document.createElement("canvas"); // the axes and the first marks, as long as they do not change
  const handles = [];
  canvas.addEventListener("pointerdown", (event) => handles.find((each) => each.anywhere())?.grab(event, true), { signal });
  // Where handles lie over each other, the one is taken whose middle is nearest.
  root.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".mlcourse-handle")) return;
    const near = handles.toSorted((a, b) => a.away(event) - b.away(event))[0];
    if (near.root.contains(event.target)) return;
    event.stopPropagation();
    near.grab(event, false);
  }, { capture: true, signal });
  canvas.addEventListener("dblclick", (event) => {
    const box = canvas.getBoundingClientRect(), zoom = zoomOf(root), f = at;
    const x = (event.clientX - box.x) / zoom, y = (event.clientY - box.y) / zoom;
    const inside = f && x >= f.left && x <= f.left + f.w && y >= f.top && y <= f.top + f.h;
    if (inside) handles.find((each) => each.whole())?.bring(event, handles);
  }, { signal });
  const readout = makeReadout(root, canvas, stage, signal);
  const places = new Map(); // at which of its places each label stands
  let part = null, marks = [], stamps = [], painted = -1, kept = null, at = null;

  function begin(next, stamp) {
    if (part && (part.height !== next.height)) forget();
    part = next;
    marks = [];
    stamps = [stamp];
  }

  function add(mark, stamp) {
    marks.push(mark);
    stamps.push(stamp);
  }

  function draw(theme) {
    root.style.setProperty("--height", `${part.height}px`);
    const ratio = devicePixelRatio * zoomOf(root), width = root.clientWidth, height = root.clientHeight;
    if (!width || !height) return;
    const same = stamps.findIndex((stamp) => stamp > painted);
    const count = same < 0 ? marks.length + 1 : same; // how many of [axes, ...marks] are as they were
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = still.width = Math.round(width * ratio);
      canvas.height = still.height = Math.round(height * ratio);
      kept = null;
    } else if (kept === marks.length + 1 && count >= kept) return;
    painted = Math.max(...stamps);
    c.font = `${theme.measures.TEXT}px ${theme.font}`;
    const frame = (at = frameOf(part, width, height, c, theme.measures));
    if (kept !== count || !count) {
      kept = count;
      const s = still.getContext("2d");
      s.setTransform(ratio, 0, 0, ratio, 0, 0);
      s.clearRect(0, 0, width, height);
      s.font = c.font;
      drawAxes(s, part, frame, theme);
      drawMarks(s, marks.slice(0, Math.max(0, count - 1)), frame, theme);
    }
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, canvas.width, canvas.height);
    c.drawImage(still, 0, 0);
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMarks(c, marks.slice(Math.max(0, count - 1)), frame, theme);
    drawLabels(c, marks, frame, theme, places);
    placeHandles(frame, theme);
    readout.show(part, marks, frame);
  }

  function placeHandles(frame, theme) {
    const wanted = marks.filter((mark) => mark.kind === "handle"), before = handles.length;
    while (handles.length > wanted.length) handles.pop().root.remove();
    wanted.forEach((mark, i) => (handles[i] ??= makeHandle(root, stage, signal)).place(mark, frame, theme));
    if (handles.length > before && stage.fresh) {
      handles.find((each) => each.moves(stage.fresh))?.root.focus({ preventScroll: true });
      stage.fresh = null;
    }
    const grows = handles.some((each) => each.grows());
    canvas.style.cursor = grows ? "copy" : "";
    canvas.style.touchAction = wanted.some((mark) => mark.anywhere) ? "none" : grows ? "manipulation" : "";
  }

  const forget = () => { kept = null; painted = -1; };
  return { root, begin, add, draw, forget, light: readout.light };
}
