// Way 5, the limit: the same computations as in ways.py, in the page.

import { makePainter, numbers } from "./painter.js";

const ENDS = [0, 20];

const explorers = {
  line: ({ x, y }) => ({ w, b }) => {
    let loss = 0;
    for (let i = 0; i < x.length; i++) loss += Math.abs(b + w * x[i] - y[i]);
    loss /= x.length;
    const words = `With w = ${w.toFixed(2)} and b = ${b.toFixed(2)}k the line is off by ${loss.toFixed(2)}k a day.`;
    return [[[{ y: ENDS.map((end) => b + w * end) }], [{ x: [w], y: [b] }]], words];
  },

  surface: ({ plain, size, w, b }) => ({ penalty }) => {
    const z = new Float32Array(plain.length);
    let best = 0;
    for (let i = 0; i < z.length; i++) {
      z[i] = plain[i] + penalty * size[i];
      if (z[i] < z[best]) best = i;
    }
    const bw = w[best % w.length], bb = b[Math.floor(best / w.length)];
    const words = `With a penalty of ${penalty.toFixed(2)} it is best to take w = ${bw.toFixed(2)} and b = ${bb.toFixed(2)}k.`;
    return [[[{ y: ENDS.map((end) => bb + bw * end) }], [{ z }, { x: [bw], y: [bb] }]], words];
  },

  sigmoids: ({ x, places, heights }) => ({ steepness }) => {
    const n = x.length, curves = new Float32Array(n * places.length), sum = new Float32Array(n);
    for (let k = 0; k < places.length; k++) {
      for (let i = 0; i < n; i++) {
        sum[i] += curves[k * n + i] = heights[k] / (1 + Math.exp(-steepness * (x[i] - places[k])));
      }
    }
    return [[[{ y: curves }], [{ y: sum }]],
      `With a steepness of ${steepness.toFixed(2)} the sum ends at ${sum[n - 1].toFixed(3)}.`];
  },
};

export default {
  async render({ model, el }) {
    const paint = makePainter(el, model.get("told"));
    const compute = explorers[model.get("told").explorer](numbers(model.get("given")));
    const ids = Object.entries(model.get("controls"));
    const controls = await Promise.all(ids.map(([, id]) => model.widget_manager.get_model(id)));
    const show = () => paint(...compute(Object.fromEntries(ids.map(([name], i) => [name, controls[i].get("value")]))));
    controls.forEach((control) => control.on("change:value", show));
    show();
  },
};
