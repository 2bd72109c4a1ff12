// The entry page: each part saves itself when it is left, says how it stands, and loses nothing that was typed.
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const { drafts, parts, Feedback, SavedValues, Sender, guardSubmission, listenToButtons, restoreDrafts } = window.thidua;

  const savedValues = new SavedValues(drafts);
  const feedback = new Feedback(form, savedValues, drafts);
  const sender = new Sender(form, savedValues, feedback);
  for (const part of parts.all(form)) savedValues.read(part);
  sender.listen();
  guardSubmission(form, savedValues, sender);
  listenToButtons(form, sender);
  form.addEventListener("input", ({ target }) => savedValues.keepDraft(target));
  window.addEventListener("beforeunload", (event) => {
    if (!drafts.isSafe) event.preventDefault();
  });
  // htmx listens to the parts from then on.
  document.addEventListener("DOMContentLoaded", () => restoreDrafts(form, drafts, savedValues, sender, feedback));
  window.thidua.sender = sender;
})();
