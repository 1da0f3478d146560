// The keys of presenter's mode. A clicker sends PageUp, PageDown, Escape, "b" or ".".

import { build } from "./build.js";
import { makeDialog, showDialog } from "./dialogs.js";
import { openKeys } from "./keys_dialog.js";
import { say } from "./live_region.js";
import { focusMainAction } from "./main_action.js";
import { whenQuiet } from "./page_changes.js";
import { endPresenting, isPresenting, openNotes, present } from "./presenting.js";

const black = build("div", { class: "lab-black", role: "img", "aria-label": "Black screen" });

const find = (selector) => document.querySelector(selector);
const reveals = () => [...document.querySelectorAll("[data-lab-reveal]")];
const shownReveal = () => reveals().findIndex((part) => !part.hidden);

function reveal(place) {
  reveals().forEach((part, at) => { part.hidden = at !== place; });
  const part = reveals()[place];
  if (part) say(part.textContent);
}

let isPressed = false;

// Going back removes what later steps built: no key does that unasked.
function runButton() {
  const step = find('[class*="st-key-walkthrough_stage"]');
  const button = ".st-key-walkthrough_run button:not(:disabled)";
  return step ? step.querySelector(button) : focusMainAction();
}

async function run() {
  if (isPressed) return;
  isPressed = true;
  const button = await whenQuiet(runButton);
  isPressed = false;
  button?.click();
}

function playAgain() {
  const ways = [...document.querySelectorAll(".lab-way .again input")];
  const seen = ways.filter((way) => way.parentElement.checkVisibility());
  if (seen.length) seen.forEach((way) => way.click());
  else find(".st-key-walkthrough_run button:not(:disabled)")?.click();
}

const MORE = "data-lab-more";

function whatRan() {
  const more = find(".st-key-walkthrough_more details");
  if (!more) return;
  document.body.toggleAttribute(MORE);
  if (!more.open) more.querySelector("summary").click();
}

function toggleBlack() {
  if (black.isConnected) black.remove();
  else document.body.append(black);
}

function leave() {
  if (black.isConnected) black.remove();
  else if (shownReveal() >= 0) reveal(-1);
  else if (document.body.hasAttribute(MORE)) document.body.removeAttribute(MORE);
  else endPresenting();
}

export function askToPutBack() {
  const yes = build("button", { type: "button", class: "lab-close" }, "Put everything back ",
    build("kbd", {}, "Y"));
  const no = build("button", { type: "button", class: "lab-close" }, "Cancel ",
    build("kbd", {}, "Esc"));
  const dialog = makeDialog("Put everything back",
    build("h2", {}, "Put everything back?"),
    build("p", {}, "The walkthrough's stack is removed, with all that was broken in it. The " +
      "lab's stack and its test users get back to the known state; locally, users and groups " +
      "that others made are deleted."),
    build("div", { class: "lab-dialog-foot" }, yes, no));
  const agree = async () => {
    const button = await whenQuiet(() => find(".st-key-frame_put_back button"));
    if (!dialog.open) return;
    if (!button) {
      say("The page is not ready yet: say yes again.");
      return;
    }
    dialog.close();
    button.click();
  };
  yes.addEventListener("click", agree);
  no.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", ({ key }) => { if (key.toLowerCase() === "y") agree(); });
  dialog.addEventListener("close", () => dialog.remove());
  if (showDialog(dialog)) yes.focus();
}

const step = (name) => () => find(`a[data-lab-${name}]`)?.click();

// Another step begins with its own screen.
function close({ target }) {
  if (target instanceof Element && target.closest("a, .st-key-walkthrough_run"))
    document.body.removeAttribute(MORE);
}
const LETTERS = {
  r: run, a: playAgain, q: () => reveal(shownReveal() + 1), w: whatRan,
  b: toggleBlack, ".": toggleBlack, n: openNotes, u: askToPutBack,
};
const OTHERS = { escape: leave };
const STEPS = { pageup: step("previous"), pagedown: step("next") };

export function stageAction(key, { hasSteps, hasLetters }) {
  if (!isPresenting()) return null;
  if (black.isConnected) return () => black.remove();
  return OTHERS[key] ?? (hasSteps ? STEPS[key] : null) ?? (hasLetters ? LETTERS[key] : null);
}

const TOOLS = { keys: openKeys, notes: openNotes, end: endPresenting, present,
  "put-back": askToPutBack };

export function startStageKeys() {
  document.addEventListener("click", close);
  document.addEventListener("click", ({ target }) => {
    const tool = target instanceof Element && target.closest("[data-lab-stage]");
    if (tool) TOOLS[tool.dataset.labStage]?.();
  });
}
