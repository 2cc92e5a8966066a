// A page never lets go of a module it has imported, and anywidget imports one anew for every widget, be it closed or not.
// So this one is small, and imports the widget's own code once for all widgets of a page.

function once(code) {
  const known = (globalThis.mlcourseModules ??= new Map()); // by their text: a page may outlive a version of the course
  if (!known.has(code)) {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    known.set(code, import(url).finally(() => URL.revokeObjectURL(url)));
  }
  return known.get(code);
}

// Plotly draws before it is in the page, and asks how wide that is only when the page is resized: tell it once it is in.
function fit(figure, signal) {
  const seen = new ResizeObserver(() => {
    if (!figure.clientWidth) return;
    seen.disconnect();
    window.dispatchEvent(new Event("resize"));
  });
  seen.observe(figure);
  signal?.addEventListener("abort", () => seen.disconnect());
}

export default () => {
  let widget = null;
  return {
    async initialize(given) {
      widget = (await once(given.model.get("code"))).default();
      return given.signal.aborted ? undefined : widget.initialize(given);
    },
    async render(given) {
      const end = await widget.render(given);
      if (given.el.classList.contains("js-plotly-plot")) fit(given.el, given.signal);
      return end;
    },
  };
};
