// File inputs in Vietnamese: the browser's own say “Choose File” in its language. Names the files of the choice, and
// what is too large before a slow line has carried it; the server checks again.
(() => {
  "use strict";

  const MB = 1024 * 1024;
  const TOTAL = 49 * MB; // what the form itself adds has room up to 50
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
    return all > TOTAL ? `Các tệp nặng tổng cộng ${size(all)}; mỗi lần gửi không quá 50 MB.` : "";
  };

  for (const field of document.querySelectorAll(".file-field")) {
    const input = field.querySelector("input");
    const status = field.querySelector("[role=status]");
    const show = (text, isProblem = false) => {
      status.classList.toggle("file-wrong", isProblem);
      if (isProblem) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      status.textContent = text;
    };
    // Whether the files may go; says what they are, or why not.
    const check = () => {
      const files = [...input.files];
      const text = problem(input, files);
      show(text || files.map((file) => `${file.name} (${size(file.size)})`).join(", "), text !== "");
      return text === "";
    };
    field.classList.add("has-script");
    // Somebody may have chosen before this file was there, and going back keeps what was chosen.
    if (input.files.length) check();
    else show("chưa chọn tệp nào");
    input.addEventListener("change", check);
    // In the capturing phase: before htmx or the form's own listeners send anything.
    input.form.addEventListener("submit", (event) => {
      if (!check()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        input.focus();
      } else if (!input.form.hasAttribute("hx-post")) show("Đang gửi tệp lên, xin đợi…");
    }, true);
  }
})();
