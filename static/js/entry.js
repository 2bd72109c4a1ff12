// The entry page: each part saves itself when it is left, says how it stands, and loses nothing that was typed.
// A part is a row of the grid or the remarks: [data-saves], sent by htmx.
(() => {
  "use strict";

  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const { drafts } = window.thidua;
  const words = form.dataset;
  const RETRY = 15_000;
  const PATIENCE = 20_000; // then a request counts as lost
  const stored = new Map(); // by name of an input: what the server is known to hold; undefined when it refused
  const flying = new Map(); // by part: what was sent and is not answered
  const ends = new Set(); // who waits for the end of a request
  let quiet = false; // several parts go out one after the other: their sum is said

  const say = (text, shown) => document.dispatchEvent(new CustomEvent("app:say", { detail: { text, shown } }));
  const parts = () => [...form.querySelectorAll("[data-saves]")];
  const partOf = (element) => element.closest("[data-saves]");
  const controls = (part) => [...part.querySelectorAll("input[name], textarea[name]")].filter((one) => one.type !== "hidden");
  const line = (part) => part.querySelector(".save-state");
  const state = (part) => line(part).dataset.state;
  const version = (part) => part.querySelector("input[type=hidden][name$=version]");
  const valueOf = (control) => (control.type === "checkbox" ? (control.checked ? "on" : "") : control.value);
  const differing = (part) => controls(part).filter((one) => stored.get(one.name) !== valueOf(one));
  const unsaved = () => parts().filter((part) => differing(part).length);
  const stopped = (part) => ["failed", "refused"].includes(state(part));

  const tell = (part, name, text) => {
    line(part).dataset.state = name;
    line(part).textContent = text;
  };
  const learn = (part) => {
    const refused = ["invalid", "conflict", "closed"].includes(state(part));
    for (const one of controls(part)) {
      const shown = one.type === "checkbox" ? (one.defaultChecked ? "on" : "") : one.defaultValue;
      stored.set(one.name, refused ? undefined : shown);
    }
  };

  // Drafts: every keystroke, with the version that the person saw.
  const keep = (control) => {
    const part = partOf(control);
    if (!control.name || control.type === "hidden") return;
    if (part && stored.get(control.name) === valueOf(control)) drafts.drop(control.name);
    else drafts.put(control.name, valueOf(control), part ? version(part).value : "");
  };
  form.addEventListener("input", (event) => keep(event.target));

  // What waits on this machine, above the grid; each row says it beside itself.
  const notice = document.getElementById("cho-luu");
  const count = () => {
    const waiting = parts().filter(stopped);
    const cells = waiting.flatMap(differing).length;
    notice.hidden = !cells;
    notice.querySelector("b").textContent = cells;
    if (!unsaved().length) document.getElementById("lay-lai").hidden = true; // what was put back is saved by now
    notice.querySelector("a").hidden = !waiting.some((part) => state(part) === "refused");
  };
  const fail = (part, status) => {
    const away = status === 200 || status >= 500 || status === 429 || !status; // 200: on the way to the sign-in page
    tell(part, away ? "failed" : "refused", away ? (drafts.safe ? words.failed : words.unkept) : words.refused);
  };

  // The answer stands beside the input that it speaks of; the input itself stays as it was typed.
  const progress = document.querySelector("#tien-do b");
  const mark = (part) => {
    if (progress) progress.textContent = form.querySelectorAll('[data-due="yes"] [data-whole="yes"]').length;
    for (const input of part.querySelectorAll("[aria-describedby]")) {
      const said = document.getElementById(input.getAttribute("aria-describedby"));
      input.toggleAttribute("aria-invalid", false);
      if (said && said.querySelector(".field-errors")) input.setAttribute("aria-invalid", "true");
    }
  };
  // One sentence for each answer: which row, what was understood or what is wrong, how it stands.
  const announce = (part, names) => {
    const said = names.map((name) => document.getElementById(form.elements[name]?.getAttribute("aria-describedby")));
    const heard = new Set([...said, ...part.querySelectorAll(".field-errors, .warning-text")]);
    const texts = [...heard].map((one) => one?.textContent.trim().replace(/\s+/g, " ")).filter(Boolean);
    say([`${part.dataset.saves}: ${line(part).textContent}`, ...texts].join(". "), false);
  };
  const acknowledge = (part, sent) => {
    const now = version(part).value;
    const changed = [];
    for (const one of controls(part).filter(({ name }) => sent.has(name))) {
      if (stored.get(one.name) !== sent.get(one.name)) changed.push(one.name);
      stored.set(one.name, sent.get(one.name));
      if (valueOf(one) === sent.get(one.name)) drafts.drop(one.name, sent.get(one.name));
      else drafts.put(one.name, valueOf(one), now); // typed on meanwhile
    }
    return changed;
  };
  // Told to take what is stored, the server has sent the part anew.
  const renew = (part) => {
    for (const one of controls(part)) drafts.drop(one.name);
    learn(part);
    return controls(part).map(({ name }) => name);
  };

  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.matches("[data-saves]")) detail.timeout = PATIENCE;
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const part = detail.requestConfig.elt;
    if (!part.matches("[data-saves]")) return;
    flying.set(part, new Map(controls(part).map((one) => [one.name, valueOf(one)])));
    tell(part, "saving", words.saving);
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const sender = detail.requestConfig.elt;
    const sent = flying.get(sender);
    if (!sent) return;
    flying.delete(sender);
    const part = document.getElementById(sender.id);
    const { status } = detail.xhr;
    const answered = [200, 409, 422].includes(status) && !detail.xhr.getResponseHeader("HX-Redirect");
    let changed = [];
    if (!answered) fail(part, status);
    else if (status === 200) changed = part === sender ? acknowledge(part, sent) : renew(part);
    mark(part);
    count();
    if (!quiet) announce(part, changed);
    for (const end of [...ends]) end();
    if (answered) setTimeout(retry);
  });

  // One after the other; when the server is away the rest waits without asking it again and again.
  const ended = () => new Promise((resolve) => {
    const end = () => resolve(ends.delete(end));
    ends.add(end);
  });
  const send = async (part) => {
    if (!flying.has(part)) window.htmx.trigger(part, "change");
    while (flying.has(part)) await ended();
  };
  const sendAll = async (some) => {
    quiet = true;
    let away = false;
    for (const part of some.filter(({ isConnected }) => isConnected)) {
      if (away) fail(part, 0);
      else await send(part);
      away ||= state(part) === "failed";
    }
    quiet = false;
    count();
    const left = some.filter((part) => differing(part).length).length;
    say([[some.length - left, words.sent], [left, words.left]].filter(([n]) => n).map(([n, text]) => text.replace("#", n)).join(" "), false);
  };
  const retry = () => {
    const failed = parts().filter((part) => state(part) === "failed");
    if (failed.length && !quiet && !flying.size) sendAll(failed);
  };
  window.addEventListener("online", () => {
    say("", false); // that the line is away is no longer true
    retry();
  });
  setInterval(retry, RETRY);

  // A button pressed right after typing waits for what is on its way; what cannot be saved is not sent silently.
  let waiting = false;
  let cleared = false; // the next submit goes to the server, which says why the report is closed
  const blocked = async () => {
    while (flying.size) await ended();
    const open = unsaved().filter((part) => !["conflict", "closed"].includes(state(part)));
    if (open.length) await sendAll(open);
    return unsaved().filter((part) => state(part) !== "closed"); // the server says why it is closed
  };
  const explain = (part) => {
    say(stopped(part) ? words.blockedAway : words.blocked, true);
    const place = part.querySelector("[aria-invalid], button[data-choice]") || differing(part)[0];
    const fold = place.closest("details");
    if (fold) fold.open = true;
    place.focus();
  };
  form.addEventListener("submit", async (event) => {
    if (cleared || (!flying.size && !unsaved().length && navigator.onLine)) {
      cleared = false;
      return;
    }
    event.preventDefault();
    if (waiting) return;
    waiting = true;
    say(words.waiting, true);
    const { submitter } = event;
    const [first] = await blocked();
    waiting = false;
    if (first) explain(first);
    else if (!navigator.onLine) say(words.offline, true);
    // Later: a form ignores another submit as long as this one is being told to its listeners.
    else setTimeout(() => {
      cleared = true;
      form.requestSubmit(submitter);
    });
  });

  const open = (button) => button.value.split(" ").map((name) => form.elements[name]).filter((input) => input.value === "");
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-offer], button[data-choice], button[data-fill], button[data-confirm]");
    if (!button) return;
    event.preventDefault();
    const part = partOf(button);
    if (button.dataset.fill) {
      // Another reading of the number takes the place of what was typed.
      const input = form.elements[button.dataset.fill];
      input.value = button.dataset.value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
      return;
    }
    if (button.dataset.offer === undefined) {
      // Of two values the person has chosen one, or confirmed the one that is there; the answer takes the button away.
      const choice = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
      button.after(choice);
      send(part).then(() => {
        choice.remove();
        controls(document.getElementById(part.id))[0].focus();
      });
      return;
    }
    // An earlier number, or 0 for every amount of the row, is taken over in place.
    const inputs = open(button);
    for (const input of inputs) {
      input.value = button.dataset.offer;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    inputs[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    inputs[0]?.focus();
  });
  form.addEventListener("change", () => {
    for (const button of form.querySelectorAll("button[data-offer]")) button.hidden = !open(button).length;
  });

  window.addEventListener("beforeunload", (event) => {
    if (!drafts.safe) event.preventDefault();
  });

  // What an earlier visit left behind goes back into its inputs and out with the version seen then.
  const restore = () => {
    const found = new Set();
    let cells = 0;
    for (const name of drafts.names()) {
      const control = form.elements[name];
      const draft = drafts.get(name);
      if (!control || control.type === "hidden" || !draft) continue;
      const part = partOf(control);
      if (draft.value === stored.get(name)) drafts.drop(name);
      if (draft.value === valueOf(control)) continue;
      if (control.type === "checkbox") control.checked = draft.value === "on";
      else control.value = draft.value;
      const fold = control.closest("details");
      if (fold) fold.open = true;
      if (!part) continue; // the reason for sending an incomplete report goes with the report
      version(part).value = Math.min(version(part).value, draft.version);
      found.add(part);
      cells += 1;
    }
    if (!cells) return;
    const told = document.getElementById("lay-lai");
    told.querySelector("b").textContent = cells;
    told.hidden = false;
    sendAll([...found]);
  };
  parts().forEach(learn);
  window.thidua.sendAll = sendAll;
  document.addEventListener("DOMContentLoaded", restore); // htmx listens to the parts from then on
})();
