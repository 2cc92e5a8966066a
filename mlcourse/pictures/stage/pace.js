// The pace at which pictures are asked for.

const FRAME = 1000 / 60; // milliseconds
const WIDEST = 16; // questions that may be unanswered at a time, at the most

// How many questions may be unanswered: as many as keep the kernel busy while questions and answers are on their way.
// The way there and back is the least time an answer took beyond the kernel's own; so the window does not feed on the
// queue that it makes.
export function makePace() {
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
