// A button that brings points back to where they stood at first.

export default {
  render({ model, el }) {
    const button = el.appendChild(document.createElement("button"));
    button.className = "jupyter-button widget-button";
    button.style.width = "auto";
    button.textContent = model.get("description");
    button.onclick = async () => {
      const points = await model.widget_manager.get_model(model.get("moves"));
      points.set("value", model.get("first"));
      points.save_changes();
    };
  },
};
