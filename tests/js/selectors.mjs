// The selectors that static/js uses.

const TOKEN = /^(?<tag>\w+)|#(?<id>[\w-]+)|\.(?<className>[\w-]+)|:(?<state>\w+)|\[(?<name>[\w-]+)(?:(?<kind>\$?=)["']?(?<text>[^"'\]]*)["']?)?\]/g;

const matchesToken = (element, { tag, id, className, state, name, kind, text }) => {
  if (tag) return element.tag === tag;
  if (id) return element.id === id;
  if (className) return element.classList.contains(className);
  if (state) return state === "enabled" ? !element.disabled : element.checked;
  const value = element.getAttribute(name);
  if (value === null || !kind) return value !== null;
  return kind === "=" ? value === text : value.endsWith(text);
};
const matchesCompound = (element, compound) =>
  [...compound.matchAll(TOKEN)].every(({ groups }) => matchesToken(element, groups));
const matchesPath = (element, path) => {
  const last = path.at(-1);
  if (!matchesCompound(element, last)) return false;
  if (path.length === 1) return true;
  for (let above = element.parent; above?.tag; above = above.parent) {
    if (matchesPath(above, path.slice(0, -1))) return true;
  }
  return false;
};

// Whether the element matches a selector made of tags, ids, classes, attributes, :enabled and :checked, with commas and
// blanks between them.
export const matches = (element, selector) =>
  selector.split(",").some((path) => matchesPath(element, path.trim().split(/\s+(?![^[]*\])/)));
