// Watches over a question that has no answer yet.

import { hasEnded, isDeaf, renew } from "./kernel.js";
import { fill } from "./notes.js";
import { LONG, PATIENCE, soon } from "./waiting.js";

const LOOK = 1500; // milliseconds from one look for the reason to the next

// While a question is unanswered, or the kernel out of reach: what keeps the answer, and what helps.
export function makeWatch(stage, model, signal, { open, send, say, lost, again }) {
  const kernel = model.widget_manager.kernel, ids = Object.values(model.get("controls")).map(([id]) => id);
  let timer = null, since = 0, at, seeking = false;

  const linked = () => (kernel?.connectionStatus ?? "connected") === "connected";

  function begin() {
    if (timer !== null) return;
    since = performance.now();
    at = undefined;
    timer = setTimeout(look, PATIENCE);
  }

  function end() {
    clearTimeout(timer);
    timer = null;
  }

  function look() {
    const late = performance.now() - since;
    timer = setTimeout(look, late < LONG ? LOOK : LONG);
    if (late >= LONG) say(reason());
    else if (open()) say(stage.notes.computing, true);
    if (late < LOOK) return;
    if (linked()) send({ at: true });
    seek();
  }

  function reason() {
    const { stuck, long, busy, unlinked } = stage.notes;
    const why = at ? stuck : at === "" ? long : linked() ? busy : unlinked;
    return fill(why, { call: at, seconds: LONG / 1000 });
  }

  // What the kernel is at: a call of the reader's function; "", what the course computes; null, nothing.
  function heard(what) {
    at = what;
    if (at === null && open()) again(); // the question was lost on its way
  }

  // A kernel begun anew by another page says nothing of it, nor does one that went with its server; but they can be asked.
  async function seek() {
    if (!kernel || seeking) return;
    seeking = true;
    const { gone, ended, deaf } = await soon(state(), LONG).catch(() => ({})); // no answer tells nothing
    seeking = false;
    if (signal.aborted) return;
    if (ended) lost(true);
    if (gone) lost();
    if (deaf) await renew(kernel);
  }

  async function state() {
    if (await hasEnded(kernel)) return { ended: true };
    if (!linked()) return {};
    const { comms } = (await kernel.requestCommInfo({ target_name: "jupyter.widget" })).content;
    const gone = !ids.every((id) => id in comms);
    return { gone, deaf: gone || (await isDeaf(kernel, Object.values(stage.controls)[0]?.model.comm)) };
  }

  return { begin, end, seek, heard };
}
