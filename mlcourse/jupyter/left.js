// What a lesson that is opened again shows in place of its widgets, until their cells run: a picture of each as it was
// left. A widget lives in the kernel; of one whose kernel is gone, JupyterLab shows an error.
//
// When the notebook is saved, its metadata keep what could be seen of each widget: words, and panels as images.

const WIDGET = "application/vnd.jupyter.widget-view+json";
const SEEN = "figcaption, .mlcourse-panel, .widget-html-content, .mlcourse-controls > *";
const AFRESH = "mlcourse-left";
const TURN = 2 * Math.PI;

// Keep what is seen of `panel`, a notebook's, whenever it is saved; and show what was kept.
export function attend(panel) {
  const { context, content } = panel;
  let moved = false;
  for (const kind of ["pointerup", "keyup"]) {
    content.node.addEventListener(kind, ({ target }) => (moved ||= Boolean(target.closest?.(".jupyter-widgets"))));
  }
  context.saveState.connect((_, state) => {
    if (state !== "started") return;
    moved = false;
    keep(content);
  });
  // To move a slider does not change a notebook, so that nothing would save it.
  const leave = () => { if (moved && document.hidden && !context.model.readOnly) context.save(); };
  document.addEventListener("visibilitychange", leave);
  const watch = new MutationObserver((changes) => {
    if (changes.some(({ target }) => isLost(target))) show(content);
  });
  watch.observe(content.node, { childList: true, subtree: true });
  panel.disposed.connect(() => {
    document.removeEventListener("visibilitychange", leave);
    watch.disconnect();
  });
  context.ready.then(() => show(content));
}

const ours = (content) => content.model?.getMetadata("mlcourse") ?? {};

// JupyterLab writes its error, and nothing else, where the widget was.
const isLost = (node) => node.matches?.(".jp-OutputArea-output.jupyter-widgets") && !node.childElementCount;

// Each widget that a cell has shown: its id, and the node that it stands in, if there is one yet.
function* widgets({ widgets: cells }) {
  for (const { outputArea } of cells) {
    for (let i = 0; i < (outputArea?.model.length ?? 0); i += 1) {
      const id = outputArea.model.get(i).data[WIDGET]?.model_id;
      if (id) yield [id, outputArea.widgets[i]?.node.querySelector(".jp-OutputArea-output")];
    }
  }
}

function keep(content) {
  if (!content.model) return;
  const mlcourse = ours(content), left = {};
  for (const [id, node] of widgets(content)) {
    const live = node?.childElementCount && !node.querySelector(`.${AFRESH}`);
    const seen = live ? [...node.querySelectorAll(SEEN)].map(pieceOf).filter(Boolean) : mlcourse.left?.[id];
    if (seen?.length) left[id] = seen;
  }
  const { left: before, ...others } = mlcourse;
  if (JSON.stringify(before ?? {}) === JSON.stringify(left)) return;
  content.model.setMetadata("mlcourse", Object.keys(left).length ? { ...others, left } : others);
}

function pieceOf(node) {
  if (!node.offsetWidth) return null;
  return node.matches(".mlcourse-panel") ? imageOf(node) : wordsOf(node);
}

function wordsOf(node) {
  if (node.querySelector("button") && !node.querySelector(".mod-active")) return null; // it moves a control
  const label = node.querySelector(".widget-label"), value = node.querySelector(".widget-readout, .mod-active");
  const words = value ? `${label?.textContent ?? ""} ${value.textContent}` : node.textContent; // of what is far away, too
  return words.trim() ? { words: words.trim(), control: node.parentNode.matches(".mlcourse-controls") } : null;
}

// A panel as an image: its canvas, and the handles that stand over it.
function imageOf(panel) {
  const canvas = panel.querySelector("canvas"), copy = document.createElement("canvas"), c = copy.getContext("2d");
  const { width, height, left, top } = canvas.getBoundingClientRect(), ratio = canvas.width / width;
  if (!canvas.width || !canvas.height) return null;
  [copy.width, copy.height] = [canvas.width, canvas.height];
  c.drawImage(canvas, 0, 0);
  c.scale(ratio, ratio);
  for (const handle of panel.querySelectorAll(".mlcourse-handle")) {
    const box = handle.getBoundingClientRect(), dot = getComputedStyle(handle, "::after");
    c.beginPath();
    c.arc(box.x + box.width / 2 - left, box.y + box.height / 2 - top, parseFloat(dot.width) / 2, 0, TURN);
    c.fillStyle = dot.backgroundColor;
    c.fill();
  }
  return { image: copy.toDataURL("image/webp", 0.8), width, height };
}

function show(content) {
  const { left = {}, again } = ours(content);
  for (const [id, node] of widgets(content)) {
    if (again && node && isLost(node)) node.replaceChildren(figure(left[id] ?? [], again));
  }
}

// Built of nodes and not of markup: a notebook can come from anybody.
function figure(pieces, again) {
  const root = make("figure", { margin: "4px 0", maxWidth: "1080px" });
  root.className = AFRESH;
  const call = root.appendChild(make("p", { color: "var(--jp-ui-font-color1)", fontWeight: 600, margin: "2px" }));
  call.textContent = `▸ ${again}`;
  let row = null;
  for (const piece of pieces) {
    const kind = piece.image ? "image" : piece.control ? "control" : "words";
    if (kind === "words" || row?.dataset.kind !== kind) {
      row = root.appendChild(make("div", { display: "flex", flexWrap: "wrap", gap: "4px 20px", opacity: 0.55 }));
      row.dataset.kind = kind;
    }
    row.append(kind === "image" ? picture(piece) : line(piece));
  }
  return root;
}

function line({ words: text }) {
  const node = make("span", { color: "var(--jp-ui-font-color1)", margin: "2px", lineHeight: 1.45 });
  node.textContent = text;
  return node;
}

function picture({ image, width, height }) {
  const node = make("img", { maxWidth: "100%" });
  Object.assign(node, { alt: "", width, height });
  if (/^data:image\/(webp|png);/.test(image)) node.src = image;
  return node;
}

function make(kind, style) {
  const node = document.createElement(kind);
  Object.assign(node.style, style);
  return node;
}
