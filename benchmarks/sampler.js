// What is measured in the page, from before its first script on. `bench.signature` tells which picture is shown; it is
// read after every animation frame has been drawn, so it sees what was drawn in a message's task and what was drawn in
// the frame itself alike; and once more as the next frame begins, where a busy page has not come to it in between. The websocket's bytes are counted here: the browser's debugger would copy every one of them.

(() => {
  if (window.top !== window) return;
  const bench = { changes: [], moves: [], up: null, seen: null, signature: () => null };
  const traffic = { received: 0, sent: 0, messages: 0 };
  window.bench = Object.assign(bench, { traffic });

  const size = (data) => data.byteLength ?? data.size ?? data.length;
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        traffic.received += size(data);
        traffic.messages += 1;
      });
    }

    send(data) {
      traffic.sent += size(data);
      traffic.messages += 1;
      super.send(data);
    }
  };

  window.addEventListener("pointermove", ({ timeStamp }) => bench.moves.push(timeStamp), { capture: true });
  window.addEventListener("pointerup", ({ timeStamp }) => (bench.up = timeStamp), { capture: true });

  const look = () => {
    const seen = bench.signature();
    if (!seen || seen === bench.seen) return;
    bench.seen = seen;
    bench.changes.push(performance.now());
  };
  const drawn = new MessageChannel();
  drawn.port1.onmessage = look;
  const frame = () => {
    requestAnimationFrame(frame);
    look();
    drawn.port2.postMessage(0);
  };
  frame();

  const one = (selector, read) => () => {
    const node = document.querySelector(selector);
    return node && read(node);
  };
  const paths = (selector) => () => [...document.querySelectorAll(selector)].map((path) => path.getAttribute("d")).join();
  bench.signatures = {
    interact: one(".jp-OutputArea-output img", (node) => node.getAttribute("src")),
    plotly: paths(".js-plotly-plot .scatterlayer path.js-line, .js-plotly-plot .contourfill path"),
    traits: one("[data-picture]", (node) => node.dataset.picture),
    ours: one(".mlcourse-says", (node) => node.textContent),
    limit: one("[data-picture]", (node) => node.dataset.picture),
  };

  // The notebook in front, once its kernel is there.
  const panel = () => window.jupyterapp?.shell?.currentWidget;
  bench.ready = () => {
    const kernel = panel()?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle" && panel().content.widgets.length > 1;
  };

  // Run a cell as its key would; return what it printed.
  bench.run = async (place) => {
    panel().content.activeCellIndex = place;
    bench.clear();
    await jupyterapp.commands.execute("notebook:run-cell");
    return panel().content.widgets[place].model.outputs.toJSON().map(({ text, ename }) => text ?? ename ?? "").join("");
  };

  // Begin a new part of a trial.
  bench.clear = () => {
    Object.assign(bench, { changes: [], moves: [], up: null, since: performance.now(), before: { ...traffic } });
  };

  // What has been seen in this part, and its traffic.
  bench.told = () => {
    const { changes, moves, up, since, before } = bench;
    const passed = Object.fromEntries(Object.entries(traffic).map(([name, count]) => [name, count - before[name]]));
    return { changes, moves, up, since, now: performance.now(), ...passed };
  };
})();
