// Whatever people type and however the line is: nothing is lost, and nothing passes for saved that is not.
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { h } from "../dom.mjs";
import { load } from "../page.mjs";
import { closePage, openPage, stateTo } from "./entry_page.mjs";

afterEach(closePage);

const NAMES = ["CT03-numerator", "CT03-note", "CT07-numerator", "CT07-not_applicable", "remarks"];
const VALUES = ["", "1", "12", "12,5", "x"];
const LOST = [0, 500, 429];
const REFUSED = [403, 404];

// The same numbers in every run: 0 ≤ number < 1.
const numbersFrom = (seed) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};
const boxValue = (box) => (box.checked ? "on" : "");
const valueOf = (control) => (control.type === "checkbox" ? boxValue(control) : control.value);

// A server that takes what it is sent, refuses it, or is away; it remembers what it took.
class Server {
  constructor(page, next) {
    Object.assign(this, { page, next, stored: Object.fromEntries(NAMES.map((name) => [name, valueOf(page.control(name))])) });
    this.waiting = new Map(); // by part: the values that are on their way
    page.document.addEventListener("htmx:beforeRequest", ({ detail }) => {
      const part = detail.requestConfig.elt;
      const own = NAMES.filter((name) => page.control(name).closest("[data-saves]") === part);
      this.waiting.set(part, own.map((name) => [name, valueOf(page.control(name))]));
    });
  }

  get isAsked() {
    return this.page.requests.length > 0;
  }

  async answer() {
    const [part] = this.page.requests;
    const outcome = this.next();
    const values = this.waiting.get(part);
    if (outcome < 0.6) {
      for (const [name, value] of values) this.stored[name] = value;
      await this.page.answer(200, stateTo("saved"));
    } else if (outcome < 0.75) await this.page.answer(422, stateTo("invalid"));
    else if (outcome < 0.8) await this.page.answer(REFUSED[Math.floor(this.next() * 2)]);
    else await this.page.answer(LOST[Math.floor(this.next() * 3)]);
  }
}

const act = async (page, server, next) => {
  const choice = next();
  const name = NAMES[Math.floor(next() * NAMES.length)];
  const value = name.endsWith("applicable") ? next() < 0.5 : VALUES[Math.floor(next() * VALUES.length)];
  if (choice < 0.3) page.type(name, value);
  else if (choice < 0.6) page.leave(name, value);
  else if (choice < 0.65) page.window.emit("online");
  else if (choice < 0.7) mock.timers.tick(15_000);
  else if (server.isAsked) await server.answer();
  await page.settle();
};

const check = (page, server, place) => {
  const { drafts } = page.window.thidua;
  for (const name of NAMES) {
    const value = valueOf(page.control(name));
    const isStored = server.stored[name] === value;
    assert.ok(isStored || drafts.get(name)?.value === value, `${place}: “${value}” of ${name} is nowhere`);
  }
};

for (const seed of [1, 2, 3, 5, 8, 13, 21, 34]) {
  test(`nothing that was typed is lost, story ${seed}`, async () => {
    const next = numbersFrom(seed);
    const page = openPage();
    const server = new Server(page, next);
    for (let step = 1; step <= 120; step += 1) {
      await act(page, server, next);
      check(page, server, `step ${step}`);
    }
    // The line holds from now on: whatever waited for it arrives, and the drafts go.
    server.next = () => 0;
    for (let round = 0; round < 40; round += 1) {
      mock.timers.tick(15_000);
      while (server.isAsked) await server.answer();
      for (const name of NAMES) page.control(name).emit("change");
      await page.settle();
    }
    assert.deepEqual(NAMES.map((name) => server.stored[name]), NAMES.map((name) => valueOf(page.control(name))));
    assert.deepEqual(page.window.thidua.drafts.names(), []);
    assert.equal(page.document.getElementById("cho-luu").hidden, true);
  });
}

test("pages without the form take the scripts too", () => {
  const scripts = ["parts", "feedback", "sender", "submission", "buttons", "restoration", "page", "paste"];
  const page = load(scripts.map((name) => `entry/${name}.js`), h("body", {}));
  assert.equal(page.window.thidua.sender, undefined);
});

test("a form without the paste dialog takes the scripts too", () => {
  const page = openPage();
  assert.equal(page.form.emit("paste").defaultPrevented, false);
});

test("typing keeps a draft at every keystroke, before anything is sent", () => {
  const page = openPage();
  for (const value of ["1", "12", "12,"]) {
    page.type("CT07-numerator", value);
    assert.deepEqual(page.window.thidua.drafts.get("CT07-numerator"), { value, version: "1" });
  }
  assert.deepEqual(page.requests, []);
});
