// A button that counts how often it was pressed; it may throw a slider to a place that chance picks.

export default {
  render({ model, el }) {
    const button = el.appendChild(document.createElement("button"));
    button.className = "jupyter-button widget-button";
    button.style.width = "auto";
    button.textContent = model.get("description");
    button.onclick = async () => {
      model.set("value", model.get("value") + 1);
      model.save_changes();
      if (!model.get("throws")) return;
      const slider = await model.widget_manager.get_model(model.get("throws"));
      const [low, high, step] = ["min", "max", "step"].map((name) => slider.get(name));
      slider.set("value", low + step * Math.round((Math.random() * (high - low)) / step));
      slider.save_changes();
    };
  },
};
