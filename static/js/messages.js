// What every page says without being loaded anew: to screen readers always, to everybody where something went wrong.
(() => {
  "use strict";

  const live = document.getElementById("live");

  // Says a sentence to screen readers; bad news is visible too, until Escape or the next success.
  const say = (text, isVisible) => {
    live.classList.toggle("is-shown", isVisible);
    live.textContent = text;
  };
  window.thidua = { say }; // where the scripts of a page find each other

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

  // A part that saves itself says by itself how it stands.
  const complain = (event, text) => event.target.closest?.("[data-saves]") || say(text, true);
  const complainOfLoss = (event) => complain(event, event.detail.requestConfig.verb === "get" ? LOST_READING : LOST);
  document.addEventListener("htmx:sendError", complainOfLoss);
  document.addEventListener("htmx:timeout", complainOfLoss);
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
  document.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Escape" && !isComposing) live.classList.remove("is-shown");
  });
})();
