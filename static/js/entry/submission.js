// A button of the whole form, pressed right after typing, waits for what is on its way. A report in which something
// could not be saved is not sent: the person is led there instead.
(() => {
  "use strict";

  const { parts, say } = window.thidua;

  window.thidua.guardSubmission = (form, savedValues, sender) => {
    const texts = form.dataset;
    let isWaiting = false;
    let isReady = false; // the next submit goes to the server

    const firstObstacle = async () => {
      await sender.idle();
      // A conflict waits for the person's choice, and why a report is closed the server says when it is sent.
      const candidates = savedValues.unsavedParts(form).filter((part) => !["conflict", "closed"].includes(parts.state(part)));
      if (candidates.length) await sender.sendAll(candidates);
      return savedValues.unsavedParts(form).find((part) => parts.state(part) !== "closed");
    };
    const leadTo = (part) => {
      say(parts.isWaiting(part) ? texts.blockedAway : texts.blocked, true);
      const place = part.querySelector("[aria-invalid], button[data-choice]") || savedValues.unsavedControls(part)[0];
      parts.openFold(place);
      place.focus();
    };

    form.addEventListener("submit", async (event) => {
      if (isReady || (sender.isIdle && !savedValues.unsavedParts(form).length && navigator.onLine)) {
        isReady = false;
        return;
      }
      event.preventDefault();
      if (isWaiting) return;
      isWaiting = true;
      say(texts.waiting, true);
      const { submitter } = event;
      const obstacle = await firstObstacle();
      isWaiting = false;
      if (obstacle) leadTo(obstacle);
      else if (!navigator.onLine) say(texts.offline, true);
      // Later: a form ignores another submit as long as listeners are hearing of this one.
      else {
        setTimeout(() => {
          isReady = true;
          form.requestSubmit(submitter);
        }, 0);
      }
    });
  };
})();
