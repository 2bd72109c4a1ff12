// A block copied from a spreadsheet and pasted into one of last year's numbers goes to the server, which shows what
// would go where from that number on. Without script the same is chosen and pasted by hand.
(() => {
  "use strict";

  const form = document.getElementById("so-lieu");
  if (!form) return;

  form.addEventListener("paste", (event) => {
    if (!event.target.matches("input[data-row]")) return;
    const text = window.thidua.takeBlock(event);
    if (!text) return;
    const { row, column } = event.target.dataset;
    Object.entries({ row, column, text }).forEach(([name, value]) => { form.elements[name].value = value; });
    form.requestSubmit(form.querySelector("button[data-paste]"));
  });
})();
