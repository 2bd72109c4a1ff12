// A page with some scripts of static/js on it.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileFunction } from "node:vm";

import { Document, Event, Storage, Target } from "./dom.mjs";

const SCRIPTS = new URL("../../static/js/", import.meta.url);

// Runs the scripts, by path below static/js, one after the other on a page with this body. More globals, or others than
// a browser's, can be handed in. Returns them all; sentences has what the page has said, in order.
export const load = (paths, body, globals = {}) => {
  const sentences = [];
  const window = Object.assign(new Target(), { thidua: { say: (text, isVisible) => sentences.push({ text, isVisible }) } });
  const page = {
    window,
    document: new Document(body),
    navigator: { onLine: true },
    localStorage: new Storage(),
    Event,
    ...globals,
  };
  for (const path of paths) {
    const filename = fileURLToPath(new URL(path, SCRIPTS));
    compileFunction(readFileSync(filename, "utf8"), Object.keys(page), { filename })(...Object.values(page));
  }
  return { ...page, sentences };
};
