// A block copied from a spreadsheet goes into several cells, once the person has seen what would go where.
// Only the server understands numbers: it says what each cell would hold.
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  const dialog = document.getElementById("dan");
  if (!form || !dialog) return;
  const { parts, say } = window.thidua;
  const preview = dialog.querySelector("#dan-noi-dung");
  let start = null; // the cell that the block begins at

  form.addEventListener("paste", async (event) => {
    if (!event.target.matches("input[data-col]")) return;
    const text = window.thidua.takeBlock(event);
    if (!text) return;
    start = event.target;
    preview.replaceChildren(dialog.querySelector("template").content.cloneNode(true));
    dialog.returnValue = "";
    dialog.showModal();
    try {
      const values = { at: start.name, text };
      await window.htmx.ajax("POST", dialog.dataset.url, { source: form, target: preview, swap: "innerHTML", values });
    } catch { /* the server is away; nothing was answered */ }
    if (!preview.querySelector("[data-reading]") || !dialog.open) return;
    dialog.close();
    say(dialog.dataset.lost, true);
  });

  dialog.addEventListener("close", () => {
    const rows = dialog.returnValue === "dan" ? [...preview.querySelectorAll("tr[data-paste], [data-paste]:checked")] : [];
    preview.replaceChildren();
    start.blur(); // so that Escape gives back the value that the cell has from now on
    const changes = new Set(); // parts
    for (const { dataset } of rows) {
      const control = form.elements[dataset.paste];
      parts.openFold(control);
      parts.enter(control, dataset.value);
      if (dataset.unticks) parts.untick(form.elements[dataset.unticks]);
      changes.add(parts.of(control));
    }
    start.focus();
    if (changes.size) window.thidua.sender.sendAll([...changes]);
  });
})();
