// A button that counts how often it was pressed; it may throw a slider to a place that chance picks.

export default {
  render({ model, el }) {
    const button = el.appendChild(document.createElement("button"));
    button.className = "jupyter-button widget-button";
    button.style.width = "auto";
    button.textContent = model.get("description");
    const other = (name) => (model.get(name) ? model.widget_manager.get_model(model.get(name)) : null);
    button.onclick = async () => {
      const [slider, played] = await Promise.all([other("throws"), other("rewinds")]);
      played?.set("value", played.get("min"));
      played?.save_changes();
      model.set("value", model.get("value") + 1);
      model.save_changes();
      if (!slider) return;
      const [low, high, step] = ["min", "max", "step"].map((name) => slider.get(name));
      slider.set("value", low + step * Math.round((Math.random() * (high - low)) / step));
      slider.save_changes();
    };
  },
};
