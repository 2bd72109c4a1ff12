// Whether the clipboard holds a block of several cells, as spreadsheets put it there. One cell is pasted as ever.
(() => {
  "use strict";

  // Returns the text of the block and takes it from the browser; empty where the browser pastes by itself.
  window.thidua.takeBlock = (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\r\n]/.test(text.replace(/\r?\n$/, ""))) return "";
    event.preventDefault();
    return text;
  };
})();
