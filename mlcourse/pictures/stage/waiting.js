// How long a reader waits until something is said.

export const PATIENCE = 500; // milliseconds without an answer until the reader is told
export const LONG = 5000; // milliseconds without an answer until the reader is told why

// What is not there, a model or a kernel, never answers, so the wait has an end.
export const soon = (promise, ms) => Promise.race([promise, new Promise((_, no) => setTimeout(no, ms, new Error("no answer")))]);
