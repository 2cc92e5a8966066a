// Moves controls to where a step shows what it is about: slowly, one after the other, as a hand would.

const LASTS = 1100; // milliseconds from where a control stands to where it is to be
const ease = (t) => t * t * (3 - 2 * t);

// Where an array or a number is after a share of its way. What cannot be between, a choice, comes at once.
export function between(from, to, share) {
  if (Array.isArray(to)) {
    return from.length === to.length ? to.map((each, i) => between(from[i], each, share)) : to;
  }
  return typeof to === "number" && typeof from === "number" ? from + (to - from) * share : to;
}

export async function glide(stage, goal, unfold, signal) {
  const mine = (stage.gliding = {}); // another one, or a hand, ends this one
  const stop = () => { if (stage.gliding === mine) stage.gliding = null; };
  const hand = new AbortController();
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, stop, { capture: true, signal: hand.signal });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const [name, to] of Object.entries(goal)) {
    if (stage.controls[name].model.get("_dom_classes")?.includes("mlcourse-folded")) unfold();
    const { model, trait } = stage.controls[name], from = model.get(trait), began = performance.now();
    // What counts presses has no places between, as a choice has none.
    const jumps = still || trait === "index" || typeof to === "boolean" || (typeof to === "number" && !model.get("step"));
    const same = JSON.stringify(from) === JSON.stringify(to);
    for (let share = same || jumps ? 1 : 0; stage.gliding === mine && !signal.aborted; ) {
      model.set(trait, upTo(model, share < 1 ? stepped(model, between(from, to, ease(share))) : to));
      if (share >= 1) break;
      share = Math.min(1, ((await frame()) - began) / LASTS);
    }
    model.save_changes();
  }
  hand.abort();
  stop();
}

// A slider that plays stops where the picture has no more to show.
const upTo = (model, value) => (model.has?.("stride") ? Math.min(value, model.get("end") ?? value) : value);

const frame = () => new Promise((next) => { requestAnimationFrame(next); });

// A slider stands on its steps while it moves, too.
function stepped(model, value) {
  const step = model.get("step"), low = model.get("min");
  if (typeof value !== "number" || !step) return value;
  return Number((low + Math.round((value - low) / step) * step).toFixed(9));
}
