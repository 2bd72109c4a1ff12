// A part of the entry form saves itself: a row of the grid, or the remarks. Here its elements are found and read.
(() => {
  "use strict";

  const stateLine = (part) => part.querySelector(".save-state");
  const checkboxValue = (isChecked) => (isChecked ? "on" : "");

  const parts = {
    all: (form) => [...form.querySelectorAll("[data-saves]")],
    of: (element) => element.closest("[data-saves]"),
    controls: (part) => [...part.querySelectorAll("input[name], textarea[name], select[name]")].filter(({ type }) => type !== "hidden"),
    version: (part) => part.querySelector("input[type=hidden][name$=version]"),
    value: (control) => (control.type === "checkbox" ? checkboxValue(control.checked) : control.value),
    // The value that the control came with from the server.
    initialValue(control) {
      if (control.type === "checkbox") return checkboxValue(control.defaultChecked);
      if (control.options) return [...control.options].find(({ defaultSelected }) => defaultSelected)?.value ?? "";
      return control.defaultValue;
    },
    // Puts a value into a control as typing does, so that it becomes a draft.
    enter(control, value) {
      control.value = value;
      control.dispatchEvent(new Event("input", { bubbles: true }));
    },
    untick(box) {
      box.checked = false;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
    // One of saved, saving, invalid, conflict, closed, … as the server named it, or as it turned out here:
    // failed (the server was away) and refused (it wants the page to be loaded again).
    state: (part) => stateLine(part).dataset.state,
    stateText: (part) => stateLine(part).textContent,
    setState(part, state, text) {
      stateLine(part).dataset.state = state;
      stateLine(part).textContent = text;
    },
    isWaiting: (part) => ["failed", "refused"].includes(parts.state(part)),
    openFold(element) {
      const fold = element.closest("details");
      if (fold) fold.open = true;
    },
  };
  window.thidua.parts = parts;
})();
