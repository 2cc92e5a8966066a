// The borders of a surface's bands.

// A surface's heights and pixels, with a rim below every level, so that rings close also from one row to the next.
export function gridOf(xs, ys, z, f) {
  const W = xs.length + 2, rim = (values) => [values[0], ...values, values[values.length - 1]];
  const Z = new Float64Array(W * (ys.length + 2)).fill(-1e300);
  z.forEach((height, k) => (Z[k + W + 1 + 2 * Math.floor(k / xs.length)] = height));
  return { W, Z, X: rim(xs).map(f.X), Y: rim(ys).map(f.Y), next: new Int32Array(2 * Z.length).fill(-1) };
}

// Trace the border of {z ≥ level} as closed rings (marching squares). A cell's pieces go from edge to edge,
// the high side always on the left: so an edge has one way on, and it leads back to the start.
export function traceRings(c, { W, Z, X, Y, next }, level) {
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
      if (edge === start) c.moveTo(x, y);
      else c.lineTo(x, y);
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
