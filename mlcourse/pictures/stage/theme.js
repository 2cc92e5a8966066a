// The colours: light or dark.

// Light or dark, by what is really behind the picture.
export function themeOf(node, palette, measures) {
  let back = [255, 255, 255];
  for (let at = node; at; at = at.parentElement) {
    const parts = getComputedStyle(at).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    if (parts.length === 3 || parts[3] > 0.5) { back = parts.slice(0, 3); break; }
  }
  const dark = 0.299 * back[0] + 0.587 * back[1] + 0.114 * back[2] < 128 ? 1 : 0;
  const roles = Object.fromEntries(Object.entries(palette.roles).map(([role, pair]) => [role, pair[dark]]));
  for (const [role, colour] of Object.entries(roles)) node.style.setProperty(`--mlcourse-${role}`, colour);
  node.style.setProperty("--mlcourse-back", `rgb(${back})`);
  return { roles, ramp: palette.ramp[dark], measures, back: `rgb(${back})`, font: getComputedStyle(node).fontFamily };
}

// The colour at `t` (0 to 1) of a ramp of hexadecimal colours.
export function mix(ramp, t) {
  const at = Math.min(t, 0.9999) * (ramp.length - 1), k = Math.floor(at), part = at - k;
  const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const a = rgb(ramp[k]), b = rgb(ramp[k + 1]);
  return `rgb(${a.map((v, i) => Math.round(v + part * (b[i] - v)))})`;
}
