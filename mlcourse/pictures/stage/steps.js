// What there is to try, one step at a time at the picture's foot: it notices that it is done, and says what was seen.

import { glide } from "./glide.js";
import { element } from "./elements.js";
import { fill } from "./notes.js";
import { pieces } from "./says.js";

// Take what a picture's steps say to it. A step that was done once stays done.
export function hear(stage) {
  for (const [place, answer] of Object.entries(stage.parts[0]?.answers ?? {})) {
    if (stage.steps[place]) Object.assign(stage.steps[place], { done: true, answer });
  }
}

const open = (step) => !step.done || (step.answer && !step.read); // to do, or done in passing and never looked at

// The first one that is left, from `place` on and then from the start; the last one where none is.
export function nextOf(steps, place) {
  const order = [...steps.keys()].map((i) => (place + i) % steps.length);
  return order.find((i) => open(steps[i])) ?? steps.length - 1;
}

export function makeSteps(root, stage, signal) {
  if (!stage.steps.length) return () => {};
  const { notes, steps } = stage, count = steps.length;
  const box = element(root, "div", "step", { role: "group", "aria-label": notes.steps });
  const dots = element(box, "div", "dots");
  const words = element(box, "p", "words", { "aria-live": "polite" });
  const unfold = () => root.closest(".widget-vbox")?.querySelector(".mlcourse-controls")?.classList.add("mlcourse-open");
  const button = (text, act) => {
    const node = element(box, "button", "link", { type: "button" });
    node.textContent = text;
    node.addEventListener("click", act, { signal });
    return node;
  };
  button(notes.show, () => glide(stage, steps[stage.step].show, unfold, signal));
  const next = button(notes.next, () => turn(nextOf(steps, (stage.step + 1) % count)));
  const marks = steps.map((_, place) => {
    const dot = element(dots, "button", "dot", { type: "button" });
    dot.addEventListener("click", () => turn(place), { signal });
    return dot;
  });

  function turn(place) {
    stage.step = place;
    stage.views.forEach((view) => view.paint());
  }

  return function draw(theme) {
    marks.forEach((dot, place) => {
      const about = { place: place + 1, count };
      dot.setAttribute("aria-label", fill(steps[place].done ? notes.done : notes.step, about));
      dot.setAttribute("aria-current", place === stage.step ? "step" : "false");
      dot.classList.toggle("mlcourse-done", steps[place].done);
    });
    const { done, answer, words: asked } = steps[stage.step];
    steps[stage.step].read = Boolean(answer);
    box.classList.toggle("mlcourse-done", done);
    pieces(words, [[done ? `✓ ${asked}` : asked, null], ...(answer ? [[" ", null], ...answer] : [])], theme);
    next.style.visibility = steps.some((each, i) => i !== stage.step && open(each)) ? "" : "hidden";
    next.classList.toggle("mlcourse-ready", done);
  };
}
