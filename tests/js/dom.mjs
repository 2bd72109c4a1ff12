// As much of a browser's document as static/js uses. What only a browser can show is tested in tests/browser.

import { Event, Target } from "./events.mjs";
import { matches } from "./selectors.mjs";

export { Event, Target };

const attributeName = (property) => `data-${property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const FIELDS = ["id", "name", "type", "value", "method"];
const FLAGS = ["hidden", "open", "disabled", "checked"];

export class Element extends Target {
  parent = null;
  children = [];
  #attributes = new Map();
  #text = "";

  constructor(tag, attributes = {}) {
    super();
    this.tag = tag;
    for (const field of FIELDS) this[field] = "";
    for (const flag of FLAGS) this[flag] = false;
    for (const [name, value] of Object.entries(attributes)) this.setAttribute(name, value);
    this.defaultValue = this.value;
    this.defaultChecked = this.checked;
    this.dataset = new Proxy(this, {
      get: (_, property) => this.getAttribute(attributeName(property)) ?? undefined,
      has: (_, property) => this.hasAttribute(attributeName(property)),
      set: (_, property, value) => this.setAttribute(attributeName(property), value) ?? true,
    });
    const names = new Set((attributes.class ?? "").split(" "));
    this.classList = {
      add: (name) => names.add(name),
      remove: (name) => names.delete(name),
      contains: (name) => names.has(name),
      toggle: (name, isThere) => (isThere ? names.add(name) : names.delete(name)),
    };
  }

  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name) {
    return this.#attributes.has(name);
  }

  setAttribute(name, value) {
    this.#attributes.set(name, String(value));
    if (FIELDS.includes(name)) this[name] = String(value);
    if (FLAGS.includes(name)) this[name] = true;
  }

  removeAttribute(name) {
    this.#attributes.delete(name);
  }

  append(...children) {
    for (const child of children) {
      if (child instanceof Element) {
        child.parent = this;
        this.children.push(child);
      } else this.#text += child;
    }
    return this;
  }

  after(sibling) {
    this.parent.append(sibling);
  }

  remove() {
    this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = null;
  }

  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }

  get textContent() {
    return this.#text + this.children.map((child) => child.textContent).join("");
  }

  set textContent(text) {
    this.children = [];
    this.#text = String(text);
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get all() {
    return this.children.flatMap((child) => [child, ...child.all]);
  }

  get document() {
    return this.parent ? this.parent.document : null;
  }

  get isConnected() {
    return this.document !== null;
  }

  get form() {
    return this.closest("form");
  }

  // The controls of a form, by name.
  get elements() {
    return Object.fromEntries(this.all.filter(({ name }) => name).map((control) => [control.name, control]));
  }

  matches(selector) {
    return matches(this, selector);
  }

  closest(selector) {
    return this.matches(selector) ? this : (this.parent?.closest?.(selector) ?? null);
  }

  querySelectorAll(selector) {
    return this.all.filter((element) => element.matches(selector));
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  contains(element) {
    return element === this || this.all.includes(element);
  }

  focus() {
    if (this.document.activeElement === this) return;
    this.document.activeElement.blur?.();
    this.document.activeElement = this;
    this.emit("focusin");
  }

  blur() {
    if (this.document.activeElement === this) this.document.activeElement = this.document.body;
  }

  select() {
    this.selectionStart = 0;
    this.selectionEnd = this.value.length;
  }

  requestSubmit(submitter) {
    return this.emit("submit", { submitter });
  }
}

export const h = (tag, attributes, ...children) => new Element(tag, attributes).append(...children);

export class Document extends Target {
  tag = null;

  constructor(body) {
    super();
    this.documentElement = this;
    this.body = body;
    this.activeElement = body;
    body.parent = this;
  }

  get document() {
    return this;
  }

  createElement(tag) {
    return new Element(tag);
  }

  getElementById(id) {
    return this.body.all.find((element) => element.id === id) ?? null;
  }

  querySelectorAll(selector) {
    return this.body.querySelectorAll(selector);
  }

  querySelector(selector) {
    return this.body.querySelector(selector);
  }
}

// What a browser keeps on the machine; a full one takes nothing.
export class Storage {
  constructor(entries = {}) {
    Object.assign(this, entries);
  }

  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    this[key] = String(value);
  }

  removeItem(key) {
    delete this[key];
  }
}

export class FullStorage extends Storage {
  setItem() {
    throw new Error("full");
  }
}
