// Keys: Ctrl-K (Cmd-K on a Mac) finds, "?" lists the others, digits are the pages. None is taken
// from a field, a menu, a table or a dialog.

import { isDialogOpen } from "./dialogs.js";
import { areSingleKeysOn, FIND_KEYS, isMac, openKeys } from "./keys_dialog.js";
import { withMainAction } from "./main_action.js";
import { onPageChange } from "./page_changes.js";
import { pageAt } from "./pages.js";
import { openPalette } from "./palette.js";
import { isNotesWindow } from "./presenting.js";
import { stageAction } from "./stage_keys.js";

const OWN_KEYS = [
  "textarea, select, canvas, [contenteditable]:not([contenteditable='false'])",
  "input:not([type='radio'], [type='checkbox'], [type='button'], [type='submit'])",
  ...["textbox", "searchbox", "combobox", "listbox", "menu", "grid", "slider", "spinbutton"]
    .map((role) => `[role='${role}']`),
].join(", ");
const ACTIONS = {
  "?": openKeys,
  "/": openPalette,
  m: () => withMainAction((action) => action.click()),
  arrowleft: () => document.querySelector("a[data-lab-previous]")?.click(),
  arrowright: () => document.querySelector("a[data-lab-next]")?.click(),
};

const ARROW_KEYS = "[role='radiogroup'], [role='tablist'], [data-testid='stButtonGroup'], pre";

function hasSteps() {
  return document.querySelector("a[data-lab-previous], a[data-lab-next]") !== null;
}

function actionOf(event) {
  const hasFindKey = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const key = event.key.toLowerCase();
  if (hasFindKey) return key === "k" && !event.shiftKey && !event.altKey ? openPalette : null;
  if (event.ctrlKey || event.metaKey || event.altKey || isNotesWindow()) return null;
  const options = { hasSteps: hasSteps(), hasLetters: areSingleKeysOn() };
  const onStage = event.target?.closest?.(".lab-term") ? null : stageAction(key, options);
  if (onStage || !areSingleKeysOn()) return onStage;
  const link = pageAt(key);
  // Arrows belong to the page, to tabs and to choices where there are no steps to walk through.
  if (key.startsWith("arrow") && (!hasSteps() || event.target?.closest?.(ARROW_KEYS))) return null;
  return link ? () => link.click() : ACTIONS[key] ?? null;
}

function press(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing || !event.key) return;
  if (isDialogOpen() || event.target?.closest?.(OWN_KEYS)) return;
  const action = actionOf(event);
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}

const TOOLS = { find: openPalette, keys: openKeys };

function open(event) {
  const tool = event.target instanceof Element && event.target.closest("[data-lab-open]");
  if (tool) TOOLS[tool.dataset.labOpen]?.();
}

function nameFindKeys() {
  const cap = document.querySelector('[data-lab-open="find"] kbd');
  const words = FIND_KEYS.join(" ");
  if (cap && cap.textContent !== words) cap.textContent = words;
}

export function startShortcuts() {
  onPageChange(nameFindKeys);
  document.addEventListener("keydown", press, true);
  document.addEventListener("click", open);
}
