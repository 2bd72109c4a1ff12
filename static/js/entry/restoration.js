// What an earlier visit left behind goes back into its controls, and out with the version that the person saw then.
(() => {
  "use strict";

  const { parts } = window.thidua;

  window.thidua.restoreDrafts = (form, drafts, savedValues, sender, feedback) => {
    const changes = new Set(); // parts
    let number = 0; // controls
    for (const name of drafts.names()) {
      const control = form.elements[name];
      const draft = drafts.get(name);
      if (!control || control.type === "hidden" || !draft) continue;
      if (savedValues.holds(name, draft.value)) drafts.drop(name);
      if (draft.value === parts.value(control)) continue;
      if (control.type === "checkbox") control.checked = draft.value === "on";
      else control.value = draft.value;
      parts.openFold(control);
      const part = parts.of(control);
      if (!part) continue; // the reason for sending an incomplete report goes with the report
      const version = parts.version(part);
      version.value = Math.min(version.value, draft.version);
      changes.add(part);
      number += 1;
    }
    if (!number) return;
    feedback.showRestored(number);
    sender.sendAll([...changes]);
  };
})();
