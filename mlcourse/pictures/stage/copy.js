// The buttons under a picture: one brings its controls back to their start, one copies the cell that opens it.

import { element } from "./elements.js";

export function makeAgain(foot, stage, model) {
  if (!Object.keys(stage.controls).length && !Object.keys(model.get("controls")).length) return;
  const { again, starts } = stage.notes;
  const button = element(foot, "button", "copy", { type: "button", title: starts });
  button.textContent = again;
  button.onclick = () => {
    for (const [name, value] of Object.entries(model.get("start"))) {
      const { model: control, trait } = stage.controls[name];
      control.set(trait, value);
      control.save_changes();
    }
  };
}

// A button that copies the cell which opens this very picture. The kernel writes it; where a page may not use the
// clipboard, the cell is shown instead.
export function makeCopy(foot, stage) {
  const { copy, copies, copied } = stage.notes;
  const button = element(foot, "button", "copy", { type: "button", title: copies });
  button.textContent = copy;
  button.onclick = () => {
    stage.copied = (cell) => clip(cell).then((done) => {
      button.textContent = done ? copied : cell;
      if (done) setTimeout(() => (button.textContent = copy), 2500);
    });
    stage.copy();
  };
}

async function clip(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { // a page that is not served securely has no clipboard of this kind
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
