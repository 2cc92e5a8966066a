// A page never lets go of a module it has imported, and anywidget imports one anew for every widget. So this one is small,
// and imports the painter, stage.js, once for all stages of a page.

function painter(code) {
  const known = (globalThis.mlcoursePainters ??= new Map()); // by their text: a page may outlive a version of the course
  if (!known.has(code)) {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    known.set(code, import(url).finally(() => URL.revokeObjectURL(url)));
  }
  return known.get(code);
}

export default () => {
  let stage = null;
  return {
    async initialize(given) {
      stage = (await painter(given.model.get("code"))).default();
      if (!given.signal.aborted) stage.initialize(given);
    },
    render: (given) => stage.render(given),
  };
};
