// Way 3: what has changed comes from the kernel in a synced trait.

import { makePainter } from "./painter.js";

export default {
  render({ model, el }) {
    const paint = makePainter(el, model.get("told"));
    const show = () => paint(model.get("moving").marks, model.get("moving").says);
    model.on("change:moving", show);
    show();
  },
};
