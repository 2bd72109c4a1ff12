// What the entry page shows and says about saving. An answer stands beside the control that it speaks of; the control
// itself stays as it was typed.
(() => {
  "use strict";

  const { parts, say } = window.thidua;
  const plainText = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const explanation = (control) => control && document.getElementById(control.getAttribute("aria-describedby"));

  window.thidua.Feedback = class {
    #form;
    #savedValues;
    #drafts;

    constructor(form, savedValues, drafts) {
      this.#form = form;
      this.#savedValues = savedValues;
      this.#drafts = drafts;
    }

    showRequest(part) {
      parts.setState(part, "saving", this.#form.dataset.saving);
    }

    // Status 0: no answer came. Status 200: the answer was on the way to the sign-in page.
    showFailure(part, status) {
      const texts = this.#form.dataset;
      const isAway = status === 0 || status === 200 || status === 429 || status >= 500;
      if (isAway) parts.setState(part, "failed", this.#drafts.isSafe ? texts.failed : texts.unkept);
      else parts.setState(part, "refused", texts.refused);
    }

    showAnswer(part) {
      const counter = document.querySelector("#tien-do b");
      if (counter) counter.textContent = this.#form.querySelectorAll('[data-due="yes"] [data-whole="yes"]').length;
      for (const control of part.querySelectorAll("[aria-describedby]")) {
        if (explanation(control)?.querySelector(".field-errors")) {
          control.setAttribute("aria-invalid", "true");
          parts.openFold(control);
        } else control.removeAttribute("aria-invalid");
      }
      // A warning asks for a note.
      const note = part.querySelector(".warning-text") && part.querySelector("textarea");
      if (note) parts.openFold(note);
    }

    // How much waits on this machine stands above the grid; each part says it beside itself.
    showWaiting() {
      const waitingParts = parts.all(this.#form).filter(parts.isWaiting);
      const number = waitingParts.flatMap((part) => this.#savedValues.unsavedControls(part)).length;
      const notice = document.getElementById("cho-luu");
      notice.hidden = !number;
      notice.querySelector("b").textContent = number;
      notice.querySelector("a").hidden = !waitingParts.some((part) => parts.state(part) === "refused");
      if (!this.#savedValues.unsavedParts(this.#form).length) document.getElementById("lay-lai").hidden = true;
    }

    showRestored(number) {
      const notice = document.getElementById("lay-lai");
      notice.querySelector("b").textContent = number;
      notice.hidden = false;
    }

    // One sentence for each answer: which part, how it stands, what was understood of the changes or what is wrong.
    announce(part, changes) {
      const readings = changes.map((name) => explanation(this.#form.elements[name]));
      const problems = part.querySelectorAll(".field-errors, .warning-text");
      const texts = [...new Set([...readings, ...problems])].filter(Boolean).map(plainText).filter(Boolean);
      say([`${part.dataset.saves}: ${parts.stateText(part)}`, ...texts].join(". "), false);
    }

    // The sum of several parts that went out together.
    announceAll(list) {
      const texts = this.#form.dataset;
      const failures = list.filter((part) => this.#savedValues.unsavedControls(part).length).length;
      const counts = [[list.length - failures, texts.sent], [failures, texts.left]].filter(([number]) => number);
      say(counts.map(([number, text]) => text.replace("#", number)).join(" "), false);
    }
  };
})();
