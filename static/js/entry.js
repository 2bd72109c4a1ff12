// Comforts of the entry page: how each row stands while it is being sent, and nothing sent twice at once.
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const RETRY = 20000;
  let waiting = null; // the button that was pressed while a row was still on its way

  const rowOf = (event) => (event.target.matches("tr[hx-post]") ? event.target : null);
  const tell = (row, state, text) => {
    const line = row.querySelector(".save-state");
    line.dataset.state = state;
    line.textContent = text;
  };
  // The answer stands beside the input that it speaks of; the input itself stays untouched.
  const mark = (row) => {
    for (const input of row.querySelectorAll("[aria-describedby]")) {
      const said = document.getElementById(input.getAttribute("aria-describedby"));
      if (said && said.querySelector(".field-errors")) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event);
    if (row) tell(row, "saving", "đang lưu…");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event);
    if (!row) return;
    if (event.detail.failed || event.detail.xhr.status === 0) {
      tell(row, "failed", "Chưa lưu được – số vẫn còn trên màn hình, sẽ tự thử lại");
      waiting = null;
      return;
    }
    setTimeout(() => mark(row));
    if (waiting) setTimeout(() => form.querySelector(".htmx-request") || form.requestSubmit(waiting), 50);
  });
  const retry = () => {
    for (const line of form.querySelectorAll('.save-state[data-state="failed"]')) {
      htmx.trigger(line.closest("tr"), "change");
    }
  };
  window.addEventListener("online", retry);
  setInterval(retry, RETRY);

  // A button pressed right after typing waits for the row: both would carry the same version.
  form.addEventListener("submit", (event) => {
    if (!form.querySelector(".htmx-request")) return;
    event.preventDefault();
    waiting = event.submitter;
  });

  // The remarks are saved with the form only.
  let sent = false;
  const remarks = form.elements.remarks;
  form.addEventListener("submit", (event) => { sent = !event.defaultPrevented; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && remarks && remarks.value !== remarks.defaultValue) event.preventDefault();
  });
})();
