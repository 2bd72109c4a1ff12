// Comforts on top of pages that work without script. No page depends on this file.
(() => {
  "use strict";

  const live = document.getElementById("live");

  // Say a sentence to screen readers; bad news is shown too, until Escape or the next success.
  // Others use it by the event "app:say" {text, shown}, from script or from an HX-Trigger header.
  const say = (text, shown) => {
    live.classList.toggle("is-shown", Boolean(shown));
    live.textContent = text;
  };
  document.addEventListener("app:say", (event) => say(event.detail.text, event.detail.shown));

  const LOST = "Chưa lưu được: mất kết nối. Số đã nhập vẫn còn trên màn hình; hệ thống sẽ thử lại khi bấm Lưu.";
  const LOST_READING = "Chưa tải được: mất kết nối. Hãy kiểm tra mạng rồi thử lại.";
  const FAILED = "Máy chủ gặp lỗi, chưa làm được việc này. Nội dung vẫn còn trên màn hình; hãy thử lại sau ít phút.";
  const REFUSED = {
    403: "Phiên làm việc đã đổi hoặc anh/chị không có quyền. Hãy đăng nhập lại ở thẻ khác, rồi bấm Lưu ở đây.",
    404: "Không tìm thấy, hoặc nằm ngoài phạm vi của anh/chị. Hãy tải lại trang.",
    413: "Quá lớn: mỗi tệp không quá 10 MB, mỗi lần gửi không quá 50 MB.",
    429: "Thao tác quá nhanh. Hãy đợi một phút rồi thử lại.",
  };
  REFUSED[401] = REFUSED[403];

  const lost = (event) => say(event.detail.requestConfig.verb === "get" ? LOST_READING : LOST, true);
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", (event) => say(REFUSED[event.detail.xhr.status] || FAILED, true));
  // A refusal that names its place on the page says why by itself.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.xhr.getResponseHeader("HX-Retarget")) return;
    detail.shouldSwap = true;
    detail.isError = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && live.classList.contains("is-shown")) say("", false);
  });

  // Enter and the arrows walk down and up a column of a [data-grid]; its inputs carry data-col.
  const step = (input, by) => {
    const inputs = [...input.closest("[data-grid]").querySelectorAll("input[data-col]:enabled")];
    const column = inputs.filter((other) => other.dataset.col === input.dataset.col);
    const next = column[column.indexOf(input) + by] || input;
    input.blur(); // leaving the cell is what saves it, also at the end of the column
    next.focus();
    next.select();
  };
  const closeMenus = (inside) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (inside && menu.contains(inside)) continue;
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Vietnamese input methods end a word with Enter
    if (event.key === "Escape") {
      closeMenus();
      live.classList.remove("is-shown");
    } else if (event.target.matches("[data-grid] input[data-col]") && !event.ctrlKey && !event.altKey) {
      const by = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(event.target, by);
    }
  });

  // A second click sends nothing twice. Disabled a moment later: the pressed button's value must still go.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    setTimeout(() => {
      for (const button of event.target.querySelectorAll("button:enabled")) button.disabled = button.dataset.sent = true;
    });
  });
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-sent]")) button.disabled = false;
  });
})();
