// An extension of JupyterLab, written as JupyterLab loads it, so that nothing has to be built.
//
// Where a document stands alone (`/doc/tree/…`), JupyterLab opens what a link leads to in the same page, and keeps
// the document hidden behind it: after seven lessons a drag is slow. Here each has a browser tab of its own, once,
// and a link to a section leads there at the first click.

const DOCUMENT = /\.(ipynb|md)$/;
const SECTION = "mlcourse:section";
const LOOKS = 100; // at a section, at the most
const [APART, STILL] = [100, 5]; // milliseconds between two looks, and so many in one place are enough
let jupyterlab;

const shared = async (name) => (await Object.values(jupyterlab[name])[0].get())();
const left = import(new URL("left.js", document.currentScript.src));

function activate(app, rendermime, notebooks, PageConfig) {
  const { linkHandler, linkHandler: { handleLink } } = rendermime;
  const alone = () => PageConfig.getOption("mode") === "single-document";

  // A tab bears the path of its document as its name, by which links in other tabs find it. JupyterLab itself looks
  // for the section in the address before the document is there.
  let first = window.location.hash;
  notebooks?.widgetAdded.connect(async (_, panel) => (await left).attend(panel));
  window.addEventListener(SECTION, ({ detail }) => seek(app.shell.currentWidget, detail));
  app.shell.currentPathChanged.connect((_, { newValue }) => {
    if (!alone()) return;
    window.name = newValue;
    if (first) seek(app.shell.currentWidget, first);
    first = "";
  });

  rendermime.linkHandler = {
    ...linkHandler,
    handleLink(link, path, section) {
      link.addEventListener("click", (event) => {
        const tab = alone() && DOCUMENT.test(path) && window.open("", path);
        if (!tab) return; // JupyterLab's own listener, which is added below, opens it in this page
        event.preventDefault();
        event.stopImmediatePropagation();
        show(tab, path, section);
      });
      handleLink(link, path, section);
    },
  };

  function show(tab, path, section) {
    if (tab.location.href !== "about:blank") {
      tab.focus();
      if (section) tab.dispatchEvent(new CustomEvent(SECTION, { detail: section }));
      return;
    }
    // Two tabs in one workspace would have JupyterLab load the second one twice.
    const workspace = path.replace(/\W+/g, "-");
    tab.location.href = PageConfig.getUrl({ mode: "single-document", workspace, treePath: path }) + section;
  }
}

// Cells come late, and push the section about as they are laid out: go there until it stays, or the reader moves on.
async function seek({ content, node }, section) {
  const id = CSS.escape(decodeURIComponent(section).slice(1));
  const place = () => node.querySelector(`[data-jupyter-id="${id}"], [id="${id}"]`)?.getBoundingClientRect().top;
  const moved = new AbortController();
  for (const kind of ["wheel", "pointerdown", "keydown"]) {
    window.addEventListener(kind, () => moved.abort(), { signal: moved.signal, capture: true });
  }
  for (let look = 0, still = 0; look < LOOKS && still < STILL && !moved.signal.aborted; look += 1) {
    const before = place();
    await content.setFragment?.(decodeURIComponent(section));
    await new Promise((done) => setTimeout(done, APART));
    still = before !== undefined && place() === before ? still + 1 : 0;
  }
  moved.abort();
}

(window._JUPYTERLAB ??= {}).mlcourse = {
  init(scope) {
    jupyterlab = scope;
  },
  async get() {
    const [{ IRenderMimeRegistry }, { INotebookTracker }, { PageConfig }] = await Promise.all(
      ["@jupyterlab/rendermime", "@jupyterlab/notebook", "@jupyterlab/coreutils"].map(shared),
    );
    const plugin = {
      id: "mlcourse:documents",
      autoStart: true,
      requires: [IRenderMimeRegistry],
      optional: [INotebookTracker],
      activate: (app, rendermime, notebooks) => activate(app, rendermime, notebooks, PageConfig),
    };
    return () => ({ __esModule: true, default: plugin });
  },
};
