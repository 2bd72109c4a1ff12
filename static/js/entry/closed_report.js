// A report that is closed by now takes nothing: its page lists the drafts that were left here, to copy or to throw away.
(() => {
  "use strict";

  const home = document.querySelector("[data-drafts]");
  if (!home) return;
  const { drafts } = window.thidua;

  const lines = [...home.querySelectorAll("[data-draft]")].filter((line) => {
    const { draft: name, stored } = line.dataset;
    const draft = drafts.get(name);
    if (draft?.value === stored) drafts.drop(name);
    if (!draft || draft.value === stored) return false;
    line.querySelector("b").textContent = draft.value || home.dataset.empty;
    line.hidden = false;
    return true;
  });
  home.hidden = !lines.length;
  home.addEventListener("click", ({ target }) => {
    if (target.closest("[data-copy]")) {
      // The asynchronous clipboard needs https, which a server inside an office may not have.
      getSelection().selectAllChildren(home.querySelector("ul"));
      document.execCommand("copy");
      home.querySelector("[data-copied]").hidden = false;
    } else if (target.closest("[data-discard]")) {
      for (const line of lines) drafts.drop(line.dataset.draft);
      home.hidden = true;
    }
  });
})();
