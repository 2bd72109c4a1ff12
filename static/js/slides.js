// Turning slides: by keys or a remote, by the buttons, by a swipe. Without script the page scrolls.
(() => {
  "use strict";

  const slides = [...document.querySelectorAll(".slide")];
  const NEXT = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
  const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
  const SWIPE = 60; // pixels, more across than down
  const current = () => {
    const middle = innerHeight / 2;
    return Math.max(0, slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle));
  };
  const show = (number) => {
    const slide = slides[Math.min(Math.max(number, 0), slides.length - 1)];
    slide.scrollIntoView();
    slide.focus({ preventScroll: true }); // read out, and where the next key is heard
    history.replaceState(null, "", `#${slide.id}`);
  };
  const fill = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  };
  // The buttons leave the wall while only keys are used, and are back with the pointer, a finger or the Tab key.
  const byKeys = (only) => document.body.classList.toggle("by-keys", only);

  const leave = () => location.assign(document.body.dataset.back);
  const actions = { Home: () => show(0), End: () => show(slides.length - 1), f: fill, F: fill };
  const actionOf = ({ key, shiftKey }) => {
    if (BACK.includes(key) || (key === " " && shiftKey)) return () => show(current() - 1);
    if (NEXT.includes(key)) return () => show(current() + 1);
    if (key === "Escape" && !document.fullscreenElement) return leave;
    return actions[key];
  };
  const pressesButton = ({ key, target }) => [" ", "Enter"].includes(key) && target.closest?.(".slide-controls");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Tab") byKeys(false);
    const action = pressesButton(event) ? null : actionOf(event);
    if (!action) return;
    action();
    byKeys(true);
    event.preventDefault();
  });

  for (const button of document.querySelectorAll(".slide-controls button")) {
    button.hidden = button.hasAttribute("data-fill") && !document.fullscreenEnabled;
    button.addEventListener("click", () => (button.dataset.turn ? show(current() + Number(button.dataset.turn)) : fill()));
  }

  // A click of the mouse turns the page too; a finger may tap where it likes.
  document.addEventListener("click", (event) => {
    if (event.pointerType !== "touch" && !event.target.closest?.("a, button")) show(current() + 1);
  });

  let start = null; // of a finger on the screen
  document.addEventListener("pointermove", () => byKeys(false));
  document.addEventListener("pointerdown", () => byKeys(false));
  document.addEventListener("touchstart", (event) => { [start] = event.changedTouches; });
  document.addEventListener("touchend", (event) => {
    const [end] = event.changedTouches;
    const across = start ? end.clientX - start.clientX : 0;
    if (start && Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(end.clientY - start.clientY)) {
      show(current() + (across < 0 ? 1 : -1));
    }
    start = null;
  });
})();
