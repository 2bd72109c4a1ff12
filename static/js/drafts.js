// What was typed and is not acknowledged yet, kept on this machine: one entry per person, report and input.
(() => {
  "use strict";

  const home = document.querySelector("[data-drafts]");
  if (!home) return;
  const prefix = `nhap/${document.body.dataset.user}/${home.dataset.drafts}/`;
  const unkept = new Map(); // what a full or forbidden storage did not take; it lives as long as the page

  const drafts = {
    // Whether what is typed outlives the page.
    get safe() {
      return unkept.size === 0;
    },
    put(name, value, version) {
      const draft = { value, version };
      try {
        localStorage.setItem(prefix + name, JSON.stringify(draft));
        unkept.delete(name);
      } catch {
        drafts.drop(name); // an older value must not pass for this one
        unkept.set(name, draft);
      }
    },
    // Given a value, only if that is what is kept: another window may have typed on.
    drop(name, value) {
      if (value !== undefined && drafts.get(name)?.value !== value) return;
      unkept.delete(name);
      try {
        localStorage.removeItem(prefix + name);
      } catch { /* nothing is kept then */ }
    },
    get(name) {
      if (unkept.has(name)) return unkept.get(name);
      try {
        return JSON.parse(localStorage.getItem(prefix + name)) ?? undefined;
      } catch {
        return undefined;
      }
    },
    names() {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      } catch {
        return [];
      }
    },
  };
  window.thidua = { drafts };

  // A report that is closed by now takes nothing: its page lists what is left here, to copy or to throw away.
  const lines = [...home.querySelectorAll("[data-draft]")].filter((line) => {
    const draft = drafts.get(line.dataset.draft);
    if (draft?.value === line.dataset.stored) drafts.drop(line.dataset.draft);
    line.hidden = !draft || draft.value === line.dataset.stored;
    if (!line.hidden) line.querySelector("b").textContent = draft.value || home.dataset.empty;
    return !line.hidden;
  });
  if (home.matches("form") || !lines.length) return;
  home.hidden = false;
  home.addEventListener("click", (event) => {
    if (event.target.closest("[data-copy]")) {
      // The asynchronous clipboard needs https, which a server inside an office may not have.
      getSelection().selectAllChildren(home.querySelector("ul"));
      document.execCommand("copy");
      home.querySelector("[data-copied]").hidden = false;
    } else if (event.target.closest("[data-discard]")) {
      for (const line of lines) drafts.drop(line.dataset.draft);
      home.hidden = true;
    }
  });
})();
