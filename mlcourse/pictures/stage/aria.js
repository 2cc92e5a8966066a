// What is heard of the controls.

// What a control shows is what is heard of it, too. A slider's handle has no name, and tells the number that the machine
// holds, 0.30000000000000004; of buttons to choose with, only the colour tells which is pressed. Returns what may change.
export function tellControls(controls) {
  const tell = (node, told) => {
    for (const [key, value] of Object.entries(told)) {
      if (node && node.getAttribute(key) !== value) node.setAttribute(key, value);
    }
  };
  for (const control of controls.querySelectorAll(".widget-slider, .widget-toggle-buttons")) {
    const label = control.querySelector(".widget-label")?.textContent ?? "", readout = control.querySelector(".widget-readout");
    tell(control.querySelector(".noUi-handle"), { "aria-label": label, "aria-valuetext": readout?.textContent });
    tell(readout, { role: "textbox", "aria-label": label });
    if (!readout) tell(control, { role: "group", "aria-label": label });
    for (const button of control.querySelectorAll("button")) {
      tell(button, { "aria-pressed": `${button.classList.contains("mod-active")}` });
    }
  }
  return { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-valuetext", "class"] };
}
