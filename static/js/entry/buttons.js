// The buttons inside a row of the entry form do in place what they do without script by sending the whole form.
(() => {
  "use strict";

  const { parts } = window.thidua;

  window.thidua.listenToButtons = (form, sender) => {
    const emptyControls = (button) =>
      button.value.split(" ").map((name) => form.elements[name]).filter(({ value }) => value === "");
    const leave = (control) => {
      control.dispatchEvent(new Event("change", { bubbles: true }));
      control.focus();
    };

    const actions = {
      // Another reading of the number takes the place of what was typed.
      fill(button) {
        const control = form.elements[button.dataset.fill];
        parts.enter(control, button.dataset.value);
        leave(control);
      },
      // An earlier number, or 0 for every amount of the row, goes into what is empty.
      offer(button) {
        const controls = emptyControls(button);
        for (const control of controls) parts.enter(control, button.dataset.offer);
        if (controls.length) leave(controls[0]);
      },
      // Of two values the person has chosen one, or confirmed the one that is there; the answer takes the button away.
      async choice(button) {
        const part = parts.of(button);
        const { name, value } = button;
        const choice = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        button.after(choice);
        await sender.send(part);
        choice.remove();
        parts.controls(document.getElementById(part.id))[0].focus();
      },
    };
    actions.confirm = actions.choice;

    form.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      const action = Object.keys(actions).find((name) => button && name in button.dataset);
      if (!action) return;
      event.preventDefault();
      actions[action](button);
    });
    // What an answer has to be explained by comes with it.
    form.addEventListener("change", ({ target }) => {
      const { needs } = target.dataset;
      if (needs && target.checked) {
        parts.openFold(form.elements[needs]);
        form.elements[needs].focus();
      }
    });
    form.addEventListener("change", () => {
      for (const button of form.querySelectorAll("button[data-offer]")) button.hidden = !emptyControls(button).length;
    });
  };
})();
