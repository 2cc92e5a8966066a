// The parts of a picture, as they are sent: what changed, and the numbers in buffers.

import { hear } from "./steps.js";

// Take what an answer changes into the stage's parts. False if it builds on a picture that was never seen here.
export function take(stage, answer, buffers) {
  const changes = Object.entries(answer.changes);
  const whole = changes.length === answer.count && changes.every(([, change]) => "kind" in change);
  if (!whole && answer.version !== stage.version + (changes.length > 0)) return false;
  let next = 0;
  for (const [place, { arrays, ...style }] of changes) {
    const part = "kind" in style ? style : { ...stage.parts[place], ...style };
    for (const [name, shape] of Object.entries(arrays ?? {})) {
      part[name] = Object.assign(new Float32Array(bytes(buffers[next++])), { shape });
    }
    stage.parts[place] = part;
    stage.stamps[place] = answer.version;
  }
  stage.parts.length = stage.stamps.length = answer.count;
  stage.version = answer.version;
  stage.problem = answer.problem;
  tellEnds(stage);
  hear(stage);
  return true;
}

// Beyond its end a control that plays has no more to show.
export function tellEnds(stage) {
  for (const [name, { model }] of Object.entries(stage.controls)) {
    if (model.has("stride")) model.set("end", stage.parts[0]?.ends[name] ?? null);
  }
}

// A buffer may begin anywhere in the message it came in; numbers may not.
const bytes = (view) => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);
