// What was typed and is not acknowledged yet, kept on this machine: one entry per person, report and control.
(() => {
  "use strict";

  const home = document.querySelector("[data-drafts]");
  if (!home) return;
  const prefix = `nhap/${document.body.dataset.user}/${home.dataset.drafts}/`;
  const memory = new Map(); // what a full or forbidden storage did not take; it lives as long as the page

  const drafts = {
    // Whether what is typed outlives the page.
    get isSafe() {
      return memory.size === 0;
    },
    put(name, value, version) {
      const draft = { value, version };
      try {
        localStorage.setItem(prefix + name, JSON.stringify(draft));
        memory.delete(name);
      } catch {
        drafts.drop(name); // an older value must not pass for this one
        memory.set(name, draft);
      }
    },
    // Given a value, only if that is what the draft holds: another window may have typed on.
    drop(name, value) {
      if (value !== undefined && drafts.get(name)?.value !== value) return;
      memory.delete(name);
      try {
        localStorage.removeItem(prefix + name);
      } catch { /* then there is nothing to remove */ }
    },
    get(name) {
      if (memory.has(name)) return memory.get(name);
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
  window.thidua.drafts = drafts;
})();
