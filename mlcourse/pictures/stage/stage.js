// The live painter's page side: it draws the pictures it is sent, reports what is dragged, and asks for the next one.
// Every formula is in Python. See stage.py for the kernel side.

import { converse } from "./asking.js";
import { nextOf } from "./steps.js";
import { makeView } from "./view.js";

// One stage for each model; its views only paint.
export default () => {
  const stage = {
    parts: [], stamps: [], version: -1, controls: {}, views: new Set(), notes: {}, problem: null, note: null, gone: false,
    steps: [], step: 0,
  };

  function initialize({ model, signal }) {
    stage.notes = model.get("notes");
    stage.calendar = model.get("calendar");
    const offered = () => {
      stage.steps = (model.get("steps") ?? []).map((step) => ({ ...step, read: step.done }));
      stage.step = nextOf(stage.steps, 0);
    };
    offered();
    model.on("change:steps", offered);
    const conversation = converse(stage, model, signal);
    conversation.shown();
    model.on("change:picture", () => conversation.shown());
    model.on("msg:custom", (answer, buffers) => {
      if (answer.cell) stage.copied(answer.cell);
      else if (answer.come) { stage.coming = true; stage.views.forEach((view) => view.paint()); }
      else if ("at" in answer) conversation.heard(answer.at);
      else conversation.answered(answer, buffers);
    });
  }

  function render({ model, el, signal }) {
    const view = makeView(stage, el, model, signal);
    stage.views.add(view);
    if (!stage.parts.length) stage.opened?.();
    signal.addEventListener("abort", () => stage.views.delete(view));
    view.paint();
  }

  return { initialize, render };
};
