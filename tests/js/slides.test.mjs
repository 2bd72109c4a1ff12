import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { h } from "./dom.mjs";
import { load } from "./page.mjs";

let top; // of the screen, in slides
let page;

beforeEach(() => {
  top = 0;
  const slides = [0, 1, 2].map((number) => {
    const slide = h("section", { class: "slide", id: `trang-${number}` });
    slide.getBoundingClientRect = () => ({ bottom: (number + 1 - top) * 700 });
    slide.scrollIntoView = () => { top = number; };
    return slide;
  });
  page = load(["slides.js"], h("body", { "data-back": "/tong-quan/" }, ...slides), {
    innerHeight: 700,
    history: { replaceState: mock.fn() },
    location: { assign: mock.fn() },
  });
});

const press = (key, fields = {}) => page.document.emit("keydown", { key, ...fields });

test("keys and a remote turn the slides, no further than the ends", () => {
  for (const [key, number] of [
    ["ArrowRight", 1], ["PageDown", 2], [" ", 2], ["ArrowUp", 1], ["Home", 0], ["Backspace", 0], ["End", 2], ["PageUp", 1],
  ]) {
    assert.equal(press(key).defaultPrevented, true, key);
    assert.equal(top, number, key);
    assert.equal(page.document.activeElement.id, `trang-${number}`);
  }
  press(" ", { shiftKey: true });
  assert.equal(top, 0);
  assert.equal(page.history.replaceState.mock.calls.at(-1).arguments[2], "#trang-0");
});

test("other keys are the browser's own", () => {
  assert.equal(press("a").defaultPrevented, false);
  for (const key of ["ctrlKey", "altKey", "metaKey", "isComposing"]) {
    assert.equal(press("ArrowRight", { [key]: true }).defaultPrevented, false, key);
  }
  assert.equal(top, 0);
});

test("Escape leaves, but first the full screen", () => {
  page.document.fullscreenElement = {};
  press("Escape");
  assert.equal(page.location.assign.mock.callCount(), 0);
  page.document.fullscreenElement = null;
  press("Escape");
  assert.deepEqual(page.location.assign.mock.calls[0].arguments, ["/tong-quan/"]);
});

test("F fills the screen", () => {
  page.document.requestFullscreen = mock.fn();
  press("f");
  press("F");
  press("g");
  assert.equal(page.document.requestFullscreen.mock.callCount(), 2);
});

test("the first touch fills the screen, the next one turns the page", () => {
  page.document.fullscreenEnabled = true;
  page.document.requestFullscreen = mock.fn(async () => { page.document.fullscreenElement = {}; });
  page.document.emit("click");
  assert.deepEqual([page.document.requestFullscreen.mock.callCount(), top], [1, 0]);
  page.document.emit("click");
  assert.equal(top, 1);
});
