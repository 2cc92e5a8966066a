// The live painter's page side: it draws the pictures it is sent, reports what is dragged, and asks for the next one.
// Every formula is in Python. See stage.py for the kernel side.

const WIDEST = 16; // questions that may be unanswered at a time, at the most
const FRAME = 1000 / 60; // milliseconds
const PATIENCE = 500; // milliseconds without an answer until the reader is told
const LONG = 5000; // milliseconds without an answer until the reader is told why
const LOOK = 1500; // milliseconds from one look for the reason to the next
const GONE = ["The kernel behind this picture is gone, and with it what the cells had made. To bring the picture back, ",
  "run the cells again, from the first one down to the one right above it."];
const stuck = (call) => `${call} has not returned for 5 s. To stop it, interrupt the kernel (■ above the lesson). Or mend it, `
  + "and run its cell and this picture's again.";

// One stage for each model; its views only paint.
export default () => {
  const stage = {
    parts: [], stamps: [], version: -1, controls: {}, views: new Set(), problem: null, note: null, gone: false,
  };

  function initialize({ model, signal }) {
    const conversation = converse(stage, model, signal);
    conversation.shown();
    model.on("change:picture", () => conversation.shown());
    model.on("msg:custom", (answer, buffers) => {
      if (answer.cell) stage.copied(answer.cell);
      else if ("at" in answer) conversation.heard(answer.at);
      else conversation.answered(answer, buffers);
    });
  }

  function render({ model, el, signal }) {
    const view = makeView(stage, el, model.get("palette"), model.get("copies"), signal);
    stage.views.add(view);
    if (!stage.parts.length) stage.opened?.();
    signal.addEventListener("abort", () => stage.views.delete(view));
    view.paint();
  }

  return { initialize, render };
};

// ---------------------------------------------------------------------------------------------- asking and answering

// Take what an answer changes into the stage's parts. False if it builds on a picture that was never seen here.
function take(stage, answer, buffers) {
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
  return true;
}

// Beyond its end a control that plays has no more to show.
function tellEnds(stage) {
  for (const [name, { model }] of Object.entries(stage.controls)) {
    if (model.has("stride")) model.set("end", stage.parts[0]?.ends[name] ?? null);
  }
}

// A buffer may begin anywhere in the message it came in; numbers may not.
const bytes = (view) => view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength);

function converse(stage, model, signal) {
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

  function say(words) {
    stage.note = words;
    repaint();
  }

  function answered(answer, buffers) {
    settled = Math.max(settled, answer.n);
    pace.answered(answer.n, answer.ms);
    coming.push([answer, buffers]);
    if (!stage.views.size || document.hidden) follow();
    watch.end();
    if (open()) watch.begin();
    stage.note = answer.ms > 2 * PATIENCE && !answer.problem ? `This picture took ${(answer.ms / 1000).toFixed(1)} s to compute.` : null;
    ask();
    repaint();
  }

  stage.copy = () => model.send({ copy: values() });

  // The kernel was begun anew, or has ended; then JupyterLab has none for the page until that is opened again.
  function lost(ended = kernel?.isDisposed || /dead|terminating/.test(kernel?.status)) {
    if (gone) return;
    gone = stage.gone = true;
    watch.end();
    say(GONE.join(ended ? "reload the page and " : ""));
  }

  async function listen() {
    const controls = Object.entries(model.get("controls"));
    const models = await Promise.all(controls.map(([, [id]]) => soon(model.widget_manager.get_model(id), 2 * LONG)));
    controls.forEach(([name, [, trait]], i) => (stage.controls[name] = { model: models[i], trait }));
    tellEnds(stage);
    const changed = () => { wanted = true; ask(); };
    const alive = () => models.every((each) => each.comm_live) || lost();
    for (const { model: control, trait } of Object.values(stage.controls)) {
      control.on(`change:${trait}`, changed);
      control.on("comm_live_update", alive);
      off.push(() => { control.off(`change:${trait}`, changed); control.off("comm_live_update", alive); });
    }
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

// While a question is unanswered, or the kernel out of reach: what keeps the answer, and what helps.
function makeWatch(stage, model, signal, { open, send, say, lost, again }) {
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

// Whether the server has no such kernel any more; it can be long until JupyterLab asks it.
async function hasEnded({ id, serverSettings: { baseUrl, token, fetch } }) {
  const headers = token ? { Authorization: `token ${token}` } : {};
  const reply = await fetch(`${baseUrl}api/kernels/${id}`, { headers }).catch(() => null);
  return reply?.status === 404 && (await reply.text()).includes(id);
}

// JupyterLab sends what widgets say to a subshell of the kernel, and goes on so when the kernel was begun anew by another
// page and has no such subshell: nothing that is made then is ever heard.
async function isDeaf(kernel, comm) {
  const subshell = comm?.jsServicesComm?.subshellId;
  return subshell && !(await kernel.requestListSubshell({}).done).content.subshell_id.includes(subshell);
}

// Told to use no subshell, and then to use one again, it makes a new one.
async function renew(kernel) {
  const before = kernel.commsOverSubshells;
  if (!before || before === "disabled") return;
  kernel.commsOverSubshells = "disabled";
  await new Promise((done) => setTimeout(done, PATIENCE)); // until the old one is let go of
  kernel.commsOverSubshells = before;
}

// What is not there, a model or a kernel, never answers, so the wait has an end.
const soon = (promise, ms) => Promise.race([promise, new Promise((_, no) => setTimeout(no, ms, new Error("no answer")))]);

// How many questions may be unanswered: as many as keep the kernel busy while questions and answers are on their way.
// The way there and back is the least time an answer took beyond the kernel's own; so the window does not feed on the
// queue that it makes.
function makePace() {
  const sent = new Map();
  let way = Infinity, service = FRAME;
  return {
    asked(n) { sent.set(n, performance.now()); },
    answered(n, ms) {
      const took = performance.now() - (sent.get(n) ?? -Infinity);
      for (const old of sent.keys()) if (old <= n) sent.delete(old);
      if (took < Infinity) way = Math.min(way + 1, Math.max(0, took - ms)); // it may rise again, slowly
      service += 0.2 * (ms + 2 - service);
    },
    window: () => (way === Infinity ? 2 : Math.min(WIDEST, 1 + Math.ceil(way / Math.max(FRAME, service)))),
  };
}

// While a hand is on a control, its value goes with the question; the control's own message to the kernel waits until the
// hand lifts, so that a cell run then reads the new value. Without this each move costs twice the messages.
function quieten(models, lifted) {
  const patched = models.filter((each) => typeof each.save_changes === "function");
  const own = patched.map((each) => each.save_changes);
  const held = new Set();
  let down = false, presses = 0;
  patched.forEach((each, i) => {
    each.save_changes = function (...args) { return down ? void held.add(i) : own[i].apply(this, args); };
  });
  const lift = () => {
    down = false;
    lifted();
    for (const i of held) if (patched[i].comm_live !== false) own[i].call(patched[i]);
    held.clear();
  };
  const listening = new AbortController();
  for (const [begin, end] of [["pointerdown", "pointerup"], ["keydown", "keyup"]]) {
    addEventListener(begin, () => { down = true; presses += 1; }, { capture: true, signal: listening.signal });
    // Once at once, and once more when the control has taken its last value from this event; unless the hand is down
    // again by then.
    const letGo = (press) => setTimeout(() => press === presses && lift());
    addEventListener(end, () => { lifted(); letGo(presses); }, { capture: true, signal: listening.signal });
  }
  for (const end of ["pointercancel", "blur"]) addEventListener(end, lift, { signal: listening.signal });
  return () => { listening.abort(); patched.forEach((each) => delete each.save_changes); };
}

// ------------------------------------------------------------------------------------------------------ one view of it

function element(parent, tag, name, attributes = {}) {
  const node = parent.appendChild(document.createElement(tag));
  node.className = `mlcourse-${name}`;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function makeView(stage, el, palette, copies, signal) {
  const root = element(el, "figure", "stage");
  const row = element(root, "div", "panels");
  const says = element(root, "figcaption", "says", { "aria-hidden": "true" });
  const heard = element(root, "span", "heard", { "aria-live": "polite" });
  const foot = element(root, "div", "foot");
  const note = element(foot, "p", "note", { role: "status" });
  if (copies) makeCopy(foot, stage);
  const panels = [];
  let theme = null, due = null, hearing = null;

  function paint() {
    due ??= requestAnimationFrame(() => { due = null; draw(); });
  }

  function draw() {
    theme ??= themeOf(root, palette);
    let panel = null, count = 0, caption = null;
    stage.parts.forEach((part, place) => {
      const stamp = stage.stamps[place];
      if (part.kind === "scene") caption = Array.from({ length: part.pieces }, (_, i) => part[i]);
      else if (part.kind === "panel") {
        panel = panels[count] ??= makePanel(row, stage, signal);
        panel.begin(part, stamp);
        count += 1;
      } else panel.add(part, stamp);
    });
    for (const extra of panels.splice(count)) extra.root.remove();
    panels.forEach((each) => each.draw(theme));
    if (caption) speak(caption);
    const words = stage.note ?? stage.problem ?? "";
    if (note.textContent !== words) note.textContent = words;
    root.classList.toggle("mlcourse-stale", Boolean(stage.gone || stage.problem));
  }

  function speak(caption) {
    const words = caption.map(([text]) => text).join("");
    if (says.textContent !== words) {
      while (says.childElementCount > caption.length) says.lastElementChild.remove();
      caption.forEach(([text, role], i) => {
        const span = says.children[i] ?? says.appendChild(document.createElement("span"));
        if (span.textContent !== text) span.textContent = text;
        span.style.color = role ? theme.roles[role] : "";
        span.style.fontWeight = role ? 600 : "";
      });
    }
    // A screen reader is told when the hand rests, not at every frame.
    clearTimeout(hearing);
    if (heard.textContent !== words) hearing = setTimeout(() => (heard.textContent = words), 700);
  }

  // The explorer's controls may come later than its picture, and change with every move.
  function nameControls() {
    const explorer = root.closest(".widget-vbox"), controls = explorer?.querySelector(":scope > .mlcourse-controls");
    if (explorer) told.observe(explorer, { childList: true });
    if (controls) told.observe(controls, tellControls(controls));
  }

  const restyle = () => { theme = null; says.textContent = ""; panels.forEach((panel) => panel.forget()); paint(); };
  const told = new MutationObserver(nameControls);
  const resized = new ResizeObserver(() => { nameControls(); paint(); });
  resized.observe(row);
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
  return { paint, draw };
}

// What a control shows is what is heard of it, too. A slider's handle has no name, and tells the number that the machine
// holds, 0.30000000000000004; of buttons to choose with, only the colour tells which is pressed. Returns what may change.
function tellControls(controls) {
  const tell = (node, told) => {
    for (const [key, value] of Object.entries(told)) {
      if (node && node.getAttribute(key) !== value) node.setAttribute(key, value);
    }
  };
  for (const control of controls.querySelectorAll(".widget-slider, .widget-toggle-buttons")) {
    const label = control.querySelector(".widget-label")?.textContent ?? "", readout = control.querySelector(".widget-readout");
    tell(control.querySelector(".noUi-handle"), { "aria-label": label, "aria-valuetext": readout?.textContent });
    tell(readout, { role: "textbox", "aria-label": label });
    if (!readout) tell(control, { role: "group", "aria-label": label });
    for (const button of control.querySelectorAll("button")) {
      tell(button, { "aria-pressed": `${button.classList.contains("mod-active")}` });
    }
  }
  return { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-valuetext", "class"] };
}

// A button that copies the cell which opens this very picture. The kernel writes it; where a page may not use the
// clipboard, the cell is shown instead.
function makeCopy(foot, stage) {
  const button = element(foot, "button", "copy", { type: "button", title: "Copy a cell that opens this picture as it is" });
  button.textContent = "copy this setting";
  button.onclick = () => {
    stage.copied = (cell) => clip(cell).then((done) => {
      button.textContent = done ? "copied: paste it into a cell" : cell;
      if (done) setTimeout(() => (button.textContent = "copy this setting"), 2500);
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

// Light or dark, by what is really behind the picture.
function themeOf(node, palette) {
  let back = [255, 255, 255];
  for (let at = node; at; at = at.parentElement) {
    const parts = getComputedStyle(at).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (parts.length === 3 || parts[3] > 0.5) { back = parts.slice(0, 3); break; }
  }
  const dark = 0.299 * back[0] + 0.587 * back[1] + 0.114 * back[2] < 128 ? 1 : 0;
  const roles = Object.fromEntries(Object.entries(palette.roles).map(([role, pair]) => [role, pair[dark]]));
  node.style.setProperty("--mlcourse-ink", roles.ink);
  node.style.setProperty("--mlcourse-quiet", roles.quiet);
  node.style.setProperty("--mlcourse-error", roles.error);
  node.style.setProperty("--mlcourse-back", `rgb(${back})`);
  return { roles, ramp: palette.ramp[dark], back: `rgb(${back})`, font: getComputedStyle(node).fontFamily };
}

// --------------------------------------------------------------------------------------------------------- one panel

const TEXT = 13; // pixels
const TOP = 30, RIGHT = 14, BOTTOM = 42;

function makePanel(row, stage, signal) {
  const root = element(row, "div", "panel");
  const canvas = element(root, "canvas", "canvas");
  const c = canvas.getContext("2d");
  const still = document.createElement("canvas"); // the axes and the first marks, as long as they do not change
  const handles = [];
  canvas.addEventListener("pointerdown", (event) => handles.find((each) => each.anywhere())?.grab(event, true), { signal });
  canvas.addEventListener("dblclick", (event) => {
    const box = canvas.getBoundingClientRect(), zoom = zoomOf(root), f = at;
    const x = (event.clientX - box.x) / zoom, y = (event.clientY - box.y) / zoom;
    const inside = f && x >= f.left && x <= f.left + f.w && y >= f.top && y <= f.top + f.h;
    if (inside) handles.find((each) => each.whole())?.bring(event, handles);
  }, { signal });
  const places = new Map(); // at which of its places each label stands
  let part = null, marks = [], stamps = [], painted = -1, kept = null, at = null;

  function begin(next, stamp) {
    if (part && (part.aspect !== next.aspect)) forget();
    part = next;
    marks = [];
    stamps = [stamp];
  }

  function add(mark, stamp) {
    marks.push(mark);
    stamps.push(stamp);
  }

  function draw(theme) {
    root.style.setProperty("--aspect", part.aspect);
    const ratio = devicePixelRatio * zoomOf(root), width = root.clientWidth, height = root.clientHeight;
    if (!width || !height) return;
    const same = stamps.findIndex((stamp) => stamp > painted);
    const count = same < 0 ? marks.length + 1 : same; // how many of [axes, ...marks] are as they were
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = still.width = Math.round(width * ratio);
      canvas.height = still.height = Math.round(height * ratio);
      kept = null;
    } else if (kept === marks.length + 1 && count >= kept) return;
    painted = Math.max(...stamps);
    c.font = `${TEXT}px ${theme.font}`;
    const frame = (at = frameOf(part, width, height, c));
    if (kept !== count || !count) {
      kept = count;
      const s = still.getContext("2d");
      s.setTransform(ratio, 0, 0, ratio, 0, 0);
      s.clearRect(0, 0, width, height);
      s.font = c.font;
      drawAxes(s, part, frame, theme);
      drawMarks(s, marks.slice(0, Math.max(0, count - 1)), frame, theme);
    }
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.clearRect(0, 0, canvas.width, canvas.height);
    c.drawImage(still, 0, 0);
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMarks(c, marks.slice(Math.max(0, count - 1)), frame, theme);
    drawLabels(c, marks, frame, theme, places);
    placeHandles(frame, theme);
  }

  function placeHandles(frame, theme) {
    const wanted = marks.filter((mark) => mark.kind === "handle"), before = handles.length;
    while (handles.length > wanted.length) handles.pop().root.remove();
    wanted.forEach((mark, i) => (handles[i] ??= makeHandle(root, stage, signal)).place(mark, frame, theme));
    if (handles.length > before && stage.fresh) {
      handles.find((each) => each.moves(stage.fresh))?.root.focus({ preventScroll: true });
      stage.fresh = null;
    }
    const grows = handles.some((each) => each.grows());
    canvas.style.cursor = grows ? "copy" : "";
    canvas.style.touchAction = wanted.some((mark) => mark.anywhere) ? "none" : grows ? "manipulation" : "";
  }

  const forget = () => { kept = null; painted = -1; };
  return { root, begin, add, draw, forget };
}

function frameOf(part, width, height, c) {
  const y = ticksOf(part.y, (height - TOP - BOTTOM) / 48);
  const left = y.length ? Math.ceil(Math.max(30, ...y.map(([, text]) => c.measureText(text).width))) + 10 : RIGHT;
  const [x0, x1] = part.x.limits, [y0, y1] = part.y.limits;
  const w = width - left - RIGHT, h = height - TOP - BOTTOM;
  return {
    left, top: TOP, w, h, width, height, yTicks: y, xTicks: ticksOf(part.x, w / 72),
    X: (v) => left + ((v - x0) / (x1 - x0)) * w, Y: (v) => TOP + ((y1 - v) / (y1 - y0)) * h,
    perX: (x1 - x0) / w, perY: -(y1 - y0) / h, // axis units in a pixel
  };
}

// An axis' own ticks, or about as many round numbers as there is room for. Like all that is sent, a logarithmic axis comes
// in its own coordinate, in powers of ten.
function ticksOf({ ticks, limits, scale }, room) {
  if (ticks) return ticks;
  const lo = Math.min(...limits), hi = Math.max(...limits); // an axis may go down
  const denser = scale === "log" ? 1.5 : 1; // powers of ten are short words
  const rough = (hi - lo) / Math.max(2, Math.floor(room)) / denser, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((m) => m * power >= rough * 0.999);
  if (scale !== "log") return roundOf(lo, hi, step);
  const few = Math.floor(hi) - Math.ceil(lo) < 2 && rough <= 2 / 3; // powers of ten, and room for more than those
  return powersOf(lo, hi, Math.max(1, step), few ? [1, 2, 5] : [1]);
}

function roundOf(lo, hi, step) {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(lo / step - 1e-6); k * step <= hi + step * 1e-6; k++) {
    ticks.push([k * step, (k * step).toFixed(digits).replace(/^-(?=0(\.0*)?$)/, "").replace("-", "−")]);
  }
  return ticks;
}

function powersOf(lo, hi, step, firsts) {
  const plain = lo >= -4 && hi <= 5; // with so few digits a number is read sooner than its power
  const ticks = [];
  for (let power = step * Math.floor(lo / step); power <= hi + 1e-6; power += step) {
    for (const first of firsts) {
      ticks.push([power + Math.log10(first), plain ? `${Number(`${first}e${power}`)}` : raised(first, power)]);
    }
  }
  return ticks.filter(([at]) => at >= lo - 1e-6 && at <= hi + 1e-6);
}

// Write first · 10^power with raised digits.
function raised(first, power) {
  if (power === 0) return `${first}`;
  const digits = `${power}`.replace(/[-\d]/g, (digit) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(digit)]);
  return `${first > 1 ? `${first}·` : ""}10${power === 1 ? "" : digits}`;
}

function drawAxes(c, part, f, theme) {
  c.lineWidth = 1;
  c.strokeStyle = theme.roles.grid;
  c.fillStyle = theme.roles.quiet;
  c.textBaseline = "middle";
  c.textAlign = "right";
  for (const [value, text] of f.yTicks) {
    const y = Math.round(f.Y(value)) + 0.5;
    stroke(c, f.left, y, f.left + f.w, y);
    c.fillText(text, f.left - 8, y);
  }
  c.textBaseline = "top";
  c.textAlign = "center";
  let free = -Infinity;
  for (const [value, text] of f.xTicks) {
    const x = Math.round(f.X(value)) + 0.5, half = c.measureText(text).width / 2;
    const centre = Math.min(Math.max(x, half), f.width - half);
    stroke(c, x, f.top, x, f.top + f.h);
    if (centre - half < free) continue; // no room for these words: the line alone
    c.fillText(text, centre, f.top + f.h + 6);
    free = centre + half + 8;
  }
  const wide = (text) => c.measureText(text).width, half = Math.min(f.width, wide(part.x.label)) / 2;
  write(c, part.x.label, clamp(f.left + f.w / 2, half, f.width - half), f.top + f.h + 23, f.width);
  const room = f.width - RIGHT - 2 - (part.title && 12), share = room / (wide(part.y.label) + wide(part.title));
  c.textAlign = "left";
  write(c, part.y.label, 2, 4, share * wide(part.y.label));
  c.textAlign = "right";
  c.fillStyle = theme.roles.ink;
  write(c, part.title, f.width - RIGHT, 4, share * wide(part.title));
}

// Write words; where there is less room than they need, smaller.
function write(c, text, x, y, room) {
  const font = c.font, share = Math.min(1, room / c.measureText(text).width);
  if (share < 1) c.font = font.replace(/[\d.]+(?=px)/, (size) => share * size);
  c.fillText(text, x, y);
  c.font = font;
}

function stroke(c, x0, y0, x1, y1) {
  c.beginPath();
  c.moveTo(x0, y0);
  c.lineTo(x1, y1);
  c.stroke();
}

// --------------------------------------------------------------------------------------------------------- the marks

function drawMarks(c, marks, f, theme) {
  c.save();
  c.beginPath();
  c.rect(f.left, f.top - 1, f.w + 1, f.h + 2);
  c.clip();
  c.lineJoin = c.lineCap = "round";
  for (const mark of marks) {
    if (!(mark.kind in drawers)) continue;
    c.globalAlpha = mark.opacity ?? 1;
    c.fillStyle = c.strokeStyle = theme.roles[mark.role];
    c.lineWidth = mark.width ?? 2;
    drawers[mark.kind](c, mark, f, theme);
  }
  c.restore();
}

const drawers = {
  dots(c, { x, y, size, opacity }, f) {
    const each = opacity < 1; // where they lie over each other they get darker
    c.beginPath();
    for (let i = 0; i < x.length; i++) {
      const px = f.X(x[i]), py = f.Y(y[i]);
      c.moveTo(px + size, py);
      c.arc(px, py, size, 0, 7);
      if (each) { c.fill(); c.beginPath(); }
    }
    c.fill();
  },

  line(c, { x, y, ends, dashed }, f) {
    if (dashed) c.setLineDash([6, 7]);
    let k = 0;
    for (const end of ends) {
      c.beginPath();
      for (; k < end; k++) c.lineTo(f.X(x[k]), f.Y(y[k]));
      c.stroke();
    }
    c.setLineDash([]);
  },

  segments(c, { x, y0, y1 }, f) {
    c.lineCap = "butt";
    c.beginPath();
    for (let i = 0; i < x.length; i++) {
      c.moveTo(f.X(x[i]), f.Y(y0[i]));
      c.lineTo(f.X(x[i]), f.Y(y1[i]));
    }
    c.stroke();
    c.lineCap = "round";
  },

  bars(c, { x, height, width, foot }, f) {
    for (let i = 0; i < x.length; i++) {
      const left = f.X(x[i] - width / 2), top = f.Y(height[i]);
      c.fillRect(left, top, f.X(x[i] + width / 2) - left, f.Y(foot) - top);
    }
  },

  surface(c, { x, y, z, levels }, f, theme) {
    const shade = (k) => mix(theme.ramp, levels.length ? k / levels.length : 0);
    c.fillStyle = shade(0);
    c.fillRect(f.left, f.top, f.w + 1, f.h + 1);
    c.strokeStyle = theme.back;
    c.lineWidth = 1;
    const grid = gridOf(x, y, z, f);
    levels.forEach((level, k) => {
      traceRings(c, grid, level);
      c.globalAlpha = 1;
      c.fillStyle = shade(k + 1);
      c.fill("evenodd");
      c.globalAlpha = 0.55;
      c.stroke();
    });
  },

  arrow(c, { x0, y0, x1, y1 }, f) {
    const fromX = f.X(x0), fromY = f.Y(y0), toX = f.X(x1), toY = f.Y(y1);
    const angle = Math.atan2(toY - fromY, toX - fromX), head = Math.min(11, 0.6 * Math.hypot(toX - fromX, toY - fromY));
    stroke(c, fromX, fromY, toX - head * 0.6 * Math.cos(angle), toY - head * 0.6 * Math.sin(angle));
    c.beginPath();
    c.moveTo(toX, toY);
    for (const turn of [2.7, -2.7]) c.lineTo(toX + head * Math.cos(angle + turn), toY + head * Math.sin(angle + turn));
    c.fill();
  },
};

// The colour at `t` (0 to 1) of a ramp of hexadecimal colours.
function mix(ramp, t) {
  const at = Math.min(t, 0.9999) * (ramp.length - 1), k = Math.floor(at), part = at - k;
  const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const a = rgb(ramp[k]), b = rgb(ramp[k + 1]);
  return `rgb(${a.map((v, i) => Math.round(v + part * (b[i] - v)))})`;
}

// A surface's heights and pixels, with a rim below every level, so that rings close also from one row to the next.
function gridOf(xs, ys, z, f) {
  const W = xs.length + 2, rim = (values) => [values[0], ...values, values[values.length - 1]];
  const Z = new Float64Array(W * (ys.length + 2)).fill(-1e300);
  z.forEach((height, k) => (Z[k + W + 1 + 2 * Math.floor(k / xs.length)] = height));
  return { W, Z, X: rim(xs).map(f.X), Y: rim(ys).map(f.Y), next: new Int32Array(2 * Z.length).fill(-1) };
}

// Trace the border of {z ≥ level} as closed rings (marching squares). A cell's pieces go from edge to edge,
// the high side always on the left: so an edge has one way on, and it leads back to the start.
function traceRings(c, { W, Z, X, Y, next }, level) {
  const starts = [];
  for (let k = 0; k + W + 1 < Z.length; k++) {
    const kind = (Z[k] >= level) | ((Z[k + 1] >= level) << 1) | ((Z[k + W + 1] >= level) << 2) | ((Z[k + W] >= level) << 3);
    if (kind === 0 || kind === 15) continue;
    const edges = [2 * k, 2 * k + 3, 2 * (k + W), 2 * k + 1]; // below, right, above, left
    for (const [from, to] of CELLS[kind]) {
      next[edges[from]] = edges[to];
      starts.push(edges[from]);
    }
  }
  c.beginPath();
  for (const start of starts) {
    if (next[start] < 0) continue;
    for (let edge = start, on; (on = next[edge]) >= 0; edge = on) {
      next[edge] = -1;
      const a = edge >> 1, b = a + (edge & 1 ? W : 1), t = (level - Z[a]) / (Z[b] - Z[a]); // up, or to the right
      const i = a % W, i2 = b % W, j = (a - i) / W, j2 = (b - i2) / W;
      const x = X[i] + t * (X[i2] - X[i]), y = Y[j] + t * (Y[j2] - Y[j]);
      edge === start ? c.moveTo(x, y) : c.lineTo(x, y);
    }
    c.closePath();
  }
}

// For each pattern of high corners (1 lower left, 2 lower right, 4 upper right, 8 upper left): pieces of the border, from
// edge to edge (0 below, 1 right, 2 above, 3 left), with the high side on the left.
const CELLS = {
  1: [[0, 3]], 2: [[1, 0]], 3: [[1, 3]], 4: [[2, 1]], 5: [[0, 3], [2, 1]], 6: [[2, 0]], 7: [[2, 3]],
  8: [[3, 2]], 9: [[0, 2]], 10: [[1, 0], [3, 2]], 11: [[1, 2]], 12: [[3, 1]], 13: [[0, 1]], 14: [[3, 0]],
};

// -------------------------------------------------------------------------------------------------------- the labels

// A label stands on the side wished for or, where a handle, a label or a curve is in the way, on another one.
const SIDES = ["above", "below", "right", "left", "above right", "above left", "below right", "below left"];
const GAPS = [1, 2, 3.5]; // further off, where all sides are taken close by: rather over a curve than far from its own
const ROOMY = 230; // pixels of a frame, from which on there is room for words at their full size
const SEEN = 0.4; // opacity, from which on labels keep off a curve

function drawLabels(c, marks, f, theme, places) {
  const at = (mark) => [clamp(f.X(mark.x), f.left, f.left + f.w), clamp(f.Y(mark.y), f.top, f.top + f.h)];
  const taken = marks.filter((mark) => mark.kind === "handle").map((mark) => around(...at(mark), 10, 10));
  const curves = marks.filter((mark) => mark.kind === "line" && mark.opacity >= SEEN);
  marks.forEach((mark, k) => {
    const text = mark.text ?? mark.label;
    if (!text) return;
    let size = TEXT * 1.08 * (mark.kind === "text" ? mark.size * clamp(f.w / ROOMY, 0.75, 1) : 1);
    c.font = `600 ${size}px ${theme.font}`;
    size *= Math.min(1, f.w / c.measureText(text).width);
    c.font = `600 ${size}px ${theme.font}`;
    const w = c.measureText(text).width, gap = mark.kind === "handle" ? 14 : 8;
    const point = at(mark);
    const ways = mark.side === "centre" ? ["centre"] : [mark.side, ...SIDES];
    const all = GAPS.flatMap((far) => ways.map((side) => place(side, point, w, size, gap, far, f)));
    const wishes = [all[places.get(k)] ?? all[0], ...all]; // where it stood it stays while it can
    // Worst is to lie over words or the point itself, then to stand far off, then over a curve, then to be pushed.
    const over = [around(...point, 2, 2), ...taken];
    let box = null, least = Infinity;
    for (const each of wishes) {
      const bad = 4 * over.some((other) => overlap(each, other)) + 2 * curves.some((curve) => crosses(curve, each, f)) + each.bad;
      if (bad < least) [box, least] = [each, bad];
      if (!bad) break;
    }
    places.set(k, all.indexOf(box));
    taken.push(box);
    const { x0: x, y0: y } = box;
    c.textAlign = "left";
    c.textBaseline = "top";
    c.lineJoin = "round";
    c.lineWidth = 4;
    c.strokeStyle = theme.back;
    c.fillStyle = theme.roles[mark.role];
    c.strokeText(text, x, y);
    c.fillText(text, x, y);
  });
}

const clamp = (v, lo, hi) => Math.min(Math.max(v, lo), Math.max(lo, hi));
const around = (x, y, w, h) => ({ x0: x - w, y0: y - h, x1: x + w, y1: y + h });
const overlap = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

// Where a label stands on a side of its point. It is bad to be far off, and to be pushed by the frame, except along.
function place(side, [x, y], w, h, gap, far, f) {
  const right = side.includes("right") - side.includes("left"), up = side.includes("above") - side.includes("below");
  const wish = [x - w / 2 + right * (far * gap + w / 2), y - h / 2 - up * (far * gap + h / 2)];
  const x0 = clamp(wish[0], f.left + 2, f.left + f.w - w), y0 = clamp(wish[1], f.top, f.top + f.h - h);
  const pushed = (right && x0 !== wish[0]) || (up && y0 !== wish[1]);
  return { x0, y0, x1: x0 + w, y1: y0 + h, bad: (far > 1) * (2 + far / 4) + pushed };
}

// Whether one of a mark's curves runs through a box.
function crosses({ x, y, ends, width }, box, f) {
  const r = width / 2;
  for (let k = 1, curve = 0; k < y.length; k++) {
    if (k === ends[curve]) { curve += 1; continue; }
    const x0 = f.X(x[k - 1]), x1 = f.X(x[k]);
    if (!(Math.max(x0, x1) >= box.x0 - r && Math.min(x0, x1) <= box.x1 + r)) continue;
    const [a, b] = [box.x0 - r, box.x1 + r].map((at) => f.Y(y[k - 1] + clamp((at - x0) / (x1 - x0), 0, 1) * (y[k] - y[k - 1])));
    if (Math.max(a, b) >= box.y0 - r && Math.min(a, b) <= box.y1 + r) return true;
  }
  return false;
}

// ------------------------------------------------------------------------------------------------------- the handles

// Which way a key moves a handle, and how many steps.
const KEYS = {
  ArrowLeft: ["right", -1], ArrowRight: ["right", 1], ArrowDown: ["up", -1], ArrowUp: ["up", 1],
  PageDown: ["up", -10], PageUp: ["up", 10], Home: ["up", -Infinity], End: ["up", Infinity],
};

function makeHandle(parent, stage, signal) {
  const root = element(parent, "div", "handle", { tabindex: "0", role: "slider" });
  let mark = null, frame = null, drag = null, queued = false;

  function place(next, f, theme) {
    mark = next;
    frame = f;
    const names = namesOf(mark);
    root.style.setProperty("--colour", theme.roles[mark.role]);
    // What stands outside the panel waits at its edge.
    const x = clamp(f.X(mark.x), f.left, f.left + f.w), y = clamp(f.Y(mark.y), f.top, f.top + f.h);
    root.style.transform = `translate(${x}px, ${y}px)`;
    root.style.cursor = { 2: "move", 1: Object.keys(mark.up).length ? "ns-resize" : "ew-resize" }[
      (Object.keys(mark.right).length > 0) + (Object.keys(mark.up).length > 0)] ?? "default";
    const row = rowOf(stage, mark);
    root.setAttribute("aria-label", row ? `${row.one} ${row.at + 1} of ${row.rows.length}` : `${mark.label || "handle"}: moves ${names.join(" and ")}`);
    root.setAttribute("aria-description", row ? `Plus adds one beside it${row.whole ? ", Delete takes it out" : ""}` : "");
    const told = (way, gains) => Object.keys(gains).map((name) => `${row ? way : name} ${shown(stage, name)}`);
    root.setAttribute("aria-valuetext", [...told("x", mark.right), ...told("y", mark.up)].join(", "));
    root.setAttribute("aria-valuenow", (names.length && read(stage, names[0])) ?? 0); // of two numbers a slider can only have one
  }

  const perPixel = () => { const zoom = zoomOf(root); return { perX: frame.perX / zoom, perY: frame.perY / zoom }; };
  const held = () => Object.fromEntries(namesOf(mark).map((name) => [name, read(stage, name)]));

  // Take hold of the handle, where the pointer is on it or (jump) so that it comes to where the pointer is.
  function grab(event, jump) {
    if (event.button) return;
    event.preventDefault();
    root.focus({ preventScroll: true });
    root.setPointerCapture(event.pointerId);
    const box = root.getBoundingClientRect();
    const at = jump ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: event.clientX, y: event.clientY };
    drag = { ...at, dx: 0, dy: 0, ...perPixel(), right: mark.right, up: mark.up, from: held() };
    if (jump) move(event);
  }

  function move(event) {
    if (!drag) return;
    drag.dx = (event.clientX - drag.x) * drag.perX;
    drag.dy = (event.clientY - drag.y) * drag.perY;
    if (queued) return;
    queued = true; // a hand may report more often than a page draws
    requestAnimationFrame(() => { queued = false; if (drag) follow(); });
  }

  function follow() {
    const moved = { ...drag.from };
    for (const [gains, wish] of [[drag.right, drag.dx], [drag.up, drag.dy]]) {
      const far = reach(stage, gains, drag.from, wish);
      for (const [name, gain] of Object.entries(gains)) moved[name] += gain * far;
    }
    writeAll(stage, moved);
  }

  root.addEventListener("pointerdown", (event) => grab(event, false), { signal });
  root.addEventListener("pointermove", move, { signal });

  for (const end of ["pointerup", "pointercancel"]) {
    root.addEventListener(end, () => { if (drag) follow(); drag = null; }, { signal });
  }

  const moves = (start) => namesOf(mark).some((name) => name.startsWith(start));
  const whole = () => { const row = rowOf(stage, mark); return row?.whole ? row : null; };
  const grows = () => whole()?.rows.length < whole()?.most;
  const refuse = (words) => { stage.note = words; stage.views.forEach((view) => view.paint()); };

  function put(row, at, fresh) {
    if (row.rows.length >= row.most) return refuse(`${row.most} ${row.one}s are the most there can be.`);
    stage.fresh = `${row.control}[${at},`; // its handle is focused once it is there
    row.become(row.rows.toSpliced(at, 0, fresh));
  }

  // A new row comes to where the pointer is, before the first whose handle stands to the right of it.
  function bring(event, handles) {
    const row = whole(), box = root.getBoundingClientRect(), fresh = [...row.rows[row.at]], { perX, perY } = perPixel();
    const dx = (event.clientX - box.x - box.width / 2) * perX, dy = (event.clientY - box.y - box.height / 2) * perY;
    for (const [name, gain] of Object.entries(mark.right)) fresh[placeOf(name).column] += gain * dx;
    for (const [name, gain] of Object.entries(mark.up)) fresh[placeOf(name).column] += gain * dy;
    const before = handles.filter((each) => each.moves(`${row.control}[`) && each.centre() <= event.clientX);
    put(row, before.length, fresh);
  }

  // A new row halfway to the next, or from the last to the one before it.
  function bringBeside() {
    const row = rowOf(stage, mark), { at, rows } = row, last = at === rows.length - 1;
    const other = rows[last ? Math.max(0, at - 1) : at + 1];
    put(row, last ? at : at + 1, rows[at].map((value, column) => (value + other[column]) / 2));
  }

  function takeOut() {
    const row = rowOf(stage, mark);
    if (!row) return;
    if (!row.whole) return refuse(`This ${row.one} has to stay.`);
    if (row.rows.length <= row.fewest) return refuse(`${row.fewest} ${row.one}s have to stay.`);
    if (row.at === row.rows.length - 1) root.previousElementSibling.focus({ preventScroll: true });
    row.become(row.rows.toSpliced(row.at, 1));
  }

  const ACTS = { "+": bringBeside, Delete: takeOut, Backspace: takeOut };
  root.addEventListener("dblclick", takeOut, { signal });
  root.addEventListener("keydown", (event) => {
    // A letter pressed on a handle is not a command to the notebook around it, such as x: cut this cell.
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
    if (event.key in ACTS && rowOf(stage, mark)) {
      event.preventDefault();
      event.stopPropagation();
      return ACTS[event.key]();
    }
    const [asked, steps] = KEYS[event.key] ?? [];
    if (!asked) return;
    event.preventDefault();
    event.stopPropagation();
    // A handle that moves one way only takes every key, as a slider does. What else moves with it moves in proportion.
    const gains = Object.keys(mark[asked]).length ? mark[asked] : { ...mark.up, ...mark.right };
    const from = held(), [first] = Object.keys(gains);
    if (!first) return;
    const most = Math.sign(steps) * Math.min(Math.abs(steps), 1e6) * (event.shiftKey ? 10 : 1);
    const far = reach(stage, gains, from, (most * stepOf(stage, first)) / Math.abs(gains[first]));
    writeAll(stage, Object.fromEntries(Object.entries(gains).map(([name, gain]) => [name, from[name] + gain * far])));
  }, { signal });

  const centre = () => { const box = root.getBoundingClientRect(); return box.x + box.width / 2; };
  return { root, place, grab, anywhere: () => mark.anywhere, moves, whole, grows, bring, centre };
}

// How far a page's own style zooms a node: so many pixels of the hand are one of the node's.
const zoomOf = (node) => node.getBoundingClientRect().width / node.offsetWidth;

const namesOf = (mark) => Object.keys({ ...mark.right, ...mark.up });

// A name is a number control's, "w", or a place in an array control, "corners[2,0]".
function placeOf(name) {
  const [, control, row, column] = name.match(/^([^[]+)(?:\[(\d+),(\d+)\])?$/);
  return { control, row, column };
}

function target(stage, name) {
  const { control, row, column } = placeOf(name);
  return { ...stage.controls[control], row, column };
}

// The row of an array control that a handle moves, if the array may grow and shrink, and whether it moves the whole of it.
function rowOf(stage, mark) {
  const places = namesOf(mark).map(placeOf), [{ control, row } = {}] = places;
  const { model, trait } = stage.controls[control] ?? {}, [fewest, most] = model?.get("count") ?? [];
  if (row === undefined || !(fewest < most)) return null;
  if (places.some((place) => place.control !== control || place.row !== row)) return null;
  const rows = model.get(trait), whole = places.length === rows[row]?.length;
  const lo = model.get("min") ?? -Infinity, hi = model.get("max") ?? Infinity;
  const become = (next) => {
    model.set(trait, next.map((each) => each.map((value) => clamp(value, lo, hi))));
    model.save_changes();
  };
  return { control, one: control.replace(/s$/, ""), at: Number(row), rows, fewest, most, whole, become };
}

function read(stage, name) {
  const { model, trait, row, column } = target(stage, name);
  const value = model?.get(trait);
  return row === undefined ? value : value[row]?.[column]; // a row may be gone, and its handle still here
}

// A number as its slider shows it.
function shown(stage, name) {
  const { model } = target(stage, name), value = Number(read(stage, name));
  return model?.readout_formatter?.(value) ?? value.toFixed(2);
}

function stepOf(stage, name) {
  return target(stage, name).model.get("step") || 0.1;
}

// How far a handle can go where it would like to go so far: where one of its controls ends, all of them stop.
function reach(stage, gains, from, far) {
  for (const [name, gain] of Object.entries(gains)) {
    if (!gain) continue;
    const [lo, hi] = limits(stage, name), ends = [(lo - from[name]) / gain, (hi - from[name]) / gain];
    far = clamp(far, Math.min(0, ...ends), Math.max(0, ...ends));
  }
  return far;
}

// Between which values a control may be; a row that has to stay between its neighbours, between theirs.
function limits(stage, name) {
  const { model, trait, row, column } = target(stage, name);
  const lo = model?.get("min") ?? -Infinity, hi = model?.get("max") ?? Infinity, apart = model?.get("apart");
  if (row === undefined || apart == null || Number(column)) return [lo, hi];
  const rows = model.get(trait), at = Number(row);
  return [at ? rows[at - 1][0] + apart : lo, at < rows.length - 1 ? rows[at + 1][0] - apart : hi];
}

// Set controls to new values, each within its limits and on its steps; an array control's places all at once.
function writeAll(stage, values) {
  const arrays = new Map();
  for (const [name, value] of Object.entries(values)) {
    const { model, trait, row, column } = target(stage, name);
    if (!model) continue;
    const lo = model.get("min") ?? -Infinity, hi = model.get("max") ?? Infinity, step = model.get("step");
    const from = Number.isFinite(lo) ? lo : 0;
    const stepped = step && row === undefined ? from + Math.round((value - from) / step) * step : value;
    const kept = Number(clamp(stepped, lo, hi).toFixed(9));
    if (row === undefined) {
      model.set(trait, kept);
      model.save_changes();
    } else {
      if (!arrays.has(model)) arrays.set(model, [trait, model.get(trait).map((each) => [...each])]);
      if (arrays.get(model)[1][row]) arrays.get(model)[1][row][column] = kept;
    }
  }
  for (const [model, [trait, rows]] of arrays) {
    model.set(trait, rows);
    model.save_changes();
  }
}
