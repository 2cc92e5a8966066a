// Quiet controls while a hand is on them.

// While a hand is on a control, its value goes with the question; the control's own message to the kernel waits until the
// hand lifts, so that a cell run then reads the new value. Without this each move costs twice the messages.
export function quieten(models, lifted) {
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
