// A box for a number: Enter commits it, and so does the button beside it.

export default {
  render({ model, el, signal }) {
    const { label, commit } = model.get("words");
    const make = (parent, kind, style) => Object.assign(parent.appendChild(document.createElement(kind)), style);
    Object.assign(el.style, { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px", flex: "1 1 auto" });
    const name = make(el, "label"), box = make(name, "input", { type: "text", inputMode: "decimal", autocomplete: "off" });
    name.prepend(`${label} `);
    Object.assign(box.style, { width: "90px", height: "26px", marginLeft: "4px" });
    const button = make(el, "button", { textContent: commit });
    button.className = "jupyter-button widget-button";
    button.style.width = "auto";
    const why = make(el, "span");
    why.setAttribute("role", "status");
    const enter = () => model.send({ text: box.value });
    button.addEventListener("click", enter, { signal });
    box.addEventListener("keydown", (event) => {
      event.stopPropagation(); // a letter here is no command to the notebook
      if (event.key === "Enter") { event.preventDefault(); enter(); }
    }, { signal });
    const told = () => { why.textContent = model.get("why"); };
    model.on("change:why", told);
    told();
  },
};
