// The values that the server is known to hold. Whatever else stands in a control is kept as a draft, with the version
// that the person saw.
(() => {
  "use strict";

  const { parts } = window.thidua;
  const REJECTIONS = ["invalid", "conflict", "closed"];

  window.thidua.SavedValues = class {
    #values = new Map(); // by name of the control; undefined where the server rejected what it was sent
    #drafts;

    constructor(drafts) {
      this.#drafts = drafts;
    }

    // Takes over what a part came with from the server.
    read(part) {
      const isRejected = REJECTIONS.includes(parts.state(part));
      for (const control of parts.controls(part)) {
        this.#values.set(control.name, isRejected ? undefined : parts.initialValue(control));
      }
    }

    // Takes over a part that the server has sent anew, because the person preferred what is stored.
    replace(part) {
      for (const { name } of parts.controls(part)) this.#drafts.drop(name);
      this.read(part);
    }

    // Takes over the values of a request that the server has accepted; returns the names of those that were new to it.
    acknowledge(part, request) {
      const version = parts.version(part).value;
      const changes = [];
      for (const control of parts.controls(part).filter(({ name }) => request.has(name))) {
        const { name } = control;
        const value = request.get(name);
        if (!this.holds(name, value)) changes.push(name);
        this.#values.set(name, value);
        if (parts.value(control) === value) this.#drafts.drop(name, value);
        else this.#drafts.put(name, parts.value(control), version); // the person typed on meanwhile
      }
      return changes;
    }

    holds(name, value) {
      return this.#values.get(name) === value;
    }

    // Called at every keystroke.
    keepDraft(control) {
      const { name, type } = control;
      if (!name || type === "hidden") return;
      const part = parts.of(control);
      const value = parts.value(control);
      if (part && this.holds(name, value)) this.#drafts.drop(name);
      else this.#drafts.put(name, value, part ? parts.version(part).value : "");
    }

    unsavedControls(part) {
      return parts.controls(part).filter((control) => !this.holds(control.name, parts.value(control)));
    }

    unsavedParts(form) {
      return parts.all(form).filter((part) => this.unsavedControls(part).length);
    }
  };
})();
