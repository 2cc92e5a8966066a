// A painter as small as it can be for a fair comparison: two panels, each with what stands still on a canvas kept for
// it, and what moves drawn over that. `fed.js` and `computing.js` use it.

const TOP = 30, LEFT = 44, RIGHT = 14, BOTTOM = 42;
const COLOURS = { dots: "#8996a8", line: "#0072b2", here: "#d55e00" };
const BLUES = ["#eef3f8", "#8fabc6", "#1f4e79"].map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));

// Bytes come as a DataView that may begin anywhere; numbers may not.
const floats = (view) => new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
export const numbers = (mark) => Object.fromEntries(
  Object.entries(mark).map(([name, value]) => [name, value instanceof DataView ? floats(value) : value]));

export function makePainter(el, told) {
  const row = el.appendChild(document.createElement("div"));
  const says = el.appendChild(document.createElement("div"));
  row.style.cssText = "display: flex; gap: 24px; max-width: 1080px";
  says.style.cssText = "max-width: 1080px; min-height: 2.9em; font-size: 15px";
  const panels = told.panels.map((panel) => makePanel(row, panel, bands(told.levels)));
  let next = null;

  function paint() {
    const { marks, words } = next;
    next = null;
    panels.forEach((panel, i) => panel.paint(marks[i]));
    says.textContent = el.dataset.picture = words;
  }

  // Draw this in the next animation frame: for each panel its moving marks' arrays that have changed.
  return (marks, words) => {
    if (!next) requestAnimationFrame(paint);
    next = { marks, words };
  };
}

function makePanel(row, told, bandOf) {
  const canvas = row.appendChild(document.createElement("canvas"));
  canvas.style.cssText = "flex: 1 1 0; min-width: 0; aspect-ratio: 1.45";
  const still = document.createElement("canvas"), cells = document.createElement("canvas");
  const c = canvas.getContext("2d"), s = still.getContext("2d");
  const standing = told.still.map(numbers), moving = told.moving.map(numbers);
  let frame = null;

  function resize(width, height, ratio) {
    canvas.width = still.width = Math.round(width * ratio);
    canvas.height = still.height = Math.round(height * ratio);
    frame = frameOf(told, width, height);
    s.scale(ratio, ratio);
    drawAxes(s, told, frame);
    draw(s, standing);
    c.scale(ratio, ratio);
  }

  function draw(on, marks) {
    on.save();
    on.beginPath();
    on.rect(frame.left, frame.top, frame.w, frame.h);
    on.clip();
    for (const mark of marks) {
      on.fillStyle = on.strokeStyle = COLOURS[mark.kind];
      on.lineWidth = 2;
      drawers[mark.kind](on, mark, frame, bandOf, cells);
    }
    on.restore();
  }

  function paint(changes) {
    changes.forEach((change, i) => Object.assign(moving[i], numbers(change)));
    const ratio = devicePixelRatio || 1, { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * ratio)) resize(width, height, ratio);
    c.clearRect(0, 0, width, height);
    c.drawImage(still, 0, 0, width, height);
    draw(c, moving);
  }

  return { paint };
}

function frameOf(told, width, height) {
  const [x0, x1] = told.x_limits, [y0, y1] = told.y_limits, w = width - LEFT - RIGHT, h = height - TOP - BOTTOM;
  return {
    left: LEFT, top: TOP, w, h,
    X: (v) => LEFT + ((v - x0) / (x1 - x0)) * w, Y: (v) => TOP + ((y1 - v) / (y1 - y0)) * h,
  };
}

function drawAxes(c, told, f) {
  c.font = "13px sans-serif";
  c.fillStyle = "#667085";
  c.strokeStyle = "#e6e9ee";
  for (let k = 0; k <= 4; k++) {
    const x = told.x_limits[0] + (k / 4) * (told.x_limits[1] - told.x_limits[0]);
    const y = told.y_limits[0] + (k / 4) * (told.y_limits[1] - told.y_limits[0]);
    c.strokeRect(f.X(x), f.top, 0, f.h);
    c.strokeRect(f.left, f.Y(y), f.w, 0);
    c.textAlign = "center";
    c.fillText(x.toFixed(1), f.X(x), f.top + f.h + 16);
    c.textAlign = "right";
    c.fillText(y.toFixed(1), f.left - 8, f.Y(y) + 4);
  }
  c.textAlign = "center";
  c.fillText(told.x, f.left + f.w / 2, f.top + f.h + 34);
  c.textAlign = "left";
  c.fillText(told.y, 2, 14);
}

const drawers = {
  dots(c, { x, y }, f) {
    c.beginPath();
    for (let i = 0; i < x.length; i++) {
      const px = f.X(x[i]), py = f.Y(y[i]);
      c.moveTo(px + 1.5, py);
      c.arc(px, py, 1.5, 0, 7);
    }
    c.fill();
  },

  here(c, { x, y }, f) {
    c.beginPath();
    c.arc(f.X(x[0]), f.Y(y[0]), 4.5, 0, 7);
    c.fill();
  },

  line(c, { x, y }, f) {
    const n = x.length;
    for (let row = 0; row < y.length; row += n) {
      c.beginPath();
      let lastX = -1e9, lastY = -1e9;
      for (let i = 0; i < n; i++) {
        const px = f.X(x[i]), py = f.Y(y[row + i]);
        if (i && i < n - 1 && Math.abs(px - lastX) < 0.7 && Math.abs(py - lastY) < 0.7) continue;
        c.lineTo(px, py);
        lastX = px;
        lastY = py;
      }
      c.stroke();
    }
  },

  // The colour of every pixel of the canvas by the band its height is in, between the grid's heights straight lines.
  surface(c, { x, y, z }, f, bandOf, cells) {
    const ratio = devicePixelRatio || 1, w = Math.round(f.w * ratio), h = Math.round(f.h * ratio);
    if (cells.width !== w || cells.height !== h) Object.assign(cells, { width: w, height: h });
    const on = cells.getContext("2d"), image = on.createImageData(w, h), pixels = new Uint32Array(image.data.buffer);
    const nx = x.length, ny = y.length, across = new Float32Array(nx);
    for (let row = 0, at = 0; row < h; row++) {
      const v = ((h - 1 - row) / (h - 1)) * (ny - 1), j = Math.min(v | 0, ny - 2), t = v - j;
      for (let i = 0; i < nx; i++) across[i] = z[j * nx + i] + t * (z[(j + 1) * nx + i] - z[j * nx + i]);
      for (let column = 0; column < w; column++) {
        const u = (column / (w - 1)) * (nx - 1), i = Math.min(u | 0, nx - 2);
        pixels[at++] = bandOf(across[i] + (u - i) * (across[i + 1] - across[i]));
      }
    }
    on.putImageData(image, 0, 0);
    c.drawImage(cells, f.left, f.top, f.w, f.h);
  },
};

// From a height to the colour of its band, as four bytes; the levels have equal distances.
function bands(levels) {
  const lowest = levels[0], per = 1 / (levels[1] - levels[0]), n = levels.length;
  const colours = Uint32Array.from({ length: n + 1 }, (_, k) => {
    const t = (k / n) * 1.9999, i = Math.floor(t);
    const [r, g, b] = BLUES[i].map((from, j) => Math.round(from + (t - i) * (BLUES[i + 1][j] - from)));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  });
  return (z) => colours[Math.max(0, Math.min(n, Math.floor((z - lowest) * per) + 1))];
}
