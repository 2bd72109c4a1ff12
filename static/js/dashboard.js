// Rows of the dashboard open and close in place. Without this file their links load the page with the row open.
(() => {
  "use strict";

  const show = (link, open) => {
    link.setAttribute("aria-expanded", open);
    document.getElementById(link.getAttribute("aria-controls")).closest("tr").hidden = !open;
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.target;
    if (!link.matches(".row-opener[aria-expanded='true']")) return;
    event.preventDefault(); // an open row closes without asking the server
    show(link, false);
  });
  // Whoever chooses in the folded filters of a phone finds them open again.
  let filtersOpen = false;
  document.addEventListener("htmx:beforeSwap", () => {
    filtersOpen = document.querySelector(".filters")?.open ?? false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const filters = document.querySelector(".filters");
    if (filters) filters.open = filtersOpen;
    const link = event.detail.requestConfig?.elt; // going back in history swaps without a request
    if (link?.matches(".row-opener")) show(link, true);
  });
})();
