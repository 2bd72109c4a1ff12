// File inputs in Vietnamese: the browser's own say “Choose File” in its language. Says which files were chosen, and
// what is too large before a slow line has carried it; the server checks again.
(() => {
  "use strict";

  const MB = 1024 * 1024;
  const TOGETHER = 49 * MB; // what the form itself adds has room up to 50
  const size = (bytes) =>
    bytes < MB
      ? `${Math.max(1, Math.ceil(bytes / 1024))} kB`
      : `${(Math.ceil((bytes * 10) / MB) / 10).toLocaleString("vi-VN")} MB`;

  const problem = (input, files) => {
    const { each, most } = input.dataset;
    if (!files.length) return "Chưa chọn tệp nào.";
    if (files.length > most) return `Đã chọn ${files.length} tệp; mỗi lần đính kèm nhiều nhất ${most} tệp.`;
    const large = files.find((file) => file.size > each * MB);
    if (large) return `“${large.name}” nặng ${size(large.size)}; mỗi tệp không quá ${each} MB.`;
    const all = files.reduce((sum, file) => sum + file.size, 0);
    return all > TOGETHER ? `Các tệp nặng tổng cộng ${size(all)}; mỗi lần gửi không quá 50 MB.` : "";
  };

  for (const field of document.querySelectorAll(".file-field")) {
    const input = field.querySelector("input");
    const chosen = field.querySelector("[role=status]");
    const tell = (text, wrong) => {
      chosen.classList.toggle("file-wrong", Boolean(wrong));
      input.toggleAttribute("aria-invalid", Boolean(wrong));
      if (wrong) input.setAttribute("aria-invalid", "true");
      chosen.textContent = text;
    };
    const check = () => {
      const files = [...input.files];
      const wrong = problem(input, files);
      tell(wrong || files.map((file) => `${file.name} (${size(file.size)})`).join(", "), wrong);
      return wrong;
    };
    field.classList.add("is-dressed");
    // Somebody may have chosen before this file was there, and going back keeps what was chosen.
    if (input.files.length) check();
    else tell("chưa chọn tệp nào");
    input.addEventListener("change", check);
    // In the capturing phase: before htmx or the form's own listeners send anything.
    input.form.addEventListener("submit", (event) => {
      if (check()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        input.focus();
      } else if (!input.form.hasAttribute("hx-post")) tell("Đang gửi tệp lên, xin đợi…");
    }, true);
  }
})();
