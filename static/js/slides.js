// Turning slides with a keyboard or a remote, which sends arrow or page keys. Without script the page scrolls.
(() => {
  "use strict";

  const slides = [...document.querySelectorAll(".slide")];
  const NEXT = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
  const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
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

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const { key } = event;
    const back = BACK.includes(key) || (key === " " && event.shiftKey);
    if (back) show(current() - 1);
    else if (NEXT.includes(key)) show(current() + 1);
    else if (key === "Home") show(0);
    else if (key === "End") show(slides.length - 1);
    else if (key === "f" || key === "F") document.documentElement.requestFullscreen?.();
    else if (key === "Escape" && !document.fullscreenElement) location.assign(document.body.dataset.back);
    else return;
    event.preventDefault();
  });
  // The first touch of the mouse fills the screen, each further one turns the page.
  document.addEventListener("click", () => {
    if (document.fullscreenElement || !document.fullscreenEnabled) show(current() + 1);
    else document.documentElement.requestFullscreen().catch(() => show(current() + 1));
  });
})();
