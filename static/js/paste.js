// A block copied from a spreadsheet goes into several cells, once the person has seen what would go where.
// Only the server understands numbers: it says what each cell would hold. One cell is pasted as ever.
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  const dialog = document.getElementById("dan");
  if (!form || !dialog) return;
  const content = dialog.querySelector("#dan-noi-dung");
  let start = null; // the cell that the block begins at

  form.addEventListener("paste", async (event) => {
    if (!event.target.matches("input[data-col]")) return;
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\r\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    start = event.target;
    content.replaceChildren(dialog.querySelector("template").content.cloneNode(true));
    dialog.returnValue = "";
    dialog.showModal();
    try {
      const values = { at: start.name, text };
      await window.htmx.ajax("POST", dialog.dataset.url, { source: form, target: content, swap: "innerHTML", values });
    } catch { /* the server is away; nothing was answered */ }
    if (!content.querySelector("[data-reading]") || !dialog.open) return;
    dialog.close();
    document.dispatchEvent(new CustomEvent("app:say", { detail: { text: dialog.dataset.lost, shown: true } }));
  });

  dialog.addEventListener("close", () => {
    const rows = dialog.returnValue === "dan" ? [...content.querySelectorAll("tr[data-paste], [data-paste]:checked")] : [];
    content.replaceChildren();
    start.blur(); // what the cell holds from now on is what Escape gives back
    const parts = new Set();
    for (const { dataset } of rows) {
      const input = form.elements[dataset.paste];
      input.value = dataset.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      parts.add(input.closest("[data-saves]"));
    }
    start.focus();
    if (parts.size) window.thidua.sendAll([...parts]);
  });
})();
