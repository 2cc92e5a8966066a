// Watches over a question that has no answer yet.

import { hasEnded, isDeaf, renew } from "./kernel.js";
import { LONG, PATIENCE, soon } from "./waiting.js";

const LOOK = 1500; // milliseconds from one look for the reason to the next

export const GONE = ["The kernel behind this picture is gone, and with it what the cells had made. To bring the picture back, ",
  "run the cells again, from the first one down to the one right above it."];

const stuck = (call) => `${call} has not returned for 5 s. To stop it, interrupt the kernel (■ above the lesson). Or mend it, `
  + "and run its cell and this picture's again.";

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
    else if (open()) say("Still computing this picture …");
    if (late < LOOK) return;
    if (linked()) send({ at: true });
    seek();
  }

  function reason() {
    if (at) return stuck(at);
    if (at === "") return "This picture takes more than 5 s to compute. It comes when it is ready.";
    return linked()
      ? "The kernel behind this picture has been busy for 5 s. The picture comes when it is free."
      : "No connection to the kernel behind this picture. If the server has ended, start it again.";
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
