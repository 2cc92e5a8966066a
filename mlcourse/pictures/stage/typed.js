// What is typed beside a slider: a number beyond its ends is not changed without a word.

import { fill } from "./notes.js";
import { numeral } from "./ticks.js";

// Say between what a control goes where a number beyond is typed; until the next press.
export function watchTyped(row, stage, signal) {
  const say = (words) => {
    stage.hint = words;
    stage.views.forEach((view) => view.paint());
  };
  const judge = ({ target }) => {
    const readout = target.closest?.(".widget-readout"), slider = readout?.closest(".widget-slider");
    const name = slider?.querySelector(".widget-label")?.textContent;
    const model = Object.values(stage.controls).map((each) => each.model).find((each) => each.get("description") === name);
    const typed = parseFloat(readout?.textContent.replace("−", "-").replace(",", ".")), [low, high] = ends(model);
    if (typed < low || typed > high) say(fill(stage.notes.range, { name, low: numeral(low), high: numeral(high) }));
  };
  // Before the slider itself takes what is typed, and writes another number in its place.
  row.addEventListener("focusout", judge, { capture: true, signal });
  row.addEventListener("keydown", (event) => {
    if (event.key === "Enter") judge(event);
    else if (stage.hint) say(null);
  }, { capture: true, signal });
  row.addEventListener("pointerdown", () => stage.hint && say(null), { capture: true, signal });
}

const ends = (model) => [model?.get("min") ?? -Infinity, model?.get("max") ?? Infinity];
