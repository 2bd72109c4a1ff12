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
  const controls = h("nav", { class: "slide-controls" },
    h("button", { "data-turn": "-1", hidden: "" }), h("button", { "data-turn": "1", hidden: "" }),
    h("button", { "data-fill": "", hidden: "" }), h("a", { href: "/tong-quan/" }));
  page = load(["slides.js"], h("body", { "data-back": "/tong-quan/" }, ...slides, controls), {
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

test("a click of the mouse turns the page, a tap of a finger and a link do not", () => {
  const [slide] = page.document.querySelectorAll(".slide");
  slide.emit("click", { pointerType: "mouse" });
  assert.equal(top, 1);
  slide.emit("click", { pointerType: "touch" });
  page.document.querySelector("a").emit("click", { pointerType: "mouse" });
  assert.equal(top, 1);
});

test("the buttons turn the slides and are hidden while only keys are used", () => {
  const [back, next, fill] = page.document.querySelectorAll("button");
  assert.deepEqual([back.hidden, next.hidden, fill.hidden], [false, false, true]);
  next.emit("click");
  next.emit("click");
  back.emit("click");
  assert.equal(top, 1);
  const keysOnly = () => page.document.body.classList.contains("by-keys");
  assert.equal(keysOnly(), false);
  press("ArrowRight");
  assert.equal(keysOnly(), true);
  page.document.emit("pointermove");
  assert.equal(keysOnly(), false);
  press("ArrowLeft");
  press("Tab");
  assert.equal(keysOnly(), false);
});

test("space on a button presses it and turns nothing else", () => {
  const [, next] = page.document.querySelectorAll("button");
  const event = next.emit("keydown", { key: " " });
  assert.equal(event.defaultPrevented, false);
  assert.equal(top, 0);
});

test("a swipe across turns the slides, one down does not", () => {
  const swipe = (across, down = 0) => {
    page.document.emit("touchstart", { changedTouches: [{ clientX: 300, clientY: 300 }] });
    page.document.emit("touchend", { changedTouches: [{ clientX: 300 + across, clientY: 300 + down }] });
    return top;
  };
  assert.equal(swipe(-120), 1);
  assert.equal(swipe(-30), 1);
  assert.equal(swipe(-80, 200), 1);
  assert.equal(swipe(120, 20), 0);
});
