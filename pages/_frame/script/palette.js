// The palette: finds pages, scenarios, users and causes by words of their names. The pages are
// those of the navigation; the rest is asked of the server when the palette opens.

import { build } from "./build.js";
import { makeDialog, showDialog } from "./dialogs.js";
import { pageLinks, titleOf } from "./pages.js";
import { isPresenting } from "./presenting.js";
import { goSoftly } from "./soft_links.js";

const MOST = 40;
const field = build("input", { type: "text", role: "combobox", class: "lab-find-field",
  "aria-label": "Find a page, scenario, user or cause", "aria-expanded": "true",
  "aria-controls": "lab-found", "aria-autocomplete": "list", autocomplete: "off",
  spellcheck: "false", placeholder: "Page, scenario, user, cause or status (401)" });
const list = build("ul", { id: "lab-found", role: "listbox", class: "lab-found",
  "aria-label": "Found" });
const count = build("p", { role: "status", class: "lab-find-count" });
const dialog = makeDialog("Find", build("div", { class: "lab-find" }, field, list, count));
let entries = [];
let shown = [];
let chosen = 0;

function pages() {
  return pageLinks().map((link) => ({
    kind: "Page", title: titleOf(link), address: new URL(link.href).pathname }));
}

function fits(entry, words) {
  const text = `${entry.kind} ${entry.title} ${entry.words ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function option(entry, index) {
  const node = build("li", { role: "option", id: `lab-found-${index}` },
    build("span", { class: "lab-found-title" }, entry.title), " ",
    build("span", { class: "lab-found-kind" }, entry.kind));
  node.addEventListener("click", () => go(entry));
  return node;
}

function choose(index) {
  chosen = shown.length ? (index + shown.length) % shown.length : 0;
  [...list.children].forEach((node, at) => node.setAttribute("aria-selected", at === chosen));
  const node = list.children[chosen];
  node?.scrollIntoView({ block: "nearest" });
  if (node) field.setAttribute("aria-activedescendant", node.id);
  else field.removeAttribute("aria-activedescendant");
}

function show() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const typed = words.join(" ");
  const says = ({ title }) => typed && title.toLowerCase().includes(typed);
  const fitting = entries.filter((entry) => fits(entry, words));
  // What says the words as they were typed comes first, within a kind the shortest title.
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const place = ({ kind }) => kinds.indexOf(kind);
  const first = fitting.filter(says)
    .sort((one, two) => place(one) - place(two) || one.title.length - two.title.length);
  const found = [...first, ...fitting.filter((entry) => !says(entry))];
  shown = found.slice(0, MOST);
  list.replaceChildren(...shown.map(option));
  const part = found.length > MOST ? `, the first ${MOST} shown` : "";
  count.textContent = found.length ? `${found.length} found${part}` : "Nothing found";
  choose(0);
}

function go(entry) {
  dialog.close();
  goSoftly(entry.address);
}

function press(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(chosen + step);
  else if (event.key === "Enter" && !event.isComposing && shown[chosen]) go(shown[chosen]);
  else return;
  event.preventDefault();
}

// A username may be the user's sub, which nobody sees in presenter's mode.
const mayBeSeen = ({ title }) => !isPresenting() || !/[0-9a-f]{8}-[0-9a-f]{4}-/.test(title);

async function ask() {
  try {
    const answer = await fetch("/lab/entries", { headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    entries = [...pages(), ...(await answer.json()).filter(mayBeSeen)];
    show();
  } catch {
    count.textContent = "Only the pages: the server did not answer.";
  }
}

export function openPalette() {
  field.value = "";
  entries = pages();
  if (!showDialog(dialog)) return;
  show();
  field.focus();
  ask();
}

export function startPalette() {
  field.addEventListener("input", show);
  field.addEventListener("keydown", press);
}
