// The numbers of the entry page from the keyboard, as in a spreadsheet. Leaving a cell is what saves it.
(() => {
  "use strict";

  const grid = document.querySelector("[data-grid]");
  if (!grid) return;
  const { parts } = window.thidua;
  let initialValue = ""; // of the cell, when it was entered
  let isClickEntry = false; // whether a click has just entered it

  // Without those that are folded away.
  const cells = (container) =>
    [...container.querySelectorAll("input[data-col]:enabled")].filter((cell) => cell.closest("details")?.open ?? true);
  const down = (cell, by) => {
    const column = cells(grid).filter((other) => other.dataset.col === cell.dataset.col);
    return column[column.indexOf(cell) + by];
  };
  const across = (cell, by) => {
    const row = cells(cell.closest("tr"));
    return row[row.indexOf(cell) + by];
  };
  // The parts of a row one after the other, then the first of the next row; in any other column down.
  const PARTS = ["numerator", "denominator"];
  const onwards = (cell, by) => {
    if (!PARTS.includes(cell.dataset.col)) return down(cell, by);
    const numbers = cells(grid).filter((other) => PARTS.includes(other.dataset.col));
    return numbers[numbers.indexOf(cell) + by];
  };
  const go = (cell, next) => {
    cell.blur(); // also at the end of the column
    (next || cell).focus();
  };
  const restore = (cell) => {
    parts.enter(cell, initialValue); // the draft goes back too
    cell.select();
  };

  grid.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input[data-col]") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.isComposing) return; // Vietnamese input methods end a word with Enter
    const { selectionStart: start, selectionEnd: end, value } = cell;
    const whole = start === 0 && end === value.length;
    const steps = event.shiftKey
      ? { Enter: () => onwards(cell, -1) } // with Shift the arrows select
      : {
          Enter: () => onwards(cell, 1),
          ArrowDown: () => down(cell, 1),
          ArrowUp: () => down(cell, -1),
          ArrowLeft: () => (whole || end === 0 ? across(cell, -1) || cell : null),
          ArrowRight: () => (whole || start === value.length ? across(cell, 1) || cell : null),
        };
    if (event.key === "Escape" && value !== initialValue) {
      event.preventDefault();
      event.stopPropagation();
      restore(cell);
    } else if (event.key in steps) {
      const next = steps[event.key]();
      if (next === null) return; // the caret moves within the number
      event.preventDefault();
      if (next !== cell) go(cell, next);
    }
  });

  grid.addEventListener("pointerdown", (event) => {
    isClickEntry = event.target !== document.activeElement;
  });
  grid.addEventListener("focusin", ({ target }) => {
    if (!target.matches("input[data-col]")) return;
    initialValue = target.value;
    target.select();
  });
  // The mouse button coming up has put the caret somewhere, unless it drew a selection.
  grid.addEventListener("click", ({ target }) => {
    if (isClickEntry && target.matches("input[data-col]") && target.selectionStart === target.selectionEnd) target.select();
    isClickEntry = false;
  });
})();
