// Comforts on top of pages that work without script. No page depends on this file.
(() => {
  "use strict";

  const closeMenus = (target) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (target && menu.contains(target)) continue;
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Escape" && !isComposing) closeMenus();
  });

  // A choice made with a finger or a mouse in a bar of choices shows at once. Whoever uses keys passes over other choices
  // on the way: for them, and without script, the button sends it.
  let usesPointer = false;
  document.addEventListener("pointerdown", () => { usesPointer = true; }, true);
  document.addEventListener("keydown", () => { usesPointer = false; }, true);
  document.addEventListener("change", (event) => {
    if (usesPointer && event.target.matches("form[data-auto] select")) event.target.form.requestSubmit();
  });

  // What can only be done by script is hidden without it.
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A second click sends nothing twice. Disabled a moment later: the pressed button's value must still go.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    setTimeout(() => {
      for (const button of event.target.querySelectorAll("button:enabled")) {
        button.disabled = true;
        button.dataset.sent = "";
      }
    }, 0);
  });
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-sent]")) button.disabled = false;
  });
})();
