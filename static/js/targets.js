// The total of the units' targets beside the headline, while somebody types. The server says the same after saving:
// what is stored everywhere, and the differences of the inputs on this page.
(() => {
  "use strict";

  const form = document.getElementById("giao");
  const balance = form?.querySelector("[data-balance]");
  if (!balance) return;
  const VIETNAMESE = /^[-−]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;
  const numbers = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 });
  const inputs = [...form.querySelectorAll("input[data-stored]")];

  // The number that somebody typed; 0 for nothing, NaN for what only the server may understand.
  const read = (text) => {
    const plain = text.replace(/\s/g, "");
    if (!plain) return 0;
    return VIETNAMESE.test(plain) ? Number(plain.replace("−", "-").replaceAll(".", "").replace(",", ".")) : NaN;
  };
  // Sums of decimals, without the tail that binary fractions leave.
  const round = (number) => Math.round(number * 1e6) / 1e6;

  const show = () => {
    let allocated = Number(balance.dataset.balance);
    let headline = 0;
    for (const input of inputs) {
      const value = read(input.value);
      if ("headline" in input.dataset) headline = value;
      else allocated += value - Number(input.dataset.stored);
    }
    const left = round(headline - allocated);
    if (Number.isNaN(left)) {
      balance.textContent = "Phân bổ: có ô chưa phải là số";
    } else {
      const rest = left ? `, ${left > 0 ? "còn" : "vượt"} ${numbers.format(Math.abs(left))}` : ", vừa đủ";
      balance.textContent = `Phân bổ: đã giao ${numbers.format(round(allocated))}/${numbers.format(headline)}${rest}`;
    }
    balance.classList.toggle("is-unbalanced", left !== 0);
  };

  // A look at what would change comes back with what was typed.
  if (inputs.some((input) => read(input.value) !== Number(input.dataset.stored))) show();
  form.addEventListener("input", (event) => {
    if (inputs.includes(event.target)) show();
  });
})();
