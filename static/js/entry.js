// Comforts of the entry page: how each row stands while it is sent, and nothing sent twice at once.
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const RETRY = 20000;
  let waiting = null; // the button that was pressed while a row was still on its way

  const rowOf = (event) => event.target.closest("tr[hx-post]");
  const tell = (row, state, text) => {
    const line = row.querySelector(".save-state");
    line.dataset.state = state;
    line.textContent = text;
  };
  // The answer stands beside the input that it speaks of; the input itself stays as it was typed.
  const progress = document.querySelector("#tien-do b");
  const mark = (row) => {
    if (progress) progress.textContent = form.querySelectorAll('[data-due="yes"] [data-whole="yes"]').length;
    for (const input of row.querySelectorAll("[aria-describedby]")) {
      const said = document.getElementById(input.getAttribute("aria-describedby"));
      input.toggleAttribute("aria-invalid", false);
      if (said && said.querySelector(".field-errors")) input.setAttribute("aria-invalid", "true");
    }
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event);
    if (row) tell(row, "saving", "đang lưu…");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event);
    if (!row) return;
    const answered = event.detail.xhr.status < 300 || [409, 422].includes(event.detail.xhr.status);
    if (!answered || !event.detail.xhr.status) {
      waiting = null;
      tell(row, "failed", "Chưa lưu được – số vẫn còn trên màn hình, sẽ tự thử lại");
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = rowOf(event);
    if (row) mark(row);
    // The next row in the queue may start first.
    if (waiting) setTimeout(() => waiting && !form.querySelector(".htmx-request") && form.requestSubmit(waiting), 50);
  });
  const retry = () => {
    for (const line of form.querySelectorAll('.save-state[data-state="failed"]')) {
      window.htmx.trigger(line.closest("tr"), "change");
    }
  };
  window.addEventListener("online", retry);
  setInterval(retry, RETRY);

  // A button pressed right after typing waits for the row, so that both do not carry the same version.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (form.querySelector(".htmx-request")) {
      event.preventDefault();
      waiting = event.submitter;
    } else {
      sent = true;
    }
  });

  // An earlier number, or 0 for every amount of the row, is taken over in place.
  const open = (button) => button.value.split(" ").map((name) => form.elements[name]).filter((input) => input.value === "");
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-offer]");
    if (!button) return;
    event.preventDefault();
    const inputs = open(button);
    for (const input of inputs) input.value = button.dataset.offer;
    inputs[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    inputs[0]?.focus();
  });
  form.addEventListener("change", () => {
    for (const button of form.querySelectorAll("button[data-offer]")) button.hidden = !open(button).length;
  });

  // The remarks are saved with the form only.
  const remarks = form.elements.remarks;
  window.addEventListener("beforeunload", (event) => {
    if (!sent && remarks.value !== remarks.defaultValue) event.preventDefault();
  });
})();
