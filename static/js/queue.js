// Comforts of choosing several reports: how many are chosen, and all of them at once. The forms work without this file.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-choosing]")) {
    const boxes = [...form.querySelectorAll('input[name="bao-cao"]')];
    const all = form.querySelector("input[data-all]");
    const counter = form.querySelector("[data-chosen]");
    const button = counter.closest("button");
    const count = () => {
      const number = boxes.filter((box) => box.checked).length;
      counter.textContent = ` (${number})`;
      button.disabled = !number;
      if (!all) return;
      all.checked = number === boxes.length;
      all.indeterminate = number > 0 && !all.checked;
    };
    if (all) {
      all.closest("[hidden]").hidden = false;
      all.addEventListener("change", () => {
        for (const box of boxes) box.checked = all.checked;
        count();
      });
    }
    form.addEventListener("change", count);
    window.addEventListener("pageshow", count); // going back restores the boxes
    count();
  }
})();
