// Sends the parts of the entry form by htmx and takes the answers; sends again what the server did not get.
(() => {
  "use strict";

  const { parts, say } = window.thidua;
  const RETRY = 15_000; // milliseconds
  const TIMEOUT = 20_000; // then a request counts as lost

  const nextAnswer = () =>
    new Promise((resolve) => {
      document.addEventListener("htmx:afterRequest", resolve, { once: true });
    });

  window.thidua.Sender = class {
    #form;
    #savedValues;
    #feedback;
    #requests = new Map(); // by part: the values that are on their way
    #isBatch = false; // several parts go out one after the other: only their sum is announced

    constructor(form, savedValues, feedback) {
      this.#form = form;
      this.#savedValues = savedValues;
      this.#feedback = feedback;
    }

    listen() {
      document.addEventListener("htmx:configRequest", ({ detail }) => {
        if (detail.elt.matches("[data-saves]")) detail.timeout = TIMEOUT;
      });
      document.addEventListener("htmx:beforeRequest", ({ detail }) => this.#start(detail.requestConfig.elt));
      document.addEventListener("htmx:afterRequest", ({ detail }) => this.#end(detail.requestConfig.elt, detail.xhr));
      window.addEventListener("online", () => {
        say("", false); // that the line is away is no longer true
        this.retry();
      });
      setInterval(() => this.retry(), RETRY);
    }

    get isIdle() {
      return this.#requests.size === 0;
    }

    async idle() {
      while (!this.isIdle) await nextAnswer();
    }

    async send(part) {
      if (!this.#requests.has(part)) window.htmx.trigger(part, "change");
      while (this.#requests.has(part)) await nextAnswer();
    }

    // One after the other; when the server is away the rest waits without asking it again and again.
    async sendAll(list) {
      this.#isBatch = true;
      let isAway = false;
      for (const part of list.filter(({ isConnected }) => isConnected)) {
        if (isAway) this.#feedback.showFailure(part, 0);
        else await this.send(part);
        isAway ||= parts.state(part) === "failed";
      }
      this.#isBatch = false;
      this.#feedback.showWaiting();
      this.#feedback.announceAll(list);
    }

    retry() {
      const failures = parts.all(this.#form).filter((part) => parts.state(part) === "failed");
      if (failures.length && !this.#isBatch && this.isIdle) this.sendAll(failures);
    }

    #start(element) {
      if (!element.matches("[data-saves]")) return;
      this.#requests.set(element, new Map(parts.controls(element).map((control) => [control.name, parts.value(control)])));
      this.#feedback.showRequest(element);
    }

    #end(element, xhr) {
      const request = this.#requests.get(element);
      if (!request) return;
      this.#requests.delete(element);
      const part = document.getElementById(element.id); // the answer may have replaced the element
      const isAnswer = [200, 409, 422].includes(xhr.status) && !xhr.getResponseHeader("HX-Redirect");
      let changes = [];
      if (!isAnswer) this.#feedback.showFailure(part, xhr.status);
      else if (xhr.status === 200) changes = this.#accept(element, part, request);
      this.#feedback.showAnswer(part);
      this.#feedback.showWaiting();
      if (!this.#isBatch) this.#feedback.announce(part, changes);
      if (isAnswer) setTimeout(() => this.retry(), 0); // the server is there: what failed before has a chance now
    }

    // Returns the names of the controls of which the answer speaks.
    #accept(element, part, request) {
      if (part === element) return this.#savedValues.acknowledge(part, request);
      this.#savedValues.replace(part);
      return parts.controls(part).map(({ name }) => name);
    }
  };
})();
