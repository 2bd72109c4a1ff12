// Events as a browser hands them up from an element to the document.

export class Event {
  constructor(type, fields = {}) {
    Object.assign(this, { type, bubbles: false, defaultPrevented: false, isStopped: false }, fields);
  }

  preventDefault() {
    this.defaultPrevented = true;
  }

  stopPropagation() {
    this.isStopped = true;
  }

  stopImmediatePropagation() {
    this.isStopped = true;
  }
}

export class Target {
  #listeners = new Map();

  addEventListener(type, listener, options) {
    const listeners = this.#listeners.get(type) ?? [];
    this.#listeners.set(type, [...listeners, { listener, once: options?.once }]);
  }

  dispatchEvent(event) {
    event.target ??= this;
    const listeners = this.#listeners.get(event.type) ?? [];
    this.#listeners.set(event.type, listeners.filter(({ once }) => !once));
    for (const { listener } of listeners) listener(event);
    if (event.bubbles && !event.isStopped) this.parent?.dispatchEvent(event);
    return !event.defaultPrevented;
  }

  // Sends an event that bubbles, as those of people do, and returns it.
  emit(type, fields) {
    const event = new Event(type, { bubbles: true, ...fields });
    this.dispatchEvent(event);
    return event;
  }
}
