// A button that shows the folded controls of its row, and folds them again.

export default {
  render({ model, el, signal }) {
    const words = model.get("words"), button = el.appendChild(document.createElement("button"));
    button.className = "jupyter-button mlcourse-more";
    const row = () => el.closest(".mlcourse-controls");
    const tell = () => {
      const open = row()?.classList.contains("mlcourse-open") ?? false;
      button.textContent = open ? `${words.less} ▴` : `${words.more} ▾`;
      button.setAttribute("aria-expanded", `${open}`);
    };
    button.onclick = () => { row().classList.toggle("mlcourse-open"); tell(); };
    // A step opens it, too.
    const watch = new MutationObserver(tell);
    requestAnimationFrame(() => { tell(); if (row()) watch.observe(row(), { attributeFilter: ["class"] }); });
    signal.addEventListener("abort", () => watch.disconnect());
  },
};
