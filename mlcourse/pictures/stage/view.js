// One view of a stage: the panels, the caption, and the notes under it.

import { tellControls } from "./aria.js";
import { makeCopy, makeAgain } from "./copy.js";
import { element } from "./elements.js";
import { makePanel } from "./panel.js";
import { pieces } from "./says.js";
import { makeSteps } from "./steps.js";
import { themeOf } from "./theme.js";
import { watchTyped } from "./typed.js";

export function makeView(stage, el, model, signal) {
  const measures = model.get("measures");
  const root = element(el, "figure", "stage");
  for (const [name, pixels] of Object.entries(measures)) root.style.setProperty(`--mlcourse-${name}`, `${pixels}px`);
  const shelf = element(root, "div", "panels");
  const says = element(root, "figcaption", "says", { "aria-hidden": "true" });
  const heard = element(root, "span", "heard", { "aria-live": "polite" });
  const drawSteps = makeSteps(root, stage, signal);
  const foot = element(root, "div", "foot");
  const note = element(foot, "p", "note", { role: "status" });
  makeAgain(foot, stage, model);
  if (model.get("copies")) makeCopy(foot, stage);
  const panels = [];
  let theme = null, due = null, hearing = null, row = null;

  function paint() {
    due ??= requestAnimationFrame(() => { due = null; draw(); });
  }

  function draw() {
    theme ??= themeOf(root, model.get("palette"), measures);
    let panel = null, count = 0, caption = null;
    stage.parts.forEach((part, place) => {
      const stamp = stage.stamps[place];
      if (part.kind === "scene") caption = Array.from({ length: part.pieces }, (_, i) => part[i]);
      else if (part.kind === "panel") {
        panel = panels[count] ??= makePanel(shelf, stage, signal);
        panel.begin(part, stamp);
        count += 1;
      } else panel.add(part, stamp);
    });
    for (const extra of panels.splice(count)) extra.root.remove();
    panels.forEach((each) => each.draw(theme));
    if (caption) speak(caption);
    drawSteps(theme);
    const words = stage.note ?? stage.problem ?? stage.hint ?? "";
    if (note.textContent !== words) note.textContent = words;
    note.classList.toggle("mlcourse-calm", Boolean(stage.calm)); // that something takes its time is no mistake
    if (stage.coming && count && root.clientHeight) come();
    root.classList.toggle("mlcourse-stale", Boolean(stage.gone || stage.problem));
  }

  function speak(caption) {
    const words = caption.map(([text]) => text).join("");
    if (says.textContent !== words) pieces(says, caption, theme);
    // A screen reader is told when the hand rests, not at every frame.
    clearTimeout(hearing);
    if (heard.textContent !== words) hearing = setTimeout(() => (heard.textContent = words), 700);
  }

  // A picture that an answer has brought comes into view with it, by itself.
  function come() {
    stage.coming = false;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    (root.closest(".jp-OutputArea-output") ?? root).scrollIntoView({ block: "nearest", behavior });
  }

  // The explorer's controls may come later than its picture, and change with every move.
  function nameControls() {
    const explorer = root.closest(".widget-vbox"), controls = explorer?.querySelector(":scope > .mlcourse-controls");
    if (explorer) told.observe(explorer, { childList: true });
    if (!controls) return;
    told.observe(controls, tellControls(controls));
    if (row !== controls) watchTyped((row = controls), stage, signal);
  }

  const restyle = () => { theme = null; says.textContent = ""; panels.forEach((panel) => panel.forget()); paint(); };
  const told = new MutationObserver(nameControls);
  const resized = new ResizeObserver(() => { nameControls(); paint(); });
  resized.observe(shelf);
  const themed = new MutationObserver(restyle);
  for (const node of [document.documentElement, document.body]) {
    themed.observe(node, { attributes: true, attributeFilter: ["class", "style", "data-jp-theme-name", "data-jp-theme-light"] });
  }
  for (const wish of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(wish).addEventListener("change", restyle, { signal });
  }
  // The window may move to a screen of other pixels and keep its size.
  (function sharpen() {
    const same = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    same.addEventListener("change", () => { sharpen(); paint(); }, { once: true, signal });
  })();
  signal.addEventListener("abort", () => {
    told.disconnect();
    resized.disconnect();
    themed.disconnect();
    clearTimeout(hearing);
    cancelAnimationFrame(due);
    root.remove();
  });
  return { paint, draw, light: (day) => panels.forEach((each) => each.light(day)) };
}
