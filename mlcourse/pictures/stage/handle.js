// A handle: it follows the hand and the keys, and moves its controls.

import { namesOf, placeOf, reach, read, rowOf, shown, stepOf, writeAll } from "./controls.js";
import { element, zoomOf } from "./elements.js";
import { clamp } from "./geometry.js";
import { fill, listed } from "./notes.js";

const nth = (notes, { one, at, rows }) => fill(notes.row, { one, place: at + 1, count: rows.length });
const inArray = (name) => name.includes("[");
const own = (notes, mark) => {
  const handle = mark.label || notes.handle, names = namesOf(mark).filter((name) => !inArray(name));
  return names.length ? fill(notes.moves, { handle, controls: listed(names, notes.and) }) : handle;
};

// Which way a key moves a handle, and how many steps.
const KEYS = {
  ArrowLeft: ["right", -1], ArrowRight: ["right", 1], ArrowDown: ["up", -1], ArrowUp: ["up", 1],
  PageDown: ["up", -10], PageUp: ["up", 10], Home: ["up", -Infinity], End: ["up", Infinity],
};

export function makeHandle(parent, stage, signal) {
  const root = element(parent, "div", "handle", { tabindex: "0", role: "slider" });
  let mark = null, frame = null, drag = null, queued = false;

  function place(next, f, theme) {
    mark = next;
    frame = f;
    const names = namesOf(mark);
    root.style.setProperty("--colour", theme.roles[mark.role]);
    // What stands outside the panel waits at its edge.
    const x = clamp(f.X(mark.x), f.left, f.left + f.w), y = clamp(f.Y(mark.y), f.top, f.top + f.h);
    root.style.transform = `translate(${x}px, ${y}px)`;
    root.style.cursor = { 2: "move", 1: Object.keys(mark.up).length ? "ns-resize" : "ew-resize" }[
      (Object.keys(mark.right).length > 0) + (Object.keys(mark.up).length > 0)] ?? "default";
    const row = rowOf(stage, mark);
    root.setAttribute("aria-label", row ? nth(stage.notes, row) : own(stage.notes, mark));
    root.setAttribute("aria-description", row ? stage.notes[row.whole ? "adds_or_takes" : "adds"] : "");
    const told = (way, gains) => Object.keys(gains).map((name) => `${row ? way : inArray(name) ? mark.label : name} ${shown(stage, name)}`.trim());
    root.setAttribute("aria-valuetext", [...told("x", mark.right), ...told("y", mark.up)].join(", "));
    root.title = root.getAttribute("aria-valuetext");
    root.setAttribute("aria-valuenow", (names.length && read(stage, names[0])) ?? 0); // of two numbers a slider can only have one
  }

  const perPixel = () => { const zoom = zoomOf(root); return { perX: frame.perX / zoom, perY: frame.perY / zoom }; };
  const held = () => Object.fromEntries(namesOf(mark).map((name) => [name, read(stage, name)]));

  // Take hold of the handle, where the pointer is on it or (jump) so that it comes to where the pointer is.
  function grab(event, jump) {
    if (event.button) return;
    event.preventDefault();
    root.focus({ preventScroll: true });
    root.setPointerCapture(event.pointerId);
    const box = root.getBoundingClientRect();
    const at = jump ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: event.clientX, y: event.clientY };
    drag = { ...at, dx: 0, dy: 0, ...perPixel(), right: mark.right, up: mark.up, from: held() };
    if (jump) move(event);
  }

  function move(event) {
    if (!drag) return;
    drag.dx = (event.clientX - drag.x) * drag.perX;
    drag.dy = (event.clientY - drag.y) * drag.perY;
    if (queued) return;
    queued = true; // a hand may report more often than a page draws
    requestAnimationFrame(() => { queued = false; if (drag) follow(); });
  }

  function follow() {
    const moved = { ...drag.from };
    for (const [gains, wish] of [[drag.right, drag.dx], [drag.up, drag.dy]]) {
      const far = reach(stage, gains, drag.from, wish);
      for (const [name, gain] of Object.entries(gains)) moved[name] += gain * far;
    }
    writeAll(stage, moved);
  }

  root.addEventListener("pointerdown", (event) => grab(event, false), { signal });
  root.addEventListener("pointermove", move, { signal });

  for (const end of ["pointerup", "pointercancel"]) {
    root.addEventListener(end, () => { if (drag) follow(); drag = null; }, { signal });
  }

  const moves = (start) => namesOf(mark).some((name) => name.startsWith(start));
  const whole = () => { const row = rowOf(stage, mark); return row?.whole ? row : null; };
  const grows = () => whole()?.rows.length < whole()?.most;
  const refuse = (why, row) => { stage.note = fill(stage.notes[why], row); stage.views.forEach((view) => view.paint()); };

  function put(row, at, fresh) {
    if (row.rows.length >= row.most) return refuse("most", row);
    stage.fresh = `${row.control}[${at},`; // its handle is focused once it is there
    row.become(row.rows.toSpliced(at, 0, fresh));
  }

  // A new row comes to where the pointer is, before the first whose handle stands to the right of it.
  function bring(event, handles) {
    const row = whole(), box = root.getBoundingClientRect(), fresh = [...row.rows[row.at]], { perX, perY } = perPixel();
    const dx = (event.clientX - box.x - box.width / 2) * perX, dy = (event.clientY - box.y - box.height / 2) * perY;
    for (const [name, gain] of Object.entries(mark.right)) fresh[placeOf(name).column] += gain * dx;
    for (const [name, gain] of Object.entries(mark.up)) fresh[placeOf(name).column] += gain * dy;
    const before = handles.filter((each) => each.moves(`${row.control}[`) && each.centre() <= event.clientX);
    put(row, before.length, fresh);
  }

  // A new row halfway to the next, or from the last to the one before it.
  function bringBeside() {
    const row = rowOf(stage, mark), { at, rows } = row, last = at === rows.length - 1;
    const other = rows[last ? Math.max(0, at - 1) : at + 1];
    put(row, last ? at : at + 1, rows[at].map((value, column) => (value + other[column]) / 2));
  }

  function takeOut() {
    const row = rowOf(stage, mark);
    if (!row) return;
    if (!row.whole) return refuse("stays", row);
    if (row.rows.length <= row.fewest) return refuse("fewest", row);
    if (row.at === row.rows.length - 1) root.previousElementSibling.focus({ preventScroll: true });
    row.become(row.rows.toSpliced(row.at, 1));
  }

  const ACTS = { "+": bringBeside, Delete: takeOut, Backspace: takeOut };
  root.addEventListener("dblclick", takeOut, { signal });
  root.addEventListener("keydown", (event) => {
    // A letter pressed on a handle is not a command to the notebook around it, such as x: cut this cell.
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
    if (event.key in ACTS && rowOf(stage, mark)) {
      event.preventDefault();
      event.stopPropagation();
      return ACTS[event.key]();
    }
    const [asked, steps] = KEYS[event.key] ?? [];
    if (!asked) return;
    event.preventDefault();
    event.stopPropagation();
    // A handle that moves one way only takes every key, as a slider does. What else moves with it moves in proportion.
    const gains = Object.keys(mark[asked]).length ? mark[asked] : { ...mark.up, ...mark.right };
    const from = held(), [first] = Object.keys(gains);
    if (!first) return;
    const most = Math.sign(steps) * Math.min(Math.abs(steps), 1e6) * (event.shiftKey ? 10 : 1);
    const far = reach(stage, gains, from, (most * stepOf(stage, first)) / Math.abs(gains[first]));
    writeAll(stage, Object.fromEntries(Object.entries(gains).map(([name, gain]) => [name, from[name] + gain * far])));
  }, { signal });

  const away = ({ clientX, clientY }) => {
    const box = root.getBoundingClientRect();
    return Math.hypot(clientX - box.x - box.width / 2, clientY - box.y - box.height / 2);
  };
  const centre = () => { const box = root.getBoundingClientRect(); return box.x + box.width / 2; };
  return { root, place, grab, anywhere: () => mark.anywhere, moves, whole, grows, bring, centre, away };
}
