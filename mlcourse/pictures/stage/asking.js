// Asks for pictures while controls change, and takes the answers one a frame.

import { fill } from "./notes.js";
import { makePace } from "./pace.js";
import { take, tellEnds } from "./parts.js";
import { quieten } from "./quiet.js";
import { LONG, PATIENCE, soon } from "./waiting.js";
import { makeWatch } from "./watch.js";

export function converse(stage, model, signal) {
  let asked = 0, settled = 0, wanted = false, asking = false, whole = false, gone = false, due = null;
  const kernel = model.widget_manager.kernel, pace = makePace();
  const open = () => settled < asked, again = () => { wanted = whole = true; ask(true); };
  const watch = makeWatch(stage, model, signal, { open, send, say, lost, again });
  const coming = []; // answers that no frame has shown yet
  const off = [];
  signal.addEventListener("abort", () => {
    off.forEach((undo) => undo());
    watch.end();
    cancelAnimationFrame(due);
    gone = true;
  });

  const values = () => Object.fromEntries(
    Object.entries(stage.controls).map(([name, control]) => [name, control.model.get(control.trait)]));

  // From afar answers come in bunches; each is given a frame of its own.
  function repaint() {
    due ??= requestAnimationFrame(() => {
      due = null;
      follow();
      ask(); // before the painting, so that the kernel computes while it lasts
      stage.views.forEach((view) => view.draw());
      if (coming.length) repaint();
    });
  }

  function follow() {
    const next = coming.shift();
    if (next && !take(stage, ...next)) wanted = whole = true;
  }

  // The hand has lifted: its last value is asked for now, whatever is on its way.
  const lifted = () => ask(true);

  function shown() {
    coming.length = 0;
    take(stage, model.get("picture"), model.get("picture").buffers);
    repaint();
  }

  function ask(last = false) {
    if (!wanted || gone) return;
    // What waits to be seen counts too, and a queue of it more than doubly: no faster than a busy page can draw.
    if (!last && (asking || asked - settled + coming.length ** 2 >= pace.window())) return;
    wanted = false;
    asking = true; // until the next animation frame: a page draws no faster
    requestAnimationFrame(() => { asking = false; ask(); });
    send({ n: ++asked, values: values(), ...(whole && { whole }) });
    pace.asked(asked);
    whole = false;
    if (!gone) watch.begin();
  }

  function send(question) {
    try {
      model.send(question);
    } catch { // the page itself has let go of the kernel
      lost();
    }
  }

  function say(words, calm = false) {
    Object.assign(stage, { note: words, calm });
    repaint();
  }

  function answered(answer, buffers) {
    settled = Math.max(settled, answer.n);
    pace.answered(answer.n, answer.ms);
    coming.push([answer, buffers]);
    if (!stage.views.size || document.hidden) follow();
    watch.end();
    if (open()) watch.begin();
    const slow = answer.ms > 2 * PATIENCE && !answer.problem;
    Object.assign(stage, { note: slow ? fill(stage.notes.took, { seconds: (answer.ms / 1000).toFixed(1) }) : null, calm: slow });
    ask();
    repaint();
  }

  stage.copy = () => model.send({ copy: values() });

  // The kernel was begun anew, or has ended; then JupyterLab has none for the page until that is opened again.
  function lost(ended = kernel?.isDisposed || /dead|terminating/.test(kernel?.status)) {
    if (gone) return;
    gone = stage.gone = true;
    watch.end();
    say(ended ? stage.notes.ended : stage.notes.gone);
  }

  async function listen() {
    const controls = Object.entries(model.get("controls"));
    const models = await Promise.all(controls.map(([, [id]]) => soon(model.widget_manager.get_model(id), 2 * LONG)));
    controls.forEach(([name, [, trait]], i) => (stage.controls[name] = { model: models[i], trait }));
    tellEnds(stage);
    // Before there is a picture, a cell sets one control after the other: what lies between was never meant.
    const changed = () => { if (stage.views.size || stage.parts.length) { wanted = true; ask(); } };
    const alive = () => models.every((each) => each.comm_live) || lost();
    for (const { model: control, trait } of Object.values(stage.controls)) {
      control.on(`change:${trait}`, changed);
      control.on("comm_live_update", alive);
      off.push(() => { control.off(`change:${trait}`, changed); control.off("comm_live_update", alive); });
    }
    models.forEach((each) => { each.waits = () => !gone && (wanted || open()); }); // whoever plays one waits for the picture
    off.push(quieten(models, lifted));
    const died = (_, status) => {
      if (/restarting|dead|terminating/.test(status)) lost();
      else if (status === "starting") watch.seek();
    };
    const linked = (_, status) => {
      if (kernel.isDisposed) return lost();
      if (status !== "connected") return gone || watch.begin();
      if (!open() && !gone) { watch.end(); say(null); }
      watch.seek();
    };
    kernel?.statusChanged?.connect(died);
    kernel?.connectionStatusChanged?.connect(linked);
    off.push(() => { kernel?.statusChanged?.disconnect(died); kernel?.connectionStatusChanged?.disconnect(linked); });
    if (models.length) alive();
    const same = () => JSON.stringify(values()) === JSON.stringify(model.get("picture").values);
    stage.opened = () => { if (!gone && !same()) changed(); };
    // A first picture that is not drawn yet is asked for when it is looked at, and no sooner.
    if (stage.views.size || model.get("picture").values) stage.opened();
  }
  listen().catch((error) => { if (!signal.aborted) { console.warn("mlcourse:", error); lost(); } });

  return { answered, shown, heard: watch.heard };
}
