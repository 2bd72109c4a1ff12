// Says which files were chosen and what is too large before a slow line has carried it; the server checks again.
(() => {
  "use strict";

  const MB = 1024 * 1024;
  const LARGEST = 10 * MB;
  const TOGETHER = 49 * MB; // what the form itself adds has room up to 50
  const AT_ONCE = 10;

  const form = document.querySelector("form[data-upload]");
  const input = form.querySelector("input[type=file]");
  const chosen = document.getElementById("tep-da-chon");
  const size = (bytes) =>
    bytes < MB
      ? `${Math.max(1, Math.ceil(bytes / 1024))} kB`
      : `${(Math.ceil((bytes * 10) / MB) / 10).toLocaleString("vi-VN")} MB`;

  const problem = (files) => {
    if (files.length > AT_ONCE) return `Đã chọn ${files.length} tệp; mỗi lần đính kèm nhiều nhất ${AT_ONCE} tệp.`;
    const large = files.find((file) => file.size > LARGEST);
    if (large) return `“${large.name}” nặng ${size(large.size)}; mỗi tệp không quá 10 MB.`;
    const all = files.reduce((sum, file) => sum + file.size, 0);
    return all > TOGETHER ? `Các tệp nặng tổng cộng ${size(all)}; mỗi lần gửi không quá 50 MB.` : "";
  };

  input.addEventListener("change", () => {
    const files = [...input.files];
    const wrong = problem(files);
    input.setCustomValidity(wrong);
    chosen.className = wrong ? "field-errors" : "form-text";
    chosen.textContent = wrong || files.map((file) => `${file.name} (${size(file.size)})`).join(", ");
  });
  form.addEventListener("submit", () => {
    chosen.className = "form-text";
    chosen.textContent = "Đang gửi tệp lên, xin đợi…";
  });
})();
