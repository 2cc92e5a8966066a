// The buttons of a slider that plays. The picture follows it as it follows a hand, so playing is paced by the page.

const LASTS = 10000; // milliseconds from one end to the other
const SIGNS = { reset: "⟲", back: "‹", play: "▶\ufe0e", pause: "❚❚", step: "›" };
const LEAST = 120; // milliseconds for a step, where the steps are many
const SPEEDS = [1, 2, 4];

export default {
  async render({ model, el, signal }) {
    const slider = await model.widget_manager.get_model(model.get("moves"));
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const words = model.get("words");
    const choice = slider.get("anew") && (await model.widget_manager.get_model(slider.get("anew")));
    let frame = null, speed = SPEEDS[0];

    const tell = (node, name) => {
      node.textContent = SIGNS[name];
      node.title = words[name];
      node.setAttribute("aria-label", words[name]);
    };

    const low = () => slider.get("min"), high = () => slider.get("max");
    const end = () => Math.min(high(), slider.get("end") ?? Infinity); // the picture says where it has no more to show
    const strides = () => (high() - low()) / slider.get("stride");
    const to = (value) => slider.set("value", Math.min(end(), Math.max(low(), value)));
    const rest = () => {
      cancelAnimationFrame(frame);
      frame = null;
      tell(play, "play");
      slider.save_changes();
    };
    const by = (steps) => () => { to(Math.min(slider.get("value"), end()) + steps); rest(); };

    function begin() {
      if (still.matches) { to(end()); return rest(); }
      if (slider.get("value") >= end()) to(low());
      tell(play, "pause");
      const stride = slider.get("stride");
      let last = performance.now();
      frame = requestAnimationFrame(function next(now) {
        const pace = Math.max(LEAST, LASTS / strides()) / speed;
        const steps = slider.waits?.() ? 0 : Math.max(0, Math.floor((now - last) / pace)); // for a picture that is late
        last = steps ? now - ((now - last) % pace) : Math.max(last, now - pace);
        if (steps) to(slider.get("value") + steps * stride);
        if (slider.get("value") >= end()) rest();
        else frame = requestAnimationFrame(next);
      });
    }

    const button = (act) => {
      const node = el.appendChild(document.createElement("button"));
      node.className = "jupyter-button widget-button";
      Object.assign(node.style, { width: "34px", padding: "0" });
      node.onclick = act;
      return node;
    };
    const named = (name, act) => {
      const node = button(act);
      tell(node, name);
      return node;
    };
    el.style.display = "flex";
    el.setAttribute("role", "group");
    el.setAttribute("aria-label", slider.get("description"));
    named("reset", () => { to(low()); rest(); });
    named("back", by(-1));
    const play = named("play", () => (frame === null ? begin() : rest()));
    named("step", by(1));
    if (LEAST * strides() > LASTS) { // a path so long can be gone faster
      const faster = button(() => { speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]; fast(); });
      const fast = () => {
        faster.textContent = `${speed}×`;
        faster.title = words.speed;
        faster.setAttribute("aria-label", `${words.speed} ${speed}×`);
      };
      fast();
    }
    // A hand on a choice is a view's doing; what is shown to a reader, or comes from the kernel, is not.
    const begun = (_, __, { updated_view } = {}) => { if (updated_view) { to(low()); slider.save_changes(); } };
    choice?.on?.("change:index", begun);
    const close = () => { cancelAnimationFrame(frame); choice?.off?.("change:index", begun); };
    signal?.addEventListener("abort", close);
    return close;
  },
};
