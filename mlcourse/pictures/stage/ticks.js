// Which numbers stand at an axis.

// An axis' own ticks, or about as many round numbers as there is room for. Like all that is sent, a logarithmic axis comes
// in its own coordinate, in powers of ten.
export function ticksOf({ ticks, limits, scale }, room, { TICKS_LEAST, TICKS_LOG, TICK_STEPS, TICK_FIRSTS, TICK_PLAIN }) {
  if (ticks) return ticks;
  const lo = Math.min(...limits), hi = Math.max(...limits); // an axis may go down
  const denser = scale === "log" ? TICKS_LOG : 1; // powers of ten are short words
  const rough = (hi - lo) / Math.max(TICKS_LEAST, Math.floor(room)) / denser, power = 10 ** Math.floor(Math.log10(rough));
  const at = TICK_STEPS.findIndex((m) => m * power >= rough * 0.999);
  const few = Math.floor(hi) - Math.ceil(lo) < 2 && rough <= 2 / 3; // powers of ten, and room for more than those
  const by = (step) => scale === "log"
    ? powersOf(lo, hi, Math.max(1, step), few ? TICK_FIRSTS : [1], TICK_PLAIN)
    : roundOf(lo, hi, step);
  const found = by(TICK_STEPS[at] * power), finer = at ? TICK_STEPS[at - 1] : TICK_STEPS.at(-2) / 10;
  return found.length < TICKS_LEAST ? by(finer * power) : found; // round numbers may miss a short axis
}

// A number as it is read out: three digits of it.
export const numeral = (value) => `${Number(value.toPrecision(3))}`.replace("-", "−");

function roundOf(lo, hi, step) {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(lo / step - 1e-6); k * step <= hi + step * 1e-6; k++) {
    ticks.push([k * step, (k * step).toFixed(digits).replace(/^-(?=0(\.0*)?$)/, "").replace("-", "−")]);
  }
  return ticks;
}

function powersOf(lo, hi, step, firsts, [least, most]) {
  const plain = lo >= least && hi <= most; // with so few digits a number is read sooner than its power
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
