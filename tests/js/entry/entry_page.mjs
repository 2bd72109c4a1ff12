// An entry page of two rows, the remarks and the notices, with all its scripts, and a server that answers when told to.

import { mock } from "node:test";

import { h } from "../dom.mjs";
import { load } from "../page.mjs";

const SCRIPTS = ["parts", "grid", "saved_values", "feedback", "sender", "submission", "buttons", "restoration", "page", "paste"];
const TEXTS = {
  "data-saving": "đang lưu…",
  "data-failed": "chưa lưu được",
  "data-unkept": "máy không giữ được",
  "data-refused": "hãy tải lại trang",
  "data-sent": "Đã lưu # dòng.",
  "data-left": "Chưa lưu được # dòng.",
  "data-waiting": "Đang lưu các ô…",
  "data-blocked": "Chưa gửi đi: xem lại ô.",
  "data-blocked-away": "Chưa gửi đi: chờ có mạng.",
  "data-offline": "Chưa gửi đi: mất mạng.",
};

const part = (tag, id, label, version, ...controls) =>
  h(
    tag,
    { id, "data-saves": label, "data-due": "yes" },
    ...controls,
    h("span", { class: "save-state", "data-state": "empty", "data-whole": "no" }, "Chưa nhập"),
    h("input", { type: "hidden", name: `${id}-version`, value: version }),
  );

export const row = (code, label, { numerator = "", version = 1 } = {}) =>
  part(
    "tr",
    code,
    label,
    version,
    h("input", { name: `${code}-numerator`, value: numerator, "data-col": "numerator", "aria-describedby": `${code}-noi` }),
    h("span", { id: `${code}-noi` }),
    h("details", {}, h("input", { type: "checkbox", name: `${code}-not_applicable` }), h("input", { name: `${code}-note` })),
  );

const notice = (id) => h("div", { id, hidden: "" }, h("b", {}, "0"), h("a", { hidden: "" }));

// The drafts of the page, without a browser's storage.
const draftsOf = (entries) => {
  const map = new Map(Object.entries(entries));
  return {
    isSafe: true,
    put: (name, value, version) => map.set(name, { value, version }),
    drop: (name, value) => (value === undefined || map.get(name)?.value === value) && map.delete(name),
    get: (name) => map.get(name),
    names: () => [...map.keys()],
  };
};

export const openPage = ({ drafts = {}, rows, extra = [] } = {}) => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const form = h(
    "form",
    { "data-entry": "", ...TEXTS },
    notice("cho-luu"),
    notice("lay-lai"),
    h("table", { "data-grid": "" }, ...(rows ?? [row("CT03", "Trồng rừng", { numerator: "2" }), row("CT07", "Việc làm")])),
    part("section", "nhan-xet", "Nhận xét", 1, h("textarea", { name: "remarks" })),
    h("textarea", { name: "incomplete_reason" }),
    h("div", { id: "tien-do" }, h("b", {}, "0")),
    h("button", { id: "gui" }, "Gửi báo cáo"),
  );
  const requests = []; // parts that wait for an answer
  const window = { htmx: { trigger: (element, type) => element.emit(type) } };
  const page = load([], h("body", {}, form, ...extra));
  Object.assign(page.window, window);
  page.window.thidua.drafts = draftsOf(drafts);
  page.form = form;
  page.control = (name) => form.elements[name];
  page.part = (id) => page.document.getElementById(id);
  page.state = (id) => page.part(id).querySelector(".save-state").dataset.state;
  page.requests = requests;

  // htmx sends a part when one of its controls is left; while it is on its way, another request of it waits.
  const queue = new Set();
  const request = (element) => {
    requests.push(element);
    element.emit("htmx:beforeRequest", { detail: { requestConfig: { elt: element } } });
  };
  form.addEventListener("change", ({ target }) => {
    const element = target.closest("[data-saves]");
    if (!element) return;
    if (requests.includes(element)) queue.add(element);
    else request(element);
  });
  page.type = (name, value) => {
    const control = page.control(name);
    if (control.type === "checkbox") control.checked = value;
    else control.value = value;
    control.emit("input");
  };
  page.leave = (name, value) => {
    page.type(name, value);
    page.control(name).emit("change");
  };
  // Answers the oldest request; change says what the answer puts into the part. Waits for what follows from it.
  page.answer = async (status, change = () => {}, header = null) => {
    const element = requests.shift();
    change(element);
    const xhr = { status, getResponseHeader: () => header };
    page.document.emit("htmx:afterRequest", { detail: { requestConfig: { elt: element }, xhr } });
    if (queue.delete(element)) request(element);
    await page.settle();
  };
  page.settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  load(["pasted_block.js", ...SCRIPTS.map((name) => `entry/${name}.js`)], h("body", {}), page);
  return page;
};

// What an answer of the server puts into a part.
export const stateTo = (state, { version, text = state, reading } = {}) => (element) => {
  const line = element.querySelector(".save-state");
  line.dataset.state = state;
  line.textContent = text;
  if (version) element.querySelector("input[type=hidden][name$=version]").value = String(version);
  if (reading) element.querySelector("span[id$=noi]").replaceChildren(reading);
};

export const closePage = () => mock.timers.reset();
