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

  const LOST = "Chưa làm được: mất kết nối. Nội dung đã nhập vẫn còn trên màn hình; hãy kiểm tra mạng rồi thử lại.";
  const LOST_READING = "Chưa tải được: mất kết nối. Hãy kiểm tra mạng rồi thử lại.";
  const FAILED = "Máy chủ gặp lỗi, chưa làm được việc này. Nội dung vẫn còn trên màn hình; hãy thử lại sau ít phút.";
  const REFUSED = {
    403: "Phiên làm việc đã đổi hoặc anh/chị không có quyền. Hãy đăng nhập lại ở thẻ khác, rồi bấm Lưu ở đây.",
    404: "Không tìm thấy, hoặc nằm ngoài phạm vi của anh/chị. Hãy tải lại trang.",
    413: "Quá lớn: mỗi tệp không quá 10 MB, mỗi lần gửi không quá 50 MB.",
    429: "Thao tác quá nhanh. Hãy đợi một phút rồi thử lại.",
  };
  REFUSED[401] = REFUSED[403];

  // What saves itself says by itself how it stands.
  const complain = (event, text) => event.target.closest?.("[data-saves]") || say(text, true);
  const lost = (event) => complain(event, event.detail.requestConfig.verb === "get" ? LOST_READING : LOST);
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", (event) => complain(event, REFUSED[event.detail.xhr.status] || FAILED));
  // A refusal that names its place on the page says why by itself.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!detail.xhr.getResponseHeader("HX-Retarget")) return;
    detail.shouldSwap = true;
    detail.isError = false;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && live.classList.contains("is-shown")) say("", false);
  });

  const closeMenus = (inside) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (inside && menu.contains(inside)) continue;
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    closeMenus();
    live.classList.remove("is-shown");
  });

  // What the person's entry pages keep on this machine goes with a sign-out that they chose, once it has happened.
  // A session that merely ended leaves it there.
  const LEAVING = "nhap-dang-xuat";
  const kept = (user) => Object.keys(localStorage).filter((key) => key.startsWith(`nhap/${user}/`));
  try {
    const leaving = localStorage.getItem(LEAVING);
    localStorage.removeItem(LEAVING);
    if (leaving && !document.body.dataset.user) kept(leaving).forEach((key) => localStorage.removeItem(key));
  } catch { /* without storage nothing is kept */ }
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sign-out]");
    if (!form) return;
    try {
      const cells = kept(document.body.dataset.user).length;
      if (cells && !window.confirm(form.dataset.signOut.replace("#", cells))) event.preventDefault();
      else localStorage.setItem(LEAVING, document.body.dataset.user);
    } catch { /* without storage nothing is kept */ }
  });

  // A choice made with a finger or a mouse in a bar of choices shows at once. Whoever uses keys passes over other choices
  // on the way: for them, and without script, the button sends it.
  let pointed = false;
  document.addEventListener("pointerdown", () => { pointed = true; }, true);
  document.addEventListener("keydown", () => { pointed = false; }, true);
  document.addEventListener("change", (event) => {
    if (pointed && event.target.matches("form[data-auto] select")) event.target.form.requestSubmit();
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
      for (const button of event.target.querySelectorAll("button:enabled")) button.disabled = button.dataset.sent = true;
    });
  });
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-sent]")) button.disabled = false;
  });
})();
