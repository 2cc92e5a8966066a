// What a handle may do to the controls: a number is one, or a place in an array.

import { clamp } from "./geometry.js";

export const namesOf = (mark) => Object.keys({ ...mark.right, ...mark.up });

// A name is a number control's, "w", or a place in an array control, "corners[2,0]".
export function placeOf(name) {
  const [, control, row, column] = name.match(/^([^[]+)(?:\[(\d+),(\d+)\])?$/);
  return { control, row, column };
}

function target(stage, name) {
  const { control, row, column } = placeOf(name);
  return { ...stage.controls[control], row, column };
}

// The row of an array control that a handle moves, if the array may grow and shrink, and whether it moves the whole of it.
export function rowOf(stage, mark) {
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
  return { control, one: model.get("one"), many: model.get("many"), at: Number(row), rows, fewest, most, whole, become };
}

export function read(stage, name) {
  const { model, trait, row, column } = target(stage, name);
  const value = model?.get(trait);
  return row === undefined ? value : value[row]?.[column]; // a row may be gone, and its handle still here
}

// A number as its slider shows it.
export function shown(stage, name) {
  const { model, trait } = target(stage, name), value = Number(read(stage, name));
  if (trait === "index") return model.get("_options_labels")[value];
  return model?.readout_formatter?.(value) ?? value.toFixed(2);
}

export function stepOf(stage, name) {
  return span(target(stage, name)).step || 0.1;
}

// From where to where a control goes, and by what steps; one of a list of choices, by their places in it.
function span({ model, trait }) {
  if (model && trait === "index") return { lo: 0, hi: model.get("_options_labels").length - 1, step: 1 };
  return { lo: model?.get("min") ?? -Infinity, hi: model?.get("max") ?? Infinity, step: model?.get("step") };
}

// How far a handle can go where it would like to go so far: where one of its controls ends, all of them stop.
export function reach(stage, gains, from, far) {
  for (const [name, gain] of Object.entries(gains)) {
    if (!gain) continue;
    const [lo, hi] = limits(stage, name), ends = [(lo - from[name]) / gain, (hi - from[name]) / gain];
    far = clamp(far, Math.min(0, ...ends), Math.max(0, ...ends));
  }
  return far;
}

// Between which values a control may be; a row that has to stay between its neighbours, between theirs.
function limits(stage, name) {
  const to = target(stage, name), { model, trait, row, column } = to, { lo, hi } = span(to), apart = model?.get("apart");
  if (row === undefined || apart == null || Number(column)) return [lo, hi];
  const rows = model.get(trait), at = Number(row);
  return [at ? rows[at - 1][0] + apart : lo, at < rows.length - 1 ? rows[at + 1][0] - apart : hi];
}

// Set controls to new values, each within its limits and on its steps; an array control's places all at once.
export function writeAll(stage, values) {
  const arrays = new Map();
  for (const [name, value] of Object.entries(values)) {
    const to = target(stage, name), { model, trait, row, column } = to, { lo, hi, step } = span(to);
    if (!model) continue;
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
